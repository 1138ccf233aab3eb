//! The statement of duties.

use std::time::Duration;

use sqlx::PgExecutor;

use crate::ids::ProcessId;

pub(super) async fn take(
    db: impl PgExecutor<'_>,
    name: &str,
    process: ProcessId,
    life: Duration,
) -> sqlx::Result<bool> {
    let taken = sqlx::query(
        "INSERT INTO nexus.duties AS d (name, owner, expires_at)
         VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
         WHERE d.owner = excluded.owner OR d.expires_at < clock_timestamp()",
    )
    .bind(name)
    .bind(process)
    .bind(life.as_secs_f64())
    .execute(db)
    .await?;
    Ok(taken.rows_affected() > 0)
}
