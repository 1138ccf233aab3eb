//! Delivery's statements: filing, opening and closing turns, marking what was sent.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::{FromRow, PgExecutor, types::Json};
use uuid::Uuid;

use super::{Saying, turn::Effects, update::without_nul};
use crate::{
    db::Db,
    ids::{AccountId, BotId, ChatKey, ExternalId, Realm, SubscriptionId, TraceId, UserId, WorkspaceId},
    registry::{Person, Profile, store::PersonRow},
};

/// Something to file in the inbox.
#[derive(Clone, Debug)]
pub(crate) struct Filing {
    pub source_key: String,
    pub chat: ChatKey,
    pub person: Option<ExternalId>,
    pub body: String,
}

/// Files a batch and the chats it belongs to; what was filed before is passed over. Returns the chats with news.
/// One statement, committed when it returns.
pub(crate) async fn file(
    db: impl PgExecutor<'_>,
    account: AccountId,
    kind: &str,
    filings: &[Filing],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ChatKey>> {
    let keys: Vec<&str> = filings.iter().map(|filing| filing.source_key.as_str()).collect();
    let chats: Vec<ChatKey> = filings.iter().map(|filing| filing.chat).collect();
    let persons: Vec<Option<ExternalId>> = filings.iter().map(|filing| filing.person).collect();
    let bodies: Vec<&str> = filings.iter().map(|filing| filing.body.as_str()).collect();
    let traces: Vec<TraceId> = filings.iter().map(|_| TraceId::new()).collect();
    sqlx::query_scalar(
        "WITH filing AS (
             SELECT * FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::uuid[])
                 WITH ORDINALITY AS f(source_key, chat, person, body, trace_id, place)
         ), chat AS (
             INSERT INTO nexus.chats (account_id, chat) SELECT DISTINCT $1::uuid, chat FROM filing ORDER BY chat
             ON CONFLICT DO NOTHING
         ), filed AS (
             INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
             SELECT $1, $2, source_key, chat, person, body, trace_id, $8 FROM filing ORDER BY place
             ON CONFLICT DO NOTHING RETURNING chat
         ) SELECT DISTINCT chat FROM filed",
    )
    .bind(account)
    .bind(kind)
    .bind(keys)
    .bind(chats)
    .bind(persons)
    .bind(bodies)
    .bind(traces)
    .bind(now)
    .fetch_all(db)
    .await
}

/// An entry of the inbox, about to be worked off.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub seq: i64,
    pub kind: String,
    pub body: String,
    pub tries: i16,
    pub trace: TraceId,
}

/// A chat as a turn finds it.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub version: i64,
    /// The workspace chosen for this chat, where the person is still a member of it.
    pub workspace: Option<WorkspaceId>,
    pub dialogues: Map<String, Value>,
    pub pending: Vec<Saying>,
    pub slots: Map<String, Value>,
    pub entry: Option<Entry>,
    /// The entry's person, where the registry knows them as a user of this bot.
    pub person: Option<Person>,
    /// Whether this chat is where that person's notifications go.
    pub is_home: bool,
}

#[derive(FromRow)]
struct OpenedRow {
    version: i64,
    workspace_id: Option<WorkspaceId>,
    dialogues: Json<Map<String, Value>>,
    pending: Json<Vec<Saying>>,
    slots: Json<Map<String, Value>>,
    seq: Option<i64>,
    kind: Option<String>,
    body: Option<String>,
    tries: Option<i16>,
    trace_id: Option<TraceId>,
    external_id: Option<ExternalId>,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    language_code: Option<String>,
    user_id: Option<UserId>,
    subscription_id: Option<SubscriptionId>,
    personal_id: Option<WorkspaceId>,
    language: Option<String>,
    zone: Option<String>,
    blocked: bool,
    settings: Option<Value>,
    state: Option<Value>,
    is_home: bool,
}

impl From<OpenedRow> for Opened {
    fn from(mut row: OpenedRow) -> Self {
        Opened {
            entry: row.take_entry(),
            person: row.take_person(),
            is_home: row.is_home,
            version: row.version,
            workspace: row.workspace_id,
            dialogues: row.dialogues.0,
            pending: row.pending.0,
            slots: row.slots.0,
        }
    }
}

