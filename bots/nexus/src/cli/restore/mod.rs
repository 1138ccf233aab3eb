//! `nexus restore`: the drill, and the real thing.

mod order;
mod page;

pub(super) use order::Order;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use nexus_core::{
    app::{init_log, stop_signal},
    audit::{Actor, Record},
    clock::Clock,
    config::Config,
    db::Db,
};
use secrecy::SecretString;
use serde_json::json;

use super::database;
use crate::backup::{Report, Source, cause, kept, rows};

/// Restores and prints what was compared. False: it is not what it should be.
pub(super) async fn run(order: Order) -> anyhow::Result<bool> {
    let config = Config::from_env()?;
    init_log();
    let dump = match &order.file {
        Some(file) => file.clone(),
        None => newest(&config.backup.folder)?,
    };
    let report = match order.into {
        Some(url) => restore_to(&dump, url).await?,
        None => check(config, &dump).await?,
    };
    print!("{}", page::report(&dump, &report));
    Ok(report.is_good())
}

fn newest(folder: &Path) -> anyhow::Result<PathBuf> {
    let found = kept(folder).with_context(|| format!("BACKUP_DIR {} cannot be read", folder.display()))?;
    match found.into_iter().next() {
        Some(newest) => Ok(newest.dump),
        None => bail!("there is no backup in {}; nexus backup makes one", folder.display()),
    }
}

async fn restore_to(dump: &Path, url: SecretString) -> anyhow::Result<Report> {
    let source = Source::open(dump).await?;
    tokio::select! {
        report = source.restore_to(url) => report,
        () = stop_signal() => bail!("interrupted; what was restored so far is rolled back"),
    }
}

/// The drill, and the note of what came of it where the database knows this backup.
async fn check(config: Config, dump: &Path) -> anyhow::Result<Report> {
    let db = database::connect(config).await?;
    let report = drill(&db, dump).await;
    let noted = note(&db, dump, &report).await;
    db.close().await;
    let report = report?;
    noted?;
    Ok(report)
}

async fn drill(db: &Db, dump: &Path) -> anyhow::Result<Report> {
    Source::open(dump).await?.drill(db, stop_signal()).await
}

async fn note(db: &Db, dump: &Path, report: &anyhow::Result<Report>) -> anyhow::Result<()> {
    if !rows::is_recorded(db).await? {
        return Ok(());
    }
    let file = dump.file_name().unwrap_or_default().to_string_lossy();
    let problem = match report {
        Ok(report) => report.summary(),
        Err(error) => Some(cause(error)),
    };
    let now = Clock::system().now();
    if rows::note_check(db, &file, problem.as_deref(), now).await? {
        let record = Record::new(Actor::Operator, "backup.check", &file).after(json!({"problem": problem}));
        let mut tx = db.begin_as_owner().await?;
        record.write(&mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
