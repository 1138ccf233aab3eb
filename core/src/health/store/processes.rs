//! Statements about the processes behind the bots, as far as the database knows them.

use std::time::Duration;

use sqlx::{FromRow, PgExecutor};

/// A bot's processes. Ages are by the database's own clock, in seconds.
#[derive(Clone, Debug, Default, PartialEq, FromRow)]
pub struct BotProcesses {
    /// The bot's code.
    pub bot: String,
    /// With a recent heartbeat.
    pub running: i64,
    /// Of these.
    pub versions: Vec<String>,
    /// Whether each of these reaches Redis; `None`: none has one.
    pub is_redis_up: Option<bool>,
    /// Processes that ended without leaving, within about a day.
    pub crashed: i64,
    /// How long ago the last of them did.
    pub crashed_ago: Option<f64>,
    /// How much longer the messenger wants to hear nothing of the bot.
    pub held_for: Option<f64>,
}

/// The processes of every active bot. `recent`: how old a heartbeat may be to count.
///
/// # Errors
/// When the database does not answer.
pub async fn processes(db: impl PgExecutor<'_>, recent: Duration) -> sqlx::Result<Vec<BotProcesses>> {
    sqlx::query_as(
        "SELECT b.code AS bot, beat.running, beat.versions, beat.is_redis_up, crash.crashed, crash.crashed_ago,
             (SELECT extract(epoch FROM max(p.held_until) - clock_timestamp())::float8
                 FROM nexus.accounts a JOIN nexus.permits p ON p.account_id = a.id
                 WHERE a.bot_id = b.id AND p.held_until > clock_timestamp()) AS held_for
         FROM nexus.bots b,
         LATERAL (SELECT count(*) AS running, coalesce(array_agg(DISTINCT h.version), '{}') AS versions,
                 bool_and((h.detail ->> 'redis')::boolean) AS is_redis_up
             FROM nexus.heartbeats h
             WHERE h.bot = b.code AND h.beat_at > clock_timestamp() - make_interval(secs => $1)) beat,
         LATERAL (SELECT count(*) AS crashed,
                 extract(epoch FROM clock_timestamp() - max(r.expires_at))::float8 AS crashed_ago
             FROM nexus.accounts a JOIN nexus.replicas r ON r.account_id = a.id
             WHERE a.bot_id = b.id AND r.expires_at <= clock_timestamp()) crash
         WHERE b.is_active ORDER BY b.code",
    )
    .bind(recent.as_secs_f64())
    .fetch_all(db)
    .await
}
