//! A turn ends with one statement, which does all that it asked for or nothing.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgExecutor, types::Json};

use crate::{
    db::{Composition, Scope, Sql},
    delivery::{
        Later, QueuedWork, Saying,
        turn::{Effects, Undoable},
    },
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

impl Closing {
    /// Whose rows of its bot the turn may see and write.
    pub(crate) fn scope(&self) -> Scope {
        Scope { workspace: self.workspace.map(|id| id.0), user: self.person.map(|(user, _)| user.0) }
    }
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
/// was done. What the bot writes may be one statement, and then asks for [`Db::scoped`](crate::db::Db::scoped).
pub(crate) async fn close(
    db: impl PgExecutor<'_>,
    closing: &Closing,
    effects: &Effects,
    durability: Durability,
) -> sqlx::Result<Option<Vec<Saying>>> {
    let sayings = effects.sayings_of(closing.seqs.first().copied().unwrap_or_default());
    let written = serde_json::to_string(&sayings).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let (sql, arguments) = statement(closing, effects, &written, durability)?.finish();
    // The person's state, where something of it belongs into what is said.
    let state: Option<Value> = match sqlx::query_scalar_with(sql, arguments).fetch_optional(db).await {
        Ok(Some(state)) => state,
        Ok(None) => return Ok(None),
        Err(error) if is_overtaken(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if effects.later.is_empty() {
        return Ok(Some(sayings));
    }
    filled(written, &effects.later, &state.unwrap_or_default()).map(Some)
}

fn is_overtaken(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == OVERTAKEN)
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
fn statement(
    closing: &Closing,
    effects: &Effects,
    written: &str,
    durability: Durability,
) -> sqlx::Result<Composition> {
    let mut sql = Composition::default();
    sql.text("WITH opened AS (").add(&opened(closing))?.text(")");
    if let Some((user, subscription)) = closing.person {
        sql.text(", subscription AS (");
        of_subscription(&mut sql, closing, effects, subscription)?;
        sql.text(")");
        of_person(&mut sql, closing, effects, user)?;
    }
    if !effects.jobs.is_empty() {
        sql.add(&enqueued(effects))?;
    }
    if !effects.files.is_empty() {
        sql.add(&stored(closing, effects))?;
    }
    if let Some((user, _)) = closing.person
        && let sent = effects.sent_files()
        && !sent.is_empty()
    {
        let sent: Vec<_> = sent.into_iter().map(|name| name.bytes().to_vec()).collect();
        sql.add(&Sql::new(RECEIVED).bind(user).bind(sent).bind(closing.now))?;
    }
    if let Some(cause) = &effects.dies_of {
        sql.add(&Sql::new(DIED).bind(cause.clone()).bind(closing.seqs.clone()))?;
    }
    if let Some(write) = effects.writes.first() {
        sql.text(", written AS (").add(write)?.text(")");
    }
    of_chat(&mut sql, closing, effects, written)?;
    sql.text(if effects.later.is_empty() {
        " RETURNING NULL::jsonb"
    } else {
        " RETURNING (SELECT state FROM subscription)"
    });
    if durability == Durability::ByFlush {
        sql.text(", set_config('synchronous_commit', 'off', true)");
    }
    Ok(sql)
}

/// The chat, locked, if it is still as the turn found it.
fn opened(closing: &Closing) -> Sql {
    Sql::new(
        "SELECT FROM nexus.chats WHERE account_id = $1 AND chat = $2 AND version = $3 AND owner = $4 FOR UPDATE",
    )
    .bind(closing.account)
    .bind(closing.chat)
    .bind(closing.version)
    .bind(closing.owner)
}

/// The person's use of the bot.
fn of_subscription(
    sql: &mut Composition,
    closing: &Closing,
    effects: &Effects,
    subscription: SubscriptionId,
) -> sqlx::Result<()> {
    let acted = "UPDATE nexus.subscriptions s SET last_interaction_at = greatest(s.last_interaction_at, $1)";
    sql.add(&Sql::new(acted).bind(closing.acted_at))?;
    if let Some(patch) = &effects.settings_patch {
        sql.add(&Sql::new(", settings = nexus.merge_patch(s.settings, $1)").bind(patch.clone()))?;
    }
    match (&effects.state_patch, effects.increments.len()) {
        (None, 0) => {}
        // What most turns want is done on the spot.
        (None, 1) => {
            for (key, by) in &effects.increments {
                sql.add(&Sql::new(ADDED).bind(key.clone()).bind(*by))?;
            }
        }
        (patch, _) => {
            let (keys, numbers): (Vec<_>, Vec<_>) = effects.increments.clone().into_iter().unzip();
            let patch = patch.clone().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            let patched = ", state = nexus.add_numbers(nexus.merge_patch(s.state, $1), $2, $3)";
            sql.add(&Sql::new(patched).bind(patch).bind(keys).bind(numbers))?;
        }
    }
    if effects.blocks {
        sql.add(&Sql::new(", blocked_at = coalesce(s.blocked_at, $1)").bind(closing.now))?;
    }
    sql.add(&Sql::new(" FROM opened WHERE s.id = $1 RETURNING s.state").bind(subscription))?;
    Ok(())
}

/// What the turn does for its person beyond this chat.
fn of_person(sql: &mut Composition, closing: &Closing, effects: &Effects, user: UserId) -> sqlx::Result<()> {
    let zone = effects.zone.map(|zone| zone.name());
    if effects.language.is_some() || zone.is_some() {
        let language = effects.language.map(|language| language.code());
        sql.add(&Sql::new(CHOSEN).bind(language).bind(zone).bind(user))?;
    }
    if let Some(zone) = zone {
        sql.add(&Sql::new(TOLD).bind(zone).bind(closing.now).bind(user).bind(closing.bot))?;
    }
    if !effects.planned.is_empty() {
        planned(sql, effects)?
            .add(&Sql::new(SCHEDULED).bind(closing.bot).bind(user).bind(closing.workspace))?;
    }
    if !effects.cancelled.is_empty() {
        let (kinds, subjects): (Vec<_>, Vec<_>) = effects.cancelled.iter().cloned().unzip();
        sql.add(&Sql::new(CANCELLED).bind(user).bind(kinds).bind(subjects))?;
        sql.text(if effects.planned.is_empty() { ")" } else { BUT_NOT_PLANNED });
    }
    if !effects.undos.is_empty() {
        sql.add(&Sql::new(UNDOABLE).bind(closing.account).bind(user))?;
        for (place, Undoable { id, body, expires_at }) in effects.undos.iter().enumerate() {
            let row = Sql::new("($1::uuid, $2::jsonb, $3::timestamptz)")
                .bind(*id)
                .bind(body.clone())
                .bind(*expires_at);
            sql.text(if place == 0 { "" } else { ", " }).add(&row)?;
        }
        sql.text(") AS u(id, body, expires_at))");
    }
    if !effects.used_undos.is_empty() {
        sql.add(&Sql::new(UNDONE).bind(closing.now).bind(effects.used_undos.clone()).bind(user))?;
    }
    Ok(())
}

/// As rows in the statement: taken apart from JSON, one notification costs half as much as all that the turn writes.
fn planned<'a>(sql: &'a mut Composition, effects: &Effects) -> sqlx::Result<&'a mut Composition> {
    sql.text(", planned AS (SELECT p.* FROM opened, (VALUES ");
    for (place, planned) in effects.planned.iter().enumerate() {
        let row = Sql::new(
            "($1::uuid, $2::text, $3::uuid, $4::timestamp, $5::integer, $6::integer, $7::timestamptz)",
        )
        .bind(planned.id)
        .bind(planned.kind.clone())
        .bind(planned.subject)
        .bind(planned.occurrence)
        .bind(planned.offset_minutes)
        .bind(planned.snooze)
        .bind(planned.due_at);
        sql.text(if place == 0 { "" } else { ", " }).add(&row)?;
    }
    Ok(sql.text(") AS p(id, kind, subject, occurrence, offset_minutes, snooze, due_at))"))
}

fn enqueued(effects: &Effects) -> Sql {
    #[derive(Clone, Serialize)]
    struct Row {
        bot: &'static str,
        payload: Value,
        max_attempts: i32,
    }
    let row =
        |job: &QueuedWork| Row { bot: job.bot, payload: job.payload.clone(), max_attempts: job.max_attempts };
    Sql::new(ENQUEUED).bind(Json(effects.jobs.iter().map(row).collect::<Vec<_>>()))
}

fn stored(closing: &Closing, effects: &Effects) -> Sql {
    let (names, contents): (Vec<_>, Vec<_>) =
        effects.files.iter().map(|(name, bytes)| (name.bytes().to_vec(), bytes.to_vec())).unzip();
    Sql::new(STORED).bind(closing.now).bind(names).bind(contents)
}

/// The chat's row moves on.
fn of_chat(sql: &mut Composition, closing: &Closing, effects: &Effects, written: &str) -> sqlx::Result<()> {
    sql.add(&Sql::new(MOVED_ON).bind(closing.seqs.clone()))?;
    sql.add(&match &effects.later[..] {
        [] => Sql::new("$1::text::jsonb").bind(written.to_owned()),
        [one] => {
            let replaced = "replace($1, $2, coalesce((SELECT state ->> $3 FROM subscription), ''))::jsonb";
            Sql::new(replaced).bind(written.to_owned()).bind(one.token.clone()).bind(one.key.clone())
        }
        several => {
            let (tokens, keys): (Vec<_>, Vec<_>) =
                several.iter().map(|later| (later.token.clone(), later.key.clone())).unzip();
            let filled = "nexus.fill($1::text::jsonb, $2, $3, (SELECT state FROM subscription))";
            Sql::new(filled).bind(written.to_owned()).bind(tokens).bind(keys)
        }
    })?;
    match &effects.dialogue {
        None => {}
        Some((key, Value::Null)) => {
            sql.add(&Sql::new(", dialogues = c.dialogues - $1").bind(key.clone()))?;
        }
        Some((key, state)) => {
            let begun = ", dialogues = c.dialogues || jsonb_build_object($1::text, $2::jsonb)";
            sql.add(&Sql::new(begun).bind(key.clone()).bind(state.clone()))?;
        }
    }
    let row = " WHERE c.account_id = $1 AND c.chat = $2 AND c.version = $3 AND c.owner = $4";
    sql.add(
        &Sql::new(row).bind(closing.account).bind(closing.chat).bind(closing.version).bind(closing.owner),
    )?;
    if effects.writes.is_empty() {
        // Asking is what makes the lock happen before this write, which it must find undone.
        sql.text(" AND EXISTS (SELECT FROM opened)");
    } else {
        let scope = closing.scope();
        let [workspace, user] =
            [scope.workspace, scope.user].map(|id| id.map(|id| id.to_string()).unwrap_or_default());
        sql.add(&Sql::new(IF_OPENED_OR_FAIL).bind(workspace).bind(user))?;
    }
    if !effects.jobs.is_empty() {
        // Asking for the count is what makes the volatile calls happen.
        sql.text(" AND (SELECT count(*) FROM enqueued) >= 0");
    }
    Ok(())
}

const ADDED: &str = ", state = jsonb_set(s.state, ARRAY[$1], to_jsonb($2
    + CASE WHEN jsonb_typeof(s.state -> $1) = 'number' THEN (s.state ->> $1)::numeric ELSE 0 END))";

