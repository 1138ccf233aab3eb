//! What the worker asks and writes. Whoever has a delivery in hand is its owner, and only the owner says what became of it.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, types::Json};

use super::{
    super::{Content, Phase, Segment},
    people::reachable,
};
use crate::ids::{AccountId, BroadcastId, ChatKey, ProcessId, SubscriptionId};

/// A broadcast that is to be worked off.
#[derive(Clone, Debug, FromRow)]
pub struct Job {
    pub id: BroadcastId,
    pub segment: Json<Segment>,
    pub content: Json<Content>,
    pub started_at: DateTime<Utc>,
    pub gathered_after: Option<SubscriptionId>,
    pub is_gathered: bool,
}

/// Has those of the account begin whose time has come. Says which.
pub async fn begin(
    db: impl PgExecutor<'_>,
    account: AccountId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<BroadcastId>> {
    sqlx::query_scalar(
        "UPDATE nexus.broadcasts SET state = 'running', started_at = $2, revision = revision + 1
         WHERE account_id = $1 AND state = 'scheduled' AND scheduled_at <= $2 RETURNING id",
    )
    .bind(account)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Whether one runs, or is to begin.
pub async fn has_work(db: impl PgExecutor<'_>, account: AccountId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.broadcasts WHERE account_id = $1 AND state IN ('scheduled', 'running')
             AND (state = 'running' OR scheduled_at <= $2))",
    )
    .bind(account)
    .bind(now)
    .fetch_one(db)
    .await
}

/// The one that began first.
pub async fn next_job(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<Job>> {
    sqlx::query_as(
        "SELECT id, segment, content, started_at, gathered_after, is_gathered FROM nexus.broadcasts
         WHERE account_id = $1 AND state = 'running' ORDER BY started_at, id LIMIT 1",
    )
    .bind(account)
    .fetch_optional(db)
    .await
}

/// Takes what is in the hand of somebody who has gone, which is everybody but `except`: these may be sent to twice. Says how
/// many there were.
pub async fn take_over(
    db: impl PgExecutor<'_>,
    account: AccountId,
    except: Option<ProcessId>,
) -> sqlx::Result<u64> {
    let taken = sqlx::query(
        "UPDATE nexus.broadcast_deliveries d SET state = 0, owner = NULL FROM nexus.broadcasts b
         WHERE b.account_id = $1 AND b.state IN ('running', 'paused', 'stopped') AND d.broadcast_id = b.id AND d.state = 1
             AND ($2::uuid IS NULL OR d.owner IS DISTINCT FROM $2)",
    );
    Ok(taken.bind(account).bind(except).execute(db).await?.rows_affected())
}

/// Somebody to be sent to now.
#[derive(Clone, Debug, FromRow)]
pub struct Claimed {
    pub subscription: SubscriptionId,
    pub chat: ChatKey,
    pub language: String,
    pub first_name: String,
    /// They may still be sent to: nobody banned or erased them, and they did not block the bot meanwhile.
    pub is_reachable: bool,
    /// They blocked the bot meanwhile.
    pub is_blocked: bool,
}

/// Takes the next few behind `after` in hand, as long as the broadcast runs.
pub async fn claim(
    db: impl PgExecutor<'_>,
    broadcast: BroadcastId,
    owner: ProcessId,
    after: Option<SubscriptionId>,
    most: i64,
) -> sqlx::Result<Vec<Claimed>> {
    sqlx::query_as(concat!(
        "WITH next AS MATERIALIZED (
             SELECT broadcast_id, subscription_id FROM nexus.broadcast_deliveries
             WHERE broadcast_id = $1 AND state = 0 AND ($2::uuid IS NULL OR subscription_id > $2)
                 AND EXISTS (SELECT FROM nexus.broadcasts WHERE id = $1 AND state = 'running')
             ORDER BY subscription_id LIMIT $3 FOR UPDATE SKIP LOCKED
         ), taken AS (
             UPDATE nexus.broadcast_deliveries d SET state = 1, owner = $4 FROM next n
             WHERE d.broadcast_id = n.broadcast_id AND d.subscription_id = n.subscription_id
             RETURNING d.subscription_id, d.chat, d.language
         )
         SELECT t.subscription_id AS subscription, t.chat, t.language, coalesce(p.first_name, '') AS first_name,
             p.user_id IS NOT NULL AND ",
        reachable!(),
        " AS is_reachable, s.blocked_at IS NOT NULL AS is_blocked
         FROM taken t
         LEFT JOIN nexus.subscriptions s ON s.id = t.subscription_id
         LEFT JOIN nexus.users u ON u.id = s.user_id
         LEFT JOIN nexus.accounts a ON a.id = s.home_account
         LEFT JOIN LATERAL (SELECT * FROM nexus.identities i WHERE i.user_id = s.user_id AND i.realm = a.realm LIMIT 1) p ON true
         ORDER BY t.subscription_id"
    ))
    .bind(broadcast)
    .bind(after)
    .bind(most)
    .bind(owner)
    .fetch_all(db)
    .await
}

