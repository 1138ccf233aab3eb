//! What a turn says: stored with the turn, sent after it.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::content::ContentId;
use crate::{
    permits::Class,
    screen::{FileKind, Html, Keyboard, Screen, TEXT_LIMIT, split},
};

/// One message, edit or acknowledgement on its way to the messenger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Saying {
    /// `<inbox number>.<index>`: unique within the chat, and names the turn that said it.
    pub id: String,
    pub seq: i64,
    /// When what it tells was due: on the first message of such a turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    #[serde(flatten)]
    pub act: Act,
}

impl Saying {
    pub(crate) fn is_message(&self) -> bool {
        matches!(self.act, Act::Message { .. } | Act::File { .. })
    }

    /// Whether it acknowledges a press.
    pub(crate) fn is_answer(&self) -> bool {
        matches!(self.act, Act::Answer { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
pub(crate) enum Act {
    Message {
        place: Place,
        text: Html,
        #[serde(default)]
        keyboard: Keyboard,
        #[serde(default)]
        silent: bool,
        thread: Option<i64>,
        /// Who may send first, where the messenger's limits make somebody wait.
        #[serde(default)]
        class: Class,
    },
    /// A file with its caption. Its bytes are stored beside, by their content.
    File {
        file: FileRef,
        #[serde(default)]
        caption: Html,
        #[serde(default)]
        keyboard: Keyboard,
        #[serde(default)]
        silent: bool,
        thread: Option<i64>,
        #[serde(default)]
        class: Class,
    },
    /// Acknowledges a press; with a text it is a toast, or an alert that the person closes.
    Answer { query: String, text: Option<String>, alert: bool },
    /// "typing…" and the like. Best effort.
    Working { action: String, thread: Option<i64> },
}

/// Which file, and as what it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct FileRef {
    pub content: ContentId,
    pub kind: FileKind,
    /// Empty where nobody sees it.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
}

impl FileRef {
    /// A form's file has a name in any case, and its ending counts for something.
    pub fn upload_name(&self) -> &str {
        match (self.name.as_str(), self.kind) {
            ("", FileKind::Photo) => "photo.jpg",
            ("", FileKind::Voice) => "voice.ogg",
            ("", FileKind::Document | FileKind::Audio) => "file",
            (name, _) => name,
        }
    }
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// A new message; its id is remembered under the slot's name, where one is given.
    New(Option<String>),
    /// In place of the message that the slot holds; a new one where that has gone.
    Slot(String),
    /// In place of this message, which then is the slot's.
    Message { id: i64, slot: String },
}

/// A value that only the closing statement knows, such as the sum after an increment. Written into a text it stands
/// for that value, which is put in when the turn closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Nobody can type it: it is made anew for each use.
    pub(crate) token: String,
    /// The key of the subscription's state.
    pub(crate) key: String,
}

impl Later {
    pub(crate) fn of(key: &str) -> Self {
        Self { token: format!("[later {}]", Uuid::now_v7()), key: key.to_owned() }
    }
}

impl fmt::Display for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.token)
    }
}

/// A screen as messages: cut to Telegram's limit, the keyboard below the last piece, the place for the first.
pub(crate) fn acts_of(screen: Screen, place: Place, thread: Option<i64>, class: Class) -> Vec<Act> {
    let pieces = split(&screen.text, TEXT_LIMIT);
    let last = pieces.len().saturating_sub(1);
    let mut first_place = Some(place);
    let mut keyboard = Some(screen.keyboard);
    pieces
        .into_iter()
        .enumerate()
        .map(|(index, text)| Act::Message {
            place: first_place.take().unwrap_or(Place::New(None)),
            text,
            keyboard: if index == last { keyboard.take().unwrap_or_default() } else { Keyboard::None },
            silent: screen.silent,
            thread,
            class,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Button;

    #[test]
    fn a_long_screen_keeps_its_buttons_below_the_last_piece() {
        let screen =
            Screen::new(Html::escape(&"word ".repeat(2000))).row([Button::url("a", "https://a.example")]);
        let acts = acts_of(screen, Place::Slot("main".into()), None, Class::Answer);
        let described: Vec<_> = acts
            .iter()
            .map(|act| match act {
                Act::Message { place, keyboard, .. } => (place.clone(), *keyboard == Keyboard::None),
                other => unreachable!("{other:?}"),
            })
            .collect();
        let expected =
            [(Place::Slot("main".into()), true), (Place::New(None), true), (Place::New(None), false)];
        assert_eq!(described, expected);
    }
}
