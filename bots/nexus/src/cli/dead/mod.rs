//! `nexus dead`: what was given up, for operators to look at, to have tried again, and to drop.

mod order;
mod page;

pub(super) use order::Order;

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context as _, bail, ensure};
use chrono::{DateTime, Utc};
use nexus_core::{
    app::init_log,
    clock::Clock,
    config::Config,
    db::{CORE, Db},
    dead::{self, By, Dead, DeadId},
    registry,
};

use super::database;

pub(super) async fn run(order: Order) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let db = database::connect(config).await?;
    let told = obey(&db, order).await;
    db.close().await;
    tell(&told?)
}

/// Does it; what is returned tells of it.
async fn obey(db: &Db, order: Order) -> anyhow::Result<String> {
    for status in db.status(&[&CORE]).await? {
        ensure!(status.pending.is_empty(), "the registry's tables are not up to date; run nexus migrate up");
    }
    if let Some(code) = order.bot() {
        ensure!(registry::store::knows_bot(db, code).await?, "there is no bot {code:?} in the registry");
    }
    let now = Clock::system().now();
    Ok(match order {
        Order::List { bot, limit } => list(db, bot.as_deref(), limit).await?,
        Order::Show(id) => page::show(&find(db, id).await?),
        Order::Retry(id) => {
            if !dead::retry(db, id, By::OPERATOR, now).await? {
                return Err(no_such(db, id).await?);
            }
            format!("{id} will be tried again: a bot that runs finds it within seconds\n")
        }
        Order::RetryAll { bot } => {
            page::retried(dead::retry_all(db, bot.as_deref(), By::OPERATOR, now).await?)
        }
        Order::Drop(id) => drop(db, id, now).await?,
        Order::Edit { id, file, is_meant } => edit(db, id, &written(&file)?, is_meant.then_some(now)).await?,
    })
}

async fn list(db: &Db, bot: Option<&str>, limit: i64) -> anyhow::Result<String> {
    // One more than is shown tells whether that is all.
    let dead = dead::list(db, bot, limit + 1).await?;
    Ok(page::list(&dead, usize::try_from(limit)?))
}

async fn find(db: &Db, id: DeadId) -> anyhow::Result<Dead> {
    match dead::find(db, id).await? {
        Some(found) => Ok(found),
        None => Err(no_such(db, id).await?),
    }
}

async fn drop(db: &Db, id: DeadId, now: DateTime<Utc>) -> anyhow::Result<String> {
    let found = find(db, id).await?;
    if !dead::drop(db, id, By::OPERATOR, now).await? {
        bail!("{id} is no longer dead: somebody was faster");
    }
    Ok(page::dropped(&found))
}

/// What is in the file, or comes on standard input.
fn written(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        return Ok(io::read_to_string(io::stdin())?);
    }
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Tells what it changes; does so where `now` says when.
async fn edit(db: &Db, id: DeadId, written: &str, now: Option<DateTime<Utc>>) -> anyhow::Result<String> {
    let edit = dead::edit::edit(&find(db, id).await?, written)?;
    let Some(now) = now else { return Ok(page::would_change(&edit)) };
    if !dead::edit(db, &edit, By::OPERATOR, now).await? {
        bail!("{id} is no longer dead, or another one by now: somebody was faster");
    }
    Ok(page::edited(&edit))
}

/// Why it cannot be done.
async fn no_such(db: &Db, id: DeadId) -> anyhow::Result<anyhow::Error> {
    Ok(if dead::is_alive(db, id).await? {
        anyhow::anyhow!("{id} is not dead")
    } else {
        anyhow::anyhow!("there is no {id}; nexus dead list shows what there is")
    })
}

/// Whoever reads it may have seen enough: `nexus dead list | head`.
fn tell(text: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
