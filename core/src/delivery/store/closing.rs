//! A turn ends with one statement, which does all that it asked for or nothing.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgExecutor, SqlSafeStr, SqlStr, types::Json};

use crate::{
    delivery::{Later, Saying, content::ContentId, turn::Effects},
    ids::{AccountId, BotId, ChatKey, ReplicaId, SubscriptionId, UserId, WorkspaceId},
};

/// Which turn closes, and for whom.
#[derive(Clone, Debug)]
pub(crate) struct Closing {
    pub account: AccountId,
    pub chat: ChatKey,
    pub bot: BotId,
    pub owner: ReplicaId,
    pub version: i64,
    /// The entries that this turn worked off; the first gives its sayings their names.
    pub seqs: Vec<i64>,
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

/// When a close is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// When the statement returns.
    AtOnce,
    /// After a flush: the transaction that it belongs to commits without waiting for the disk.
    ByFlush,
}

/// Does all that a turn asked for, in one statement, if the chat is ours and still at the version that the turn opened:
/// every write hangs on that. Returns the sayings as stored. `None`: somebody else closed a turn meanwhile, and nothing
/// was done.
pub(crate) async fn close(
    db: impl PgExecutor<'_>,
    closing: &Closing,
    effects: &Effects,
    durability: Durability,
) -> sqlx::Result<Option<Vec<Saying>>> {
    let sayings = effects.sayings_of(closing.seqs.first().copied().unwrap_or_default());
    let written = serde_json::to_string(&sayings).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let mut query = sqlx::query_scalar(statement(effects, durability))
        .bind(closing.account)
        .bind(closing.chat)
        .bind(closing.version)
        .bind(closing.owner)
        .bind(&closing.seqs)
        .bind(closing.person.map(|(_, subscription)| subscription))
        .bind(closing.acted_at)
        .bind(&effects.settings_patch)
        .bind(&effects.state_patch)
        .bind(effects.increments.keys().map(String::as_str).collect::<Vec<_>>())
        .bind(effects.dialogue.as_ref().map(|(key, _)| key))
        .bind(effects.dialogue.as_ref().map(|(_, value)| value))
        .bind(&written)
        .bind(effects.later.iter().map(|later| later.token.as_str()).collect::<Vec<_>>())
        .bind(effects.later.iter().map(|later| later.key.as_str()).collect::<Vec<_>>())
        .bind(effects.increments.values().copied().collect::<Vec<_>>());
    if effects.reach_beyond_the_chat() {
        let jobs: Vec<JobRow<'_>> = effects
            .jobs
            .iter()
            .map(|job| JobRow { bot: job.bot, payload: &job.payload, max_attempts: job.max_attempts })
            .collect();
        query = query
            .bind(closing.now)
            .bind(effects.blocks)
            .bind(closing.person.map(|(user, _)| user))
            .bind(effects.language.map(|language| language.code()))
            .bind(effects.zone.map(|zone| zone.name()))
            .bind(Json(&effects.cancelled))
            .bind(Json(&effects.planned))
            .bind(closing.bot)
            .bind(Json(jobs))
            .bind(Json(&effects.undos))
            .bind(&effects.used_undos)
            .bind(&effects.dies_of)
            .bind(closing.workspace)
            .bind(effects.files.keys().map(ContentId::bytes).collect::<Vec<_>>())
            .bind(effects.files.values().map(|bytes| &bytes[..]).collect::<Vec<_>>());
    }
    // The person's state, where something of it belongs into what is said.
    let closed: Option<Option<Value>> = query.fetch_optional(db).await?;
    let Some(state) = closed else { return Ok(None) };
    match state {
        Some(state) if !effects.later.is_empty() => filled(written, &effects.later, &state).map(Some),
        _ => Ok(Some(sayings)),
    }
}