const CHOSEN: &str = ", chosen AS (
    UPDATE nexus.users u SET language = coalesce($1, u.language), zone = coalesce($2, u.zone)
    FROM opened WHERE u.id = $3
)";

/// The person's other bots hear of a new zone.
const TOLD: &str = ", told AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
    SELECT s.home_account, 'event', gen_random_uuid()::text, s.home_chat, i.external_id,
        jsonb_build_object('event', 'zone_chosen', 'zone', $1::text)::text, gen_random_uuid(), $2
    FROM opened JOIN nexus.subscriptions s ON s.user_id = $3 AND s.bot_id <> $4
    JOIN nexus.accounts a ON a.id = s.home_account
    JOIN nexus.identities i ON i.user_id = s.user_id AND i.realm = a.realm
    WHERE s.home_chat IS NOT NULL
)";

const SCHEDULED: &str = ", scheduled AS (
    INSERT INTO nexus.notifications AS n (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, snooze, due_at)
    SELECT id, $1, $2, $3, kind, subject, occurrence, offset_minutes, snooze, due_at FROM planned
    -- What was due once is never due again, whatever is planned.
    ON CONFLICT ON CONSTRAINT notifications_once DO UPDATE SET due_at = excluded.due_at, workspace_id = excluded.workspace_id, state = 0
    WHERE n.state <> 1
)";
const CANCELLED: &str = ", cancelled AS (
    UPDATE nexus.notifications n SET state = 2
    FROM opened, unnest($2::text[], $3::uuid[]) AS gone(kind, subject)
    WHERE n.user_id = $1 AND n.kind = gone.kind AND n.subject = gone.subject AND n.state IN (0, 3)";
