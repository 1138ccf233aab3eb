//! The registry's numbers by bot.

use sqlx::{FromRow, PgExecutor};

/// How many people use a bot.
#[derive(Clone, Debug, FromRow)]
pub(super) struct BotNumbers {
    pub name: String,
    pub subscribers: i64,
    /// Those of them who blocked it.
    pub blocked: i64,
}

/// Every bot of the registry, the one with most people first.
pub(super) async fn numbers_by_bot(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<BotNumbers>> {
    sqlx::query_as(
        "SELECT b.name, count(s.id) AS subscribers, count(s.blocked_at) AS blocked
         FROM nexus.bots b LEFT JOIN nexus.subscriptions s ON s.bot_id = b.id
         GROUP BY b.id ORDER BY subscribers DESC, b.code",
    )
    .fetch_all(db)
    .await
}
