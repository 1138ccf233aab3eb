//! What is told, in the languages in which somebody wrote it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

use crate::{
    delivery::{ContentId, FileRef},
    locale::Language,
    screen::{Button, CAPTION_LIMIT, FileKind, Html, Keyboard, TEXT_LIMIT},
};

/// Stands for the reader's first name.
pub const NAME: &str = "{name}";
/// A name is cut to so many UTF-16 units, which are reckoned with for each place where it stands. Telegram's own limit on a
/// first name is 64 characters.
const NAME_LIMIT: usize = 64;
/// Telegram's hundred would fill a screen.
const BUTTONS: usize = 10;
/// What fits on a telephone in one row.
const LABEL_LIMIT: usize = 40;
const URL_LIMIT: usize = 1024;

/// The versions of a message, the author's first language at the front: it is for those whose language is not among them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Content(pub Vec<Version>);

/// The message in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub language: Language,
    pub text: Html,
    /// `None`: that of the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Photo>,
    /// Empty: those of the first version.
    #[serde(default)]
    pub buttons: Vec<LinkButton>,
}

/// A picture whose bytes are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Photo(pub(crate) ContentId);

impl Photo {
    pub(crate) fn file(self) -> FileRef {
        FileRef { content: self.0, kind: FileKind::Photo, name: String::new(), mime: None }
    }
}

/// A button that opens an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkButton {
    pub label: String,
    pub url: String,
}

/// Why something cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is neither a text nor a picture.
    Empty,
    /// In UTF-16 units, each [`NAME`] as long as it may become.
    TooLong { length: usize, limit: usize },
    /// A line that is not `label | https://…`, by its number from 1.
    Button { line: usize },
    /// More than [`Flaw::most`] allows.
    Buttons { most: usize },
}

impl LinkButton {
    /// Reads buttons, one in a line: `label | https://address`.
    ///
    /// # Errors
    /// The first [`Flaw`].
    pub fn read_all(text: &str) -> Result<Vec<Self>, Flaw> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let read = |(place, line)| Self::read(line).ok_or(Flaw::Button { line: place + 1 });
        let buttons: Vec<Self> = lines.map(read).collect::<Result<_, _>>()?;
        match buttons.len() {
            0 => Err(Flaw::Button { line: 1 }),
            count if count > BUTTONS => Err(Flaw::Buttons { most: BUTTONS }),
            _ => Ok(buttons),
        }
    }

    fn read(line: &str) -> Option<Self> {
        let (label, url) = line.rsplit_once('|')?;
        let (label, url) = (label.trim(), url.trim());
        let is_label = (1..=LABEL_LIMIT).contains(&label.chars().count());
        let parsed = Url::parse(url).ok().filter(|url| url.scheme() == "https")?;
        // A name without a dot is a computer of the author's own network; a name and password are nobody's business.
        let is_public = parsed.host_str().is_some_and(|host| host.contains('.') && !host.ends_with('.'))
            && parsed.username().is_empty()
            && parsed.password().is_none();
        let url = parsed.to_string();
        (is_label && is_public && url.len() <= URL_LIMIT).then(|| Self { label: label.to_owned(), url })
    }
}

impl Content {
    pub fn languages(&self) -> Vec<Language> {
        self.0.iter().map(|version| version.language).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn version(&self, language: Language) -> Option<&Version> {
        self.0.iter().find(|version| version.language == language)
    }

    /// What somebody with this language gets; `None` while nothing is written.
    pub fn for_language(&self, language: Language) -> Option<&Version> {
        self.version(language).or(self.0.first())
    }

    pub fn photo_of(&self, version: &Version) -> Option<Photo> {
        version.photo.or(self.0.first()?.photo)
    }

    /// One below the other.
    pub fn keyboard_of(&self, version: &Version) -> Keyboard {
        let own = Some(&version.buttons).filter(|buttons| !buttons.is_empty());
        let Some(buttons) = own.or(self.0.first().map(|first| &first.buttons)) else { return Keyboard::None };
        let rows = buttons.iter().map(|button| vec![Button::url(&button.label, &button.url)]);
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) }
    }

    /// Writes a version in place of the one in its language, which keeps what is not given: its picture and its buttons.
    pub fn put(&mut self, language: Language, text: Html, photo: Option<Photo>) {
        match self.0.iter_mut().find(|version| version.language == language) {
            Some(version) => {
                version.text = text;
                version.photo = photo.or(version.photo);
            }
            None => self.0.push(Version { language, text, photo, buttons: Vec::new() }),
        }
    }

    /// Takes a version out.
    pub fn remove(&mut self, language: Language) {
        self.0.retain(|version| version.language != language);
    }

    /// What keeps it from being sent, with the version that it is about.
    pub fn flaw(&self) -> Option<(Option<Language>, Flaw)> {
        if self.is_empty() {
            return Some((None, Flaw::Empty));
        }
        self.0.iter().find_map(|version| self.flaw_of(version).map(|flaw| (Some(version.language), flaw)))
    }

    fn flaw_of(&self, version: &Version) -> Option<Flaw> {
        let photo = self.photo_of(version);
        let limit = if photo.is_some() { CAPTION_LIMIT } else { TEXT_LIMIT };
        let length = longest(&version.text);
        match length {
            0 if photo.is_none() => Some(Flaw::Empty),
            _ if length > limit => Some(Flaw::TooLong { length, limit }),
            _ => None,
        }
    }

    /// What is noted about it where its words do not belong: how long, and which.
    pub fn digest(&self) -> Value {
        let versions = self.0.iter().map(|version| {
            let digest = Sha256::digest(version.text.as_str());
            let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            json!({
                "language": version.language,
                "length": version.text.length(),
                "sha256": short,
                "photo": self.photo_of(version).is_some(),
                "buttons": version.buttons.len(),
            })
        });
        versions.collect()
    }
}

