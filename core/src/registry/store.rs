//! The registry's statements.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};
use sqlx::{FromRow, PgExecutor};

use super::{Person, Profile};
use crate::{
    db::Db,
    ids::{AccountId, BotId, ChatKey, ExternalId, Realm, SubscriptionId, UserId, WorkspaceId},
    locale::Language,
};

/// How a bot presents itself in the registry.
#[derive(Clone, Debug)]
pub struct Presence<'a> {
    pub code: &'a str,
    pub name: &'a str,
    /// The short description of each language.
    pub about: &'a [(Language, String)],
}

/// Registers a bot under its code and returns its id; name, descriptions and version follow the code that runs.
/// `is_active` is the operators' and stays as it is.
pub async fn upsert_bot(
    db: impl PgExecutor<'_>,
    bot: Presence<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<(BotId, bool)> {
    let about: Map<String, Value> =
        bot.about.iter().map(|(language, text)| (language.code().to_owned(), text.as_str().into())).collect();
    sqlx::query_as(
        "INSERT INTO nexus.bots (id, code, name, description, about, version, created_at)
         VALUES ($1, $2, $3, coalesce($4::jsonb ->> 'en', ''), $4, $5, $6)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, description = excluded.description, about = excluded.about,
             version = excluded.version
         RETURNING id, is_active",
    )
    .bind(BotId::new())
    .bind(bot.code)
    .bind(bot.name)
    .bind(Value::Object(about))
    .bind(env!("CARGO_PKG_VERSION"))
    .bind(now)
    .fetch_one(db)
    .await
}

/// Whether a bot is registered under this code.
pub async fn knows_bot(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.bots WHERE code = $1)")
        .bind(code)
        .fetch_one(db)
        .await
}

/// Registers a bot's identity on a messenger. The account of a token never moves to another bot: `None` when the
/// number already belongs to one.
pub async fn upsert_account(
    db: impl PgExecutor<'_>,
    bot: BotId,
    realm: Realm,
    external_id: ExternalId,
    username: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<AccountId>> {
    sqlx::query_scalar(
        "INSERT INTO nexus.accounts AS a (id, bot_id, realm, external_id, username, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (realm, external_id) DO UPDATE SET username = excluded.username WHERE a.bot_id = excluded.bot_id
         RETURNING id",
    )
    .bind(AccountId::new())
    .bind(bot)
    .bind(realm)
    .bind(external_id)
    .bind(username)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// Where a person met a bot.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    pub realm: Realm,
    pub bot: BotId,
    pub profile: &'a Profile,
    /// The account and private chat, where it was one; groups do not become a person's home.
    pub home: Option<(AccountId, ChatKey)>,
    pub now: DateTime<Utc>,
}

/// A person came to a bot: user, identity, personal workspace and subscription exist afterwards and the profile is
/// fresh; a blocked subscription is open again and what was held for it is due again.
///
/// One statement, right under any concurrency: the identity's key decides who creates the user. The loser of such a
/// race sees neither user nor workspace in its snapshot, so it asks again, once; then they are visible.
pub async fn person_came(db: &Db, meeting: Meeting<'_>) -> sqlx::Result<Person> {
    match try_person_came(db, meeting).await? {
        Some(person) => Ok(person),
        None => try_person_came(db, meeting).await?.ok_or(sqlx::Error::RowNotFound),
    }
}

async fn try_person_came(db: impl PgExecutor<'_>, meeting: Meeting<'_>) -> sqlx::Result<Option<Person>> {
    let profile = meeting.profile;
    let row: Option<PersonRow> = sqlx::query_as(
        "WITH identity AS (
             INSERT INTO nexus.identities (realm, external_id, user_id, username, first_name, last_name, language_code, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (realm, external_id) DO UPDATE SET username = excluded.username, first_name = excluded.first_name,
                 last_name = excluded.last_name, language_code = excluded.language_code
             RETURNING user_id, user_id = $3 AS is_new
         ), new_user AS (
             INSERT INTO nexus.users (id, created_at) SELECT user_id, $8 FROM identity WHERE is_new
             RETURNING id, language, zone
         ), new_workspace AS (
             INSERT INTO nexus.workspaces (id, kind, owner_id, created_at)
             SELECT $9, 'personal', user_id, $8 FROM identity WHERE is_new
             RETURNING id, owner_id
         ), new_member AS (
             INSERT INTO nexus.members (workspace_id, user_id, role, joined_at) SELECT id, owner_id, 'owner', $8 FROM new_workspace
         ), subscription AS (
             INSERT INTO nexus.subscriptions AS s (id, user_id, bot_id, installed_at, last_interaction_at, home_account, home_chat)
             SELECT $10, user_id, $11, $8, $8, $12, $13 FROM identity
             ON CONFLICT (user_id, bot_id) DO UPDATE SET
                 last_interaction_at = greatest(s.last_interaction_at, excluded.last_interaction_at),
                 blocked_at = CASE WHEN excluded.home_chat IS NULL THEN s.blocked_at END,
                 home_account = coalesce(excluded.home_account, s.home_account),
                 home_chat = coalesce(excluded.home_chat, s.home_chat)
             RETURNING id, user_id, settings, state, blocked_at, paused_at
         ), released AS (
             UPDATE nexus.notifications n SET state = 0 FROM subscription s
             WHERE n.user_id = s.user_id AND n.bot_id = $11 AND n.state = 3 AND s.blocked_at IS NULL AND s.paused_at IS NULL
         )
         SELECT s.user_id, s.id AS subscription_id, s.settings, s.state, s.blocked_at IS NOT NULL AS blocked,
             s.paused_at IS NOT NULL AS paused, coalesce(n.language, u.language) AS language, coalesce(n.zone, u.zone) AS zone,
             coalesce(nw.id, w.id) AS personal_id
         FROM subscription s
         LEFT JOIN new_user n ON n.id = s.user_id
         LEFT JOIN nexus.users u ON u.id = s.user_id
         LEFT JOIN new_workspace nw ON nw.owner_id = s.user_id
         LEFT JOIN nexus.workspaces w ON w.owner_id = s.user_id AND w.kind = 'personal'
         WHERE coalesce(nw.id, w.id) IS NOT NULL",
    )
    .bind(meeting.realm)
    .bind(profile.id)
    .bind(UserId::new())
    .bind(&profile.username)
    .bind(&profile.first_name)
    .bind(&profile.last_name)
    .bind(&profile.language_code)
    .bind(meeting.now)
    .bind(WorkspaceId::new())
    .bind(SubscriptionId::new())
    .bind(meeting.bot)
    .bind(meeting.home.map(|(account, _)| account))
    .bind(meeting.home.map(|(_, chat)| chat))
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.into_person(profile.clone())))
}