/// What is planned anew is replaced; one statement must not touch a row twice.
const BUT_NOT_PLANNED: &str = "
        AND NOT EXISTS (SELECT FROM planned p WHERE p.kind = n.kind AND p.subject = n.subject
            AND p.occurrence = n.occurrence AND p.offset_minutes = n.offset_minutes AND p.snooze = n.snooze)
)";

const ENQUEUED: &str = ", enqueued AS (
    SELECT nexus.enqueue(j.bot, j.payload, j.max_attempts)
    FROM opened, jsonb_to_recordset($1) AS j(bot text, payload json, max_attempts integer)
)";

const UNDOABLE: &str = ", undoable AS (
    INSERT INTO nexus.undos (id, account_id, user_id, body, expires_at)
    SELECT u.id, $1, $2, u.body, u.expires_at FROM opened, (VALUES ";
const UNDONE: &str = ", undone AS (
    UPDATE nexus.undos u SET used_at = $1 FROM opened WHERE u.id = ANY ($2) AND u.user_id = $3
)";

const STORED: &str = ", stored AS (
    INSERT INTO nexus.files AS f (sha256, bytes, used_at)
    SELECT k.sha256, k.bytes, $1 FROM opened, unnest($2::bytea[], $3::bytea[]) AS k(sha256, bytes)
    -- Somebody else has just stored it.
    ON CONFLICT (sha256) DO UPDATE SET used_at = greatest(f.used_at, excluded.used_at)
)";

