//! The replicas' statements. `clock_timestamp()` is meant: they compare processes by the one clock that those share.

use std::time::Duration;

use sqlx::{FromRow, PgExecutor};

use crate::{
    delivery::process::Whereabouts,
    ids::{AccountId, ReplicaId},
};

#[derive(FromRow)]
pub(super) struct Row {
    pub id: ReplicaId,
    #[sqlx(flatten)]
    pub process: Whereabouts,
}

pub(super) async fn join(
    db: impl PgExecutor<'_>,
    id: ReplicaId,
    account: AccountId,
    process: &Whereabouts,
    life: Duration,
) -> sqlx::Result<()> {
    // Tried again when it is unknown whether the first time did it. Those that ran out long ago are gone for good: whose chats
    // they had is not asked any more.
    sqlx::query(
        "WITH gone AS (
             DELETE FROM nexus.replicas
             WHERE account_id = $2 AND id <> $1 AND expires_at < clock_timestamp() - interval '1 day'
         )
         INSERT INTO nexus.replicas (id, account_id, host, pid, born, expires_at)
         VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
         ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at",
    )
    .bind(id)
    .bind(account)
    .bind(&process.host)
    .bind(process.pid)
    .bind(process.born)
    .bind(life.as_secs_f64())
    .execute(db)
    .await?;
    Ok(())
}

/// The other replicas of an account that count as alive.
pub(super) async fn others(
    db: impl PgExecutor<'_>,
    account: AccountId,
    than: ReplicaId,
) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "SELECT id, host, pid, born FROM nexus.replicas
         WHERE account_id = $1 AND id <> $2 AND expires_at > clock_timestamp()",
    )
    .bind(account)
    .bind(than)
    .fetch_all(db)
    .await
}

/// Says that we are alive; false when the others may already have taken our chats.
pub(super) async fn renew(db: impl PgExecutor<'_>, id: ReplicaId, life: Duration) -> sqlx::Result<bool> {
    let renewed = sqlx::query(
        "UPDATE nexus.replicas SET expires_at = clock_timestamp() + make_interval(secs => $2)
         WHERE id = $1 AND expires_at > clock_timestamp()",
    )
    .bind(id)
    .bind(life.as_secs_f64())
    .execute(db)
    .await?;
    Ok(renewed.rows_affected() > 0)
}

/// Has replicas run out at once. Their rows stay, and say that they did not leave.
pub(super) async fn bury(db: impl PgExecutor<'_>, ids: &[ReplicaId]) -> sqlx::Result<()> {
    if !ids.is_empty() {
        sqlx::query(
            "UPDATE nexus.replicas SET expires_at = clock_timestamp()
             WHERE id = ANY ($1) AND expires_at > clock_timestamp()",
        )
        .bind(ids)
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Removes a replica, and tells the others that chats are free.
pub(super) async fn leave(db: impl PgExecutor<'_>, id: ReplicaId, account: AccountId) -> sqlx::Result<()> {
    sqlx::query(
        "WITH gone AS (
             DELETE FROM nexus.replicas WHERE id = $1
         )
         SELECT pg_notify('nexus_' || replace($2::text, '-', ''), '')",
    )
    .bind(id)
    .bind(account)
    .execute(db)
    .await?;
    Ok(())
}