/// The columns that make a [`Person`], wherever they are read.
#[derive(FromRow)]
pub(crate) struct PersonRow {
    pub(crate) user_id: UserId,
    pub(crate) subscription_id: SubscriptionId,
    pub(crate) personal_id: WorkspaceId,
    pub(crate) language: Option<String>,
    pub(crate) zone: Option<String>,
    pub(crate) blocked: bool,
    pub(crate) paused: bool,
    pub(crate) settings: Value,
    pub(crate) state: Value,
}

impl PersonRow {
    pub(crate) fn into_person(self, profile: Profile) -> Person {
        Person {
            user: self.user_id,
            subscription: self.subscription_id,
            personal: self.personal_id,
            profile,
            chosen_language: self.language.as_deref().and_then(Language::from_tag),
            chosen_zone: self.zone.as_deref().and_then(|zone| zone.parse::<Tz>().ok()),
            blocked: self.blocked,
            paused: self.paused,
            settings: self.settings,
            state: self.state,
        }
    }
}

/// Whether a person belongs to a workspace.
pub async fn is_member(db: impl PgExecutor<'_>, workspace: WorkspaceId, user: UserId) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.members WHERE workspace_id = $1 AND user_id = $2)")
        .bind(workspace)
        .bind(user)
        .fetch_one(db)
        .await
}

/// Marks that the person blocked the bot; it is paused, not forgotten.
pub async fn mark_blocked(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chat: ChatKey,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.subscriptions SET blocked_at = $3 WHERE home_account = $1 AND home_chat = $2 AND blocked_at IS NULL",
    )
    .bind(account)
    .bind(chat)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// One bot of a realm, as one person sees it.
#[derive(Clone, Debug, FromRow)]
pub struct ListedBot {
    pub id: BotId,
    pub code: String,
    pub name: String,
    /// In the language that was asked for, where the bot speaks it.
    pub about: String,
    /// On the messenger; of its newest account, where a bot had several.
    pub username: Option<String>,
    pub is_active: bool,
    /// How the person uses it; both are there or neither.
    pub installed_at: Option<DateTime<Utc>>,
    pub last_interaction_at: Option<DateTime<Utc>>,
    /// Since when it sends nothing of its own accord, where the person wants it so.
    pub paused_at: Option<DateTime<Utc>>,
}

/// The bots of a realm, those that the person uses first (the last used one at the top), then the others that are
/// active.
pub async fn bots_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    realm: Realm,
    language: Language,
) -> sqlx::Result<Vec<ListedBot>> {
    sqlx::query_as(
        "SELECT b.id, b.code, b.name, coalesce(b.about ->> $3, b.description) AS about, a.username, b.is_active,
             s.installed_at, s.last_interaction_at, s.paused_at
         FROM nexus.bots b
         JOIN LATERAL (SELECT username FROM nexus.accounts WHERE bot_id = b.id AND realm = $2
             ORDER BY created_at DESC, id DESC LIMIT 1) a ON true
         LEFT JOIN nexus.subscriptions s ON s.bot_id = b.id AND s.user_id = $1
         WHERE s.id IS NOT NULL OR b.is_active
         ORDER BY s.id IS NULL, s.last_interaction_at DESC, b.code",
    )
    .bind(user)
    .bind(realm)
    .bind(language.code())
    .fetch_all(db)
    .await
}

/// What the registry knows of somebody's use of a bot, in numbers.
#[derive(Clone, Copy, Debug, Default, FromRow)]
pub struct Usage {
    /// Notifications that are planned, or held.
    pub planned: i64,
    pub next_due: Option<DateTime<Utc>>,
    /// The bot's own settings that they changed.
    pub settings: i64,
    pub is_blocked: bool,
}

/// `None`: they do not use it.
pub async fn usage_of(db: impl PgExecutor<'_>, user: UserId, bot: BotId) -> sqlx::Result<Option<Usage>> {
    sqlx::query_as(
        "SELECT n.planned, n.next_due, s.blocked_at IS NOT NULL AS is_blocked,
             (SELECT count(*) FROM jsonb_object_keys(s.settings)) AS settings
         FROM nexus.subscriptions s, LATERAL (
             SELECT count(*) AS planned, min(due_at) AS next_due FROM nexus.notifications
             WHERE user_id = s.user_id AND bot_id = s.bot_id AND state IN (0, 3)) n
         WHERE s.user_id = $1 AND s.bot_id = $2",
    )
    .bind(user)
    .bind(bot)
    .fetch_optional(db)
    .await
}
