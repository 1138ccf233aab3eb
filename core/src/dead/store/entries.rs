//! Entries of the inbox whose handler failed for the last time. The parts of an album are one turn, so they are one here:
//! listed, tried again and dropped together, whichever of them is named.

use sqlx::PgExecutor;

use super::super::{Dead, DeadId, Which};

/// The newest first.
pub(in crate::dead) async fn read(
    db: impl PgExecutor<'_>,
    which: Which<'_>,
    limit: i64,
) -> sqlx::Result<Vec<Dead>> {
    super::read(db, READ, which, limit, DeadId::Entry).await
}

const READ: &str = "SELECT i.seq AS number, i.received_at AS at, b.code AS bot, a.username AS account, i.chat,
        p.first_name AS person, i.kind, i.tries::integer AS tries, coalesce(i.cause, '') AS cause, i.trace_id AS trace, i.body
    FROM nexus.inbox i
    JOIN nexus.accounts a ON a.id = i.account_id JOIN nexus.bots b ON b.id = a.bot_id
    LEFT JOIN nexus.identities p ON p.realm = a.realm AND p.external_id = coalesce(i.person, i.chat)
    WHERE i.state = 2 AND ($1::bigint IS NULL OR i.seq = $1) AND ($2::text IS NULL OR b.code = $2)
        -- An album is listed by its first part.
        AND ($1 IS NOT NULL OR i.album IS NULL OR NOT EXISTS (SELECT FROM nexus.inbox part WHERE part.account_id = i.account_id
            AND part.chat = i.chat AND part.album = i.album AND part.state = 2 AND part.seq < i.seq))
    ORDER BY i.seq DESC LIMIT $3";

pub(in crate::dead) async fn is_alive(db: impl PgExecutor<'_>, number: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.inbox WHERE seq = $1 AND state <> 2)")
        .bind(number)
        .fetch_one(db)
        .await
}

/// Opens entries anew; the cause stays until one succeeds and goes. Says how many, an album counted once. The chats are
/// locked before their entries, as marking does; a number that a mark left among the closed would never be opened.
pub(in crate::dead) async fn retry(db: impl PgExecutor<'_>, which: Which<'_>) -> sqlx::Result<u64> {
    let count: i64 = sqlx::query_scalar(
        "WITH dead AS (
             SELECT DISTINCT part.seq, i.account_id, i.chat FROM nexus.inbox i
             JOIN nexus.accounts a ON a.id = i.account_id JOIN nexus.bots b ON b.id = a.bot_id
             CROSS JOIN LATERAL (SELECT i.seq UNION SELECT p.seq FROM nexus.inbox p
                 WHERE p.account_id = i.account_id AND p.chat = i.chat AND p.album = i.album AND p.state = 2) part
             WHERE i.state = 2 AND ($1::bigint IS NULL OR i.seq = $1) AND ($2::text IS NULL OR b.code = $2)
         ), place AS (
             SELECT c.account_id, c.chat FROM nexus.chats c
             WHERE (c.account_id, c.chat) IN (SELECT account_id, chat FROM dead)
             ORDER BY c.account_id, c.chat FOR UPDATE
         ), again AS (
             UPDATE nexus.inbox i SET state = 0, tries = 0, not_before = NULL, is_dying = false
             FROM dead JOIN place USING (account_id, chat) WHERE i.seq = dead.seq AND i.state = 2
             RETURNING i.seq, i.account_id, i.chat, i.album
         ), opened AS (
             UPDATE nexus.chats c SET closed = ARRAY(SELECT seq FROM unnest(c.closed) seq WHERE seq NOT IN (SELECT seq FROM again))
             FROM place WHERE c.account_id = place.account_id AND c.chat = place.chat
                 AND c.closed && ARRAY(SELECT seq FROM again)
         )
         SELECT count(DISTINCT (account_id, chat, coalesce(album, seq::text))) FROM again",
    )
    .bind(which.number)
    .bind(which.bot)
    .fetch_one(db)
    .await?;
    Ok(count.unsigned_abs())
}

/// Counts it as done; the cause stays with it. False: it is not dead.
pub(in crate::dead) async fn drop(db: impl PgExecutor<'_>, number: i64) -> sqlx::Result<bool> {
    let dropped = sqlx::query(
        "UPDATE nexus.inbox i SET state = 1 FROM nexus.inbox named
         WHERE named.seq = $1 AND named.state = 2 AND i.state = 2
             AND i.account_id = named.account_id AND i.chat = named.chat
             AND coalesce(i.album, i.seq::text) = coalesce(named.album, named.seq::text)",
    );
    Ok(dropped.bind(number).execute(db).await?.rows_affected() > 0)
}

/// Puts another body in place of `before`; false: it is not dead, or its body is another one.
pub(in crate::dead) async fn replace(
    db: impl PgExecutor<'_>,
    number: i64,
    before: &str,
    after: &str,
) -> sqlx::Result<bool> {
    let replaced = sqlx::query("UPDATE nexus.inbox SET body = $3 WHERE seq = $1 AND state = 2 AND body = $2");
    Ok(replaced.bind(number).bind(before).bind(after).execute(db).await?.rows_affected() > 0)
}
