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

/// The bot that is registered under this code.
pub async fn find_bot(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<BotId>> {
    sqlx::query_scalar("SELECT id FROM nexus.bots WHERE code = $1").bind(code).fetch_optional(db).await
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
/// fresh; a blocked subscription is open again and what was held for it is due again. The rules are the database's
/// function `nexus.person_came` (`migrations/nexus/0017_api.up.sql`), right under any concurrency, since programs bring people too.
pub async fn person_came(db: &Db, meeting: Meeting<'_>) -> sqlx::Result<Person> {
    let profile = meeting.profile;
    let row: PersonRow = sqlx::query_as(
        "SELECT user_id, subscription_id, settings, state, blocked, language, zone, personal_id, banned, paused
         FROM nexus.person_came($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(meeting.realm)
    .bind(profile.id)
    .bind(&profile.username)
    .bind(&profile.first_name)
    .bind(&profile.last_name)
    .bind(&profile.language_code)
    .bind(meeting.bot)
    .bind(meeting.home.map(|(account, _)| account))
    .bind(meeting.home.map(|(_, chat)| chat))
    .bind(meeting.now)
    .bind(UserId::new())
    .bind(WorkspaceId::new())
    .bind(SubscriptionId::new())
    .fetch_one(db)
    .await?;
    Ok(row.into_person(profile.clone()))
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
    pub(crate) banned: bool,
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
            banned: self.banned,
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
