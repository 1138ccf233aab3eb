//! One process polls for an account at a time: a messenger tells a second poller that it is one too many.
//!
//! The lease is a row, renewed every few seconds and compared by the database's own clock, so that it holds behind a
//! transaction pooler and between hosts.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::ThisProcess;
use crate::{db::Db, ids::AccountId};

mod store;

/// How long a lease lasts without being renewed: the longest a vanished host keeps others waiting.
const LIFE: Duration = Duration::from_secs(8);
const RENEWAL: Duration = Duration::from_secs(2);
/// After the database did not answer.
const PAUSE: Duration = Duration::from_millis(500);
/// A stop does not wait longer for a database that does not answer; the lease then runs out by itself.
const RELEASE_WITHIN: Duration = Duration::from_secs(1);

/// The right to poll for an account, as long as it is held.
pub struct Lease {
    db: Db,
    account: AccountId,
    holder: ThisProcess,
}

impl Lease {
    /// Waits until the lease is ours; `None` when `stop` came first.
    pub async fn wait_for(
        db: Db,
        account: AccountId,
        holder: ThisProcess,
        stop: &CancellationToken,
    ) -> Option<Self> {
        let lease = Self { db, account, holder };
        let mut has_said = false;
        // Asked first: who is stopping has just given it back, and would take it again and again.
        while !stop.is_cancelled() {
            let pause = match lease.try_take().await {
                Ok(true) => return Some(lease),
                Ok(false) => {
                    if !has_said {
                        tracing::info!(%account, "another process polls for this account; standing by");
                    }
                    has_said = true;
                    RENEWAL
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot take the lease");
                    PAUSE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => {}
            }
        }
        None
    }

    async fn try_take(&self) -> sqlx::Result<bool> {
        let db = &self.db;
        if store::take(db, self.account, &self.holder, LIFE, None).await? {
            return Ok(true);
        }
        match store::holder(db, self.account).await? {
            Some(holder) if self.holder.saw_the_end_of(&holder.process) => {
                store::take(db, self.account, &self.holder, LIFE, Some(holder.owner)).await
            }
            _ => Ok(false),
        }
    }

    /// Renews until everything is `put_away`, then gives the lease back. Returns early when it was lost.
    pub async fn keep(self, put_away: CancellationToken) {
        let mut renewed = tokio::time::Instant::now();
        loop {
            tokio::select! {
                () = tokio::time::sleep(RENEWAL) => {}
                () = put_away.cancelled() => break,
            }
            let renewal = tokio::select! {
                renewal = store::renew(&self.db, self.account, self.holder.id, LIFE) => renewal,
                () = put_away.cancelled() => break,
            };
            match renewal {
                Ok(true) => renewed = tokio::time::Instant::now(),
                Ok(false) => {
                    tracing::warn!(account = %self.account, "the lease was taken over");
                    return;
                }
                Err(error) => tracing::warn!(%error, "cannot renew the lease"),
            }
            if renewed.elapsed() > LIFE {
                return;
            }
        }
        let released = store::release(&self.db, self.account, self.holder.id);
        if !matches!(tokio::time::timeout(RELEASE_WITHIN, released).await, Ok(Ok(()))) {
            tracing::debug!(account = %self.account, "the lease runs out by itself");
        }
    }
}
