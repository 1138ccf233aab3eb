//! Bots of the registry.

mod routes;
mod store;

pub(super) use routes::routes;

use chrono::{DateTime, Utc};
use nexus_core::{
    http::api::{ApiError, Problems},
    ids::BotId,
};
use serde::{Deserialize, Deserializer, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 512;
const LONGEST_VERSION: usize = 50;

/// A bot.
#[derive(Clone, Debug, PartialEq, FromRow, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Bot {
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
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBot {
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

/// A merge patch: what is left out stays. Nothing of it can be null.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BotPatch {
    /// A bot that runs says its own name again when it starts.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = String, nullable = false, required = false, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// As the name.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = String, nullable = false, required = false, max_length = 512)]
    description: Option<String>,
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = bool, nullable = false, required = false)]
    is_active: Option<bool>,
}

/// What is named is not null.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl NewBot {
    /// # Errors
    /// 422 `invalid`.
    fn check(&self) -> Result<(), ApiError> {
        Problems::default()
            .unless(is_code(&self.code), "code", "2 to 64 of a-z, 0-9 and _, a letter first")
            .unless(is_name(&self.name), "name", "1 to 100 characters")
            .unless(
                self.description.chars().count() <= LONGEST_DESCRIPTION,
                "description",
                "at most 512 characters",
            )
            .unless(self.version.chars().count() <= LONGEST_VERSION, "version", "at most 50 characters")
            .done()
    }
}

impl BotPatch {
    /// # Errors
    /// 422 `invalid`.
    fn apply(self, bot: &Bot) -> Result<Bot, ApiError> {
        let name = self.name.unwrap_or_else(|| bot.name.clone());
        let description = self.description.unwrap_or_else(|| bot.description.clone());
        Problems::default()
            .unless(name == bot.name || is_name(&name), "name", "1 to 100 characters")
            .unless(
                description.chars().count() <= LONGEST_DESCRIPTION,
                "description",
                "at most 512 characters",
            )
            .done()?;
        Ok(Bot { name, description, is_active: self.is_active.unwrap_or(bot.is_active), ..bot.clone() })
    }
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count())
}

/// Whether a text has the form of a bot's code; the schema has the same rule.
pub(super) fn is_code(code: &str) -> bool {
    let mut bytes = code.bytes();
    (2..=64).contains(&code.len())
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(super) fn no_such_bot() -> ApiError {
    ApiError::not_found("bot_not_found", "There is no such bot.")
}
