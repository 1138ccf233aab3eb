//! What those who steer broadcasts read and write. Whatever changes one names the revision that was seen, so that of two who
//! press at once one has an effect.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, Postgres, postgres::PgArguments, query::Query, types::Json};

use super::super::{Broadcast, Content, Phase, Segment, Totals};
use crate::ids::{AccountId, BotId, BroadcastId, Realm, UserId};

/// A bot in whose name can be spoken.
#[derive(Clone, Debug, FromRow)]
pub struct Speaker {
    pub account: AccountId,
    pub bot: BotId,
    pub code: String,
    pub name: String,
    /// Whether a process works for it just now, by whose rows others go.
    pub is_at_work: bool,
}

/// The bots of a realm, each by its newest account.
///
/// # Errors
/// When the database does not answer.
pub async fn speakers(db: impl PgExecutor<'_>, realm: Realm) -> sqlx::Result<Vec<Speaker>> {
    sqlx::query_as(
        "SELECT a.id AS account, b.id AS bot, b.code, b.name, EXISTS (
             SELECT FROM nexus.replicas r WHERE r.account_id = a.id AND r.expires_at > clock_timestamp()) AS is_at_work
         FROM nexus.bots b JOIN LATERAL (SELECT id FROM nexus.accounts WHERE bot_id = b.id AND realm = $1
             ORDER BY created_at DESC, id DESC LIMIT 1) a ON true
         WHERE b.is_active ORDER BY b.code",
    )
    .bind(realm)
    .fetch_all(db)
    .await
}

/// A broadcast to begin with.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    pub id: BroadcastId,
    pub account: AccountId,
    pub author: UserId,
    /// The bot in which it is steered.
    pub console: BotId,
}

/// Begins a draft. Of the author's others those go in which nothing was written.
///
/// # Errors
/// When the database does not answer.
pub async fn create(db: impl PgExecutor<'_>, draft: Draft, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "WITH empty AS (
             DELETE FROM nexus.broadcasts WHERE author = $3 AND state = 'draft' AND content = '[]'
         )
         INSERT INTO nexus.broadcasts (id, account_id, author, console, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(draft.id)
    .bind(draft.account)
    .bind(draft.author)
    .bind(draft.console)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct BroadcastRow {
    id: BroadcastId,
    account_id: AccountId,
    bot_id: BotId,
    code: String,
    name: String,
    author: UserId,
    segment: Json<Segment>,
    content: Json<Content>,
    state: Phase,
    revision: i64,
    created_at: DateTime<Utc>,
    scheduled_at: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    recipients: i64,
    is_gathered: bool,
    delivered: i64,
    blocked: i64,
    failed: i64,
    floods: i64,
}

impl From<BroadcastRow> for Broadcast {
    fn from(row: BroadcastRow) -> Self {
        let BroadcastRow { recipients, is_gathered, delivered, blocked, failed, floods, .. } = row;
        Self {
            id: row.id,
            account: row.account_id,
            bot: row.bot_id,
            bot_code: row.code,
            bot_name: row.name,
            author: row.author,
            segment: row.segment.0,
            content: row.content.0,
            phase: row.state,
            revision: row.revision,
            created_at: row.created_at,
            scheduled_at: row.scheduled_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            totals: Totals { recipients, is_gathered, delivered, blocked, failed, floods },
        }
    }
}

macro_rules! select_broadcasts {
    ($rest:literal) => {
        concat!(
            "SELECT c.*, b.id AS bot_id, b.code, b.name FROM nexus.broadcasts c
             JOIN nexus.accounts a ON a.id = c.account_id JOIN nexus.bots b ON b.id = a.bot_id ",
            $rest
        )
    };
}

/// One of them.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<Option<Broadcast>> {
    let row: Option<BroadcastRow> =
        sqlx::query_as(select_broadcasts!("WHERE c.id = $1")).bind(id).fetch_optional(db).await?;
    Ok(row.map(Broadcast::from))
}

/// The newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: impl PgExecutor<'_>, offset: i64, limit: i64) -> sqlx::Result<Vec<Broadcast>> {
    let rows: Vec<BroadcastRow> =
        sqlx::query_as(select_broadcasts!("ORDER BY c.created_at DESC, c.id DESC OFFSET $1 LIMIT $2"))
            .bind(offset)
            .bind(limit)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// How many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM nexus.broadcasts").fetch_one(db).await
}

type Change<'q> = Query<'q, Postgres, PgArguments>;

async fn has_changed(db: impl PgExecutor<'_>, change: Change<'_>) -> sqlx::Result<bool> {
    Ok(change.execute(db).await?.rows_affected() > 0)
}

/// False: it is no draft any more, or somebody has changed it since.
///
/// # Errors
/// When the database does not answer.
pub async fn change_content(
    db: impl PgExecutor<'_>,
    seen: &Broadcast,
    content: &Content,
) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET content = $3, revision = revision + 1
         WHERE id = $1 AND revision = $2 AND state = 'draft'",
    );
    has_changed(db, change.bind(seen.id).bind(seen.revision).bind(Json(content))).await
}

/// As [`change_content`].
///
/// # Errors
/// When the database does not answer.
pub async fn change_segment(
    db: impl PgExecutor<'_>,
    seen: &Broadcast,
    segment: &Segment,
) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET segment = $3, revision = revision + 1
         WHERE id = $1 AND revision = $2 AND state = 'draft'",
    );
    has_changed(db, change.bind(seen.id).bind(seen.revision).bind(Json(segment))).await
}

/// Has a draft of this revision begin at `at`. False: it is not what was seen any more.
///
/// # Errors
/// When the database does not answer.
pub async fn schedule(
    db: impl PgExecutor<'_>,
    id: BroadcastId,
    revision: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'scheduled', scheduled_at = $3, revision = revision + 1
         WHERE id = $1 AND revision = $2 AND state = 'draft'",
    );
    has_changed(db, change.bind(id).bind(revision).bind(at)).await
}

/// Makes a draft of one that has not begun.
///
/// # Errors
/// When the database does not answer.
pub async fn unschedule(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'draft', scheduled_at = NULL, revision = revision + 1
         WHERE id = $1 AND state = 'scheduled'",
    );
    has_changed(db, change.bind(id)).await
}

/// # Errors
/// When the database does not answer.
pub async fn pause(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'paused', revision = revision + 1 WHERE id = $1 AND state = 'running'",
    );
    has_changed(db, change.bind(id)).await
}

/// # Errors
/// When the database does not answer.
pub async fn resume(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'running', revision = revision + 1 WHERE id = $1 AND state = 'paused'",
    );
    has_changed(db, change.bind(id)).await
}

/// Ends one before all are sent to.
///
/// # Errors
/// When the database does not answer.
pub async fn stop(db: impl PgExecutor<'_>, id: BroadcastId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let change = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'stopped', finished_at = $2, revision = revision + 1
         WHERE id = $1 AND state IN ('running', 'paused')",
    );
    has_changed(db, change.bind(id).bind(now)).await
}

/// Throws a draft away.
///
/// # Errors
/// When the database does not answer.
pub async fn discard(db: impl PgExecutor<'_>, id: BroadcastId) -> sqlx::Result<bool> {
    let change = sqlx::query("DELETE FROM nexus.broadcasts WHERE id = $1 AND state = 'draft'");
    has_changed(db, change.bind(id)).await
}
