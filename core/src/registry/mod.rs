//! Who is a person, what is a bot, and who uses which.
//!
//! Rules of identity are in the schema (`migrations/nexus/0002_registry.up.sql`): a person is known by their number
//! in a realm, language and zone belong to the person, blocked belongs to the subscription.

pub mod store;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, BotId, ExternalId, Realm, SubscriptionId, UserId, WorkspaceId},
    locale::Language,
    zone,
};

/// What a messenger tells about a person with each update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub id: ExternalId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    /// IETF tag of the person's messenger, as sent; not necessarily a language of ours.
    pub language_code: Option<String>,
}

/// A person as a turn sees them: who they are, and their use of this bot.
#[derive(Clone, Debug)]
pub struct Person {
    pub user: UserId,
    pub subscription: SubscriptionId,
    /// The person's own workspace.
    pub personal: WorkspaceId,
    pub profile: Profile,
    /// Null until chosen.
    pub chosen_language: Option<Language>,
    /// Null until chosen.
    pub chosen_zone: Option<Tz>,
    pub blocked: bool,
    /// An admin closed all bots to them.
    pub banned: bool,
    /// They told this bot to send nothing of its own accord.
    pub paused: bool,
    pub settings: serde_json::Value,
    pub state: serde_json::Value,
}

impl Person {
    /// The chosen language, else the messenger's where we speak it, else English.
    pub fn language(&self) -> Language {
        self.chosen_language.unwrap_or_else(|| {
            self.profile.language_code.as_deref().and_then(Language::from_tag).unwrap_or_default()
        })
    }

    /// The chosen zone, else the usual one of the language.
    pub fn zone(&self) -> Tz {
        self.chosen_zone.unwrap_or_else(|| zone::default_for(self.language()))
    }
}

/// One bot on one messenger, as this process runs it.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub bot: BotId,
    pub code: &'static str,
    pub realm: Realm,
    pub external_id: ExternalId,
    pub username: String,
}
