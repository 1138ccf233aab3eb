//! How bots stand over all their processes, for `/metrics`: what waits, what is overdue, what was given up.

mod store;
#[cfg(all(test, unix))]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{db::Db, ids::AccountId, metrics::BotState};

/// Of these accounts, or of every active bot of the registry. The database gives up after `limit`, so that an asker who
/// has gone leaves no work behind.
pub(crate) async fn read(
    db: &Db,
    accounts: Option<&[AccountId]>,
    now: DateTime<Utc>,
    limit: Duration,
) -> sqlx::Result<Vec<BotState>> {
    let mut tx = db.begin_as_owner().await?;
    let has_queue = store::prepare(&mut *tx, limit).await?;
    let mut bots = store::bots(&mut *tx, accounts, now).await?;
    if has_queue {
        for (bot, jobs) in store::jobs(&mut *tx).await? {
            if let Some(known) = bots.iter_mut().find(|known| known.bot == bot) {
                known.jobs = jobs;
            }
        }
    }
    tx.rollback().await?;
    Ok(bots)
}
