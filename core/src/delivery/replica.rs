//! A process at work for an account. Several may be: each chat is worked off by one of them, its owner.
//!
//! A replica is a row that is renewed every few seconds and compared by the database's own clock, so that it holds
//! behind a transaction pooler and between hosts. Correctness does not hang on it (a turn closes by comparing the chat's
//! owner and version), but order does: nobody else sends for a chat while its owner lives.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    ThisProcess,
    store::{begin_incarnation, incarnation},
};
use crate::{
    db::Db,
    ids::{AccountId, ReplicaId},
};

mod store;

/// How long a replica counts as alive without a sign of life: the longest a vanished host keeps its chats.
const LIFE: Duration = Duration::from_secs(8);
const RENEWAL: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(500);
/// A stop does not wait longer for a database that does not answer.
const LEAVE_WITHIN: Duration = Duration::from_secs(1);

/// This process's part in an account's work.
#[derive(Clone, Debug)]
pub struct Replica {
    db: Db,
    pub(crate) id: ReplicaId,
    account: AccountId,
    /// Which one of the database it was joined in.
    pub(crate) incarnation: Option<Uuid>,
    holder: ThisProcess,
}

impl Replica {
    /// Joins those at work for the account; `None` when `stop` came first.
    pub async fn join(
        db: Db,
        account: AccountId,
        holder: ThisProcess,
        stop: &CancellationToken,
    ) -> Option<Self> {
        let mut replica = Self { db, id: ReplicaId::new(), account, incarnation: None, holder };
        loop {
            match replica.try_join().await {
                Ok(()) => return Some(replica),
                Err(error) => tracing::warn!(%error, "cannot join the work on this account, trying again"),
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = stop.cancelled() => return None,
            }
        }
    }

    async fn try_join(&mut self) -> sqlx::Result<()> {
        store::join(&self.db, self.id, self.account, &self.holder.at, LIFE).await?;
        begin_incarnation(&self.db).await?;
        self.incarnation = incarnation(&self.db).await?;
        self.bury_the_dead().await
    }

    /// Processes of this machine that no longer run need not be waited for.
    async fn bury_the_dead(&self) -> sqlx::Result<()> {
        let others = store::others(&self.db, self.account, self.id).await?;
        let dead = |other: &&store::Row| self.holder.saw_the_end_of(&other.process);
        let dead: Vec<ReplicaId> = others.iter().filter(dead).map(|other| other.id).collect();
        store::bury(&self.db, &dead).await
    }

    /// Gives signs of life until everything is `put_away`. Returns early when the others had to count us as dead: then
    /// nothing may be sent any more, for somebody else may be sending it.
    pub async fn live(&self, put_away: CancellationToken) {
        let mut renewed = Instant::now();
        loop {
            tokio::select! {
                () = tokio::time::sleep(RENEWAL) => {}
                () = put_away.cancelled() => return,
            }
            let began = Instant::now();
            let renewal = tokio::select! {
                renewal = self.renew() => renewal,
                () = put_away.cancelled() => return,
                () = tokio::time::sleep_until(renewed + LIFE) => Ok(false),
            };
            match renewal {
                Ok(true) => renewed = began,
                Ok(false) => {
                    tracing::warn!(account = %self.account, "counted as dead by the others; starting anew");
                    return;
                }
                Err(error) => tracing::warn!(%error, "cannot give a sign of life"),
            }
        }
    }

    /// False: our row has gone, or had run out.
    async fn renew(&self) -> sqlx::Result<bool> {
        let is_alive = store::renew(&self.db, self.id, LIFE).await?;
        self.bury_the_dead().await?;
        Ok(is_alive)
    }

    /// Leaves the account's chats to the others.
    pub async fn leave(&self) {
        let left = store::leave(&self.db, self.id, self.account);
        if !matches!(tokio::time::timeout(LEAVE_WITHIN, left).await, Ok(Ok(()))) {
            tracing::debug!(account = %self.account, "the replica runs out by itself");
        }
    }
}
