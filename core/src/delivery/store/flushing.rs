//! Turns commit without waiting for the disk; one flush makes all of them durable that committed before it.

use sqlx::PgExecutor;
use uuid::Uuid;

/// Writes a message into the log of the database and waits until it is on the disk, and with it everything that was
/// committed before. Returns the incarnation in which that happened; `None` when the server has crashed since the last
/// one began.
pub(crate) async fn flush(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Uuid>> {
    // Transactional: only then does the commit wait for the disk.
    sqlx::query_scalar(
        "SELECT (SELECT id FROM nexus.incarnation)
         FROM (SELECT pg_logical_emit_message(true, 'nexus', '') AS position OFFSET 0) flushed
         WHERE position IS NOT NULL",
    )
    .fetch_one(db)
    .await
}

/// Names the time since the server's last crash, where nobody did yet.
pub(crate) async fn begin_incarnation(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO nexus.incarnation (id) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(Uuid::now_v7())
        .execute(db)
        .await?;
    Ok(())
}

/// The present incarnation.
pub(crate) async fn incarnation(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar("SELECT id FROM nexus.incarnation").fetch_optional(db).await
}
