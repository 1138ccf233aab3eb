//! Statements about requests and their parts. They run as the owner of the tables.

mod asking;
mod erasing;
mod known;
mod remains;

pub use asking::{Asked, ask};
pub(super) use erasing::{clear_part, erase_bot, erase_person};
pub(super) use known::{Known, known};
pub(super) use remains::{next_remains, remains_due, remove};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgConnection, PgExecutor};

use super::Kind;
use crate::ids::{BotId, RequestId, UserId};

/// Whether a request of a kind is under way for a person.
///
/// # Errors
/// When the database does not answer.
pub async fn is_asked(db: impl PgExecutor<'_>, user: UserId, kind: Kind) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.requests WHERE user_id = $1 AND kind = $2 AND finished_at IS NULL)",
    )
    .bind(user)
    .bind(kind)
    .fetch_one(db)
    .await
}

/// A request that is not finished.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Request {
    pub id: RequestId,
    pub kind: Kind,
    pub user_id: UserId,
    pub bot_id: Option<BotId>,
}

/// What a bot is still to do for a request, if it is about this person.
pub(super) async fn part_of(
    db: impl PgExecutor<'_>,
    id: RequestId,
    bot: BotId,
    user: UserId,
) -> sqlx::Result<Option<Request>> {
    sqlx::query_as(
        "SELECT r.id, r.kind, r.user_id, r.bot_id FROM nexus.requests r
         JOIN nexus.request_parts p ON p.request_id = r.id AND p.bot_id = $2 AND p.state = 'asked'
         WHERE r.id = $1 AND r.user_id = $3 AND r.finished_at IS NULL",
    )
    .bind(id)
    .bind(bot)
    .bind(user)
    .fetch_optional(db)
    .await
}

/// A bot did its part (or says why not yet): keeps its answer, and tells the chat in which the person waits.
pub(super) async fn answer(
    db: &mut PgConnection,
    id: RequestId,
    bot: BotId,
    state: &str,
    answer: Option<Value>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.request_parts SET state = $3, answer = $4 WHERE request_id = $1 AND bot_id = $2",
    )
    .bind(id)
    .bind(bot)
    .bind(state)
    .bind(answer)
    .execute(&mut *db)
    .await?;
    sqlx::query(FILE_ANSWERED).bind(id).bind(bot).bind(now).execute(&mut *db).await?;
    Ok(())
}

/// `event::send` reaches those only who did not block the bot.
const FILE_ANSWERED: &str = "
INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, person, body, trace_id, received_at)
SELECT account_id, 'event', 'answered:' || id || ':' || $2::text, chat, person,
    json_build_object('event', 'core_answered', 'request', id)::text, gen_random_uuid(), $3
FROM nexus.requests WHERE id = $1
ON CONFLICT (account_id, kind, source_key) DO NOTHING
RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
    FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)";

/// Tells the people of requests that wait for too long. One statement, so that each is told once.
pub(super) async fn file_late(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "WITH late AS (
             UPDATE nexus.requests SET late_at = NULL WHERE finished_at IS NULL AND late_at <= $1
             RETURNING id, account_id, chat, person
         )
         INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, person, body, trace_id, received_at)
         SELECT account_id, 'event', 'late:' || id, chat, person,
             json_build_object('event', 'core_late', 'request', id)::text, gen_random_uuid(), $1
         FROM late
         ON CONFLICT (account_id, kind, source_key) DO NOTHING
         RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
             FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)",
    )
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// When the next request has waited for too long.
pub(super) async fn next_late(db: impl PgExecutor<'_>) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar(
        "SELECT min(late_at) FROM nexus.requests WHERE finished_at IS NULL AND late_at IS NOT NULL",
    )
    .fetch_one(db)
    .await
}

/// A request of this person that is not finished, locked.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    id: RequestId,
    user: UserId,
) -> sqlx::Result<Option<Request>> {
    sqlx::query_as(
        "SELECT id, kind, user_id, bot_id FROM nexus.requests
         WHERE id = $1 AND user_id = $2 AND finished_at IS NULL FOR UPDATE",
    )
    .bind(id)
    .bind(user)
    .fetch_optional(db)
    .await
}

/// How far a bot's part is.
#[derive(Clone, Debug, FromRow)]
pub(super) struct PartRow {
    pub code: String,
    pub name: String,
    pub state: String,
    pub answer: Option<Value>,
}

pub(super) async fn parts(db: impl PgExecutor<'_>, id: RequestId) -> sqlx::Result<Vec<PartRow>> {
    sqlx::query_as(
        "SELECT b.code, b.name, p.state, p.answer FROM nexus.request_parts p JOIN nexus.bots b ON b.id = p.bot_id
         WHERE p.request_id = $1 ORDER BY b.code",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// What was answered is told, and kept no longer.
pub(super) async fn mark_told(db: impl PgExecutor<'_>, id: RequestId) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.request_parts SET state = 'told', answer = NULL WHERE request_id = $1 AND state = 'answered'",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// The request is over. What its parts hold is kept no longer.
pub(super) async fn finish(
    db: impl PgExecutor<'_>,
    id: RequestId,
    outcome: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH emptied AS (UPDATE nexus.request_parts SET answer = NULL WHERE request_id = $1)
         UPDATE nexus.requests SET finished_at = $3, outcome = $2, late_at = NULL WHERE id = $1",
    )
    .bind(id)
    .bind(outcome)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Removes requests that were finished before `before`, at most `limit` of them; returns how many.
pub(crate) async fn prune(db: impl PgExecutor<'_>, before: DateTime<Utc>, limit: i64) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.requests WHERE id IN (
             SELECT id FROM nexus.requests WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// The bots of a person by code, for what asks about one: `None` where they do not use it.
pub(crate) async fn bot_named(
    db: impl PgExecutor<'_>,
    user: UserId,
    bot: BotId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "SELECT b.name FROM nexus.bots b JOIN nexus.subscriptions s ON s.bot_id = b.id AND s.user_id = $1 WHERE b.id = $2",
    )
    .bind(user)
    .bind(bot)
    .fetch_optional(db)
    .await
}
