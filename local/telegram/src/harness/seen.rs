//! A message as a test sees it.

use std::fmt;

use serde_json::Value;

use crate::text::{Entity, to_html};

/// A message at the moment it was sent or edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub message_id: i64,
    /// Id of the bot, or person, that said it.
    pub from: i64,
    /// Text or caption without mark-up.
    pub text: String,
    /// Text or caption with its entities as HTML; entities that the server finds by itself stay bare.
    pub html: String,
    /// Labels of the inline keyboard by rows.
    pub buttons: Vec<Vec<String>>,
    /// The message was there before and was changed.
    pub edited: bool,
    /// What hangs on it: `photo`, `document`, `location` …
    pub attachment: Option<&'static str>,
    /// The whole Bot API object.
    pub raw: Value,
}

const ATTACHMENTS: &[&str] = &[
    "photo",
    "animation",
    "document",
    "voice",
    "audio",
    "video",
    "video_note",
    "sticker",
    "venue",
    "location",
    "contact",
    "dice",
    "poll",
];

impl Seen {
    pub(super) fn of(message: &Value, edited: bool) -> Self {
        let (text, entities) = match message["text"].as_str() {
            Some(text) => (text, &message["entities"]),
            None => (message["caption"].as_str().unwrap_or_default(), &message["caption_entities"]),
        };
        let entities: Vec<Entity> = serde_json::from_value(entities.clone()).unwrap_or_default();
        Self {
            message_id: message["message_id"].as_i64().unwrap_or_default(),
            from: message["from"]["id"].as_i64().unwrap_or_default(),
            text: text.to_owned(),
            html: to_html(text, &entities),
            buttons: labels(&message["reply_markup"]["inline_keyboard"]),
            edited,
            attachment: ATTACHMENTS.iter().find(|kind| message.get(**kind).is_some()).copied(),
            raw: message.clone(),
        }
    }

    /// `callback_data` of the first button whose label contains a text.
    pub fn data_of(&self, label: &str) -> Option<String> {
        let button = find_button(&self.raw, label)?;
        button["callback_data"].as_str().map(str::to_owned)
    }

    /// Address of the first link button whose label contains a text.
    pub fn url_of(&self, label: &str) -> Option<String> {
        let button = find_button(&self.raw, label)?;
        button["url"].as_str().map(str::to_owned)
    }
}

/// Labels of a keyboard by rows.
pub(super) fn labels(rows: &Value) -> Vec<Vec<String>> {
    let label = |button: &Value| button["text"].as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| row.as_array().into_iter().flatten().map(label).collect();
    rows.as_array().into_iter().flatten().map(row).collect()
}

/// The first inline button of a message whose label contains a text; an exact match goes first.
pub(super) fn find_button<'a>(message: &'a Value, label: &str) -> Option<&'a Value> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
    let buttons = || rows.iter().flat_map(|row| row.as_array().into_iter().flatten());
    let text = |button: &'a Value| button["text"].as_str().unwrap_or_default();
    buttons()
        .find(|button| text(button) == label)
        .or_else(|| buttons().find(|button| text(button).contains(label)))
}

/// The text as HTML, then one line per row of buttons: `[Yes][No]`.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        lines.extend(self.attachment.map(|kind| format!("({kind})")));
        lines.extend(Some(self.html.clone()).filter(|html| !html.is_empty()));
        lines.extend(
            self.buttons.iter().map(|row| row.iter().map(|label| format!("[{label}]")).collect::<String>()),
        );
        f.write_str(&lines.join("\n"))
    }
}
