//! A request begins: what stands in its way, and the entries that it becomes.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};

use super::{
    super::{Ask, EXPORT_PAUSE, Kind, PATIENCE, Reply},
    erase_person, finish,
};
use crate::{
    audit::{Actor, Record},
    ids::{BotId, RequestId},
};

/// What became of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is under way from now on.
    Begun(RequestId),
    /// It was before.
    UnderWay(RequestId),
    /// The last export is less than an hour ago; another one from then on.
    TooSoon(DateTime<Utc>),
    /// Nobody had to be waited for: the person is erased.
    Done,
    /// There is no such person (any more), or the bot knows nothing of them.
    NobodyThere,
}

/// Where each bot that a person uses reaches them: their private chat with its newest account, if need be one in which
/// nothing was said yet. `$1` user, `$2` bot or null. A bot without an account in a realm of theirs never met them.
macro_rules! reach {
    () => {
        "SELECT DISTINCT ON (s.bot_id) s.bot_id, s.last_interaction_at, a.id AS account,
             coalesce(CASE WHEN a.id = s.home_account THEN s.home_chat END, i.external_id) AS chat, i.external_id AS person
         FROM nexus.subscriptions s
         JOIN nexus.accounts a ON a.bot_id = s.bot_id
         JOIN nexus.identities i ON i.user_id = s.user_id AND i.realm = a.realm
         WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.bot_id = $2)
         ORDER BY s.bot_id, (a.id = s.home_account) DESC NULLS LAST, a.created_at DESC"
    };
}

/// Begins a request, in a transaction of the tables' owner. It is recorded as the actor's.
///
/// # Errors
/// When the database does not answer; then nothing was begun.
pub async fn ask(db: &mut PgConnection, wanted: Ask, now: DateTime<Utc>) -> sqlx::Result<Asked> {
    // Whoever asks at the same time waits here, and then sees what this one did.
    let person: Option<bool> =
        sqlx::query_scalar("SELECT true FROM nexus.users WHERE id = $1 AND erased_at IS NULL FOR UPDATE")
            .bind(wanted.user)
            .fetch_optional(&mut *db)
            .await?;
    if person.is_none() {
        return Ok(Asked::NobodyThere);
    }
    if let Some(earlier) = earlier(db, wanted, now).await? {
        return Ok(earlier);
    }
    match reply_of(db, wanted).await? {
        Some(reply) => begin(db, wanted, reply, now).await,
        None if wanted.kind == Kind::Erase && wanted.bot.is_none() => {
            record(db, wanted, now).await?;
            erase_person(db, wanted.user, now).await?;
            Ok(Asked::Done)
        }
        None => Ok(Asked::NobodyThere),
    }
}

#[derive(FromRow)]
struct Earlier {
    id: RequestId,
    bot_id: Option<BotId>,
    is_told: bool,
}

/// What stands in the way: one that is under way, or was just done. One that waits for absent bots only, or is about less,
/// makes way.
async fn earlier(db: &mut PgConnection, wanted: Ask, now: DateTime<Utc>) -> sqlx::Result<Option<Asked>> {
    let open: Option<Earlier> = sqlx::query_as(
        "SELECT id, bot_id, late_at IS NULL AS is_told FROM nexus.requests
         WHERE user_id = $1 AND kind = $2 AND finished_at IS NULL",
    )
    .bind(wanted.user)
    .bind(wanted.kind)
    .fetch_optional(&mut *db)
    .await?;
    if let Some(open) = open {
        let is_about_less = open.bot_id.is_some() && wanted.bot.is_none();
        let makes_way = is_about_less || wanted.kind == Kind::Export && open.is_told;
        if !makes_way {
            return Ok(Some(Asked::UnderWay(open.id)));
        }
        finish(&mut *db, open.id, "superseded", now).await?;
    }
    if wanted.kind == Kind::Erase || !matches!(wanted.actor, Actor::Person(_)) {
        return Ok(None);
    }
    let last: Option<DateTime<Utc>> = sqlx::query_scalar(
        "SELECT max(created_at) FROM nexus.requests
         WHERE user_id = $1 AND kind = 'export' AND bot_id IS NOT DISTINCT FROM $2 AND outcome = 'done'",
    )
    .bind(wanted.user)
    .bind(wanted.bot)
    .fetch_one(&mut *db)
    .await?;
    Ok(last.map(|last| last + EXPORT_PAUSE).filter(|until| *until > now).map(Asked::TooSoon))
}

async fn reply_of(db: &mut PgConnection, wanted: Ask) -> sqlx::Result<Option<Reply>> {
    let reached: Option<Reply> = sqlx::query_as(concat!(
        "SELECT account AS account_id, chat, person FROM (",
        reach!(),
        ") reach ORDER BY last_interaction_at DESC LIMIT 1"
    ))
    .bind(wanted.user)
    .bind(wanted.bot)
    .fetch_optional(db)
    .await?;
    Ok(reached.map(|last| wanted.reply.unwrap_or(last)))
}

async fn record(db: &mut PgConnection, wanted: Ask, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut record = Record::new(wanted.actor, wanted.kind.action(), wanted.user);
    if let Some(bot) = wanted.bot {
        record = record.after(serde_json::json!({"bot": bot}));
    }
    record.write(db, now).await
}

async fn begin(db: &mut PgConnection, wanted: Ask, reply: Reply, now: DateTime<Utc>) -> sqlx::Result<Asked> {
    let id = RequestId::new();
    sqlx::query(
        "INSERT INTO nexus.requests (id, kind, user_id, bot_id, actor_kind, actor, account_id, chat, person, created_at, late_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id)
    .bind(wanted.kind)
    .bind(wanted.user)
    .bind(wanted.bot)
    .bind(wanted.actor.kind())
    .bind(wanted.actor.id())
    .bind(reply.account_id)
    .bind(reply.chat)
    .bind(reply.person)
    .bind(now)
    .bind(now + PATIENCE)
    .execute(&mut *db)
    .await?;
    sqlx::query(FILE_PARTS).bind(wanted.user).bind(wanted.bot).bind(id).bind(now).execute(&mut *db).await?;
    record(db, wanted, now).await?;
    Ok(Asked::Begun(id))
}

/// One entry for each bot, which works in the person's own workspace whatever its chat shows, and comes also to who
/// blocked the bot: it says nothing there.
const FILE_PARTS: &str = concat!(
    "WITH reach AS (",
    reach!(),
    "), part AS (
         INSERT INTO nexus.request_parts (request_id, bot_id) SELECT $3, bot_id FROM reach
     ), known AS (
         INSERT INTO nexus.chats (account_id, chat) SELECT account, chat FROM reach ON CONFLICT DO NOTHING
     )
     INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, person, body, trace_id, received_at)
     SELECT account, 'event', 'part:' || $3::text, chat, person,
         json_build_object('event', 'core_part', 'request', $3, 'workspace', w.id)::text, gen_random_uuid(), $4
     FROM reach, nexus.workspaces w WHERE w.owner_id = $1 AND w.kind = 'personal'
     ON CONFLICT (account_id, kind, source_key) DO NOTHING
     RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
         FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)"
);
