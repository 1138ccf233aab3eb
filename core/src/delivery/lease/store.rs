//! The lease's statements. `clock_timestamp()` is meant: leases compare processes by the one clock that they share.

use std::time::Duration;

use sqlx::{FromRow, PgExecutor};

use crate::{
    delivery::process::{ThisProcess, Whereabouts},
    ids::{AccountId, ProcessId},
};

#[derive(FromRow)]
pub(super) struct Holder {
    pub owner: ProcessId,
    #[sqlx(flatten)]
    pub process: Whereabouts,
}

/// Takes the lease if it is free, run out, ours, or held by `dead`. Each take-over raises the epoch.
pub(super) async fn take(
    db: impl PgExecutor<'_>,
    account: AccountId,
    holder: &ThisProcess,
    life: Duration,
    dead: Option<ProcessId>,
) -> sqlx::Result<bool> {
    let taken = sqlx::query(
        "INSERT INTO nexus.leases AS l (account_id, owner, epoch, host, pid, born, expires_at)
         VALUES ($1, $2, 1, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
         ON CONFLICT (account_id) DO UPDATE SET owner = excluded.owner, epoch = l.epoch + 1, host = excluded.host,
             pid = excluded.pid, born = excluded.born, expires_at = excluded.expires_at
         WHERE l.owner = excluded.owner OR l.owner = $7 OR l.expires_at < clock_timestamp()",
    )
    .bind(account)
    .bind(holder.id)
    .bind(&holder.at.host)
    .bind(holder.at.pid)
    .bind(holder.at.born)
    .bind(life.as_secs_f64())
    .bind(dead)
    .execute(db)
    .await?;
    Ok(taken.rows_affected() > 0)
}

pub(super) async fn holder(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<Holder>> {
    sqlx::query_as("SELECT owner, host, pid, born FROM nexus.leases WHERE account_id = $1")
        .bind(account)
        .fetch_optional(db)
        .await
}

pub(super) async fn renew(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ProcessId,
    life: Duration,
) -> sqlx::Result<bool> {
    let renewed = sqlx::query(
        "UPDATE nexus.leases SET expires_at = clock_timestamp() + make_interval(secs => $3) WHERE account_id = $1 AND owner = $2",
    )
    .bind(account)
    .bind(owner)
    .bind(life.as_secs_f64())
    .execute(db)
    .await?;
    Ok(renewed.rows_affected() > 0)
}

pub(super) async fn release(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ProcessId,
) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM nexus.leases WHERE account_id = $1 AND owner = $2")
        .bind(account)
        .bind(owner)
        .execute(db)
        .await?;
    Ok(())
}
