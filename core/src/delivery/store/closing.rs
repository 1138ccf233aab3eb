//! A turn ends with one statement, which does all that it asked for or nothing.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::{FromRow, PgExecutor, types::Json};
use uuid::Uuid;

use crate::{
    delivery::{Saying, turn::Effects},
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

/// A turn that has closed. It is committed, and not yet on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Closed {
    pub sayings: Vec<Saying>,
    /// The life of the database in which it was committed; see [`super::flush`].
    pub incarnation: Option<Uuid>,
}

#[derive(Serialize)]
struct JobRow<'a> {
    bot: &'a str,
    payload: &'a Value,
    max_attempts: i32,
}

#[derive(FromRow)]
struct ClosedRow {
    /// Only where values were filled in that this process cannot know.
    sayings: Option<Json<Vec<Saying>>>,
    incarnation: Option<Uuid>,
}

/// Does all that a turn asked for, in one statement, if the chat is ours and still at the version that the turn opened:
/// every write hangs on that. `None`: somebody else closed a turn meanwhile, and nothing was done.
pub(crate) async fn close(
    db: impl PgExecutor<'_>,
    closing: &Closing,
    effects: &Effects,
) -> sqlx::Result<Option<Closed>> {
    let sayings = effects.sayings_of(closing.seqs.first().copied().unwrap_or_default());
    let statement = if effects.reach_beyond_the_chat() { CLOSE_WITH_ALL } else { CLOSE };
    let mut query = sqlx::query_as(statement)
        .bind(closing.account)
        .bind(closing.chat)
        .bind(closing.version)
        .bind(closing.owner)
        .bind(&closing.seqs)
        .bind(closing.person.map(|(_, subscription)| subscription))
        .bind(closing.acted_at)
        .bind(&effects.settings_patch)
        .bind(&effects.state_patch)
        .bind(&effects.increments)
        .bind(effects.dialogue.as_ref().map(|(key, _)| key))
        .bind(effects.dialogue.as_ref().map(|(_, value)| value))
        .bind(Json(&sayings))
        .bind(effects.tokens().map(Value::Object));
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
            .bind(closing.workspace);
    }
    let closed: Option<ClosedRow> = query.fetch_optional(db).await?;
    Ok(closed.map(|row| Closed {
        sayings: row.sayings.map_or(sayings, |stored| stored.0),
        incarnation: row.incarnation,
    }))
}

/// The chat, locked, if it is still as the turn found it.
macro_rules! opened {
    () => {
        "WITH opened AS (
    SELECT account_id, chat FROM nexus.chats
    WHERE account_id = $1 AND chat = $2 AND version = $3 AND owner = $4 FOR UPDATE
)"
    };
}

/// The person's use of the bot; `$blocked` says how it is paused.
macro_rules! subscription {
    ($blocked:literal) => {
        concat!(
            ", subscription AS (
    UPDATE nexus.subscriptions s SET
        last_interaction_at = greatest(s.last_interaction_at, $7),
        settings = CASE WHEN $8::jsonb IS NULL THEN s.settings ELSE nexus.merge_patch(s.settings, $8) END,
        state = CASE WHEN $9::jsonb IS NULL AND $10::jsonb IS NULL THEN s.state ELSE nexus.add_numbers(
            CASE WHEN $9 IS NULL THEN s.state ELSE nexus.merge_patch(s.state, $9) END, coalesce($10, '{}')) END",
            $blocked,
            "
    FROM opened WHERE s.id = $6
    RETURNING s.state
)"
        )
    };
}

/// The chat's row moves on. Nothing waits for the disk here: one flush for many turns does.
macro_rules! chat {
    ($condition:literal) => {
        concat!(
            ", said AS (
    SELECT CASE WHEN $14::jsonb IS NULL THEN $13::jsonb
        ELSE nexus.fill($13, $14, coalesce((SELECT state FROM subscription), '{}')) END AS sayings
)
UPDATE nexus.chats c SET
    version = c.version + 1,
    closed = c.closed || $5::bigint[],
    pending = c.pending || said.sayings,
    dialogues = CASE WHEN $11::text IS NULL THEN c.dialogues
        WHEN $12::jsonb = 'null' THEN c.dialogues - $11
        ELSE c.dialogues || jsonb_build_object($11, $12) END
FROM opened, said
WHERE c.account_id = opened.account_id AND c.chat = opened.chat",
            $condition,
            "
RETURNING CASE WHEN $14 IS NULL THEN NULL ELSE said.sayings END AS sayings,
    (SELECT id FROM nexus.incarnation) AS incarnation, set_config('synchronous_commit', 'off', true)"
        )
    };
}

