//! Statements about how bots stand. Each looks at a bounded number of rows, found through indexes, whatever the tables
//! hold: an asker with a short period must not load the database that they watch.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use crate::{
    ids::AccountId,
    metrics::{BotState, JobsState},
};

/// Chats with open entries of one account that are looked at one by one. With more of them ages are still right for
/// these, and the outbox holds at least so much.
pub(super) const CHATS: i32 = 1000;
/// Open entries of one account that are counted; more count as so many.
pub const OPEN: i64 = 20_000;
/// The same of everything that should be rare.
pub const RARE: i64 = 10_000;

/// For the rest of the transaction: no statement takes longer than `limit`, and no table is walked through because its
/// statistics are old. Says whether there is a job queue; a registry none of whose bots has jobs has none.
pub(super) async fn prepare(db: impl PgExecutor<'_>, limit: Duration) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL
         FROM (SELECT set_config('statement_timeout', $1, true), set_config('enable_seqscan', 'off', true),
             -- Compiling would take longer than looking at so few rows.
             set_config('jit', 'off', true) OFFSET 0) AS s(set_timeout, set_seqscan, set_jit)
         WHERE set_timeout IS NOT NULL AND set_seqscan IS NOT NULL AND set_jit IS NOT NULL",
    )
    .bind(limit.as_millis().to_string())
    .fetch_one(db)
    .await
}

