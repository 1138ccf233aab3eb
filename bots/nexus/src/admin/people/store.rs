//! The statements about people. What is read is registry, so it is read outside the turn; what is written belongs to it.

use chrono::{DateTime, Utc};
use nexus_core::ids::{ExternalId, UserId};
use sqlx::{PgConnection, PgExecutor};

use super::{Base, Card, Filter, Key, Listed, Named, Tier, spellings};

/// The columns of [`Named`] of a user `u`, and the join that they need.
macro_rules! named_columns {
    () => {
        "u.id AS \"user\", nick.first_name, nick.last_name, nick.username"
    };
    (join) => {
        "LEFT JOIN LATERAL (SELECT first_name, last_name, username FROM nexus.identities
             WHERE user_id = u.id ORDER BY created_at, realm LIMIT 1) nick ON true"
    };
}
pub(crate) use named_columns;

/// People that are counted; of more, as many can be looked through.
pub(super) const COUNTED: i64 = 5_000;
/// What one name may stand for.
const FOUND: i64 = 8;

/// `$1` filter, `$2` a day ago, `$3` spellings or null, `$4` what is searched for as it was written.
macro_rules! matching {
    () => {
        "FROM nexus.users u WHERE u.erased_at IS NULL
         AND CASE $1
             WHEN 'active' THEN EXISTS (SELECT FROM nexus.subscriptions s WHERE s.user_id = u.id AND s.last_interaction_at > $2)
             WHEN 'blocked' THEN EXISTS (SELECT FROM nexus.subscriptions s WHERE s.user_id = u.id AND s.blocked_at IS NOT NULL)
             WHEN 'banned' THEN u.banned_at IS NOT NULL
             WHEN 'premium' THEN u.tier = 'premium'
             ELSE true END
         AND ($3::text[] IS NULL OR u.id::text = lower($4) OR EXISTS (
             SELECT FROM nexus.identities p, concat_ws(' ', p.first_name, p.last_name) AS name, unnest($3) AS spelling
             WHERE p.user_id = u.id AND (strpos(name, spelling) > 0 OR strpos(lower(name), spelling) > 0
                 OR strpos(lower(p.username), ltrim(spelling, '@')) > 0 OR p.external_id::text = $4)))"
    };
}

/// Which people are listed.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub filter: Filter,
    pub text: Option<String>,
    /// Who wrote since then is active.
    pub since: DateTime<Utc>,
}

/// How many there are, at most [`COUNTED`].
pub(super) async fn count(db: impl PgExecutor<'_>, search: &Search) -> sqlx::Result<u64> {
    let count: i64 =
        sqlx::query_scalar(concat!("SELECT count(*) FROM (SELECT u.id ", matching!(), " LIMIT $5) found"))
            .bind(search.filter.code())
            .bind(search.since)
            .bind(search.text.as_deref().map(spellings))
            .bind(&search.text)
            .bind(COUNTED)
            .fetch_one(db)
            .await?;
    Ok(count.unsigned_abs())
}

/// The newest first: ids are in the order in which people came.
pub(super) async fn page(
    db: impl PgExecutor<'_>,
    search: &Search,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as(concat!(
        "SELECT ",
        named_columns!(),
        ", u.tier = 'premium' AS is_premium, u.banned_at IS NOT NULL AS is_banned,
             (SELECT max(last_interaction_at) FROM nexus.subscriptions s WHERE s.user_id = u.id) AS last_seen
         FROM (SELECT u.* ",
        matching!(),
        " ORDER BY u.id DESC LIMIT $5 OFFSET $6) u ",
        named_columns!(join),
        " ORDER BY u.id DESC"
    ))
    .bind(search.filter.code())
    .bind(search.since)
    .bind(search.text.as_deref().map(spellings))
    .bind(&search.text)
    .bind(limit)
    .bind(offset)
    .fetch_all(db)
    .await
}

/// Who is meant; the same number or name may be several people's, of different messengers.
pub(crate) async fn find(db: impl PgExecutor<'_>, key: &Key) -> sqlx::Result<Vec<Named>> {
    let (user, number, username) = match key {
        Key::User(user) => (Some(*user), None, None),
        Key::Number(number) => (None, Some(*number), None),
        Key::Username(name) => (None, None, Some(name)),
    };
    sqlx::query_as(concat!(
        "SELECT ",
        named_columns!(),
        " FROM nexus.users u ",
        named_columns!(join),
        " WHERE u.erased_at IS NULL AND (u.id = $1 OR u.id IN (SELECT user_id FROM nexus.identities
             WHERE external_id = $2 OR lower(username) = $3)) ORDER BY u.id DESC LIMIT $4"
    ))
    .bind(user)
    .bind(number)
    .bind(username)
    .bind(FOUND)
    .fetch_all(db)
    .await
}

