//! Statements about operations.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use super::{Done, Operation};

#[derive(FromRow)]
struct Row {
    is_same: bool,
    status: i16,
    answer: Option<String>,
    etag: Option<String>,
}

/// What was answered to an operation, after waiting for whoever is at it; nobody else is until this transaction ends. The
/// inner `None`: the id was used for another request.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    token: Uuid,
    operation: &Operation,
) -> sqlx::Result<Option<Option<Done>>> {
    let row: Option<Row> =
        sqlx::query_as("SELECT request = $3 AS is_same, status, answer, etag FROM nexus.operation($1, $2)")
            .bind(token)
            .bind(&operation.id)
            .bind(&operation.request)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| {
        let status = u16::try_from(row.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        row.is_same.then(|| Done {
            status: status.unwrap_or(StatusCode::OK),
            body: row.answer,
            etag: row.etag,
        })
    }))
}

/// Keeps an answer.
pub(super) async fn keep(
    db: impl PgExecutor<'_>,
    token: Uuid,
    operation: &Operation,
    done: &Done,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.operations (token_id, id, request, status, answer, etag, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(token)
    .bind(&operation.id)
    .bind(&operation.request)
    .bind(i16::try_from(done.status.as_u16()).unwrap_or(200))
    .bind(&done.body)
    .bind(&done.etag)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets operations from before `before`, at most `limit` of them; returns how many.
pub(crate) async fn prune(db: impl PgExecutor<'_>, before: DateTime<Utc>, limit: i64) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.operations WHERE (token_id, id) IN (
             SELECT token_id, id FROM nexus.operations WHERE created_at < $1 ORDER BY created_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}