/// For turns that stay within their chat and their person's use of the bot, as most do.
const CLOSE: &str = concat!(opened!(), subscription!(""), chat!(""));

/// For turns that also plan, enqueue, offer to undo, or choose for all bots.
const CLOSE_WITH_ALL: &str = concat!(
    opened!(),
    subscription!(
        ",
        blocked_at = CASE WHEN $16 THEN coalesce(s.blocked_at, $15) ELSE s.blocked_at END"
    ),
    ", chosen AS (
    UPDATE nexus.users u SET language = coalesce($18, u.language), zone = coalesce($19, u.zone)
    FROM opened WHERE u.id = $17 AND ($18 IS NOT NULL OR $19 IS NOT NULL)
), told AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
    SELECT s.home_account, 'event', gen_random_uuid()::text, s.home_chat, i.external_id,
        jsonb_build_object('event', 'zone_chosen', 'zone', $19::text)::text, gen_random_uuid(), $15
    FROM opened JOIN nexus.subscriptions s ON s.user_id = $17 AND s.bot_id <> $22
    JOIN nexus.accounts a ON a.id = s.home_account
    JOIN nexus.identities i ON i.user_id = s.user_id AND i.realm = a.realm
    WHERE $19 IS NOT NULL AND s.home_chat IS NOT NULL
), planned AS (
    SELECT p.* FROM opened, jsonb_to_recordset($21) AS p(
        id uuid, kind text, subject uuid, occurrence timestamp, offset_minutes integer, snooze integer, due_at timestamptz)
), cancelled AS (
    UPDATE nexus.notifications n SET state = 2
    FROM opened, jsonb_to_recordset($20) AS gone(kind text, subject uuid)
    WHERE n.user_id = $17 AND n.kind = gone.kind AND n.subject = gone.subject AND n.state IN (0, 3)
        -- What is planned anew is replaced below; one statement must not touch a row twice.
        AND NOT EXISTS (SELECT FROM planned p WHERE p.kind = n.kind AND p.subject = n.subject
            AND p.occurrence = n.occurrence AND p.offset_minutes = n.offset_minutes AND p.snooze = n.snooze)
), scheduled AS (
    INSERT INTO nexus.notifications AS n (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, snooze, due_at)
    SELECT id, $22, $17, $27, kind, subject, occurrence, offset_minutes, snooze, due_at FROM planned
    -- What was due once is never due again, whatever is planned.
    ON CONFLICT ON CONSTRAINT notifications_once DO UPDATE SET due_at = excluded.due_at, workspace_id = excluded.workspace_id, state = 0
    WHERE n.state <> 1
), enqueued AS (
    SELECT nexus.enqueue(j.bot, j.payload, j.max_attempts)
    FROM opened, jsonb_to_recordset($23) AS j(bot text, payload json, max_attempts integer)
), undoable AS (
    INSERT INTO nexus.undos (id, account_id, user_id, body, expires_at)
    SELECT u.id, $1, $17, u.body, u.expires_at
    FROM opened, jsonb_to_recordset($24) AS u(id uuid, body jsonb, expires_at timestamptz)
), undone AS (
    UPDATE nexus.undos u SET used_at = $15 FROM opened WHERE u.id = ANY ($25) AND u.user_id = $17
), died AS (
    UPDATE nexus.inbox i SET cause = $26, tries = i.tries + 1, is_dying = true
    FROM opened WHERE i.seq = ANY ($5) AND $26::text IS NOT NULL
)",
    chat!(
        "
    -- Asking for the count is what makes the volatile calls happen.
    AND (SELECT count(*) FROM enqueued) >= 0"
    )
);
