//! What is said to the registry, and what it answers: the same types on both sides, and in the API's document.
//!
//! Answers may get more fields, which older clients pass over; a request with a field that the registry does not know is
//! refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::ids::{BotId, SubscriptionId, UserId};

pub use crate::http::api::Page;

/// A language that the bots speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = Language)]
pub enum ChosenLanguage {
    En,
    Ru,
    Uk,
    Pl,
}

/// How well a person is known, and what they have paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Tier {
    Anonymous,
    SignedIn,
    Premium,
}

/// A person. Names are those of the messenger on which they are known.
#[derive(Clone, Debug, PartialEq, FromRow, Serialize, Deserialize, ToSchema)]
pub struct User {
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// Null for people of another messenger.
    pub telegram_id: Option<i64>,
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: Option<String>,
    /// What the messenger says, as an IETF tag.
    pub language_code: Option<String>,
    /// What the person chose; null until then.
    pub language: Option<ChosenLanguage>,
    /// What the person chose, such as `Europe/Kyiv`; null until then.
    pub zone: Option<String>,
    pub tier: Tier,
    /// Whether an admin has shut the person out of all bots.
    pub is_banned: bool,
    pub created_at: DateTime<Utc>,
}

/// A merge patch: what is left out stays, null takes a choice back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ChosenLanguage>)]
    pub language: Option<Option<ChosenLanguage>>,
    /// Of the IANA database, such as `Europe/Kyiv`. All bots of the person hear of it and move their reminders.
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$")]
    pub zone: Option<Option<String>>,
    /// For tokens of all of the registry.
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Tier, nullable = false, required = false)]
    pub tier: Option<Tier>,
}

/// What is named, if only to be null.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A bot.
#[derive(Clone, Debug, PartialEq, FromRow, Serialize, Deserialize, ToSchema)]
pub struct Bot {
    #[schema(value_type = Uuid)]
    pub id: BotId,
    pub code: String,
    pub name: String,
    pub description: String,
    /// Of the program that ran last; empty before the first time.
    pub version: String,
    /// One that is not takes in nobody new.
    pub is_active: bool,
    pub created_at: DateTime<Utc>,
}

/// A bot to be registered. One that runs registers itself, and then says its name, description and version.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBot {
    #[schema(min_length = 2, max_length = 64, pattern = "^[a-z][a-z0-9_]+$")]
    pub code: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    #[serde(default)]
    #[schema(max_length = 512)]
    pub description: String,
    #[serde(default)]
    #[schema(max_length = 50)]
    pub version: String,
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub is_active: bool,
}

fn yes() -> bool {
    true
}

impl NewBot {
    /// One that is active.
    pub fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        let (description, version) = (String::new(), String::new());
        Self { code: code.into(), name: name.into(), description, version, is_active: true }
    }
}

/// A merge patch: what is left out stays. Nothing of it can be null.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BotPatch {
    /// A bot that runs says its own name again when it starts.
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false, required = false, min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// As the name.
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false, required = false, max_length = 512)]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, nullable = false, required = false)]
    pub is_active: Option<bool>,
}

/// A person's use of a bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Subscription {
    #[schema(value_type = Uuid)]
    pub id: SubscriptionId,
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    pub bot_code: String,
    pub installed_at: DateTime<Utc>,
    pub last_interaction_at: DateTime<Utc>,
    /// Whether the person has blocked the bot: nothing can be said to them until they come back.
    pub is_blocked: bool,
    /// What the person chose in this bot.
    #[schema(value_type = Object)]
    pub settings: Value,
    /// What the bot knows of the person.
    #[schema(value_type = Object)]
    pub state: Value,
}

/// A bot that a person uses, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsedBot {
    pub bot: Bot,
    pub subscription: Subscription,
}

/// The bots that a person uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsedBots {
    /// The one that was used last stands first.
    pub items: Vec<UsedBot>,
}

/// A person, as Telegram tells of them, and the bot that they came to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Visitor {
    #[schema(minimum = 1, maximum = 4503599627370495_i64)]
    pub telegram_id: i64,
    /// Without `@`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_]+$")]
    pub username: Option<String>,
    #[schema(max_length = 256)]
    pub first_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 256)]
    pub last_name: Option<String>,
    /// An IETF tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Za-z0-9-]+$")]
    pub language_code: Option<String>,
    #[schema(min_length = 2, max_length = 64, pattern = "^[a-z][a-z0-9_]+$")]
    pub bot_code: String,
}

impl Visitor {
    /// With what Telegram always tells.
    pub fn new(telegram_id: i64, first_name: impl Into<String>, bot_code: impl Into<String>) -> Self {
        let (username, last_name, language_code) = (None, None, None);
        let (first_name, bot_code) = (first_name.into(), bot_code.into());
        Self { telegram_id, username, first_name, last_name, language_code, bot_code }
    }
}

/// Who came, to what, and how they use it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Visit {
    pub user: User,
    pub bot: Bot,
    pub subscription: Subscription,
    /// Nobody knew the person before.
    pub is_new_user: bool,
    /// The person had not used this bot before.
    pub is_new_subscription: bool,
}

/// What became of a wish to have somebody erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// The request, as the audit log and the operators know it.
    #[schema(value_type = Uuid)]
    pub request_id: crate::ids::RequestId,
}
