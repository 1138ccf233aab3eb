//! Statements about how the bots are doing.

pub(super) mod processes;

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::{FromRow, PgExecutor};

use crate::ids::ProcessId;

/// Heartbeats compare processes, so they are by the database's own clock.
pub(crate) async fn beat(
    db: impl PgExecutor<'_>,
    process: ProcessId,
    bot: &str,
    is_polling: bool,
    is_redis_up: Option<bool>,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.heartbeats (process, bot, version, beat_at, detail) VALUES ($1, $2, $3, clock_timestamp(), $4)
         ON CONFLICT (process, bot) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail",
    )
    .bind(process)
    .bind(bot)
    .bind(env!("CARGO_PKG_VERSION"))
    .bind(json!({"polling": is_polling, "redis": is_redis_up}))
    .execute(db)
    .await?;
    Ok(())
}

/// Entries of one account that are counted, of each kind; more count as so many. Who asks whether all is well asks every
/// few seconds, most of all when it is not: the answer must not take longer the more there is to do.
pub const COUNTED: i64 = 10_000;

/// How a bot is doing, over all its processes.
#[derive(Clone, Debug, FromRow)]
pub struct BotHealth {
    pub code: String,
    /// Seconds since the last heartbeat; `None` when there never was one.
    pub silent_seconds: Option<f64>,
    /// Whether some process with a recent heartbeat gets updates.
    pub is_polling: bool,
    /// Entries waiting to be worked off; of each account at most [`COUNTED`].
    pub waiting: i64,
    /// Entries that were given up; as far as they are counted.
    pub dead: i64,
}

/// Every active bot of the registry. `recent`: how old a heartbeat may be to count.
pub async fn bots_health(db: impl PgExecutor<'_>, recent: Duration) -> sqlx::Result<Vec<BotHealth>> {
    sqlx::query_as(BOTS_HEALTH).bind(recent.as_secs_f64()).bind(COUNTED).fetch_all(db).await
}

/// Entries are looked up in the indexes of what is open and what is dead, account by account.
const BOTS_HEALTH: &str = "
SELECT b.code,
    (SELECT extract(epoch FROM clock_timestamp() - max(h.beat_at))::float8 FROM nexus.heartbeats h WHERE h.bot = b.code)
        AS silent_seconds,
    EXISTS (SELECT FROM nexus.heartbeats h WHERE h.bot = b.code AND (h.detail ->> 'polling')::boolean
        AND h.beat_at > clock_timestamp() - make_interval(secs => $1)) AS is_polling,
    (SELECT count(*) FROM nexus.accounts a, LATERAL (SELECT FROM nexus.inbox i
        WHERE i.account_id = a.id AND i.state = 0 LIMIT $2) open WHERE a.bot_id = b.id) AS waiting,
    (SELECT count(*) FROM nexus.accounts a, LATERAL (SELECT FROM nexus.inbox i
        WHERE i.account_id = a.id AND i.state = 2 LIMIT $2) dead WHERE a.bot_id = b.id) AS dead
FROM nexus.bots b WHERE b.is_active ORDER BY b.code";

/// The registry in numbers.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Totals {
    pub users: i64,
    /// Users who wrote to some bot within the last day.
    pub active_today: i64,
    pub subscriptions: i64,
    pub blocked: i64,
    pub planned: i64,
}

pub async fn totals(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Totals> {
    sqlx::query_as(
        "SELECT (SELECT count(*) FROM nexus.users WHERE erased_at IS NULL) AS users,
             (SELECT count(DISTINCT user_id) FROM nexus.subscriptions WHERE last_interaction_at > $1 - interval '1 day') AS active_today,
             (SELECT count(*) FROM nexus.subscriptions) AS subscriptions,
             (SELECT count(*) FROM nexus.subscriptions WHERE blocked_at IS NOT NULL) AS blocked,
             (SELECT count(*) FROM nexus.notifications WHERE state = 0) AS planned",
    )
    .bind(now)
    .fetch_one(db)
    .await
}

/// Forgets processes that have been silent for `kept`.
pub(crate) async fn prune_heartbeats(db: impl PgExecutor<'_>, kept: Duration) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM nexus.heartbeats WHERE beat_at < clock_timestamp() - make_interval(secs => $1)")
        .bind(kept.as_secs_f64())
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests;