/// What people are called, also those who are no more; in no order.
pub(crate) async fn named(db: impl PgExecutor<'_>, users: &[UserId]) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as(concat!(
        "SELECT ",
        named_columns!(),
        " FROM nexus.users u ",
        named_columns!(join),
        " WHERE u.id = ANY ($1)"
    ))
    .bind(users)
    .fetch_all(db)
    .await
}

pub(crate) async fn is_banned(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.users WHERE id = $1 AND banned_at IS NOT NULL)")
        .bind(user)
        .fetch_one(db)
        .await
}

/// All that the card tells; `None` for nobody, and for who is erased.
pub(super) async fn card(db: &mut PgConnection, user: UserId) -> sqlx::Result<Option<Card>> {
    let Some(base) = base(&mut *db, user).await? else { return Ok(None) };
    let identities = sqlx::query_as(
        "SELECT realm, external_id, first_name, last_name, username, language_code FROM nexus.identities
         WHERE user_id = $1 ORDER BY created_at, realm LIMIT 10",
    )
    .bind(user)
    .fetch_all(&mut *db)
    .await?;
    let bots = sqlx::query_as(
        "SELECT b.name, s.last_interaction_at, s.blocked_at
         FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
         WHERE s.user_id = $1 ORDER BY s.last_interaction_at DESC, b.code LIMIT 20",
    )
    .bind(user)
    .fetch_all(db)
    .await?;
    Ok(Some(Card { base, identities, bots }))
}

async fn base(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Base>> {
    sqlx::query_as(concat!(
        "SELECT ",
        named_columns!(),
        ", u.language, u.zone, u.tier, u.created_at, u.banned_at, u.ban_reason,
             (SELECT count(*) FROM nexus.notifications n WHERE n.user_id = u.id AND n.state = 0) AS planned,
             (SELECT count(*) FROM nexus.notifications n WHERE n.user_id = u.id AND n.state = 3) AS held
         FROM nexus.users u ",
        named_columns!(join),
        " WHERE u.id = $1 AND u.erased_at IS NULL"
    ))
    .bind(user)
    .fetch_optional(db)
    .await
}

/// Whether one of a person's numbers in a realm is among these.
pub(super) async fn is_one_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    realm: nexus_core::ids::Realm,
    numbers: &[ExternalId],
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.identities WHERE user_id = $1 AND realm = $2 AND external_id = ANY ($3))",
    )
    .bind(user)
    .bind(realm)
    .bind(numbers)
    .fetch_one(db)
    .await
}

/// Returns what it was; `None` where it was that already, or there is no such person.
pub(super) async fn set_tier(db: &mut PgConnection, user: UserId, tier: Tier) -> sqlx::Result<Option<Tier>> {
    sqlx::query_scalar(
        "UPDATE nexus.users u SET tier = $2
         FROM (SELECT id, tier FROM nexus.users WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE) old
         WHERE u.id = old.id AND old.tier <> $2 RETURNING old.tier",
    )
    .bind(user)
    .bind(tier)
    .fetch_optional(db)
    .await
}
