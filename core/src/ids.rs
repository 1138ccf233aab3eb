//! Identifiers, typed to the database's edge so that one cannot stand in for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id; ids made later sort later (UUIDv7).
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

uuid_id! {
    /// A person, on whatever messengers they come.
    UserId;
    /// A bot of the registry.
    BotId;
    /// One bot's identity on one messenger; delivery is keyed by it.
    AccountId;
    /// A person's use of a bot.
    SubscriptionId;
    /// Whose data: a person's own, or a team's.
    WorkspaceId;
    /// A notification that is, was or will be due.
    NotificationId;
    /// Something that can be taken back.
    UndoId;
    /// A unit of work for the job queue.
    JobId;
    /// One running process of the suite.
    ProcessId;
    /// One process at work for one account.
    ReplicaId;
    /// A message to many people of a bot.
    BroadcastId;
    /// Somebody's wish for all that is known of them, or to be forgotten.
    RequestId;
    /// Follows one update from intake to the last message it caused.
    TraceId;
}

/// A chat on a messenger. In Telegram a private chat has its person's id, groups are negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ChatKey(pub i64);

impl fmt::Display for ChatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A person's or bot's number on a messenger; says who they are only together with the [`Realm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ExternalId(pub i64);

impl fmt::Display for ExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where numbers come from: the same number in two realms is two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Realm {
    Telegram,
    Local,
    Max,
}

impl Realm {
    pub const fn as_str(self) -> &'static str {
        match self {
            Realm::Telegram => "telegram",
            Realm::Local => "local",
            Realm::Max => "max",
        }
    }
}
