//! `nexus backup`: a backup now, by whoever has the command line.

use std::path::PathBuf;

use nexus_core::{
    app::{init_log, stop_signal},
    audit::Actor,
    clock::Clock,
    config::Config,
    db::Db,
};
use tokio::sync::watch;

use super::database;
use crate::backup::{Order as BackupOrder, tidy};

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Instead of `BACKUP_DIR`.
    to: Option<PathBuf>,
    /// Remove what `BACKUP_KEEP` does not keep, once the new one is there.
    prune: bool,
}

impl Order {
    pub fn read(words: &[&str]) -> Option<Self> {
        let mut order = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--to" if order.to.is_none() => {
                    order.to = Some(words.next().filter(|folder| !folder.is_empty())?.into());
                }
                "--prune" if !order.prune => order.prune = true,
                _ => return None,
            }
        }
        Some(order)
    }
}

/// Makes one and prints what it is.
pub(super) async fn run(order: Order) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let folder = order.to.clone().unwrap_or_else(|| config.backup.folder.clone());
    let keep = config.backup.keep;
    let db = database::connect(config).await?;
    let clock = Clock::system();
    let made = make(&db, &clock, &folder).await;
    let tidied = match &made {
        Ok(()) if order.prune => tidy(&db, &folder, keep, clock.now())
            .await
            .map(|gone| gone.iter().for_each(|file| println!("removed {file}"))),
        _ => Ok(()),
    };
    db.close().await;
    made.and(tidied)
}

async fn make(db: &Db, clock: &Clock, folder: &std::path::Path) -> anyhow::Result<()> {
    let order = BackupOrder { db, clock, folder, actor: Actor::Operator, progress: watch::Sender::new(0) };
    let made = order.make(order.begin().await?, stop_signal()).await?;
    println!("{}: {} bytes, {} rows in {} tables", made.path.display(), made.bytes, made.rows, made.tables);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_understood_or_refused() {
        let order = |to: Option<&str>, prune| Some(Order { to: to.map(PathBuf::from), prune });
        for (line, expected) in [
            ("", order(None, false)),
            ("--to /mnt/backups", order(Some("/mnt/backups"), false)),
            ("--prune --to x", order(Some("x"), true)),
            ("--to", None),
            ("--to a --to b", None),
            ("--prune --prune", None),
            ("now", None),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(Order::read(&words), expected, "{line}");
        }
    }
}
