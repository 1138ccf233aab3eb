//! Statements about people.

use chrono::{DateTime, Utc};
use nexus_core::{
    client::{Bot, UsedBot, User, Visitor},
    http::api::{ApiError, Operation},
    ids::{BotId, SubscriptionId, TraceId, UserId, WorkspaceId},
};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::api::{bots, subscriptions};

/// The columns of a [`User`], of people `u`. Somebody on several messengers is told as Telegram knows them.
macro_rules! select_users {
    ($from:literal) => {
        concat!(
            "SELECT u.id, CASE WHEN i.realm = 'telegram' THEN i.external_id END AS telegram_id, i.username,
                 coalesce(i.first_name, '') AS first_name, i.last_name, i.language_code, u.language, u.zone, u.tier,
                 u.banned_at IS NOT NULL AS is_banned, u.created_at
             FROM ",
            $from
        )
    };
}

/// The identity that a person is told by.
macro_rules! identity {
    () => {
        " LEFT JOIN LATERAL (SELECT * FROM nexus.identities i WHERE i.user_id = u.id
             ORDER BY i.realm = 'telegram' DESC, i.created_at DESC LIMIT 1) i ON true "
    };
}

/// Whether a bot's token sees them: `$2`, null for a token of all of the registry.
macro_rules! in_scope {
    () => {
        " u.erased_at IS NULL AND ($2::uuid IS NULL
             OR EXISTS (SELECT FROM nexus.subscriptions s WHERE s.user_id = u.id AND s.bot_id = $2)) "
    };
}

const ONE: &str = concat!(select_users!("nexus.users u"), identity!(), "WHERE u.id = $1 AND", in_scope!());

pub(super) async fn find(
    db: impl PgExecutor<'_>,
    id: UserId,
    scope: Option<BotId>,
) -> sqlx::Result<Option<User>> {
    sqlx::query_as(ONE).bind(id).bind(scope).fetch_optional(db).await
}

/// As [`find`], and nobody else changes the person until the transaction ends.
pub(super) async fn find_to_change(
    db: impl PgExecutor<'_>,
    id: UserId,
    scope: Option<BotId>,
) -> sqlx::Result<Option<User>> {
    sqlx::query_as(concat!(
        select_users!("nexus.users u"),
        identity!(),
        "WHERE u.id = $1 AND",
        in_scope!(),
        "FOR UPDATE OF u"
    ))
    .bind(id)
    .bind(scope)
    .fetch_optional(db)
    .await
}

pub(super) async fn find_by_telegram(
    db: impl PgExecutor<'_>,
    telegram_id: i64,
    scope: Option<BotId>,
) -> sqlx::Result<Option<User>> {
    sqlx::query_as(concat!(
        select_users!("nexus.identities i JOIN nexus.users u ON u.id = i.user_id "),
        "WHERE i.realm = 'telegram' AND i.external_id = $1 AND",
        in_scope!()
    ))
    .bind(telegram_id)
    .bind(scope)
    .fetch_optional(db)
    .await
}

/// People after `after`, in the order in which they came.
pub(super) async fn page(
    db: impl PgExecutor<'_>,
    after: Uuid,
    limit: i64,
    scope: Option<BotId>,
) -> sqlx::Result<Vec<User>> {
    match scope {
        None => {
            sqlx::query_as(concat!(
                select_users!("nexus.users u"),
                identity!(),
                "WHERE u.id > $1 AND u.erased_at IS NULL ORDER BY u.id LIMIT $2"
            ))
            .bind(after)
            .bind(limit)
            .fetch_all(db)
            .await
        }
        Some(bot) => {
            sqlx::query_as(concat!(
                select_users!("nexus.subscriptions s JOIN nexus.users u ON u.id = s.user_id"),
                identity!(),
                "WHERE s.bot_id = $3 AND s.user_id > $1 AND u.erased_at IS NULL ORDER BY s.user_id LIMIT $2"
            ))
            .bind(after)
            .bind(limit)
            .bind(bot)
            .fetch_all(db)
            .await
        }
    }
}

