//! Statements on the queue's rows, for which graphile_worker has no functions. What is counted here lies in the job's own
//! payload, so it comes and goes with the job.

use sqlx::PgExecutor;

use super::standing::{DeadJob, JobStanding};
use crate::ids::BotId;

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

pub(super) async fn has_queue(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL").fetch_one(db).await
}

/// How jobs stand, of the newest 10,000 in the queue: more than that is a number nobody reads.
pub(super) async fn by_job(db: impl PgExecutor<'_>, bot: Option<BotId>) -> sqlx::Result<Vec<JobStanding>> {
    sqlx::query_as(
        "SELECT b.code AS bot, coalesce(newest.job, '') AS job,
             count(*) FILTER (WHERE locked_at IS NULL AND attempts = 0) AS waiting,
             count(*) FILTER (WHERE locked_at IS NULL AND attempts > 0 AND attempts < max_attempts) AS retrying,
             count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
             count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts) AS dead,
             -- The queue goes by the database's own clock.
             coalesce(extract(epoch FROM now() - min(run_at)
                 FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now())), 0)::float8 AS oldest_seconds
         FROM (SELECT (j.payload #>> '{reply,account}')::uuid AS account, j.payload ->> 'job' AS job, j.locked_at, j.attempts,
                 j.max_attempts, j.run_at
             FROM graphile_worker._private_jobs j
             JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
             ORDER BY j.id DESC LIMIT 10000) newest
         JOIN nexus.accounts a ON a.id = newest.account JOIN nexus.bots b ON b.id = a.bot_id
         WHERE $1::uuid IS NULL OR b.id = $1
         GROUP BY b.code, newest.job ORDER BY b.code, newest.job",
    )
    .bind(bot)
    .fetch_all(db)
    .await
}

/// The latest 50 that were given up.
pub(super) async fn latest_dead(db: impl PgExecutor<'_>, bot: Option<BotId>) -> sqlx::Result<Vec<DeadJob>> {
    sqlx::query_as(
        "SELECT j.id AS number, b.code AS bot, coalesce(j.payload ->> 'job', '') AS job, j.created_at AS enqueued_at,
             j.attempts::integer AS tries, (j.payload #>> '{reply,trace}')::uuid AS trace_id
         FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
         JOIN nexus.accounts a ON a.id = (j.payload #>> '{reply,account}')::uuid JOIN nexus.bots b ON b.id = a.bot_id
         WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL AND ($1::uuid IS NULL OR b.id = $1)
         ORDER BY j.id DESC LIMIT 50",
    )
    .bind(bot)
    .fetch_all(db)
    .await
}