/// Sayings as the statement stored them: what was to be known later is put in.
pub(super) fn filled(mut written: String, later: &[Later], state: &Value) -> sqlx::Result<Vec<Saying>> {
    for Later { token, key } in later {
        let value = match &state[key] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        written = written.replace(token, &value);
    }
    serde_json::from_str(&written).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The statement with the parts that this turn needs: each costs time even when it has nothing to do.
fn statement(effects: &Effects, durability: Durability) -> SqlStr {
    let mut sql = String::with_capacity(4096);
    sql.push_str(OPENED);
    sql.push_str(PERSON);
    if effects.blocks {
        sql.push_str(", blocked_at = coalesce(s.blocked_at, $17)");
    }
    sql.push_str(OF_OPENED);
    let parts = [
        (effects.language.is_some() || effects.zone.is_some(), CHOSEN),
        (effects.zone.is_some(), TOLD),
        (!effects.planned.is_empty() || !effects.cancelled.is_empty(), PLANNED),
        (!effects.cancelled.is_empty(), CANCELLED),
        (!effects.planned.is_empty(), SCHEDULED),
        (!effects.jobs.is_empty(), ENQUEUED),
        (!effects.undos.is_empty(), UNDOABLE),
        (!effects.used_undos.is_empty(), UNDONE),
        (!effects.files.is_empty(), STORED),
        (effects.dies_of.is_some(), DIED),
    ];
    for (_, part) in parts.into_iter().filter(|(is_needed, _)| *is_needed) {
        sql.push_str(part);
    }
    sql.push_str(CHAT);
    if !effects.jobs.is_empty() {
        // Asking for the count is what makes the volatile calls happen.
        sql.push_str(" AND (SELECT count(*) FROM enqueued) >= 0");
    }
    sql.push_str(STATE);
    if durability == Durability::ByFlush {
        sql.push_str(", set_config('synchronous_commit', 'off', true)");
    }
    // Safe: nothing but the constants below.
    AssertSqlSafe(sql).into_sql_str()
}

/// The chat, locked, if it is still as the turn found it.
const OPENED: &str = "WITH opened AS (
    SELECT FROM nexus.chats WHERE account_id = $1 AND chat = $2 AND version = $3 AND owner = $4 FOR UPDATE
)";

/// The person's use of the bot. One number to add is added on the spot, which is what most turns want; a function for
/// more.
const PERSON: &str = ", subscription AS (
    UPDATE nexus.subscriptions s SET
        last_interaction_at = greatest(s.last_interaction_at, $7),
        settings = CASE WHEN $8::jsonb IS NULL THEN s.settings ELSE nexus.merge_patch(s.settings, $8) END,
        state = CASE
            WHEN $9::jsonb IS NULL AND $10::text[] = '{}' THEN s.state
            WHEN $9 IS NULL AND cardinality($10) = 1 THEN jsonb_set(s.state, $10, to_jsonb($16[1]
                + CASE WHEN jsonb_typeof(s.state -> $10[1]) = 'number' THEN (s.state ->> $10[1])::numeric ELSE 0 END))
            ELSE nexus.add_numbers(
                CASE WHEN $9 IS NULL THEN s.state ELSE nexus.merge_patch(s.state, $9) END, $10, $16::bigint[]) END";
const OF_OPENED: &str = "
    FROM opened WHERE s.id = $6
    RETURNING s.state
)";

const CHOSEN: &str = ", chosen AS (
    UPDATE nexus.users u SET language = coalesce($20, u.language), zone = coalesce($21, u.zone)
    FROM opened WHERE u.id = $19
)";

/// The person's other bots hear of a new zone.
const TOLD: &str = ", told AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
    SELECT s.home_account, 'event', gen_random_uuid()::text, s.home_chat, i.external_id,
        jsonb_build_object('event', 'zone_chosen', 'zone', $21::text)::text, gen_random_uuid(), $17
    FROM opened JOIN nexus.subscriptions s ON s.user_id = $19 AND s.bot_id <> $24
    JOIN nexus.accounts a ON a.id = s.home_account
    JOIN nexus.identities i ON i.user_id = s.user_id AND i.realm = a.realm
    WHERE s.home_chat IS NOT NULL
)";

