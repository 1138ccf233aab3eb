//! What one process at a time does for the whole house: whoever takes a duty has it until it runs out.

use std::time::Duration;

use sqlx::PgExecutor;

use crate::ids::ProcessId;

/// Takes a duty for so long, or keeps it for so much longer; false while another process has it. By the database's own
/// clock, since it compares processes.
///
/// # Errors
/// When the database does not answer.
pub async fn take(
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
