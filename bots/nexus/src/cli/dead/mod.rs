//! `nexus dead`: what was given up, for operators to look at, to have tried again, and to drop.

mod order;
mod page;

pub(super) use order::Order;

use std::io::{self, Write};

use anyhow::{bail, ensure};
use nexus_core::{
    app::init_log,
    clock::Clock,
    config::Config,
    db::{CORE, Db},
    dead::{self, Dead, DeadId},
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
            if !dead::retry(db, id, now).await? {
                return Err(no_such(db, id).await?);
            }
            format!("{id} will be tried again: a bot that runs finds it within seconds\n")
        }
        Order::RetryAll { bot } => page::retried(dead::retry_all(db, bot.as_deref(), now).await?),
        Order::Drop(id) => drop(db, id).await?,
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

async fn drop(db: &Db, id: DeadId) -> anyhow::Result<String> {
    let found = find(db, id).await?;
    if !dead::drop(db, id).await? {
        bail!("{id} is no longer dead: somebody was faster");
    }
    Ok(page::dropped(&found))
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
