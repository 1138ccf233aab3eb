//! What this part reads of the registry.

use nexus_core::ids::{BotId, UserId};
use sqlx::PgExecutor;

/// The first name of a person.
pub(super) async fn name_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "SELECT first_name FROM nexus.identities WHERE user_id = $1 ORDER BY created_at LIMIT 1",
    )
    .bind(user)
    .fetch_optional(db)
    .await
}

pub(super) async fn code_of(db: impl PgExecutor<'_>, bot: BotId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT code FROM nexus.bots WHERE id = $1").bind(bot).fetch_optional(db).await
}

pub(super) async fn bot_of(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<BotId>> {
    sqlx::query_scalar("SELECT id FROM nexus.bots WHERE code = $1").bind(code).fetch_optional(db).await
}
