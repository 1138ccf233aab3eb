//! Applying and taking back, safe when several processes start at once.
//!
//! Each step takes an advisory lock of its transaction, reads what is applied, and does one step. So it works behind
//! a transaction pooler, and processes that meet share the work instead of failing. The lock is tried, not waited for:
//! a waiting statement would hold a snapshot, and CREATE INDEX CONCURRENTLY waits for all snapshots.

use std::time::Duration;

use sqlx::migrate::Migration;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor, Postgres, Transaction};

use super::table::{self, Applied};
use super::{Migrations, Revert, Status, Step};
use crate::db::{Db, DbError, Pooling, roles};

/// "nexus" in ASCII. Advisory locks belong to one database, so one number does for all schemas.
const LOCK: i64 = 0x6e_6578_7573;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

impl Db {
    /// Makes the role, the schemas and whatever their sets lack, in the order given.
    ///
    /// A database that is ahead of this program is left alone with a warning: while a deployment is under way (or
    /// being taken back) the older program keeps working, which is why migrations expand first and contract later.
    ///
    /// # Errors
    /// [`DbError::Role`], [`DbError::Set`] (a set that is malformed or changed after it was applied),
    /// [`DbError::Step`].
    pub async fn migrate(&self, sets: &[&Migrations]) -> Result<(), DbError> {
        let mut runner = Runner::new(self).await?;
        roles::ensure(&mut runner.connection).await?;
        for set in sets {
            runner.go(set, Way::UpTo(i64::MAX)).await?;
        }
        runner.close().await
    }

    /// Like [`Db::migrate`] for one set, up to and including a version: for tests that go step by step.
    pub async fn migrate_to(&self, set: &Migrations, version: i64) -> Result<(), DbError> {
        let mut runner = Runner::new(self).await?;
        roles::ensure(&mut runner.connection).await?;
        runner.go(set, Way::UpTo(version)).await?;
        runner.close().await
    }

    /// Takes steps back, sets in the opposite order of the one given. Data of what they made is lost.
    pub async fn revert(&self, sets: &[&Migrations], how: Revert) -> Result<(), DbError> {
        let mut runner = Runner::new(self).await?;
        for set in sets.iter().rev() {
            runner.go(set, Way::Down(how)).await?;
        }
        runner.close().await
    }

    /// What is applied and what is still to come; changes nothing.
    pub async fn status(&self, sets: &[&Migrations]) -> Result<Vec<Status>, DbError> {
        let mut runner = Runner::new(self).await?;
        let mut all = Vec::with_capacity(sets.len());
        for set in sets {
            let mut tx = runner.begin().await?;
            let applied = table::applied(&mut tx, set.schema).await?;
            tx.rollback().await?;
            let applied = applied.unwrap_or_default();
            let missing = |step: &Step| (!applied.contains_key(&step.version())).then_some(step.version());
            let pending = set.steps()?.iter().filter_map(missing).collect();
            all.push(Status { schema: set.schema, applied: applied.into_keys().collect(), pending });
        }
        runner.close().await?;
        Ok(all)
    }

    /// Every schema of the database that has a version table, with what is applied, by name: whichever program brought it.
    pub async fn applied(&self) -> Result<Vec<(String, Vec<i64>)>, DbError> {
        let mut runner = Runner::new(self).await?;
        let mut tx = runner.begin().await?;
        let mut all = Vec::new();
        for schema in table::schemas(&mut tx).await? {
            let applied = table::applied(&mut tx, &schema).await?.unwrap_or_default();
            all.push((schema, applied.into_keys().collect()));
        }
        tx.rollback().await?;
        runner.close().await?;
        Ok(all)
    }
}

struct Runner<'a> {
    db: &'a Db,
    connection: PgConnection,
    bare: bool,
}

#[derive(Clone, Copy)]
enum Way {
    UpTo(i64),
    Down(Revert),
}

/// What one locked look did.
enum Turn {
    /// Somebody else holds the lock.
    Busy,
    Prepared,
    Stepped,
    NothingLeft,
}

impl<'a> Runner<'a> {
    async fn new(db: &'a Db) -> Result<Self, DbError> {
        let bare = db.direct().is_none() && db.pooling() == Pooling::Bare;
        Ok(Self { db, connection: db.own_connection().await?, bare })
    }

    async fn close(self) -> Result<(), DbError> {
        Ok(self.connection.close().await?)
    }

