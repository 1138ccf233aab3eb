//! Notifications: the schedule. Rows with a time, found by the suite's clock, each due exactly once.
//!
//! Only the next notification per (subject, offset) is a row; a bot plans the one after it in the turn in which this one
//! comes due.

mod alarm;
pub(crate) mod store;

pub(crate) use alarm::Alarm;
pub use store::{find, next_due_of_all};

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{NotificationId, WorkspaceId};

/// A notification to plan. Its key is (recipient, kind, subject, occurrence, offset, snooze): the same key is the same
/// notification, moved; a person's zone or preference changes move `due_at`, never the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: String,
    pub subject: Uuid,
    /// The occurrence's original wall time.
    pub occurrence: NaiveDateTime,
    /// Minutes before the occurrence.
    pub offset_minutes: i32,
    /// How many times it was put off.
    pub snooze: i32,
    pub due_at: DateTime<Utc>,
}

impl Notification {
    /// Whether both have the same key (for one recipient).
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        let key = |n: &Self| (n.subject, n.occurrence, n.offset_minutes, n.snooze);
        key(self) == key(other) && self.kind == other.kind
    }
}

/// What lies in the inbox when notifications are due: all of one person and workspace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DueBody {
    pub workspace: WorkspaceId,
    pub notifications: Vec<NotificationId>,
    /// When the first of them was due; of those only that nobody held back.
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
}

/// A notification that came due, as its bot's handler gets it. All that is due for one person in one moment comes
/// together, so that a downtime ends in one message and not in many.
pub type Due = Notification;
