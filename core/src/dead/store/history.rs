//! Statements about failures. Each looks at a bounded number of rows.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use super::super::{
    COUNTED, DeadId,
    history::{Alike, Failure, Found, Group, Recent, cause_key, kind_key},
};
use crate::db::Db;

/// Of each kind so many are found at a time; the rest the next time.
const STEP: i64 = 500;
/// The newest of those that are dead, as far as they are looked at each time.
const LOOKED_AT: i64 = 5_000;

#[derive(FromRow)]
struct Row {
    number: i64,
    at: DateTime<Utc>,
    bot: String,
    kind: String,
    cause: String,
    body: String,
}

const ENTRIES: &str = "
SELECT i.seq AS number, i.received_at AS at, b.code AS bot, i.kind, coalesce(i.cause, '') AS cause, i.body
FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id,
LATERAL (SELECT seq FROM nexus.inbox WHERE account_id = a.id AND state = 2 ORDER BY seq DESC LIMIT $1) dead
JOIN nexus.inbox i ON i.seq = dead.seq
WHERE NOT EXISTS (SELECT FROM nexus.failures f WHERE f.kind = 'e' AND f.number = dead.seq AND f.gone_at IS NULL)
    -- An album is one turn: its first part stands for it.
    AND (i.album IS NULL OR NOT EXISTS (SELECT FROM nexus.inbox part WHERE part.account_id = i.account_id
        AND part.chat = i.chat AND part.album = i.album AND part.state = 2 AND part.seq < i.seq))
LIMIT $2";

const MESSAGES: &str = "
SELECT r.number, r.created_at AS at, b.code AS bot, 'message' AS kind, r.cause, r.saying::text AS body
FROM (SELECT number FROM nexus.refused_sayings ORDER BY number DESC LIMIT $1) dead
JOIN nexus.refused_sayings r ON r.number = dead.number
JOIN nexus.accounts a ON a.id = r.account_id JOIN nexus.bots b ON b.id = a.bot_id
WHERE NOT EXISTS (SELECT FROM nexus.failures f WHERE f.kind = 'm' AND f.number = dead.number AND f.gone_at IS NULL)
LIMIT $2";

const JOBS: &str = "
SELECT j.id AS number, j.created_at AS at, b.code AS bot, 'job' AS kind,
    coalesce(j.payload ->> 'cause', j.last_error, '') AS cause, j.payload::text AS body
FROM (SELECT j.id FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'nexus.work'
    WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL ORDER BY j.id DESC LIMIT $1) dead