/// With each name as long as it may be; what is only blanks counts as nothing.
fn longest(text: &Html) -> usize {
    let plain = text.plain_text();
    if plain.trim().is_empty() {
        return 0;
    }
    let names = plain.matches(NAME).count();
    plain.encode_utf16().count() + names * (NAME_LIMIT - NAME.len())
}

/// A text with the reader's name in it.
pub(crate) fn addressed(text: &Html, first_name: &str) -> Html {
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= NAME_LIMIT
    };
    text.filled(NAME, &first_name.chars().take_while(fits).collect::<String>())
}

impl Version {
    /// As a reader with this first name sees its text.
    pub fn addressed(&self, first_name: &str) -> Html {
        addressed(&self.text, first_name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn buttons_are_read_line_by_line_and_only_public_https_opens() {
        let ok = |text: &str| LinkButton::read_all(text).expect("buttons");
        let read = ok("Shop | https://shop.example/a?b=1\n\n A | B | https://b.example ");
        let labels: Vec<_> = read.iter().map(|button| (button.label.as_str(), button.url.as_str())).collect();
        assert_eq!(labels, [("Shop", "https://shop.example/a?b=1"), ("A | B", "https://b.example/")]);
        for (text, line) in [
            ("", 1),
            ("Shop", 1),
            ("Shop | http://shop.example", 1),
            ("Shop | javascript:alert(1)", 1),
            ("Shop | https://localhost/", 1),
            ("Shop | https://a:b@shop.example", 1),
            (" | https://shop.example", 1),
            ("Shop | https://shop.example\nnonsense", 2),
        ] {
            assert_eq!(LinkButton::read_all(text), Err(Flaw::Button { line }), "{text:?}");
        }
        let many = "a | https://b.example\n".repeat(BUTTONS + 1);
        assert_eq!(LinkButton::read_all(&many), Err(Flaw::Buttons { most: BUTTONS }));
    }

    fn content(text: &str) -> Content {
        Content(vec![Version {
            language: Language::En,
            text: Html::escape(text),
            photo: None,
            buttons: vec![],
        }])
    }

    #[test]
    fn lengths_are_telegrams_and_reckon_with_names() {
        let photo = Some(Photo(ContentId::of(b"x")));
        for (text, photo, flaw) in [
            ("hello".to_owned(), None, None),
            (" \n".to_owned(), None, Some(Flaw::Empty)),
            (String::new(), photo, None),
            ("😀".repeat(2048), None, None),
            ("😀".repeat(2049), None, Some(Flaw::TooLong { length: 4098, limit: 4096 })),
            ("<".repeat(1024), photo, None),
            ("<".repeat(1025), photo, Some(Flaw::TooLong { length: 1025, limit: 1024 })),
            (format!("{NAME}{}", "x".repeat(960)), photo, None),
            (format!("{NAME}{}", "x".repeat(961)), photo, Some(Flaw::TooLong { length: 1025, limit: 1024 })),
        ] {
            let mut content = content(&text);
            content.0[0].photo = photo;
            assert_eq!(content.flaw().map(|(_, flaw)| flaw), flaw, "{} characters", text.len());
        }
        assert_eq!(Content::default().flaw(), Some((None, Flaw::Empty)));
    }

    #[test]
    fn everybody_gets_their_language_else_the_first() {
        let mut content = content("Hello");
        content.put(Language::Pl, Html::escape("Cześć"), None);
        content.0[0].buttons = LinkButton::read_all("Go | https://a.example").expect("a button");
        let text = |language| content.for_language(language).map(|version| version.text.as_str());
        assert_eq!(text(Language::Pl), Some("Cześć"));
        assert_eq!(text(Language::Uk), Some("Hello"));
        let polish = content.version(Language::Pl).expect("written");
        assert_ne!(content.keyboard_of(polish), Keyboard::None, "that of the first");
        assert_eq!(Content::default().for_language(Language::En), None);
    }

    proptest! {
        #[test]
        fn no_name_carries_markup_or_makes_a_text_too_long(name in ".{0,100}") {
            let text = Html::escape("Dear {name}!").bold();
            let filled = addressed(&text, &name);
            prop_assert!(filled.length() <= longest(&text));
            prop_assert!(filled.as_str().starts_with("<b>Dear ") && filled.as_str().ends_with("!</b>"));
            prop_assert_eq!(filled.as_str().matches('<').count(), 2);
        }
    }
}