impl OpenedRow {
    fn take_entry(&mut self) -> Option<Entry> {
        Some(Entry {
            seq: self.seq?,
            kind: self.kind.take()?,
            body: without_nul(self.body.take()?),
            tries: self.tries?,
            trace: self.trace_id?,
        })
    }

    fn take_person(&mut self) -> Option<Person> {
        let profile = Profile {
            id: self.external_id?,
            first_name: self.first_name.take()?,
            last_name: self.last_name.take(),
            username: self.username.take(),
            language_code: self.language_code.take(),
        };
        let row = PersonRow {
            user_id: self.user_id?,
            subscription_id: self.subscription_id?,
            personal_id: self.personal_id?,
            language: self.language.take(),
            zone: self.zone.take(),
            blocked: self.blocked,
            settings: self.settings.take()?,
            state: self.state.take()?,
        };
        Some(row.into_person(profile))
    }
}

/// Reads a chat, the lowest entry that is open, due for a try and not yet closed, and that entry's person.
/// Nothing is locked: the turn closes by comparing the version.
pub(crate) async fn open(
    db: &Db,
    account: AccountId,
    bot: BotId,
    realm: Realm,
    chat: ChatKey,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Opened>> {
    let row: Option<OpenedRow> = sqlx::query_as(
        "SELECT c.version, m.workspace_id, c.dialogues, c.pending, c.slots,
             i.seq, i.kind, i.body, i.tries, i.trace_id,
             p.external_id, p.username, p.first_name, p.last_name, p.language_code,
             u.id AS user_id, s.id AS subscription_id, w.id AS personal_id, u.language, u.zone,
             s.blocked_at IS NOT NULL AS blocked, s.settings, s.state,
             coalesce(s.home_account = c.account_id AND s.home_chat = c.chat, false) AS is_home
         FROM nexus.chats c
         LEFT JOIN LATERAL (
             SELECT * FROM nexus.inbox i
             WHERE i.account_id = c.account_id AND i.chat = c.chat AND i.state = 0 AND NOT i.seq = ANY (c.closed)
                 AND (i.not_before IS NULL OR i.not_before <= $5)
             ORDER BY i.seq LIMIT 1
         ) i ON true
         LEFT JOIN nexus.identities p ON p.realm = $4 AND p.external_id = i.person
         LEFT JOIN nexus.users u ON u.id = p.user_id
         LEFT JOIN nexus.subscriptions s ON s.user_id = u.id AND s.bot_id = $3
         LEFT JOIN nexus.workspaces w ON w.owner_id = u.id AND w.kind = 'personal'
         LEFT JOIN nexus.members m ON m.workspace_id = c.workspace_id AND m.user_id = u.id
         WHERE c.account_id = $1 AND c.chat = $2",
    )
    .bind(account)
    .bind(chat)
    .bind(bot)
    .bind(realm)
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(row.map(Opened::from))
}

/// Which turn closes, and for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closing {
    pub account: AccountId,
    pub chat: ChatKey,
    pub bot: BotId,
    pub version: i64,
    pub seq: i64,
    pub person: Option<(UserId, SubscriptionId)>,
    /// Whose data the turn is about; `None` without a person.
    pub workspace: Option<WorkspaceId>,
    /// When the person acted; `None` where the turn was not theirs (a due notification).
    pub acted_at: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

#[derive(Serialize)]
struct JobRow<'a> {
    bot: &'a str,
    payload: &'a Value,
    max_attempts: i32,
}

/// Does all that a turn asked for, in one statement, if the chat is still at the version that the turn opened:
/// every write hangs on that. Returns the sayings as stored; `None`: somebody else closed a turn meanwhile, and
/// nothing was done.
pub(crate) async fn close(
    db: impl PgExecutor<'_>,
    closing: Closing,
    effects: &Effects,
) -> sqlx::Result<Option<Vec<Saying>>> {
    let sayings = effects.sayings_of(closing.seq);
    let jobs: Vec<JobRow<'_>> = effects
        .jobs
        .iter()
        .map(|job| JobRow { bot: job.bot, payload: &job.payload, max_attempts: job.max_attempts })
        .collect();
    let stored: Option<Json<Vec<Saying>>> = sqlx::query_scalar(CLOSE)
        .bind(closing.account)
        .bind(closing.chat)
        .bind(closing.version)
        .bind(closing.person.map(|(_, subscription)| subscription))
        .bind(closing.acted_at)
        .bind(&effects.settings_patch)
        .bind(&effects.state_patch)
        .bind(&effects.increments)
        .bind(effects.language.map(|language| language.code()))
        .bind(effects.zone.map(|zone| zone.name()))
        .bind(closing.person.map(|(user, _)| user))
        .bind(Json(&effects.cancelled))
        .bind(Json(&effects.planned))
        .bind(closing.bot)
        .bind(Json(jobs))
        .bind(Json(&effects.undos))
        .bind(&effects.used_undos)
        .bind(closing.now)
        .bind(closing.seq)
        .bind(effects.dialogue.as_ref().map(|(key, _)| key))
        .bind(effects.dialogue.as_ref().map(|(_, value)| value))
        .bind(Json(&sayings))
        .bind(Value::Object(effects.tokens()))
        .bind(&effects.dies_of)
        .bind(effects.blocks)
        .bind(closing.workspace)
        .fetch_optional(db)
        .await?;
    Ok(stored.map(|stored| stored.0))
}

