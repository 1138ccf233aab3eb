//! What one process at a time does for the whole house: whoever takes a duty has it until it runs out.

mod store;

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
    store::take(db, name, process, life).await
}