const PLANNED: &str = ", planned AS (
    SELECT p.* FROM opened, jsonb_to_recordset($23) AS p(
        id uuid, kind text, subject uuid, occurrence timestamp, offset_minutes integer, snooze integer, due_at timestamptz)
)";
const CANCELLED: &str = ", cancelled AS (
    UPDATE nexus.notifications n SET state = 2
    FROM opened, jsonb_to_recordset($22) AS gone(kind text, subject uuid)
    WHERE n.user_id = $19 AND n.kind = gone.kind AND n.subject = gone.subject AND n.state IN (0, 3)
        -- What is planned anew is replaced below; one statement must not touch a row twice.
        AND NOT EXISTS (SELECT FROM planned p WHERE p.kind = n.kind AND p.subject = n.subject
            AND p.occurrence = n.occurrence AND p.offset_minutes = n.offset_minutes AND p.snooze = n.snooze)
)";
const SCHEDULED: &str = ", scheduled AS (
    INSERT INTO nexus.notifications AS n (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, snooze, due_at)
    SELECT id, $24, $19, $29, kind, subject, occurrence, offset_minutes, snooze, due_at FROM planned
    -- What was due once is never due again, whatever is planned.
    ON CONFLICT ON CONSTRAINT notifications_once DO UPDATE SET due_at = excluded.due_at, workspace_id = excluded.workspace_id, state = 0
    WHERE n.state <> 1
)";

const ENQUEUED: &str = ", enqueued AS (
    SELECT nexus.enqueue(j.bot, j.payload, j.max_attempts)
    FROM opened, jsonb_to_recordset($25) AS j(bot text, payload json, max_attempts integer)
)";

const UNDOABLE: &str = ", undoable AS (
    INSERT INTO nexus.undos (id, account_id, user_id, body, expires_at)
    SELECT u.id, $1, $19, u.body, u.expires_at
    FROM opened, jsonb_to_recordset($26) AS u(id uuid, body jsonb, expires_at timestamptz)
)";
const UNDONE: &str = ", undone AS (
    UPDATE nexus.undos u SET used_at = $17 FROM opened WHERE u.id = ANY ($27) AND u.user_id = $19
)";

const STORED: &str = ", stored AS (
    INSERT INTO nexus.files AS f (sha256, bytes, used_at)
    SELECT k.sha256, k.bytes, $17 FROM opened, unnest($30::bytea[], $31::bytea[]) AS k(sha256, bytes)
    -- Somebody else has just stored it.
    ON CONFLICT (sha256) DO UPDATE SET used_at = greatest(f.used_at, excluded.used_at)
)";

const DIED: &str = ", died AS (
    UPDATE nexus.inbox i SET cause = $28, tries = i.tries + 1, is_dying = true FROM opened WHERE i.seq = ANY ($5)
)";

/// The chat's row moves on.
const CHAT: &str = "
UPDATE nexus.chats c SET
    version = c.version + 1,
    closed = c.closed || $5::bigint[],
    pending = c.pending || CASE cardinality($14::text[])
        WHEN 0 THEN $13::text::jsonb
        WHEN 1 THEN replace($13, $14[1], coalesce((SELECT state ->> $15[1] FROM subscription), ''))::jsonb
        ELSE nexus.fill($13::jsonb, $14, $15::text[], (SELECT state FROM subscription)) END,
    dialogues = CASE WHEN $11::text IS NULL THEN c.dialogues
        WHEN $12::jsonb = 'null' THEN c.dialogues - $11
        ELSE c.dialogues || jsonb_build_object($11, $12) END
WHERE c.account_id = $1 AND c.chat = $2 AND c.version = $3 AND c.owner = $4
    -- Asking is what makes the lock and the other write happen before this one, which they must find undone.
    AND EXISTS (SELECT FROM opened) AND (SELECT count(*) FROM subscription) >= 0";
const STATE: &str = "
RETURNING CASE WHEN $14 <> '{}' THEN (SELECT state FROM subscription) END";
