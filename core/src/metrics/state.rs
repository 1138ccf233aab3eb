//! What a snapshot tells: of this process, and of each bot over all its processes.

use sqlx::FromRow;

use super::{Snapshot, catalogue as c};

/// How this process stands.
#[derive(Clone, Debug)]
pub(crate) struct ProcessState {
    /// Whether it gets updates, by the bot's code.
    pub receiving: Vec<(&'static str, bool)>,
    pub is_database_up: bool,
    /// Connections of the pool.
    pub idle: u32,
    pub in_use: u32,
    pub most: u32,
    /// `None` where there is no Redis.
    pub is_redis_up: Option<bool>,
}

/// How a bot stands, as the database tells it. Ages are in seconds, 0 where there is nothing to have one.
#[derive(Clone, Debug, Default, PartialEq, FromRow)]
pub struct BotState {
    /// Its code.
    pub bot: String,
    /// Waiting to be worked off.
    pub inbox_entries: i64,
    pub inbox_oldest: f64,
    /// Said, and not yet sent.
    pub outbox_messages: i64,
    pub outbox_oldest: f64,
    /// Notifications that should have been due.
    pub overdue: i64,
    pub overdue_oldest: f64,
    pub dead_entries: i64,
    pub dead_messages: i64,
    /// Processes at work for it.
    pub replicas: i64,
    #[sqlx(skip)]
    pub jobs: JobsState,
}

/// A bot's jobs; all zero where no bot has jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, FromRow)]
pub struct JobsState {
    pub waiting: i64,
    /// Failed, and to be tried again.
    pub retrying: i64,
    pub running: i64,
    pub dead: i64,
    /// Of those that could run: seconds since they could.
    pub oldest: f64,
}

impl ProcessState {
    /// # Errors
    /// As [`Snapshot::set`].
    pub(crate) fn tell(&self, snapshot: &mut Snapshot) -> prometheus::Result<()> {
        snapshot.set(&c::BUILD_INFO, &[env!("CARGO_PKG_VERSION")], 1.)?;
        for (bot, is_receiving) in &self.receiving {
            snapshot.set(&c::RECEIVING, &[bot], truth(*is_receiving))?;
        }
        snapshot.set(&c::DATABASE_UP, &[], truth(self.is_database_up))?;
        snapshot.set(&c::DATABASE_CONNECTIONS, &["idle"], f64::from(self.idle))?;
        snapshot.set(&c::DATABASE_CONNECTIONS, &["in_use"], f64::from(self.in_use))?;
        snapshot.set(&c::DATABASE_CONNECTIONS_MAX, &[], f64::from(self.most))?;
        match self.is_redis_up {
            Some(is_up) => snapshot.set(&c::REDIS_UP, &[], truth(is_up)),
            None => Ok(()),
        }
    }
}

impl BotState {
    /// # Errors
    /// As [`Snapshot::set`].
    pub(crate) fn tell(&self, snapshot: &mut Snapshot) -> prometheus::Result<()> {
        let (bot, jobs) = (self.bot.as_str(), &self.jobs);
        for (what, value) in [
            (&c::INBOX_ENTRIES, self.inbox_entries as f64),
            (&c::INBOX_OLDEST_SECONDS, self.inbox_oldest),
            (&c::OUTBOX_MESSAGES, self.outbox_messages as f64),
            (&c::OUTBOX_OLDEST_SECONDS, self.outbox_oldest),
            (&c::JOBS_OLDEST_SECONDS, jobs.oldest),
            (&c::NOTIFICATIONS_OVERDUE, self.overdue as f64),
            (&c::NOTIFICATIONS_OVERDUE_OLDEST_SECONDS, self.overdue_oldest),
            (&c::REPLICAS, self.replicas as f64),
        ] {
            snapshot.set(what, &[bot], value)?;
        }
        for (state, count) in
            [("waiting", jobs.waiting), ("retrying", jobs.retrying), ("running", jobs.running)]
        {
            snapshot.set(&c::JOBS, &[bot, state], count as f64)?;
        }
        for (kind, count) in
            [("entry", self.dead_entries), ("job", jobs.dead), ("message", self.dead_messages)]
        {
            snapshot.set(&c::DEAD, &[bot, kind], count as f64)?;
        }
        Ok(())
    }
}

fn truth(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}
