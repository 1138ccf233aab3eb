//! Messages that the messenger refused.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::super::{Dead, DeadId, Which};

/// Refused messages of `$1` (a number, or null for all) and `$2` (a bot's code, or null), written once.
macro_rules! dead {
    () => {
        "FROM nexus.refused_sayings r
         JOIN nexus.accounts a ON a.id = r.account_id JOIN nexus.bots b ON b.id = a.bot_id
         LEFT JOIN nexus.identities p ON p.realm = a.realm AND p.external_id = r.chat
         WHERE ($1::bigint IS NULL OR r.number = $1) AND ($2::text IS NULL OR b.code = $2)"
    };
}

/// The newest first.
pub(in crate::dead) async fn read(
    db: impl PgExecutor<'_>,
    which: Which<'_>,
    limit: i64,
) -> sqlx::Result<Vec<Dead>> {
    super::read(db, READ, which, limit, DeadId::Message).await
}

const READ: &str = concat!(
    "SELECT r.number, r.created_at AS at, b.code AS bot, a.username AS account, r.chat, p.first_name AS person,
        'message' AS kind, 1 AS tries, r.cause, r.trace_id AS trace, r.saying::text AS body ",
    dead!(),
    " ORDER BY r.number DESC LIMIT $3"
);

/// Files them as entries that core works off by saying them again: the chat's owner sends them, in order with all else,
/// and marks them. Says how many.
pub(in crate::dead) async fn retry(
    db: impl PgExecutor<'_>,
    which: Which<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let filed = sqlx::query(concat!(
        "WITH dead AS (SELECT r.id ",
        dead!(),
        " FOR UPDATE OF r), gone AS (
             DELETE FROM nexus.refused_sayings r USING dead WHERE r.id = dead.id RETURNING r.*
         )
         INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at)
         SELECT account_id, 'saying', id::text, chat, saying::text, coalesce(trace_id, gen_random_uuid()), $3
         FROM gone ORDER BY number"
    ))
    .bind(which.number)
    .bind(which.bot)
    .bind(now)
    .execute(db)
    .await?;
    Ok(filed.rows_affected())
}

/// False: there is none.
pub(in crate::dead) async fn drop(db: impl PgExecutor<'_>, number: i64) -> sqlx::Result<bool> {
    let dropped = sqlx::query("DELETE FROM nexus.refused_sayings WHERE number = $1").bind(number);
    Ok(dropped.execute(db).await?.rows_affected() > 0)
}

/// Puts another saying in place of `before`; false: there is none, or it is another one.
pub(in crate::dead) async fn replace(
    db: impl PgExecutor<'_>,
    number: i64,
    before: &str,
    after: &str,
) -> sqlx::Result<bool> {
    let replaced = sqlx::query(
        "UPDATE nexus.refused_sayings SET saying = $3::jsonb WHERE number = $1 AND saying = $2::jsonb",
    );
    Ok(replaced.bind(number).bind(before).bind(after).execute(db).await?.rows_affected() > 0)
}