const RECEIVED: &str = ", received AS (
    INSERT INTO nexus.file_recipients AS r (user_id, sha256, sent_at)
    SELECT $1, sent.sha256, $3 FROM opened, unnest($2::bytea[]) AS sent(sha256)
    ON CONFLICT (user_id, sha256) DO UPDATE SET sent_at = greatest(r.sent_at, excluded.sent_at)
)";

const DIED: &str = ", died AS (
    UPDATE nexus.inbox i SET cause = $1, tries = i.tries + 1, is_dying = true FROM opened WHERE i.seq = ANY ($2)
)";

const MOVED_ON: &str = "
UPDATE nexus.chats c SET version = c.version + 1, closed = c.closed || $1::bigint[], pending = c.pending || ";

/// Before a write of the bot's, which knows nothing of all this: Postgres runs what nobody asks for when all else is done. By
/// then this has failed, or has set the scope that row-level security goes by.
const IF_OPENED_OR_FAIL: &str = "
    AND (SELECT CASE WHEN count(*) = 1 THEN true ELSE nexus.overtaken() END FROM opened)
    AND (SELECT set_config('nexus.workspace', $1, true) IS NOT NULL AND set_config('nexus.user', $2, true) IS NOT NULL)";
/// What `nexus.overtaken()` fails with.
const OVERTAKEN: &str = "NX001";
