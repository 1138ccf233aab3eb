//! The admins' statements.

use chrono::{DateTime, Utc};
use nexus_core::ids::{BotId, ExternalId, Realm, UserId};
use sqlx::{FromRow, PgConnection, PgExecutor};

use super::Role;
use crate::admin::people::{Named, named};

/// Of somebody who is not banned.
pub(super) async fn role_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Role>> {
    sqlx::query_scalar(
        "SELECT a.role FROM nexus.admins a JOIN nexus.users u ON u.id = a.user_id
         WHERE a.user_id = $1 AND u.banned_at IS NULL AND u.erased_at IS NULL",
    )
    .bind(user)
    .fetch_optional(db)
    .await
}

#[derive(FromRow)]
pub(super) struct Row {
    pub role: Role,
    #[sqlx(flatten)]
    pub named: Named,
}

/// All rows, owners first.
pub(super) async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(concat!(
        "SELECT a.role, ",
        named!(),
        " FROM nexus.admins a JOIN nexus.users u ON u.id = a.user_id ",
        named!(join),
        " ORDER BY array_position(ARRAY['owner', 'operator', 'support', 'editor'], a.role), a.created_at LIMIT 500"
    ))
    .fetch_all(db)
    .await
}

#[derive(FromRow)]
pub(super) struct Configured {
    pub external_id: ExternalId,
    #[sqlx(flatten)]
    pub named: Named,
}

/// Those owners of the configuration whom the registry has met.
pub(super) async fn configured(
    db: impl PgExecutor<'_>,
    realm: Realm,
    ids: &[ExternalId],
) -> sqlx::Result<Vec<Configured>> {
    sqlx::query_as(concat!(
        "SELECT c.external_id, ",
        named!(),
        " FROM nexus.identities c JOIN nexus.users u ON u.id = c.user_id ",
        named!(join),
        " WHERE c.realm = $1 AND c.external_id = ANY ($2)"
    ))
    .bind(realm)
    .bind(ids)
    .fetch_all(db)
    .await
}

/// Of the owners of the configuration and of those who have one of these roles: who has met the bot in private, and did not
/// block it.
pub(super) async fn holders(
    db: impl PgExecutor<'_>,
    bot: BotId,
    realm: Realm,
    configured: &[ExternalId],
    roles: &[&str],
) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar(
        "SELECT s.user_id
         FROM (SELECT user_id FROM nexus.identities WHERE realm = $2 AND external_id = ANY ($3)
             UNION SELECT a.user_id FROM nexus.admins a JOIN nexus.users u ON u.id = a.user_id
             WHERE a.role = ANY ($4) AND u.banned_at IS NULL AND u.erased_at IS NULL) holder
         JOIN nexus.subscriptions s ON s.user_id = holder.user_id AND s.bot_id = $1
         WHERE s.home_chat IS NOT NULL AND s.blocked_at IS NULL
         ORDER BY s.user_id",
    )
    .bind(bot)
    .bind(realm)
    .bind(configured)
    .bind(roles)
    .fetch_all(db)
    .await
}

/// Locks the rows of owners until the transaction ends, so that two of them cannot remove each other.
pub(crate) async fn lock_owners(db: &mut PgConnection) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar("SELECT user_id FROM nexus.admins WHERE role = 'owner' ORDER BY user_id FOR UPDATE")
        .fetch_all(db)
        .await
}

pub(super) async fn role_in(db: &mut PgConnection, user: UserId) -> sqlx::Result<Option<Role>> {
    sqlx::query_scalar("SELECT role FROM nexus.admins WHERE user_id = $1 FOR UPDATE")
        .bind(user)
        .fetch_optional(db)
        .await
}

/// False: it was that already.
pub(super) async fn give(
    db: &mut PgConnection,
    user: UserId,
    role: Role,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let given = sqlx::query(
        "INSERT INTO nexus.admins AS a (user_id, role, added_by, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id) DO UPDATE SET role = excluded.role WHERE a.role <> excluded.role",
    );
    let given = given.bind(user).bind(role).bind(by).bind(now).execute(db).await?;
    Ok(given.rows_affected() > 0)
}

/// Returns what it was.
pub(crate) async fn remove(db: &mut PgConnection, user: UserId) -> sqlx::Result<Option<Role>> {
    sqlx::query_scalar("DELETE FROM nexus.admins WHERE user_id = $1 RETURNING role")
        .bind(user)
        .fetch_optional(db)
        .await
}