/// What became of somebody who was in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// With the message's number, where the messenger told it.
    Delivered(Option<i64>),
    Blocked,
    Failed(String),
    /// Nothing was sent: it waits again.
    Back,
}

impl Fate {
    fn state(&self) -> i16 {
        match self {
            Self::Back => 0,
            Self::Delivered(_) => 2,
            Self::Blocked => 3,
            Self::Failed(_) => 4,
        }
    }
}

/// One of those in hand is settled.
#[derive(Clone, Debug)]
pub struct Settled {
    pub subscription: SubscriptionId,
    pub fate: Fate,
}

/// How the broadcast stands then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    pub state: Phase,
    /// Decided so far.
    pub settled: i64,
}

/// Notes what became of them, with the sums, and how often the messenger said "too many" meanwhile. `None`: there is no
/// such broadcast any more.
pub async fn settle(
    db: impl PgExecutor<'_>,
    broadcast: BroadcastId,
    owner: ProcessId,
    settled: &[Settled],
    floods: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Standing>> {
    let subscriptions: Vec<SubscriptionId> = settled.iter().map(|one| one.subscription).collect();
    let states: Vec<i16> = settled.iter().map(|one| one.fate.state()).collect();
    let messages: Vec<Option<i64>> = settled.iter().map(|one| message_of(&one.fate)).collect();
    let causes: Vec<Option<&str>> = settled.iter().map(|one| cause_of(&one.fate)).collect();
    sqlx::query_as(
        "WITH fate AS (
             SELECT * FROM unnest($3::uuid[], $4::smallint[], $5::bigint[], $6::text[]) f(subscription, state, message, cause)
         ), marked AS (
             UPDATE nexus.broadcast_deliveries d SET state = f.state, owner = NULL, message_id = f.message, cause = f.cause,
                 changed_at = $7
             FROM fate f
             WHERE d.broadcast_id = $1 AND d.subscription_id = f.subscription AND d.state = 1 AND d.owner = $2
             RETURNING d.state
         ), gone AS (
             UPDATE nexus.subscriptions s SET blocked_at = $7 FROM fate f
             WHERE f.state = 3 AND s.id = f.subscription AND s.blocked_at IS NULL
         )
         UPDATE nexus.broadcasts b SET
             delivered = delivered + (SELECT count(*) FROM marked WHERE state = 2),
             blocked = blocked + (SELECT count(*) FROM marked WHERE state = 3),
             failed = failed + (SELECT count(*) FROM marked WHERE state = 4),
             floods = floods + $8
         WHERE b.id = $1 RETURNING b.state, b.delivered + b.blocked + b.failed AS settled",
    )
    .bind(broadcast)
    .bind(owner)
    .bind(subscriptions)
    .bind(states)
    .bind(messages)
    .bind(causes)
    .bind(now)
    .bind(floods)
    .fetch_optional(db)
    .await
}

fn message_of(fate: &Fate) -> Option<i64> {
    match fate {
        Fate::Delivered(message) => *message,
        _ => None,
    }
}

fn cause_of(fate: &Fate) -> Option<&str> {
    match fate {
        Fate::Failed(cause) => Some(cause),
        _ => None,
    }
}

/// How it stands. `None`: there is no such broadcast any more.
pub async fn standing(db: impl PgExecutor<'_>, broadcast: BroadcastId) -> sqlx::Result<Option<Standing>> {
    sqlx::query_as(
        "SELECT state, delivered + blocked + failed AS settled FROM nexus.broadcasts WHERE id = $1",
    )
    .bind(broadcast)
    .fetch_optional(db)
    .await
}

/// Everybody who was noted down is settled: it is done. False: somebody waits, or it does not run.
pub async fn finish(
    db: impl PgExecutor<'_>,
    broadcast: BroadcastId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "UPDATE nexus.broadcasts SET state = 'done', finished_at = $2, revision = revision + 1
         WHERE id = $1 AND state = 'running' AND is_gathered AND NOT EXISTS (
             SELECT FROM nexus.broadcast_deliveries WHERE broadcast_id = $1 AND state IN (0, 1))",
    );
    Ok(done.bind(broadcast).bind(now).execute(db).await?.rows_affected() > 0)
}
