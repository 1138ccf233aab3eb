//! A file as a person gets it.

use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Button, Html, Keyboard};

/// What Telegram takes from a bot, in bytes (<https://core.telegram.org/bots/api#sending-files>).
const LIMIT: usize = 50 * 1024 * 1024;
const PHOTO_LIMIT: usize = 10 * 1024 * 1024;
/// Telegram's limit on a caption after parsing, in UTF-16 units.
pub const CAPTION_LIMIT: usize = 1024;
/// Longer names serve nobody.
const NAME_LIMIT: usize = 120;

/// As what a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// JPEG, PNG or the like, seen at once; Telegram makes it smaller. At most 10 MiB, and 10,000 pixels of width and
    /// height together.
    Photo,
    /// Any file, as it is.
    Document,
    /// OGG with Opus, played by a tap.
    Voice,
    /// MP3 or M4A, in the player.
    Audio,
}

impl FileKind {
    /// The most bytes of one.
    pub const fn limit(self) -> usize {
        match self {
            FileKind::Photo => PHOTO_LIMIT,
            FileKind::Document | FileKind::Voice | FileKind::Audio => LIMIT,
        }
    }

    /// Whether the person sees what it is called.
    const fn has_name(self) -> bool {
        matches!(self, FileKind::Document | FileKind::Audio)
    }
}

/// Why a file cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {bytes} bytes; {limit} are allowed")]
    TooBig { bytes: usize, limit: usize },
}

/// A file to send, with what stands below it.
#[derive(Clone)]
pub struct File {
    pub(crate) kind: FileKind,
    pub(crate) name: String,
    pub(crate) mime: Option<String>,
    pub(crate) bytes: Bytes,
    pub(crate) caption: Html,
    pub(crate) keyboard: Keyboard,
    pub(crate) silent: bool,
}

impl File {
    fn new(kind: FileKind, name: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            kind,
            name: if kind.has_name() { file_name(name) } else { String::new() },
            mime: None,
            bytes: bytes.into(),
            caption: Html::new(),
            keyboard: Keyboard::None,
            silent: false,
        }
    }

    /// See [`FileKind::Photo`].
    pub fn photo(bytes: impl Into<Bytes>) -> Self {
        Self::new(FileKind::Photo, "", bytes)
    }

    /// See [`FileKind::Document`]. The name may be anybody's text; its ending says what the file is.
    pub fn document(name: &str, bytes: impl Into<Bytes>) -> Self {
        Self::new(FileKind::Document, name, bytes)
    }

    /// See [`FileKind::Voice`].
    pub fn voice(bytes: impl Into<Bytes>) -> Self {
        Self::new(FileKind::Voice, "", bytes)
    }

    /// See [`FileKind::Audio`].
    pub fn audio(name: &str, bytes: impl Into<Bytes>) -> Self {
        Self::new(FileKind::Audio, name, bytes)
    }

    /// What it is, where the name's ending does not say so; what is no media type is left out.
    pub fn mime(mut self, mime: &str) -> Self {
        self.mime = is_media_type(mime).then(|| mime.to_owned());
        self
    }

    /// What stands below it. More than a caption can hold follows as a message of its own.
    pub fn caption(mut self, caption: impl Into<Html>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Adds a row of inline buttons; an empty row is left out.
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.keyboard.push_row(buttons.into_iter().collect());
        self
    }

    pub fn keyboard(mut self, keyboard: Keyboard) -> Self {
        self.keyboard = keyboard;
        self
    }

    /// Arrives without a sound.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    pub(crate) fn check(&self) -> Result<(), FileError> {
        let (bytes, limit) = (self.bytes.len(), self.kind.limit());
        match bytes {
            0 => Err(FileError::Empty),
            _ if bytes > limit => Err(FileError::TooBig { bytes, limit }),
            _ => Ok(()),
        }
    }
}

/// Without its bytes.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name, bytes) = (self.kind, &self.name, self.bytes.len());
        f.debug_struct("File")
            .field("kind", &kind)
            .field("name", name)
            .field("bytes", &bytes)
            .finish_non_exhaustive()
    }
}

/// A name that every computer takes: without control characters and what separates folders, and not too long. Its ending
/// is kept.
fn file_name(text: &str) -> String {
    let is_odd = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let clean: String = text.chars().map(|c| if is_odd(c) { '_' } else { c }).collect();
    let clean = clean.trim_matches([' ', '.']);
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (clean, String::new()),
    };
    let room = NAME_LIMIT - ending.chars().count();
    let stem: String = stem.chars().take(room).collect();
    if stem.trim().is_empty() { format!("file{ending}") } else { stem + &ending }
}

/// `type/subtype`, of the characters that RFC 9110 allows there; without parameters.
fn is_media_type(text: &str) -> bool {
    let is_token = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-".contains(c))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_made_fit_to_be_kept() {
        for (given, expected) in [
            ("Меню літо.pdf", "Меню літо.pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a\r\nb: c.txt", "a__b_ c.txt"),
            ("  .ics", "ics"),
            ("...", "file"),
            ("", "file"),
            ("a.b.tar.gz", "a.b.tar.gz"),
        ] {
            assert_eq!(file_name(given), expected, "{given:?}");
        }
        let long = file_name(&format!("{}.xlsx", "я".repeat(500)));
        assert!(long.chars().count() == NAME_LIMIT && long.ends_with("я.xlsx"), "{long}");
    }

    #[test]
    fn media_types_are_told_from_other_texts() {
        for (text, is_one) in [
            ("text/calendar", true),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true),
            ("image/svg+xml", true),
            ("text", false),
            ("/", false),
            ("text/calendar; charset=utf-8", false),
            ("text/ж", false),
            ("a/b\r\nX: y", false),
        ] {
            assert_eq!(is_media_type(text), is_one, "{text:?}");
        }
    }

    #[test]
    fn what_telegram_does_not_take_is_refused_here() {
        assert_eq!(File::photo(Vec::new()).check(), Err(FileError::Empty));
        let bytes = Bytes::from(vec![0; PHOTO_LIMIT + 1]);
        let too_big = FileError::TooBig { bytes: PHOTO_LIMIT + 1, limit: PHOTO_LIMIT };
        assert_eq!(File::photo(bytes.clone()).check(), Err(too_big));
        assert_eq!(File::document("a.bin", bytes).check(), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_gives_a_name(text in ".{0,200}") {
            let name = file_name(&text);
            prop_assert!(!name.trim().is_empty() && name.chars().count() <= NAME_LIMIT);
            prop_assert!(!name.contains(['/', '\\', '\n', '\r', '"', '\0']));
        }
    }
}
