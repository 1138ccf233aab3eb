//! People.

mod patch;
mod routes;
mod store;
mod visit;

pub(super) use routes::routes;

use chrono::{DateTime, Utc};
use nexus_core::{http::api::ApiError, ids::UserId, locale, zone};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

use super::{bots::Bot, subscriptions::Subscription};

/// Telegram's numbers have at most 52 significant bits: <https://core.telegram.org/bots/api#user>
const MOST_TELEGRAM_ID: i64 = (1 << 52) - 1;

/// A language that the bots speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub(super) enum Language {
    En,
    Ru,
    Uk,
    Pl,
}

/// How well a person is known, and what they have paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(super) enum Tier {
    Anonymous,
    SignedIn,
    Premium,
}

/// A person. Names are those of the messenger on which they are known.
#[derive(Clone, Debug, PartialEq, FromRow, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
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
    pub language: Option<Language>,
    /// What the person chose, such as `Europe/Kyiv`; null until then.
    pub zone: Option<String>,
    pub tier: Tier,
    /// Whether an admin has shut the person out of all bots.
    pub is_banned: bool,
    pub created_at: DateTime<Utc>,
}

impl User {
    /// Where the person is taken to be: in the zone that they chose, else in the usual one of their language.
    fn effective_zone(&self) -> chrono_tz::Tz {
        let chosen = self.zone.as_deref().and_then(zone::parse);
        chosen.unwrap_or_else(|| zone::default_for(self.effective_language()))
    }

    fn effective_language(&self) -> locale::Language {
        match self.language {
            Some(Language::En) => locale::Language::En,
            Some(Language::Ru) => locale::Language::Ru,
            Some(Language::Uk) => locale::Language::Uk,
            Some(Language::Pl) => locale::Language::Pl,
            None => locale::Language::for_person(self.language_code.as_deref()),
        }
    }
}

/// A bot that a person uses, and how.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct UsedBot {
    pub bot: Bot,
    pub subscription: Subscription,
}

/// The bots that a person uses.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct UsedBots {
    /// The one that was used last stands first.
    pub items: Vec<UsedBot>,
}

fn no_such_user() -> ApiError {
    ApiError::not_found("user_not_found", "There is no such user.")
}
