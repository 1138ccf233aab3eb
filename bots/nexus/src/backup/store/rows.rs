//! Rows of `nexus.backups`.

use chrono::{DateTime, Utc};
use nexus_core::{db::Db, ids::UserId};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

/// How far one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub(crate) enum State {
    Asked,
    Running,
    Done,
    Failed,
}

/// One backup, as the admin sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Backup {
    pub id: Uuid,
    pub asked_by: Option<UserId>,
    /// When it began, or was asked for.
    pub at: DateTime<Utc>,
    pub state: State,
    pub bytes: Option<i64>,
    pub file: Option<String>,
    pub cause: Option<String>,
    pub checked_at: Option<DateTime<Utc>>,
    pub check_problem: Option<String>,
}

/// Reads backups; what follows says which.
macro_rules! backups {
    ($rest:literal) => {
        concat!(
            "SELECT id, asked_by, coalesce(started_at, asked_at) AS at, state, bytes, file, cause, checked_at, \
             check_problem FROM nexus.backups ",
            $rest
        )
    };
}

/// Whether this database has the table: one may be backed up before it is migrated.
pub(crate) async fn is_recorded(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT to_regclass('nexus.backups') IS NOT NULL").fetch_one(db).await
}

pub(crate) async fn count(db: &Db) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM nexus.backups").fetch_one(db).await
}

/// A page of them, the newest first.
pub(crate) async fn list(db: &Db, offset: i64, limit: i64) -> sqlx::Result<Vec<Backup>> {
    sqlx::query_as(backups!("ORDER BY coalesce(started_at, asked_at) DESC OFFSET $1 LIMIT $2"))
        .bind(offset)
        .bind(limit)
        .fetch_all(db)
        .await
}

pub(crate) async fn find(db: &Db, id: Uuid) -> sqlx::Result<Option<Backup>> {
    sqlx::query_as(backups!("WHERE id = $1")).bind(id).fetch_optional(db).await
}

/// The one that is asked for or under way.
pub(crate) async fn open(db: &Db) -> sqlx::Result<Option<Backup>> {
    sqlx::query_as(backups!("WHERE state IN ('asked', 'running')")).fetch_optional(db).await
}

/// The newest one that is whole.
pub(crate) async fn last_good(db: &Db) -> sqlx::Result<Option<Backup>> {
    sqlx::query_as(backups!("WHERE state = 'done' ORDER BY started_at DESC LIMIT 1")).fetch_optional(db).await
}

/// The one that was checked last.
pub(crate) async fn last_checked(db: &Db) -> sqlx::Result<Option<Backup>> {
    sqlx::query_as(backups!("WHERE checked_at IS NOT NULL ORDER BY checked_at DESC LIMIT 1"))
        .fetch_optional(db)
        .await
}

/// Asks for one. False: one is asked for or under way already.
pub(crate) async fn ask(
    db: impl PgExecutor<'_>,
    id: Uuid,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let asked = sqlx::query(
        "INSERT INTO nexus.backups (id, asked_by, asked_at, state) VALUES ($1, $2, $3, 'asked')
         ON CONFLICT ((true)) WHERE state IN ('asked', 'running') DO NOTHING",
    );
    Ok(asked.bind(id).bind(by).bind(now).execute(db).await?.rows_affected() > 0)
}

/// When the last one began that came to a good end, and the last one that did not.
pub(crate) async fn history(db: &Db) -> sqlx::Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)> {
    sqlx::query_as(
        "SELECT max(started_at) FILTER (WHERE state = 'done'), max(finished_at) FILTER (WHERE state = 'failed')
         FROM nexus.backups",
    )
    .fetch_one(db)
    .await
}

/// Takes the one that is asked for, else makes a row of its own; says whose it is. To be called by who holds the lock, after
/// [`fail_stale`].
pub(crate) async fn start(db: &Db, now: DateTime<Utc>) -> sqlx::Result<(Uuid, Option<UserId>)> {
    let asked: Option<(Uuid, Option<UserId>)> = sqlx::query_as(
        "UPDATE nexus.backups SET state = 'running', started_at = $1 WHERE state = 'asked' RETURNING id, asked_by",
    )
    .bind(now)
    .fetch_optional(db)
    .await?;
    if let Some(asked) = asked {
        return Ok(asked);
    }
    // Somebody may have asked in this moment: then it is theirs.
    sqlx::query_as(
        "INSERT INTO nexus.backups (id, started_at, state) VALUES ($1, $2, 'running')
         ON CONFLICT ((true)) WHERE state IN ('asked', 'running') DO UPDATE SET state = 'running', started_at = $2
         RETURNING id, asked_by",
    )
    .bind(Uuid::now_v7())
    .bind(now)
    .fetch_one(db)
    .await
}

/// The one that is asked for failed before it began; a row of its own where none is.
pub(crate) async fn refuse(db: &Db, cause: &str, now: DateTime<Utc>) -> sqlx::Result<(Uuid, Option<UserId>)> {
    let (id, asked_by) = start(db, now).await?;
    finish(db, id, Err(cause), now).await?;
    Ok((id, asked_by))
}

/// Whoever holds the lock knows: what is said to be under way has ended with its process.
pub(crate) async fn fail_stale(db: &Db, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let failed = sqlx::query(
        "UPDATE nexus.backups SET state = 'failed', finished_at = $1, cause = 'the process that made it ended'
         WHERE state = 'running'",
    );
    Ok(failed.bind(now).execute(db).await?.rows_affected())
}

/// How one ended: its file and size, or why there is none.
pub(crate) async fn finish(
    db: impl PgExecutor<'_>,
    id: Uuid,
    result: Result<(&str, i64), &str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (state, cause) = match result {
        Ok(_) => (State::Done, None),
        Err(cause) => (State::Failed, Some(cause)),
    };
    sqlx::query(
        "UPDATE nexus.backups SET state = $2, file = $3, bytes = $4, cause = $5, finished_at = $6 WHERE id = $1",
    )
    .bind(id)
    .bind(state)
    .bind(result.ok().map(|(file, _)| file))
    .bind(result.ok().map(|(_, bytes)| bytes))
    .bind(cause)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// What a restore drill found; `None`: all was as it should be. False: this database knows no such backup.
pub(crate) async fn note_check(
    db: &Db,
    file: &str,
    problem: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let noted = sqlx::query(
        "UPDATE nexus.backups SET checked_at = $2, check_problem = $3 WHERE file = $1 AND state = 'done'",
    )
    .bind(file)
    .bind(now)
    .bind(problem);
    Ok(noted.execute(db).await?.rows_affected() > 0)
}

/// The files are gone, so their rows go.
pub(crate) async fn forget(db: &Db, files: &[String]) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM nexus.backups WHERE file = ANY($1)").bind(files).execute(db).await?;
    Ok(())
}

pub(crate) async fn prune_failures(db: &Db, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM nexus.backups WHERE state = 'failed' AND finished_at < $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(())
}
