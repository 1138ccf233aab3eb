//! Statements of retention.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// Removes up to `limit` entries that are done and older than `before`; open and dead ones stay.
pub(super) async fn prune_inbox(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.inbox WHERE seq IN
             (SELECT seq FROM nexus.inbox WHERE state = 1 AND received_at < $1 ORDER BY received_at LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute(db)
    .await?;
    Ok(pruned.rows_affected())
}
