//! Keyboards, in Telegram's two kinds: under a message, and in place of the person's own.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Tap, TapError};

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    label: String,
    target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Target {
    Data(String),
    Url(String),
}

impl Button {
    /// A button that comes back as `tap` when pressed.
    ///
    /// # Errors
    /// [`TapError::TooLong`] when the tap does not fit into Telegram's 64 bytes.
    pub fn try_tap(label: impl Into<String>, tap: &impl Tap) -> Result<Self, TapError> {
        Ok(Self { label: label.into(), target: Target::Data(tap.encode()?) })
    }

    /// As [`Button::try_tap`], for taps whose size does not depend on data. One that does not fit is a mistake in
    /// the bot: it is logged, and pressing the button answers as a stale one does, so nobody is left without a word.
    pub fn tap(label: impl Into<String>, tap: &impl Tap) -> Self {
        let label = label.into();
        Self::try_tap(label.clone(), tap).unwrap_or_else(|error| {
            tracing::error!(%error, label, "a button's data does not fit");
            Self { label, target: Target::Data("0".to_owned()) }
        })
    }

    pub fn url(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), target: Target::Url(url.into()) }
    }

    pub fn label(&self) -> &str {
        &self.label
    }

    fn to_telegram(&self) -> Value {
        match &self.target {
            Target::Data(data) => json!({"text": self.label, "callback_data": data}),
            Target::Url(url) => json!({"text": self.label, "url": url}),
        }
    }
}

/// A button of a keyboard that stands in place of the person's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyButton {
    /// Sends its own label.
    Text(String),
    /// Asks the person's client for their location.
    Location(String),
}

impl ReplyButton {
    pub fn label(&self) -> &str {
        match self {
            ReplyButton::Text(label) | ReplyButton::Location(label) => label,
        }
    }
}

/// What can be pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    #[default]
    None,
    Inline(Vec<Vec<Button>>),
    /// Hides itself after one press.
    Reply {
        rows: Vec<Vec<ReplyButton>>,
        placeholder: Option<String>,
    },
    /// Takes a reply keyboard away.
    Remove,
}

impl Keyboard {
    pub(super) fn push_row(&mut self, row: Vec<Button>) {
        if row.is_empty() {
            return;
        }
        match self {
            Keyboard::Inline(rows) => rows.push(row),
            _ => *self = Keyboard::Inline(vec![row]),
        }
    }

    /// Whether Telegram lets this keyboard go with an edit: only inline ones, or none.
    pub fn fits_an_edit(&self) -> bool {
        matches!(self, Keyboard::None | Keyboard::Inline(_))
    }

    /// The `reply_markup` of the Bot API; `None` where there is nothing to press.
    pub fn to_telegram(&self) -> Option<Value> {
        match self {
            Keyboard::None => None,
            Keyboard::Inline(rows) => {
                let rows: Vec<Vec<Value>> =
                    rows.iter().map(|row| row.iter().map(Button::to_telegram).collect()).collect();
                Some(json!({"inline_keyboard": rows}))
            }
            Keyboard::Reply { rows, placeholder } => Some(reply_markup(rows, placeholder.as_deref())),
            Keyboard::Remove => Some(json!({"remove_keyboard": true})),
        }
    }
}

fn reply_markup(rows: &[Vec<ReplyButton>], placeholder: Option<&str>) -> Value {
    let button = |button: &ReplyButton| match button {
        ReplyButton::Text(label) => json!({"text": label}),
        ReplyButton::Location(label) => json!({"text": label, "request_location": true}),
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(button).collect()).collect();
    let mut markup = json!({"keyboard": rows, "resize_keyboard": true, "one_time_keyboard": true});
    if let Some(placeholder) = placeholder {
        // 64 characters are Telegram's limit for it.
        markup["input_field_placeholder"] = placeholder.chars().take(64).collect::<String>().into();
    }
    markup
}