    /// A step may take longer than any limit a server has for ordinary transactions.
    async fn begin(&mut self) -> Result<Transaction<'_, Postgres>, sqlx::Error> {
        const OPEN: &str =
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; BEGIN";
        const BARE: &str = "DEALLOCATE ALL; SET LOCAL statement_timeout = 0; \
             SET LOCAL idle_in_transaction_session_timeout = 0; BEGIN";
        self.connection.begin_with(if self.bare { BARE } else { OPEN }).await
    }

    async fn go(&mut self, set: &Migrations, way: Way) -> Result<(), DbError> {
        let steps = set.steps()?;
        loop {
            match (self.turn(set, &steps, way).await?, way) {
                (Turn::NothingLeft, _) | (Turn::Stepped, Way::Down(Revert::Last)) => return Ok(()),
                (Turn::Prepared | Turn::Stepped, _) => {}
                (Turn::Busy, _) => tokio::time::sleep(LOCK_PAUSE).await,
            }
        }
    }

    async fn turn(&mut self, set: &Migrations, steps: &[Step], way: Way) -> Result<Turn, DbError> {
        let db = self.db;
        let mut tx = self.begin().await?;
        let locked: bool =
            sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)").bind(LOCK).fetch_one(&mut *tx).await?;
        if !locked {
            return Ok(Turn::Busy);
        }
        let turn = match (table::applied(&mut tx, set.schema).await?, way) {
            (None, Way::UpTo(_)) => {
                table::create(&mut tx, set.schema).await?;
                Turn::Prepared
            }
            (None, Way::Down(_)) => Turn::NothingLeft,
            (Some(applied), Way::UpTo(limit)) => up(db, &mut tx, set, steps, &applied, limit).await?,
            (Some(applied), Way::Down(how)) => down(db, &mut tx, set, steps, &applied, how).await?,
        };
        tx.commit().await?;
        Ok(turn)
    }
}

async fn up(
    db: &Db,
    tx: &mut PgConnection,
    set: &Migrations,
    steps: &[Step],
    applied: &Applied,
    limit: i64,
) -> Result<Turn, DbError> {
    check(set, steps, applied)?;
    let due = |step: &&Step| step.version() <= limit && !applied.contains_key(&step.version());
    let Some(step) = steps.iter().find(due) else { return Ok(Turn::NothingLeft) };
    execute(db, tx, set, step.up).await?;
    table::record(tx, set.schema, step.up).await?;
    tracing::info!(schema = set.schema, version = step.version(), "migrated");
    Ok(Turn::Stepped)
}

async fn down(
    db: &Db,
    tx: &mut PgConnection,
    set: &Migrations,
    steps: &[Step],
    applied: &Applied,
    how: Revert,
) -> Result<Turn, DbError> {
    let keep = match how {
        Revert::After(version) => version,
        Revert::Last | Revert::All => i64::MIN,
    };
    let Some(version) = applied.keys().next_back().copied().filter(|version| *version > keep) else {
        if how == Revert::All {
            table::remove(tx, set.schema).await?;
        }
        return Ok(Turn::NothingLeft);
    };
    let step = steps.iter().find(|step| step.version() == version);
    let step =
        step.ok_or_else(|| set.wrong(&format!("version {version} is applied but unknown to this program")))?;
    execute(db, tx, set, step.down).await?;
    table::forget(tx, set.schema, version).await?;
    tracing::info!(schema = set.schema, version, "migration taken back");
    Ok(Turn::Stepped)
}

/// What stands in the file. Without a transaction it gets a connection of its own, while the caller's holds the lock.
async fn execute(db: &Db, tx: &mut PgConnection, set: &Migrations, step: &Migration) -> Result<(), DbError> {
    let failed = |source| DbError::Step { schema: set.schema, version: step.version, source };
    if step.no_tx {
        let mut own = db.own_connection().await?;
        own.execute(step.sql.clone()).await.map_err(failed)?;
        own.close().await?;
    } else {
        tx.execute(step.sql.clone()).await.map_err(failed)?;
    }
    Ok(())
}

/// Applied steps must be those of the set, unchanged; only newer ones may be unknown.
fn check(set: &Migrations, steps: &[Step], applied: &Applied) -> Result<(), DbError> {
    let newest = steps.last().map_or(0, |step| step.version());
    for (version, checksum) in applied {
        match steps.iter().find(|step| step.version() == *version) {
            Some(step) if *step.up.checksum == **checksum => {}
            Some(_) => return Err(set.wrong(&format!("version {version} was changed after it was applied"))),
            None if *version > newest => {
                tracing::warn!(schema = set.schema, version, "the database is ahead of this program");
            }
            None => {
                return Err(set.wrong(&format!("version {version} is applied but missing in this program")));
            }
        }
    }
    Ok(())
}
