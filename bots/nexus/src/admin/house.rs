//! How the whole house is doing, as the database tells it.

use std::time::Duration;

use nexus_core::{
    health::{self, BotHealth, BotProcesses, BotState, COUNTED},
    http::RECENT,
    prelude::*,
};

use crate::alerts;

/// The database gives up on one reading after this.
const LIMIT: Duration = Duration::from_secs(4);

/// All that is told of it.
pub(super) struct House {
    pub bots: Vec<BotHealth>,
    pub states: Vec<BotState>,
    pub processes: Vec<BotProcesses>,
    pub alerts: Vec<alerts::Shown>,
}

impl House {
    pub async fn read(turn: &Turn) -> anyhow::Result<Self> {
        let (db, now) = (turn.outer_db(), turn.now());
        let mut bots = health::bots_health(db, RECENT).await?;
        if let Some(own) = bots.iter_mut().find(|bot| bot.code == turn.account().code) {
            note_this_question(own);
        }
        Ok(Self {
            bots,
            states: health::bots_state(db, None, now, LIMIT).await?,
            processes: health::processes(db, RECENT).await?,
            alerts: alerts::open(db, now).await?,
        })
    }

    /// Whether the processes reach Redis: all that have one, or not all; `None` where none has.
    pub fn is_redis_up(&self) -> Option<bool> {
        self.processes.iter().filter_map(|of| of.is_redis_up).reduce(|one, other| one && other)
    }

    /// Of the processes that run, each once.
    pub fn versions(&self) -> Vec<&str> {
        let mut versions: Vec<&str> =
            self.processes.iter().flat_map(|of| of.versions.iter().map(String::as_str)).collect();
        versions.sort_unstable();
        versions.dedup();
        versions
    }
}

/// The bot that was asked got the question, whatever its last heartbeat said; and the question waits for nothing but
/// this answer.
fn note_this_question(own: &mut BotHealth) {
    own.is_polling = true;
    // Where not all are counted, it may be among the others.
    if own.waiting < COUNTED {
        own.waiting = own.waiting.saturating_sub(1);
    }
}
