//! Statements about bots.

use chrono::{DateTime, Utc};
use nexus_core::{
    client::{Bot, NewBot},
    ids::BotId,
};
use sqlx::PgExecutor;

macro_rules! columns {
    () => {
        "id, code, name, description, version, is_active, created_at"
    };
}

/// Bots after `after`, by their codes; for a bot's token only that one.
pub(super) async fn page(
    db: impl PgExecutor<'_>,
    after: &str,
    limit: i64,
    scope: Option<BotId>,
) -> sqlx::Result<Vec<Bot>> {
    sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM nexus.bots WHERE code > $1 AND ($3::uuid IS NULL OR id = $3) ORDER BY code LIMIT $2"
    ))
    .bind(after)
    .bind(limit)
    .bind(scope)
    .fetch_all(db)
    .await
}

pub(super) async fn find(
    db: impl PgExecutor<'_>,
    code: &str,
    scope: Option<BotId>,
) -> sqlx::Result<Option<Bot>> {
    sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM nexus.bots WHERE code = $1 AND ($2::uuid IS NULL OR id = $2)"
    ))
    .bind(code)
    .bind(scope)
    .fetch_optional(db)
    .await
}

/// As [`find`], and nobody else changes it until the transaction ends.
pub(super) async fn find_to_change(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<Bot>> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM nexus.bots WHERE code = $1 FOR NO KEY UPDATE"))
        .bind(code)
        .fetch_optional(db)
        .await
}

/// `None`: there is a bot with this code.
pub(super) async fn insert(
    db: impl PgExecutor<'_>,
    bot: &NewBot,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Bot>> {
    sqlx::query_as(concat!(
        "INSERT INTO nexus.bots (id, code, name, description, version, is_active, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING RETURNING ",
        columns!()
    ))
    .bind(BotId::new())
    .bind(&bot.code)
    .bind(&bot.name)
    .bind(&bot.description)
    .bind(&bot.version)
    .bind(bot.is_active)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// What it is called and said to be; whether it is on is [`standing::switch`](nexus_core::standing::switch)'s.
pub(super) async fn update(db: impl PgExecutor<'_>, bot: &Bot) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.bots SET name = $2, description = $3 WHERE id = $1")
        .bind(bot.id)
        .bind(&bot.name)
        .bind(&bot.description)
        .execute(db)
        .await?;
    Ok(())
}
