//! Alerts: somebody watches over the house, and tells admins what is wrong: one message for each of them, which changes in
//! place as long as it lasts, and says in the end that it is over.
//!
//! ```text
//! watch    one process of all looks every few seconds            (watch)
//! observe  how the bots stand, and what failed lately            (observe)
//! rules    what of it is wrong: a table, pure                    (rules)
//! life     begins, opens, changes, closes, comes back: pure      (life)
//! store    nexus.alerts; what changes is filed as an event for each admin with the same commit
//! dialogue a turn of the admin's draws it, and takes their presses
//! ```
//!
//! Adding a rule: a line in [`rules::Rule`] and its table, what it looks at in [`rules::Observed`], its words in [`screens`].

mod dialogue;
mod life;
mod observe;
mod rules;
mod screens;
mod store;
mod watch;

pub(crate) use dialogue::{AlertTap, act, told};
pub(crate) use screens::{length, line, muted_line};
pub(crate) use store::{Mute, Muted, Shown, key_of_cause, lift, mute, muted_until, mutes, open};
pub(crate) use watch::run;

use nexus_core::event::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For an admin: an alert is not what it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AlertChanged {
    alert: Uuid,
    revision: i32,
    /// They have not been told of it yet: it gets a message of its own.
    is_new: bool,
    rings: bool,
}

impl Event for AlertChanged {
    const NAME: &'static str = "alert_changed";
}
