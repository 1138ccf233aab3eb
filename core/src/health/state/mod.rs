//! How bots stand over all their processes, for `/metrics` and for admins: what waits, what is overdue, what was given up.

mod store;
#[cfg(all(test, unix))]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{db::Db, ids::AccountId, metrics::BotState};

pub use store::{NamedJobs, OPEN as OPEN_COUNTED, RARE as RARE_COUNTED};

/// Of these accounts, or of every active bot of the registry. The database gives up after `limit`, so that an asker who
/// has gone leaves no work behind.
///
/// # Errors
/// When the database does not answer within the limit.
pub async fn read(
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

/// The jobs of each bot that has some in the queue, by their names; of the newest [`RARE_COUNTED`].
///
/// # Errors
/// When the database does not answer within `limit`.
pub async fn jobs_by_name(db: &Db, limit: Duration) -> sqlx::Result<Vec<NamedJobs>> {
    let mut tx = db.begin_as_owner().await?;
    let has_queue = store::prepare(&mut *tx, limit).await?;
    let jobs = if has_queue { store::jobs_by_name(&mut *tx).await? } else { Vec::new() };
    tx.rollback().await?;
    Ok(jobs)
}
