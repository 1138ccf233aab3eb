//! Making a backup: a dump and its manifest from one snapshot, both on the disk or neither there.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use nexus_core::{
    audit::{Actor, Record},
    clock::Clock,
    db::{
        Db,
        tools::{Login, Tools},
    },
    ids::UserId,
    secrets::mask,
};
use serde_json::json;
use tokio::{process::Command, sync::watch};
use uuid::Uuid;

use super::{
    folder::{self, Partial},
    manifest::{Dump, Manifest},
    store::{
        facts::{BackupLock, Snapshot},
        rows,
    },
};

/// A dump waits no longer for a table that somebody alters; the lock that it would wait behind would hold up everybody.
const LOCK_LIMIT: &str = "--lock-wait-timeout=60000";
/// How often it is told how far a dump is.
const LOOK: Duration = Duration::from_millis(500);
/// Of what a program complains about, its last words.
const WORDS: usize = 600;

/// One that was made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub path: PathBuf,
    pub bytes: u64,
    pub rows: i64,
    pub tables: usize,
}

impl Made {
    pub fn file(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Who wants it, where it goes, and who hears how far it is.
pub(crate) struct Order<'a> {
    pub db: &'a Db,
    pub clock: &'a Clock,
    pub folder: &'a Path,
    pub actor: Actor,
    /// Bytes of the dump so far.
    pub progress: watch::Sender<u64>,
}

/// Somebody else makes one.
#[derive(Debug, thiserror::Error)]
#[error("another backup of this database is being made")]
pub(crate) struct Busy;

/// What is begun: its row, where this database keeps rows of backups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    pub id: Option<Uuid>,
    /// Who asked for it in a chat.
    pub asked_by: Option<UserId>,
}

/// The right to make one, and its row.
pub(crate) struct Making {
    lock: BackupLock,
    pub begun: Begun,
}