const CLOSE: &str = "
WITH opened AS (
    SELECT account_id, chat FROM nexus.chats WHERE account_id = $1 AND chat = $2 AND version = $3 FOR UPDATE
), subscription AS (
    UPDATE nexus.subscriptions s SET
        last_interaction_at = greatest(s.last_interaction_at, $5),
        settings = CASE WHEN $6::jsonb IS NULL THEN s.settings ELSE nexus.merge_patch(s.settings, $6) END,
        state = nexus.add_numbers(
            CASE WHEN $7::jsonb IS NULL THEN s.state ELSE nexus.merge_patch(s.state, $7) END, $8::jsonb),
        blocked_at = CASE WHEN $25 THEN coalesce(s.blocked_at, $18) ELSE s.blocked_at END
    FROM opened WHERE s.id = $4
    RETURNING s.state
), chosen AS (
    UPDATE nexus.users u SET language = coalesce($9, u.language), zone = coalesce($10, u.zone)
    FROM opened WHERE u.id = $11 AND ($9 IS NOT NULL OR $10 IS NOT NULL)
), told AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
    SELECT s.home_account, 'event', gen_random_uuid()::text, s.home_chat, i.external_id,
        jsonb_build_object('event', 'zone_chosen', 'zone', $10::text)::text, gen_random_uuid(), $18
    FROM opened JOIN nexus.subscriptions s ON s.user_id = $11 AND s.bot_id <> $14
    JOIN nexus.accounts a ON a.id = s.home_account
    JOIN nexus.identities i ON i.user_id = s.user_id AND i.realm = a.realm
    WHERE $10 IS NOT NULL AND s.home_chat IS NOT NULL
), planned AS (
    SELECT p.* FROM opened, jsonb_to_recordset($13) AS p(
        id uuid, kind text, subject uuid, occurrence timestamp, offset_minutes integer, snooze integer, due_at timestamptz)
), cancelled AS (
    UPDATE nexus.notifications n SET state = 2
    FROM opened, jsonb_to_recordset($12) AS gone(kind text, subject uuid)
    WHERE n.user_id = $11 AND n.kind = gone.kind AND n.subject = gone.subject AND n.state IN (0, 3)
        -- What is planned anew is replaced below; one statement must not touch a row twice.
        AND NOT EXISTS (SELECT FROM planned p WHERE p.kind = n.kind AND p.subject = n.subject
            AND p.occurrence = n.occurrence AND p.offset_minutes = n.offset_minutes AND p.snooze = n.snooze)
), scheduled AS (
    INSERT INTO nexus.notifications AS n (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, snooze, due_at)
    SELECT id, $14, $11, $26, kind, subject, occurrence, offset_minutes, snooze, due_at FROM planned
    -- What was due once is never due again, whatever is planned.
    ON CONFLICT ON CONSTRAINT notifications_once DO UPDATE SET due_at = excluded.due_at, workspace_id = excluded.workspace_id, state = 0
    WHERE n.state <> 1
), enqueued AS (
    SELECT nexus.enqueue(j.bot, j.payload, j.max_attempts)
    FROM opened, jsonb_to_recordset($15) AS j(bot text, payload json, max_attempts integer)
), undoable AS (
    INSERT INTO nexus.undos (id, account_id, user_id, body, expires_at)
    SELECT u.id, $1, $11, u.body, u.expires_at
    FROM opened, jsonb_to_recordset($16) AS u(id uuid, body jsonb, expires_at timestamptz)
), undone AS (
    UPDATE nexus.undos u SET used_at = $18 FROM opened WHERE u.id = ANY ($17) AND u.user_id = $11
), died AS (
    UPDATE nexus.inbox i SET cause = $24, tries = i.tries + 1, is_dying = true FROM opened WHERE i.seq = $19 AND $24::text IS NOT NULL
), said AS (
    SELECT CASE WHEN $23::jsonb = '{}' THEN $22::jsonb
        ELSE nexus.fill($22, $23, coalesce((SELECT state FROM subscription), '{}')) END AS sayings
)
UPDATE nexus.chats c SET
    version = c.version + 1,
    closed = c.closed || $19::bigint,
    pending = c.pending || said.sayings,
    dialogues = CASE WHEN $20::text IS NULL THEN c.dialogues
        WHEN $21::jsonb = 'null' THEN c.dialogues - $20
        ELSE c.dialogues || jsonb_build_object($20, $21) END
