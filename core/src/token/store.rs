//! Statements about tokens.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use super::Scope;
use crate::{db::Sql, ids::BotId};

pub(super) fn inserting(
    id: Uuid,
    name: &str,
    bot: Option<BotId>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Sql {
    Sql::new("INSERT INTO nexus.service_tokens (id, name, bot_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(name.to_owned())
        .bind(bot)
        .bind(now)
        .bind(expires_at)
}

pub(super) async fn revoke(db: impl PgExecutor<'_>, id: Uuid, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let revoked =
        sqlx::query("UPDATE nexus.service_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL");
    Ok(revoked.bind(id).bind(now).execute(db).await?.rows_affected() > 0)
}

#[derive(FromRow)]
struct ScopeRow {
    bot_id: Option<BotId>,
    code: Option<String>,
}

/// What a token opens; `None` where it is not known or revoked.
pub(super) async fn scope(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Scope>> {
    let row: Option<ScopeRow> = sqlx::query_as(
        "SELECT t.bot_id, b.code FROM nexus.service_tokens t LEFT JOIN nexus.bots b ON b.id = t.bot_id
         WHERE t.id = $1 AND t.revoked_at IS NULL",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| match (row.bot_id, row.code) {
        (Some(id), Some(code)) => Scope::Bot { id, code },
        _ => Scope::All,
    }))
}

/// A token as operators see it.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    pub id: Uuid,
    pub name: String,
    /// The code of the bot that it is limited to.
    pub bot: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The latest `limit` tokens, those that count no more too, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Listed>> {
    page(db, limit, 0).await
}

/// As [`list`], without the first `offset`.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: impl PgExecutor<'_>, limit: i64, offset: i64) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as(
        "SELECT t.id, t.name, b.code AS bot, t.created_at, t.expires_at, t.revoked_at
         FROM nexus.service_tokens t LEFT JOIN nexus.bots b ON b.id = t.bot_id
         ORDER BY t.created_at DESC, t.id DESC LIMIT $1 OFFSET $2",
    )
    .bind(limit)
    .bind(offset)
    .fetch_all(db)
    .await
}

/// How many tokens there are, those that count no more too.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM nexus.service_tokens").fetch_one(db).await
}

/// One token, whether it counts or not.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Listed>> {
    sqlx::query_as(
        "SELECT t.id, t.name, b.code AS bot, t.created_at, t.expires_at, t.revoked_at
         FROM nexus.service_tokens t LEFT JOIN nexus.bots b ON b.id = t.bot_id WHERE t.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}