JOIN graphile_worker._private_jobs j ON j.id = dead.id
JOIN nexus.accounts a ON a.id = (j.payload #>> '{reply,account}')::uuid JOIN nexus.bots b ON b.id = a.bot_id
WHERE NOT EXISTS (SELECT FROM nexus.failures f WHERE f.kind = 'j' AND f.number = dead.id AND f.gone_at IS NULL)
LIMIT $2";

/// What is dead and not among the failures.
pub(in crate::dead) async fn new(db: &Db, has_queue: bool) -> sqlx::Result<Vec<Found>> {
    let mut found = of_kind(db, ENTRIES, DeadId::Entry).await?;
    found.extend(of_kind(db, MESSAGES, DeadId::Message).await?);
    if has_queue {
        found.extend(of_kind(db, JOBS, DeadId::Job).await?);
    }
    Ok(found)
}

async fn of_kind(db: &Db, statement: &'static str, id: fn(i64) -> DeadId) -> sqlx::Result<Vec<Found>> {
    let rows: Vec<Row> = sqlx::query_as(statement).bind(LOOKED_AT).bind(STEP).fetch_all(db).await?;
    let found = |row: Row| Found {
        id: id(row.number),
        at: row.at,
        bot: row.bot,
        kind: row.kind,
        cause: row.cause,
        body: row.body,
    };
    Ok(rows.into_iter().map(found).collect())
}

/// Failures of one kind that are dead no longer; `$1` is now, `$2` how many of the newest are looked at.
macro_rules! gone {
    ($kind:literal, $is_dead:literal) => {
        concat!(
            "UPDATE nexus.failures f SET gone_at = $1
             FROM (SELECT id FROM nexus.failures WHERE kind = '",
            $kind,
            "' AND gone_at IS NULL ORDER BY number DESC LIMIT $2) newest
             WHERE f.id = newest.id AND NOT EXISTS (SELECT FROM ",
            $is_dead,
            ")"
        )
    };
}

const GONE: [&str; 2] = [
    gone!("e", "nexus.inbox i WHERE i.seq = f.number AND i.state = 2"),
    gone!("m", "nexus.refused_sayings r WHERE r.number = f.number"),
];
const GONE_JOBS: &str = gone!(
    "j",
    "graphile_worker._private_jobs j WHERE j.id = f.number AND j.attempts >= j.max_attempts AND j.locked_at IS NULL"
);

pub(in crate::dead) async fn note_gone(db: &Db, has_queue: bool, now: DateTime<Utc>) -> sqlx::Result<()> {
    for statement in GONE.into_iter().chain(has_queue.then_some(GONE_JOBS)) {
        sqlx::query(statement).bind(now).bind(LOOKED_AT).execute(db).await?;
    }
    Ok(())
}

pub(in crate::dead) async fn is_empty(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT NOT EXISTS (SELECT FROM nexus.failures)").fetch_one(db).await
}

/// Keeps failures; one that somebody else has kept meanwhile stays as it is.
pub(in crate::dead) async fn keep(db: impl PgExecutor<'_>, failures: &[Failure]) -> sqlx::Result<()> {
    let column = |of: fn(&Failure) -> String| failures.iter().map(of).collect::<Vec<_>>();
    let key = |of: fn(&Failure) -> u32| failures.iter().map(|f| i64::from(of(f))).collect::<Vec<_>>();
    sqlx::query(
        "INSERT INTO nexus.failures (kind, number, bot, what, cause, kind_key, cause_key, seen_at)
         SELECT kind::\"char\", number, bot, what, cause, kind_key, cause_key, seen_at
         FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::timestamptz[])
             AS f(kind, number, bot, what, cause, kind_key, cause_key, seen_at)
         ORDER BY seen_at, number
         ON CONFLICT DO NOTHING",
    )
    .bind(column(|f| f.id.parts().0.to_string()))
    .bind(failures.iter().map(|f| f.id.parts().1).collect::<Vec<_>>())
    .bind(column(|f| f.bot.clone()))
    .bind(column(|f| f.what.clone()))
    .bind(column(|f| f.cause.clone()))
    .bind(key(|f| kind_key(&f.bot, &f.what)))
    .bind(key(|f| cause_key(&f.bot, &f.what, &f.cause)))
    .bind(failures.iter().map(|f| f.at).collect::<Vec<_>>())
    .execute(db)
    .await?;
    Ok(())
}

/// It is dead no longer.
pub(in crate::dead) async fn gone(
    db: impl PgExecutor<'_>,
    id: DeadId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (kind, number) = id.parts();
    sqlx::query(
        "UPDATE nexus.failures SET gone_at = $3 WHERE kind = $1::text::\"char\" AND number = $2 AND gone_at IS NULL",
    )
    .bind(kind.to_string())
    .bind(number)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// None of a bot, or of all bots, is dead any longer.
pub(in crate::dead) async fn all_gone(
    db: impl PgExecutor<'_>,
    bot: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let gone = sqlx::query(
        "UPDATE nexus.failures SET gone_at = $2 WHERE gone_at IS NULL AND ($1::text IS NULL OR bot = $1)",
    );
    gone.bind(bot).bind(now).execute(db).await?;
    Ok(())
}

pub(in crate::dead) async fn groups(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Group>> {
    sqlx::query_as(
        "SELECT cause_key, min(bot) AS bot, min(what) AS what, (array_agg(cause ORDER BY id DESC))[1] AS cause,
             count(*) AS count, count(*) FILTER (WHERE gone_at IS NULL) AS still, min(seen_at) AS first, max(seen_at) AS last
         FROM (SELECT * FROM nexus.failures WHERE seen_at >= $1 ORDER BY seen_at DESC LIMIT $3) lately
         GROUP BY cause_key ORDER BY last DESC, cause_key LIMIT $2",
    )
    .bind(since)
    .bind(limit)
    .bind(COUNTED)
    .fetch_all(db)
    .await
}

pub(in crate::dead) async fn recent(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<Recent>> {
    sqlx::query_as(
        "SELECT bot, cause_key, count(*) AS count, count(*) FILTER (WHERE gone_at IS NULL) AS still
         FROM (SELECT * FROM nexus.failures WHERE seen_at >= $1 ORDER BY seen_at DESC LIMIT $2) lately
         GROUP BY bot, cause_key",
    )
    .bind(since)
    .bind(COUNTED)
    .fetch_all(db)
    .await
}

fn keys(alike: Alike) -> (Option<i64>, Option<i64>) {
    match alike {
        Alike::Kind(key) => (Some(key.into()), None),
        Alike::Cause(key) => (None, Some(key.into())),
    }
}

pub(in crate::dead) async fn alike(
    db: impl PgExecutor<'_>,
    alike: Alike,
    offset: i64,
    limit: i64,
) -> sqlx::Result<Vec<DeadId>> {
    let (kind, cause) = keys(alike);
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT kind::text, number FROM nexus.failures
         WHERE gone_at IS NULL AND ($1::bigint IS NULL OR kind_key = $1) AND ($2::bigint IS NULL OR cause_key = $2)
         ORDER BY id DESC OFFSET $3 LIMIT $4",
    )
    .bind(kind)
    .bind(cause)
    .bind(offset)
    .bind(limit)
    .fetch_all(db)
    .await?;
    let id = |(kind, number): (String, i64)| match kind.as_str() {
        "e" => DeadId::Entry(number),
        "j" => DeadId::Job(number),
        _ => DeadId::Message(number),
    };
    Ok(rows.into_iter().map(id).collect())
}

pub(in crate::dead) async fn count_alike(db: impl PgExecutor<'_>, alike: Alike) -> sqlx::Result<i64> {
    let (kind, cause) = keys(alike);
    sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT FROM nexus.failures
             WHERE gone_at IS NULL AND ($1::bigint IS NULL OR kind_key = $1) AND ($2::bigint IS NULL OR cause_key = $2)
             LIMIT $3) alike",
    )
    .bind(kind)
    .bind(cause)
    .bind(COUNTED)
    .fetch_one(db)
    .await
}
