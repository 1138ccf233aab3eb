//! What is told when it is over, and for how long it is known whom.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use crate::ids::{BroadcastId, ChatKey, SubscriptionId};

/// Why so many were not sent to.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Cause {
    pub cause: String,
    pub count: i64,
}

/// The causes of failures, the most frequent first, at most `limit` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn causes_of(db: impl PgExecutor<'_>, id: BroadcastId, limit: i64) -> sqlx::Result<Vec<Cause>> {
    sqlx::query_as(
        "SELECT coalesce(cause, '') AS cause, count(*) AS count FROM nexus.broadcast_deliveries
         WHERE broadcast_id = $1 AND state = 4 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2",
    )
    .bind(id)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// What became of one recipient.
#[derive(Clone, Debug, FromRow)]
pub struct DeliveryLine {
    pub subscription: SubscriptionId,
    pub chat: ChatKey,
    pub language: String,
    /// `waiting`, `sending`, `delivered`, `blocked` or `failed`.
    pub state: String,
    pub message_id: Option<i64>,
    pub cause: Option<String>,
    pub changed_at: DateTime<Utc>,
}

/// The next recipients behind one of them, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn deliveries_after(
    db: impl PgExecutor<'_>,
    id: BroadcastId,
    after: Option<SubscriptionId>,
    limit: i64,
) -> sqlx::Result<Vec<DeliveryLine>> {
    sqlx::query_as(
        "SELECT subscription_id AS subscription, chat, language, message_id, cause, changed_at,
             (ARRAY['waiting', 'sending', 'delivered', 'blocked', 'failed'])[state + 1] AS state
         FROM nexus.broadcast_deliveries
         WHERE broadcast_id = $1 AND ($2::uuid IS NULL OR subscription_id > $2) ORDER BY subscription_id LIMIT $3",
    )
    .bind(id)
    .bind(after)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// Removes what became of recipients before `before`, of broadcasts that are over, at most `limit` of them; returns how
/// many.
///
/// # Errors
/// When the database does not answer.
pub async fn prune_deliveries(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.broadcast_deliveries d USING (
             SELECT o.broadcast_id, o.subscription_id FROM nexus.broadcast_deliveries o
             JOIN nexus.broadcasts b ON b.id = o.broadcast_id
             WHERE o.changed_at < $1 AND b.state IN ('stopped', 'done') ORDER BY o.changed_at LIMIT $2
         ) old WHERE d.broadcast_id = old.broadcast_id AND d.subscription_id = old.subscription_id",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}
