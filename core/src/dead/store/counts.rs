//! How much is dead. Each statement counts a bounded number of rows.

use sqlx::{FromRow, PgExecutor};

use crate::ids::BotId;

/// Of each kind and account so many are counted; more count as so many.
pub const COUNTED: i64 = 10_000;

/// How much of a bot is dead.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DeadOf {
    pub bot: BotId,
    pub code: String,
    pub name: String,
    /// The parts of an album are one turn, and here they are as many as they are.
    pub entries: i64,
    #[sqlx(default)]
    pub jobs: i64,
    pub messages: i64,
}

impl DeadOf {
    pub fn total(&self) -> i64 {
        self.entries + self.jobs + self.messages
    }

    /// Whether there may be more of them.
    pub fn is_more(&self) -> bool {
        [self.entries, self.jobs, self.messages].iter().any(|count| *count >= COUNTED)
    }
}

/// Every bot with its entries and messages.
pub(in crate::dead) async fn delivery(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<DeadOf>> {
    sqlx::query_as(
        "WITH refused AS (
             SELECT account_id, count(*) AS messages
             FROM (SELECT account_id FROM nexus.refused_sayings ORDER BY number DESC LIMIT $1) newest GROUP BY account_id
         )
         SELECT b.id AS bot, b.code, b.name, sum(dead.entries)::bigint AS entries,
             coalesce(sum(refused.messages), 0)::bigint AS messages
         FROM nexus.bots b JOIN nexus.accounts a ON a.bot_id = b.id
         LEFT JOIN refused ON refused.account_id = a.id,
         LATERAL (SELECT count(*) AS entries FROM (SELECT FROM nexus.inbox i
             WHERE i.account_id = a.id AND i.state = 2 LIMIT $1) i) dead
         GROUP BY b.id ORDER BY b.code",
    )
    .bind(COUNTED)
    .fetch_all(db)
    .await
}

/// Jobs of the newest in the queue, by bots.
pub(in crate::dead) async fn jobs(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<(BotId, i64)>> {
    sqlx::query_as(
        "SELECT a.bot_id, count(*)
         FROM (SELECT (j.payload #>> '{reply,account}')::uuid AS account
             FROM graphile_worker._private_jobs j
             JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
             WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL
             ORDER BY j.id DESC LIMIT $1) dead
         JOIN nexus.accounts a ON a.id = dead.account
         GROUP BY a.bot_id",
    )
    .bind(COUNTED)
    .fetch_all(db)
    .await
}
