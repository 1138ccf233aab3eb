//! Feedback's statements.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::{
    db::Sql,
    ids::{BotId, UserId},
};

/// What somebody wrote, and what was answered.
#[derive(Clone, Debug, FromRow)]
pub struct Note {
    pub id: Uuid,
    pub user_id: UserId,
    /// As the messenger last told it.
    pub first_name: Option<String>,
    /// The bot's code.
    pub bot: String,
    pub bot_name: String,
    pub text: String,
    pub created_at: DateTime<Utc>,
    pub answer: Option<String>,
}

/// The columns of [`Note`] from `source` (feedback, by the name `f`), written once.
macro_rules! notes {
    ($before:literal, $source:literal, $rest:literal) => {
        concat!(
            $before,
            "SELECT f.id, f.user_id, (SELECT i.first_name FROM nexus.identities i WHERE i.user_id = f.user_id
                 ORDER BY i.created_at LIMIT 1) AS first_name,
             b.code AS bot, b.name AS bot_name, f.text, f.created_at, f.answer
             FROM ",
            $source,
            " f JOIN nexus.bots b ON b.id = f.bot_id ",
            $rest
        )
    };
}

pub(super) fn insert(user: UserId, bot: BotId, text: &str, now: DateTime<Utc>) -> Sql {
    Sql::new("INSERT INTO nexus.feedback (id, user_id, bot_id, text, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(Uuid::now_v7())
        .bind(user)
        .bind(bot)
        .bind(text.to_owned())
        .bind(now)
}

/// How often somebody wrote since then.
pub(crate) async fn number_since(
    db: impl PgExecutor<'_>,
    user: UserId,
    since: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM nexus.feedback WHERE user_id = $1 AND created_at > $2")
        .bind(user)
        .bind(since)
        .fetch_one(db)
        .await
}

/// One of them.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Note>> {
    sqlx::query_as(notes!("", "nexus.feedback", "WHERE f.id = $1")).bind(id).fetch_optional(db).await
}

/// One page, those that wait for an answer first, the newest first; and how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(
    db: impl PgExecutor<'_> + Copy,
    offset: i64,
    limit: i64,
) -> sqlx::Result<(Vec<Note>, i64)> {
    let all = sqlx::query_scalar("SELECT count(*) FROM nexus.feedback").fetch_one(db).await?;
    let page = sqlx::query_as(notes!(
        "",
        "nexus.feedback",
        "ORDER BY f.answered_at IS NOT NULL, f.created_at DESC, f.id OFFSET $1 LIMIT $2"
    ));
    Ok((page.bind(offset).bind(limit).fetch_all(db).await?, all))
}

/// What no admin was told of.
pub(super) async fn untold(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar("SELECT id FROM nexus.feedback WHERE told_at IS NULL ORDER BY created_at LIMIT 100")
        .fetch_all(db)
        .await
}

pub(super) async fn mark_told(db: impl PgExecutor<'_>, id: Uuid, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.feedback SET told_at = $2 WHERE id = $1 AND told_at IS NULL")
        .bind(id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes the answer, once.
pub(super) async fn answer(
    db: impl PgExecutor<'_>,
    id: Uuid,
    text: &str,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Note>> {
    sqlx::query_as(notes!(
        "WITH answered AS (
             UPDATE nexus.feedback SET answer = $2, answered_by = $3, answered_at = $4, told_at = coalesce(told_at, $4)
             WHERE id = $1 AND answered_at IS NULL RETURNING *
         ) ",
        "answered",
        ""
    ))
    .bind(id)
    .bind(text)
    .bind(by)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// Removes what was written before `before`, at most `limit` of it; returns how many.
pub(crate) async fn prune(db: impl PgExecutor<'_>, before: DateTime<Utc>, limit: i64) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.feedback WHERE id IN (
             SELECT id FROM nexus.feedback WHERE created_at < $1 ORDER BY created_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}
