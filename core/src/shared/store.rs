//! Statements of the common parts.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgExecutor};

use crate::ids::{AccountId, UndoId, UserId};

#[derive(FromRow)]
pub(super) struct Undo {
    pub body: Value,
    pub expires_at: DateTime<Utc>,
    pub is_used: bool,
}

/// What a button would take back, if it is this person's.
pub(super) async fn find_undo(
    db: impl PgExecutor<'_>,
    id: UndoId,
    account: AccountId,
    user: UserId,
) -> sqlx::Result<Option<Undo>> {
    sqlx::query_as(
        "SELECT body, expires_at, used_at IS NOT NULL AS is_used FROM nexus.undos
         WHERE id = $1 AND account_id = $2 AND user_id = $3",
    )
    .bind(id)
    .bind(account)
    .bind(user)
    .fetch_optional(db)
    .await
}

/// Removes undos that expired before `before`, at most `limit` of them; returns how many.
pub(crate) async fn prune_undos(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.undos WHERE id IN (SELECT id FROM nexus.undos WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute(db)
    .await?;
    Ok(pruned.rows_affected())
}