/// All but the jobs.
pub(super) async fn bots(
    db: impl PgExecutor<'_>,
    accounts: Option<&[AccountId]>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<BotState>> {
    sqlx::query_as(BOTS).bind(accounts).bind(now).bind(CHATS).bind(OPEN).bind(RARE).fetch_all(db).await
}

/// An entry is open until what it said is marked as sent, so chats with work are found by stepping through the index of
/// open entries from chat to chat. What of a chat's open entries is closed waits to be sent (its messages are in the
/// chat's row), the rest waits to be worked off. Chats are looked up by their keys: a join could be planned as a walk over
/// all of them.
pub(super) const BOTS: &str = "
WITH RECURSIVE account AS (
    SELECT a.id, a.bot_id, b.code FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id
    WHERE CASE WHEN $1::uuid[] IS NULL THEN b.is_active ELSE a.id = ANY ($1) END
), step AS (
    SELECT id AS account, 1 AS place,
        (SELECT i.chat FROM nexus.inbox i WHERE i.account_id = id AND i.state = 0 ORDER BY i.chat LIMIT 1) AS chat
    FROM account
    UNION ALL
    SELECT account, place + 1, (SELECT i.chat FROM nexus.inbox i
        WHERE i.account_id = account AND i.state = 0 AND i.chat > step.chat ORDER BY i.chat LIMIT 1)
    FROM step WHERE chat IS NOT NULL AND place < $3
), work AS (
    SELECT step.account, sum(cardinality(c.closed)) AS closed, sum(jsonb_array_length(c.pending)) AS messages,
        min((SELECT i.received_at FROM nexus.inbox i WHERE i.account_id = step.account AND i.chat = step.chat
            AND i.state = 0 AND NOT i.seq = ANY (c.closed) ORDER BY i.seq LIMIT 1)) AS waits_since,
        min((SELECT min(i.received_at) FROM nexus.inbox i WHERE c.pending <> '[]' AND i.seq = ANY (c.closed)))
            AS unsent_since
    FROM step, LATERAL (SELECT closed, pending FROM nexus.chats
        WHERE account_id = step.account AND chat = step.chat LIMIT 1) c
    GROUP BY step.account
), refused AS (
    SELECT account_id AS account, count(*) AS messages
    FROM (SELECT account_id FROM nexus.refused_sayings ORDER BY created_at DESC LIMIT $5) newest GROUP BY account_id
), delivery AS (
    SELECT account.bot_id,
        sum(greatest(0, coalesce(open.entries, 0) - coalesce(work.closed, 0)))::bigint AS inbox_entries,
        min(work.waits_since) AS waits_since,
        coalesce(sum(work.messages), 0)::bigint AS outbox_messages,
        min(work.unsent_since) AS unsent_since,
        sum(dead.entries)::bigint AS dead_entries,
        coalesce(sum(refused.messages), 0)::bigint AS dead_messages,
        sum(alive.replicas)::bigint AS replicas
    FROM account
    LEFT JOIN work ON work.account = account.id
    LEFT JOIN refused ON refused.account = account.id,
    LATERAL (SELECT count(*) AS entries FROM (SELECT FROM nexus.inbox i
        WHERE i.account_id = account.id AND i.state = 0 LIMIT $4) i) open,
    LATERAL (SELECT count(*) AS entries FROM (SELECT FROM nexus.inbox i
        WHERE i.account_id = account.id AND i.state = 2 LIMIT $5) i) dead,
    LATERAL (SELECT count(*) AS replicas FROM nexus.replicas r
        WHERE r.account_id = account.id AND r.expires_at > clock_timestamp()) alive
    GROUP BY account.bot_id
)
SELECT b.code AS bot, inbox_entries, outbox_messages, dead_entries, dead_messages, replicas,
    greatest(0, coalesce(extract(epoch FROM $2 - waits_since), 0))::float8 AS inbox_oldest,
    greatest(0, coalesce(extract(epoch FROM $2 - unsent_since), 0))::float8 AS outbox_oldest,
    overdue.notifications AS overdue,
    greatest(0, coalesce(extract(epoch FROM $2 - first_due.at), 0))::float8 AS overdue_oldest
FROM delivery JOIN nexus.bots b ON b.id = delivery.bot_id,
LATERAL (SELECT count(*) AS notifications FROM (SELECT FROM nexus.notifications n
    WHERE n.bot_id = b.id AND n.state = 0 AND n.due_at <= $2 LIMIT $5) n) overdue,
LATERAL (SELECT min(n.due_at) AS at FROM nexus.notifications n WHERE n.bot_id = b.id AND n.state = 0) first_due
ORDER BY b.code";

/// Jobs of the newest `$1` in the queue, by state; grouped and named as is said.
macro_rules! jobs {
    ($names:literal, $groups:literal) => {
        concat!(
            "SELECT ",
            $names,
            ", count(*) FILTER (WHERE locked_at IS NULL AND attempts = 0) AS waiting,
             count(*) FILTER (WHERE locked_at IS NULL AND attempts > 0 AND attempts < max_attempts) AS retrying,
             count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
             count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts) AS dead,
             -- The queue goes by the database's own clock.
             coalesce(extract(epoch FROM now() - min(run_at)
                 FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now())), 0)::float8 AS oldest
         FROM (SELECT (j.payload #>> '{reply,account}')::uuid AS account, coalesce(j.payload ->> 'job', '') AS job,
                 j.locked_at, j.attempts, j.max_attempts, j.run_at
             FROM graphile_worker._private_jobs j
             JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
             ORDER BY j.id DESC LIMIT $1) newest
         JOIN nexus.accounts a ON a.id = newest.account JOIN nexus.bots b ON b.id = a.bot_id
         GROUP BY ",
            $groups,
            " ORDER BY ",
            $groups
        )
    };
}

/// The jobs of one name.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct NamedJobs {
    /// The bot's code.
    pub bot: String,
    pub job: String,
    #[sqlx(flatten)]
    pub jobs: JobsState,
}

pub(super) async fn jobs_by_name(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<NamedJobs>> {
    sqlx::query_as(jobs!("b.code AS bot, job", "b.code, job")).bind(RARE).fetch_all(db).await
}

#[derive(FromRow)]
struct JobsRow {
    bot: String,
    #[sqlx(flatten)]
    jobs: JobsState,
}

/// The jobs of each bot that has some in the queue, by the bots' codes.
pub(super) async fn jobs(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<(String, JobsState)>> {
    let rows: Vec<JobsRow> =
        sqlx::query_as(jobs!("b.code AS bot", "b.code")).bind(RARE).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.bot, row.jobs)).collect())
}
