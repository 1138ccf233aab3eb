//! Statements on the queue's rows, for which graphile_worker has no functions. What is counted here lies in the job's own
//! payload, so it comes and goes with the job.

use sqlx::PgExecutor;

/// Counts a start of a job that is this worker's; says how many starts before nobody came back from. The queue counts
/// those that somebody came back from. `None`: it is no longer this worker's.
pub(super) async fn start(db: impl PgExecutor<'_>, job: i64, worker: &str) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar(
        "UPDATE graphile_worker._private_jobs
         SET payload = jsonb_set(payload::jsonb, '{starts}', to_jsonb(coalesce((payload ->> 'starts')::integer, 0) + 1))::json
         WHERE id = $1 AND locked_by = $2
         RETURNING (payload ->> 'starts')::integer - attempts",
    )
    .bind(job)
    .bind(worker)
    .fetch_optional(db)
    .await
}

/// A start that was interrupted on purpose did not happen.
pub(super) async fn take_back_start(db: impl PgExecutor<'_>, job: i64, worker: &str) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE graphile_worker._private_jobs
         SET payload = jsonb_set(payload::jsonb, '{starts}', to_jsonb((payload ->> 'starts')::integer - 1))::json
         WHERE id = $1 AND locked_by = $2",
    )
    .bind(job)
    .bind(worker)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes why a try failed, for operators: what the queue itself keeps of an error is written for its own authors. With
/// `is_last` no try is left, however many there were.
pub(super) async fn note_failure(
    db: impl PgExecutor<'_>,
    job: i64,
    worker: &str,
    cause: &str,
    is_last: bool,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE graphile_worker._private_jobs
         SET payload = jsonb_set(payload::jsonb, '{cause}', to_jsonb($3::text))::json,
             attempts = CASE WHEN $4 THEN max_attempts ELSE attempts END
         WHERE id = $1 AND locked_by = $2",
    )
    .bind(job)
    .bind(worker)
    .bind(cause)
    .bind(is_last)
    .execute(db)
    .await?;
    Ok(())
}
