//! Who has a broadcast before their eyes, and is told how it goes.

use sqlx::{FromRow, PgExecutor};

use crate::ids::{BroadcastId, UserId};

/// This person has it before their eyes, and no other.
///
/// # Errors
/// When the database does not answer.
pub async fn watch(db: impl PgExecutor<'_>, id: BroadcastId, user: UserId) -> sqlx::Result<()> {
    sqlx::query(
        "WITH others AS (
             DELETE FROM nexus.broadcast_watchers WHERE user_id = $2 AND broadcast_id <> $1
         )
         INSERT INTO nexus.broadcast_watchers (broadcast_id, user_id)
         SELECT id, $2 FROM nexus.broadcasts WHERE id = $1 ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(user)
    .execute(db)
    .await?;
    Ok(())
}

/// This person looks at something else.
///
/// # Errors
/// When the database does not answer.
pub async fn look_away(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM nexus.broadcast_watchers WHERE user_id = $1").bind(user).execute(db).await?;
    Ok(())
}

/// Whether this person has it before their eyes.
///
/// # Errors
/// When the database does not answer.
pub async fn is_watched_by(db: impl PgExecutor<'_>, id: BroadcastId, user: UserId) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.broadcast_watchers WHERE broadcast_id = $1 AND user_id = $2)",
    )
    .bind(id)
    .bind(user)
    .fetch_one(db)
    .await
}

/// Somebody to be told, and by which bot.
#[derive(Clone, Debug, FromRow)]
pub struct Watcher {
    pub user: UserId,
    pub bot: String,
    /// They have it before their eyes; else it is the author, who is to hear of its end.
    pub is_watching: bool,
}

/// Who is to be told.
///
/// # Errors
/// When the database does not answer.
pub async fn watchers(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<Vec<Watcher>> {
    sqlx::query_as(
        "WITH watching AS (SELECT user_id FROM nexus.broadcast_watchers WHERE broadcast_id = $1)
         SELECT w.user_id AS user, b.code AS bot, w.is_watching FROM nexus.broadcasts c JOIN nexus.bots b ON b.id = c.console
         JOIN LATERAL (SELECT user_id, true AS is_watching FROM watching
             UNION ALL SELECT c.author, false WHERE c.finished_at IS NOT NULL AND c.author NOT IN (SELECT user_id FROM watching)
         ) w ON true
         WHERE c.id = $1",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// Whether news that begin with this key are still to be told to somebody.
pub async fn has_open_news(
    db: impl PgExecutor<'_>,
    bot: &str,
    user: UserId,
    prefix: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
             JOIN nexus.inbox i ON i.account_id = s.home_account AND i.chat = s.home_chat
             WHERE s.user_id = $2 AND b.code = $1 AND i.state = 0 AND i.kind = 'event' AND starts_with(i.source_key, $3))",
    )
    .bind(bot)
    .bind(user)
    .bind(prefix)
    .fetch_one(db)
    .await
}
