//! People, bots and chats as they are kept: plain data, no behaviour of the server.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Names a conversation on the server, written `p<bot>-<person>` or `g<chat>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChatKey {
    Private { bot: i64, person: i64 },
    Group(i64),
}

impl fmt::Display for ChatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Private { bot, person } => write!(f, "p{bot}-{person}"),
            Self::Group(chat) => write!(f, "g{chat}"),
        }
    }
}

/// The text is not the key of a conversation.
#[derive(Debug, thiserror::Error)]
#[error("not a conversation key: {0}")]
pub struct BadChatKey(String);

impl FromStr for ChatKey {
    type Err = BadChatKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let private = || {
            let (bot, person) = text.strip_prefix('p')?.split_once('-')?;
            Some(Self::Private { bot: bot.parse().ok()?, person: person.parse().ok()? })
        };
        let group = || Some(Self::Group(text.strip_prefix('g')?.parse().ok()?));
        private().or_else(group).ok_or_else(|| BadChatKey(text.to_owned()))
    }
}

impl Serialize for ChatKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChatKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Somebody who writes to bots from this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    pub id: i64,
    pub first_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// IETF tag, as a client would send it.
    pub language_code: String,
    /// IANA zone name.
    pub zone: String,
}

impl Persona {
    /// The person as a Bot API `User`.
    pub fn user(&self) -> Value {
        let mut user = self.names();
        user.insert("is_bot".into(), json!(false));
        user.insert("language_code".into(), json!(self.language_code));
        Value::Object(user)
    }

    /// The person's private chat as a Bot API `Chat`.
    pub fn chat(&self) -> Value {
        let mut chat = self.names();
        chat.insert("type".into(), json!("private"));
        Value::Object(chat)
    }

    fn names(&self) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("id".into(), json!(self.id));
        map.insert("first_name".into(), json!(self.first_name));
        if let Some(last) = &self.last_name {
            map.insert("last_name".into(), json!(last));
        }
        if let Some(username) = &self.username {
            map.insert("username".into(), json!(username));
        }
        map
    }
}

/// One entry of a command menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub command: String,
    pub description: String,
}

/// Where a bot wants its updates delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    pub max_connections: i64,
}

/// A bot as it is kept. Texts per language have the empty code as their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotProfile {
    pub id: i64,
    pub token: String,
    pub username: String,
    pub first_name: String,
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    #[serde(default)]
    pub descriptions: BTreeMap<String, String>,
    #[serde(default)]
    pub short_descriptions: BTreeMap<String, String>,
    /// Command menus by `<scope>/<language>`, see `api::commands`.
    #[serde(default)]
    pub commands: BTreeMap<String, Vec<Command>>,
    #[serde(default)]
    pub menu_button: Option<Value>,
    #[serde(default)]
    pub webhook: Option<Webhook>,
    #[serde(default)]
    pub allowed_updates: Option<Vec<String>>,
    /// Hears everything that is said in its groups.
    #[serde(default)]
    pub privacy_off: bool,
}

impl BotProfile {
    pub fn new(token: String, id: i64, username: &str, first_name: &str) -> Self {
        Self {
            id,
            token,
            username: username.to_owned(),
            first_name: first_name.to_owned(),
            names: BTreeMap::new(),
            descriptions: BTreeMap::new(),
            short_descriptions: BTreeMap::new(),
            commands: BTreeMap::new(),
            menu_button: None,
            webhook: None,
            allowed_updates: None,
            privacy_off: false,
        }
    }

    /// The bot's name as everybody without a language of their own sees it.
    pub fn name(&self) -> &str {
        self.names.get("").unwrap_or(&self.first_name)
    }

    /// The bot as a Bot API `User` inside messages.
    pub fn user(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name(), "username": self.username })
    }
}

/// What is kept of a conversation besides its messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChatMeta {
    /// The person has written to the bot at least once.
    #[serde(default)]
    pub started: bool,
    #[serde(default)]
    pub blocked: bool,
    /// Messages up to this id were read by the person.
    #[serde(default)]
    pub read_upto: i64,
    #[serde(default)]
    pub reply_keyboard: Option<Value>,
    #[serde(default)]
    pub force_reply: Option<Value>,
    #[serde(default)]
    pub menu_button: Option<Value>,
}

/// What is kept of a file; its bytes lie beside the log or in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMeta {
    /// Derived from the content: the same bytes have the same id, for every bot.
    pub unique_id: String,
    pub size: u64,
    pub name: String,
    pub mime: String,
    /// Width and height of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pixels: Option<(u32, u32)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_the_text_form() {
        for key in [ChatKey::Private { bot: 7, person: 1001 }, ChatKey::Group(-100_200)] {
            assert_eq!(key.to_string().parse::<ChatKey>().ok(), Some(key));
        }
        assert!("p12".parse::<ChatKey>().is_err());
        assert!("x1-2".parse::<ChatKey>().is_err());
    }
}
