//! A message to many people of a bot, sent without standing in anybody's way.
//!
//! ```text
//! draft -> scheduled -> running -> done
//!   ^---------'          |  ^--> paused
//!                        '------> stopped
//! ```
//!
//! Whoever steers it only writes rows (`nexus.broadcasts`); the process that works for the account sends ([`Worker`]). Its
//! recipients are noted down page by page when it starts, so that nobody is left out or doubled whatever crashes, and who
//! comes later is not among them. They are then claimed a few at a time, sent as [`Class::Broadcast`](crate::permits::Class)
//! (answers and notifications go first), and marked in bulk.
//!
//! **The promise**: everybody who was noted down is sent to. Only those who were in hand when a process died, at most
//! [`IN_HAND`], may be sent to twice.

mod content;
mod courier;
mod news;
mod segment;
mod store;
mod worker;

pub use content::{Content, Flaw, LinkButton, NAME, Photo, Version};
pub use news::{Progress, telling};
pub use segment::{Activity, Joined, Segment, Tier};
pub use store::{
    Bound, Cause, Counted, DeliveryLine, Draft, Speaker, Watcher, causes_of, change_content, change_segment,
    count, create, deliveries_after, discard, find, is_watched_by, keep_photo, look_away, page, pause,
    prune_deliveries, recipients_by_language, resume, schedule, speakers, stop, trial, unschedule, watch,
    watchers,
};
pub use worker::IN_HAND;
pub(crate) use worker::Worker;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, BotId, BroadcastId, UserId};

/// How far a broadcast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Phase {
    /// Being written.
    Draft,
    /// Begins by itself when its time has come.
    Scheduled,
    Running,
    Paused,
    /// Ended before all were sent to.
    Stopped,
    Done,
}

impl Phase {
    /// Whether nothing will be sent any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Stopped | Self::Done)
    }
}

/// A broadcast, as it stands.
#[derive(Clone, Debug)]
pub struct Broadcast {
    pub id: BroadcastId,
    /// Who speaks.
    pub account: AccountId,
    pub bot: BotId,
    pub bot_code: String,
    pub bot_name: String,
    pub author: UserId,
    pub segment: Segment,
    pub content: Content,
    pub phase: Phase,
    /// Grows with every change that somebody makes.
    pub revision: i64,
    pub created_at: DateTime<Utc>,
    pub scheduled_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub totals: Totals,
}

impl Broadcast {
    /// From its begin to its end; so far, where it goes on.
    pub fn lasted(&self, now: DateTime<Utc>) -> TimeDelta {
        let Some(started) = self.started_at else { return TimeDelta::zero() };
        (self.finished_at.unwrap_or(now) - started).max(TimeDelta::zero())
    }
}

/// How many people a broadcast has reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those who are noted down: all of them once `is_gathered`.
    pub recipients: i64,
    pub is_gathered: bool,
    pub delivered: i64,
    /// They blocked the bot.
    pub blocked: i64,
    pub failed: i64,
    /// How often the messenger said "too many".
    pub floods: i64,
}

impl Totals {
    /// Those for whom it is decided.
    pub const fn settled(self) -> i64 {
        self.delivered + self.blocked + self.failed
    }

    /// Those who are still to be sent to, or never will be.
    pub const fn left(self) -> i64 {
        self.recipients - self.settled()
    }
}