impl Order<'_> {
    /// Takes the right to make one, and what is asked for where something is.
    ///
    /// # Errors
    /// [`Busy`]; a database that does not answer, or that only a pooler leads to.
    pub async fn begin(&self) -> anyhow::Result<Making> {
        let lock = BackupLock::take(direct(self.db)?).await?.ok_or(Busy)?;
        let begun = match rows::is_recorded(self.db).await? {
            true => {
                let now = self.clock.now();
                rows::fail_stale(self.db, now).await?;
                let (id, asked_by) = rows::start(self.db, now).await?;
                Begun { id: Some(id), asked_by }
            }
            false => Begun { id: None, asked_by: None },
        };
        Ok(Making { lock, begun })
    }

    /// Makes it, and notes how it went; `stop` breaks it off.
    ///
    /// # Errors
    /// Why it could not be made; the row says it too.
    pub async fn make(&self, making: Making, stop: impl Future<Output = ()>) -> anyhow::Result<Made> {
        let made = tokio::select! {
            made = self.dump() => made,
            () = stop => Err(anyhow::anyhow!("interrupted; nothing is left of it")),
        };
        if let Some(id) = making.begun.id {
            self.note(id, making.begun.asked_by, &made).await?;
        }
        making.lock.release().await;
        made
    }

    async fn note(
        &self,
        id: Uuid,
        asked_by: Option<UserId>,
        made: &anyhow::Result<Made>,
    ) -> anyhow::Result<()> {
        let now = self.clock.now();
        let actor = asked_by.map_or(self.actor, Actor::Admin);
        let mut tx = self.db.begin_as_owner().await?;
        match made {
            Ok(made) => {
                rows::finish(&mut *tx, id, Ok((&made.file(), i64::try_from(made.bytes)?)), now).await?;
                let record =
                    Record::new(actor, "backup.make", made.file()).after(json!({"bytes": made.bytes}));
                record.write(&mut tx, now).await?;
            }
            Err(error) => rows::finish(&mut *tx, id, Err(&cause(error)), now).await?,
        }
        tx.commit().await?;
        Ok(())
    }

    async fn dump(&self) -> anyhow::Result<Made> {
        let (options, login) = (direct(self.db)?, self.db.login().context(POOLED)?);
        folder::ensure(self.folder)?;
        folder::sweep(self.folder)?;
        let mut snapshot = Snapshot::open(options).await?;
        let origin = snapshot.origin().await?;
        let tools = find_tools(origin.major).await?;
        let made_at = self.clock.now();
        let (stem, partial) = self.place(made_at)?;
        let id = snapshot.id.clone();
        let dump = run_dump(&tools, &login, &id, &partial.path);
        let watched = async {
            tokio::select! {
                dumped = dump => dumped,
                never = self.watch(&partial) => never,
            }
        };
        let (facts, ()) = tokio::try_join!(async { Ok(snapshot.facts().await?) }, watched)?;
        snapshot.close().await?;
        self.keep(
            &stem,
            partial,
            Manifest::new(
                made_at,
                origin,
                Dump { file: format!("{stem}.dump"), bytes: 0, sha256: String::new() },
                facts,
            ),
        )
        .await
    }

    /// Two within a second have a name each.
    fn place(&self, at: DateTime<Utc>) -> anyhow::Result<(String, Partial)> {
        let stem = folder::stem(at);
        if self.folder.join(format!("{stem}.dump")).exists() {
            bail!("{stem}.dump is there already");
        }
        let partial = Partial::create(self.folder, &stem)?;
        Ok((stem, partial))
    }

    /// Tells how far the dump is, until it is dropped.
    async fn watch<T>(&self, partial: &Partial) -> T {
        loop {
            self.progress.send_replace(partial.bytes());
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn keep(&self, stem: &str, partial: Partial, mut manifest: Manifest) -> anyhow::Result<Made> {
        let path = self.folder.join(&manifest.dump.file);
        let description = self.folder.join(format!("{stem}.json"));
        let folder = self.folder.to_owned();
        let stem = format!("{stem}.json");
        // Reading and flushing gigabytes keeps a thread busy.
        let work = move || {
            manifest.dump.bytes = partial.bytes();
            manifest.dump.sha256 = folder::digest(&partial.path)?;
            partial.keep(&path)?;
            let text = Partial::create(&folder, &stem)?;
            text.write(&serde_json::to_vec_pretty(&manifest)?)?;
            text.keep(&description)?;
            let rows = manifest.facts.tables.values().map(|contents| contents.rows).sum();
            anyhow::Ok(Made { path, bytes: manifest.dump.bytes, rows, tables: manifest.facts.tables.len() })
        };
        tokio::task::spawn_blocking(work).await?
    }
}

pub(super) const POOLED: &str = "DATABASE_URL leads to a pooler, which lends no session for as long as this takes; set \
    DATABASE_DIRECT_URL to the same database past the pooler";

pub(super) fn direct(db: &Db) -> anyhow::Result<&sqlx::postgres::PgConnectOptions> {
    db.direct().context(POOLED)
}

/// Looking for programs starts some.
pub(super) async fn find_tools(major: u32) -> anyhow::Result<Tools> {
    Ok(tokio::task::spawn_blocking(move || Tools::find(major)).await??)
}

async fn run_dump(tools: &Tools, login: &Login, snapshot: &str, to: &Path) -> anyhow::Result<()> {
    let mut command = tools.command("pg_dump", login);
    command.args(["--format=custom", "--no-password", LOCK_LIMIT]);
    command.arg(format!("--snapshot={snapshot}")).arg("--file").arg(to);
    run(command, "pg_dump").await
}

/// Runs one of Postgres' programs to its end; what it complains of becomes the error.
pub(super) async fn run(mut command: Command, name: &str) -> anyhow::Result<()> {
    let output =
        command.stdin(Stdio::null()).output().await.with_context(|| format!("{name} cannot be started"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = mask(said.trim());
    let from = said.char_indices().rev().nth(WORDS).map_or(0, |(at, _)| at);
    bail!("{name} failed ({}): {}", output.status, &said[from..]);
}

/// For who reads of it later: no secret, nothing twice (the driver's errors repeat what caused them), and not a book.
pub(crate) fn cause(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(if told.is_empty() { "" } else { ": " });
            told.push_str(&cause);
        }
    }
    mask(&told).chars().take(2 * WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once_and_without_secrets() {
        let error = anyhow::anyhow!("no space left").context("pg_dump failed: no space left");
        assert_eq!(
            cause(&error.context("for postgres://me:hunter22@db/x")),
            "for postgres://me:***@db/x: pg_dump failed: no space left"
        );
        assert_eq!(cause(&anyhow::anyhow!("x".repeat(5_000))).len(), 2 * WORDS);
    }
}
