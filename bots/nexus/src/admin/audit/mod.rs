//! The log of who did what, as admins read it.

pub(super) mod dialogue;
mod diff;
mod screens;

use nexus_core::{
    audit::Entry,
    ids::{BotId, UserId},
};
use serde::{Deserialize, Serialize};

use super::{people::Named, role::Right};

/// Letters of a search that count.
const SEARCH: usize = 64;
/// Entries on one page.
const PAGE: usize = 6;

/// What the buttons of this capability do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AuditTap {
    /// All of the log.
    All,
    /// What is searched for (kept with the admin): the newest, or those before an entry.
    Page {
        before: Option<i64>,
    },
    Search,
    /// What one person did, and what was done to them.
    OfPerson {
        user: UserId,
        before: Option<i64>,
    },
    /// What was done to one bot.
    OfBot {
        bot: BotId,
        before: Option<i64>,
    },
    Entry(i64),
}

impl AuditTap {
    /// One of these is needed.
    pub(super) fn rights(self) -> &'static [Right] {
        match self {
            Self::All | Self::Page { .. } | Self::Search => &[Right::Audit],
            Self::OfBot { .. } => &[Right::Audit, Right::Bots],
            // Of an entry, that depends on whom it is about as well: see `may_read`.
            Self::OfPerson { .. } | Self::Entry(_) => &[Right::Audit, Right::People],
        }
    }
}

/// Who sees people sees what happened to them, and nothing else of the log.
fn may_read(entry: &Entry, has_all: bool) -> bool {
    has_all || entry.subject_kind == "user"
}

/// People and bots that entries speak of, by what the log calls them.
struct Names(Vec<Named>);

impl Names {
    /// The person of an id, as far as the registry still has a name for them.
    fn of(&self, id: &str) -> Option<String> {
        self.0.iter().find(|named| named.user.to_string() == id).map(Named::name)
    }
}

/// Registry ids of all people that these entries name.
fn people_of(entries: &[Entry]) -> Vec<UserId> {
    let ids = entries.iter().flat_map(|entry| [&entry.actor, &entry.subject]);
    let mut users: Vec<UserId> = ids.filter_map(|id| id.parse().ok().map(UserId)).collect();
    users.sort();
    users.dedup();
    users
}