FROM opened, said
-- Asking for the count is what makes the volatile calls happen.
WHERE c.account_id = opened.account_id AND c.chat = opened.chat AND (SELECT count(*) FROM enqueued) >= 0
RETURNING said.sayings";

/// A handler's own failure: one more try used, the next not before `not_before`.
pub(crate) async fn record_failure(
    db: impl PgExecutor<'_>,
    seq: i64,
    cause: &str,
    not_before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.inbox SET tries = tries + 1, cause = $2, not_before = $3 WHERE seq = $1")
        .bind(seq)
        .bind(cause)
        .bind(not_before)
        .execute(db)
        .await?;
    Ok(())
}

/// What became of one turn's sayings.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Mark {
    pub chat: ChatKey,
    /// Entries whose sayings are all out (or set aside).
    pub seqs: Vec<i64>,
    pub sent: Vec<String>,
    /// Slot -> message id, as far as it changed.
    pub slots: Map<String, Value>,
}

/// Marks in bulk, passing over chats that a turn is just closing; returns those that were marked.
/// At most one mark a chat in a batch.
pub(crate) async fn mark(
    db: impl PgExecutor<'_>,
    account: AccountId,
    marks: &[Mark],
) -> sqlx::Result<Vec<ChatKey>> {
    sqlx::query_scalar(
        "WITH mark AS (
             SELECT * FROM jsonb_to_recordset($2) AS m(chat bigint, seqs bigint[], sent text[], slots jsonb)
         ), free AS (
             SELECT c.chat FROM nexus.chats c JOIN mark ON mark.chat = c.chat
             WHERE c.account_id = $1 ORDER BY c.chat FOR UPDATE OF c SKIP LOCKED
         ), done AS (
             UPDATE nexus.inbox i SET state = CASE WHEN i.is_dying THEN 2 ELSE 1 END
             FROM free JOIN mark ON mark.chat = free.chat WHERE i.seq = ANY (mark.seqs)
         )
         UPDATE nexus.chats c SET
             closed = (SELECT coalesce(array_agg(seq), '{}') FROM unnest(c.closed) seq WHERE NOT seq = ANY (mark.seqs)),
             pending = (SELECT coalesce(jsonb_agg(p ORDER BY place), '[]')
                 FROM jsonb_array_elements(c.pending) WITH ORDINALITY AS e(p, place) WHERE NOT p ->> 'id' = ANY (mark.sent)),
             slots = c.slots || mark.slots
         FROM free JOIN mark ON mark.chat = free.chat
         WHERE c.account_id = $1 AND c.chat = free.chat
         RETURNING c.chat",
    )
    .bind(account)
    .bind(Json(marks))
    .fetch_all(db)
    .await
}

/// Chats with entries that could be worked off now, or whose sayings are not all out.
pub(crate) async fn chats_with_work(
    db: impl PgExecutor<'_>,
    account: AccountId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ChatKey>> {
    sqlx::query_scalar(
        "SELECT DISTINCT chat FROM nexus.inbox
         WHERE account_id = $1 AND state = 0 AND (not_before IS NULL OR not_before <= $2)",
    )
    .bind(account)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Sets aside a message that the messenger will never take.
pub(crate) async fn set_aside(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chat: ChatKey,
    saying: &Saying,
    cause: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(account)
    .bind(chat)
    .bind(Json(saying))
    .bind(cause)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
