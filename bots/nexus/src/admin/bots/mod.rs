//! Every bot of the registry: how it stands, and its switch.

pub(super) mod dialogue;
mod screens;
mod store;

pub(super) use store::{all, code_of};

use chrono::{DateTime, Utc};
use nexus_core::ids::BotId;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// What the buttons of this capability do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BotsTap {
    /// A page of the list, counted from 0.
    List(u32),
    Card(BotId),
    AskOff(BotId),
    Off(BotId),
    On(BotId),
}

/// A bot of the list.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Listed {
    pub id: BotId,
    pub code: String,
    pub name: String,
    pub is_on: bool,
    pub subscribers: i64,
}

/// All that the card tells.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub base: Base,
    pub accounts: Vec<Account>,
    pub processes: Vec<Process>,
}

#[derive(Clone, Debug, FromRow)]
pub(super) struct Base {
    pub id: BotId,
    pub code: String,
    pub name: String,
    pub version: String,
    pub is_on: bool,
    pub created_at: DateTime<Utc>,
    pub subscribers: i64,
    /// Those of them who blocked it.
    pub blocked: i64,
    /// Notifications that are scheduled.
    pub planned: i64,
    /// Entries to be worked off, as far as they are counted.
    pub waiting: i64,
    /// Entries that were given up, as far as they are counted.
    pub dead: i64,
}

#[derive(Clone, Debug, FromRow)]
pub(super) struct Account {
    pub realm: String,
    pub external_id: nexus_core::ids::ExternalId,
    pub username: Option<String>,
}

/// A process that was heard of within a day.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Process {
    pub process: nexus_core::ids::ProcessId,
    pub version: String,
    pub silent_seconds: f64,
    /// Whether it gets updates.
    pub is_receiving: bool,
}