/// As [`page`], of those one of whose names begins with `prefix`. A prefix is a range by code points, which the indexes
/// on names serve, however the statement is planned.
pub(super) async fn search(
    db: impl PgExecutor<'_>,
    prefix: &str,
    after: Uuid,
    limit: i64,
    scope: Option<BotId>,
) -> sqlx::Result<Vec<User>> {
    sqlx::query_as(concat!(
        "WITH named AS (
             SELECT lower($3) COLLATE \"C\" AS low, (lower($3) || chr(1114111)) COLLATE \"C\" AS high
         ), found AS (
             SELECT i.user_id FROM nexus.identities i, named
             WHERE i.username IS NOT NULL AND lower(i.username) COLLATE \"C\" >= low AND lower(i.username) COLLATE \"C\" < high
             UNION
             SELECT i.user_id FROM nexus.identities i, named
             WHERE lower(i.first_name || ' ' || coalesce(i.last_name, '')) COLLATE \"C\" >= low
                 AND lower(i.first_name || ' ' || coalesce(i.last_name, '')) COLLATE \"C\" < high
             UNION
             SELECT i.user_id FROM nexus.identities i, named
             WHERE i.last_name IS NOT NULL AND lower(i.last_name) COLLATE \"C\" >= low AND lower(i.last_name) COLLATE \"C\" < high
         ) ",
        select_users!("found JOIN nexus.users u ON u.id = found.user_id"),
        identity!(),
        "WHERE u.id > $1 AND",
        in_scope!(),
        "ORDER BY u.id LIMIT $4"
    ))
    .bind(after)
    .bind(scope)
    .bind(prefix)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// Writes what was chosen.
pub(super) async fn update(db: impl PgExecutor<'_>, user: &User) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.users SET language = $2, zone = $3, tier = $4 WHERE id = $1")
        .bind(user.id)
        .bind(user.language)
        .bind(&user.zone)
        .bind(user.tier)
        .execute(db)
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct UsedBotRow {
    #[sqlx(flatten)]
    bot: Bot,
    #[sqlx(flatten)]
    subscription: subscriptions::Row,
}

/// The bots that a person uses, the last used one first; for a bot's token only that one.
pub(super) async fn bots_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    scope: Option<BotId>,
) -> sqlx::Result<Vec<UsedBot>> {
    let rows: Vec<UsedBotRow> = sqlx::query_as(
        "SELECT b.id, b.code, b.name, b.description, b.version, b.is_active, b.created_at,
             s.id AS subscription_id, s.user_id, b.code AS bot_code, s.installed_at, s.last_interaction_at,
             s.blocked_at IS NOT NULL AS is_blocked, s.settings, s.state
         FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
         WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.bot_id = $2)
         ORDER BY s.last_interaction_at DESC, b.code",
    )
    .bind(user)
    .bind(scope)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| UsedBot { bot: row.bot, subscription: row.subscription.into() }).collect())
}

/// Brings a person to a bot; the answer is JSON as it is told. All of it is one statement (see
/// `migrations/nexus/0017_api.up.sql`).
///
/// # Errors
/// What the database found against it, by its name.
pub(super) async fn visit(
    db: impl PgExecutor<'_>,
    visitor: &Visitor,
    by: &By<'_>,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let (outcome, answer): (String, Option<String>) = sqlx::query_as(
        "SELECT outcome, answer FROM nexus.visit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(visitor.telegram_id)
    .bind(&visitor.username)
    .bind(&visitor.first_name)
    .bind(&visitor.last_name)
    .bind(&visitor.language_code)
    .bind(&visitor.bot_code)
    .bind(now)
    .bind(UserId::new())
    .bind(WorkspaceId::new())
    .bind(SubscriptionId::new())
    .bind(by.token)
    .bind(by.operation.map(|operation| &operation.id))
    .bind(by.operation.map(|operation| &operation.request))
    .bind(by.trace)
    .fetch_one(db)
    .await?;
    match (outcome.as_str(), answer) {
        ("done", Some(answer)) => Ok(answer),
        ("bot_not_found", _) => Err(bots::no_such_bot()),
        ("bot_inactive", _) => Err(ApiError::conflict("bot_inactive", "This bot is switched off.")),
        ("user_banned", _) => Err(ApiError::forbidden("user_banned", "This person is shut out of all bots.")),
        ("operation_mismatch", _) => Err(Operation::mismatch()),
        (other, _) => Err(ApiError::internal(std::io::Error::other(format!("a visit ended with {other}")))),
    }
}

/// Who brings them.
pub(super) struct By<'a> {
    pub token: Uuid,
    pub operation: Option<&'a Operation>,
    pub trace: TraceId,
}
