//! Jobs without a try left. They lie in the queue's own table: its functions tell neither payloads nor who waits.

use sqlx::PgExecutor;

use super::super::{Dead, DeadId, Which};

/// A registry none of whose bots has jobs has no queue either.
pub(crate) async fn has_queue(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL").fetch_one(db).await
}

/// Dead jobs of `$1` (a number, or null for all) and `$2` (a bot's code, or null), written once.
macro_rules! dead {
    () => {
        "FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
         JOIN nexus.accounts a ON a.id = (j.payload #>> '{reply,account}')::uuid JOIN nexus.bots b ON b.id = a.bot_id
         LEFT JOIN nexus.identities p ON p.realm = a.realm AND p.external_id = (j.payload #>> '{reply,person}')::bigint
         WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL
             AND ($1::bigint IS NULL OR j.id = $1) AND ($2::text IS NULL OR b.code = $2)"
    };
}

/// The newest first.
pub(in crate::dead) async fn read(
    db: impl PgExecutor<'_>,
    which: Which<'_>,
    limit: i64,
) -> sqlx::Result<Vec<Dead>> {
    super::read(db, READ, which, limit, DeadId::Job).await
}

const READ: &str = concat!(
    "SELECT j.id AS number, j.created_at AS at, b.code AS bot, a.username AS account,
        (j.payload #>> '{reply,chat}')::bigint AS chat, p.first_name AS person, 'job' AS kind, j.attempts::integer AS tries,
        coalesce(j.payload ->> 'cause', j.last_error, '') AS cause, (j.payload #>> '{reply,trace}')::uuid AS trace,
        (j.payload::jsonb - 'cause')::text AS body ",
    dead!(),
    " ORDER BY j.id DESC LIMIT $3"
);

pub(in crate::dead) async fn is_alive(db: impl PgExecutor<'_>, number: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs j
             WHERE j.id = $1 AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))",
    )
    .bind(number)
    .fetch_one(db)
    .await
}

/// Runs them anew, with all their tries. Each run has an answer of its own: the one that told of the failure is filed.
/// The last error stays until there is another. Says how many.
pub(in crate::dead) async fn retry(db: impl PgExecutor<'_>, which: Which<'_>) -> sqlx::Result<u64> {
    let retried = sqlx::query(concat!(
        "WITH dead AS (SELECT j.id ",
        dead!(),
        " FOR UPDATE OF j)
         UPDATE graphile_worker._private_jobs j SET
             attempts = 0, run_at = now(), updated_at = now(),
             payload = (j.payload::jsonb
                 || jsonb_build_object('starts', 0, 'run', coalesce((j.payload ->> 'run')::integer, 0) + 1))::json
         FROM dead WHERE j.id = dead.id"
    ))
    .bind(which.number)
    .bind(which.bot)
    .execute(db)
    .await?;
    Ok(retried.rows_affected())
}

/// False: it is not dead.
pub(in crate::dead) async fn drop(db: impl PgExecutor<'_>, number: i64) -> sqlx::Result<bool> {
    let dropped = sqlx::query(
        "DELETE FROM graphile_worker._private_jobs WHERE id = $1 AND attempts >= max_attempts AND locked_at IS NULL",
    );
    Ok(dropped.bind(number).execute(db).await?.rows_affected() > 0)
}

/// Puts the input of `after` in place of that of `before`, both whole payloads; false: it is not dead, or its input is
/// another one. What the queue counts stays.
pub(in crate::dead) async fn replace(
    db: impl PgExecutor<'_>,
    number: i64,
    before: &str,
    after: &str,
) -> sqlx::Result<bool> {
    let replaced = sqlx::query(
        "UPDATE graphile_worker._private_jobs
         SET payload = jsonb_set(payload::jsonb, '{input}', $3::jsonb -> 'input')::json
         WHERE id = $1 AND attempts >= max_attempts AND locked_at IS NULL AND payload::jsonb -> 'input' = $2::jsonb -> 'input'",
    );
    Ok(replaced.bind(number).bind(before).bind(after).execute(db).await?.rows_affected() > 0)
}
