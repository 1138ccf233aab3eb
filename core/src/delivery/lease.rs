//! One process polls and sends for an account at a time.
//!
//! The lease is a row, renewed every few seconds and compared by the database's own clock, so that it holds behind a
//! transaction pooler and between hosts. It is about work done twice, not about correctness: a turn closes by comparing
//! the chat's version, whoever runs it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::{
    db::Db,
    ids::{AccountId, ProcessId},
};

mod store;

/// How long a lease lasts without being renewed: the longest a vanished host keeps others waiting.
const LIFE: Duration = Duration::from_secs(8);
const RENEWAL: Duration = Duration::from_secs(2);
/// A stop does not wait longer for a database that does not answer; the lease then runs out by itself.
const RELEASE_WITHIN: Duration = Duration::from_secs(1);

/// This process, as others know it.
#[derive(Clone, Debug)]
pub struct Leasehold {
    pub process: ProcessId,
    pub host: String,
    pub pid: u32,
}

impl Leasehold {
    /// This process on this machine. The host is named by its boot, so that a restarted machine is another one.
    pub fn here() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default().trim().to_owned();
        let host =
            format!("{} {}", read("/proc/sys/kernel/hostname"), read("/proc/sys/kernel/random/boot_id"));
        Self { process: ProcessId::new(), host, pid: std::process::id() }
    }

    /// Whether the holder was a process of this machine that no longer runs: then nobody needs to wait for its lease.
    /// A holder with our own pid is our predecessor in this container.
    fn saw_the_end_of(&self, holder: &store::Holder) -> bool {
        let is_local = holder.host == self.host && std::path::Path::new("/proc/self").exists();
        is_local
            && (holder.pid == i64::from(self.pid)
                || !std::path::Path::new(&format!("/proc/{}", holder.pid)).exists())
            && holder.owner != self.process
    }
}

/// The right to poll and send for an account, as long as it is held.
pub struct Lease {
    db: Db,
    account: AccountId,
    holder: Leasehold,
}

impl Lease {
    /// Waits until the lease is ours; `None` when `stop` came first.
    pub async fn wait_for(
        db: Db,
        account: AccountId,
        holder: Leasehold,
        stop: &CancellationToken,
    ) -> Option<Self> {
        let lease = Self { db, account, holder };
        let mut has_said = false;
        loop {
            match lease.try_take().await {
                Ok(true) => return Some(lease),
                Ok(false) if !has_said => {
                    tracing::info!(%account, "another process works for this account; standing by");
                    has_said = true;
                }
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "cannot take the lease"),
            }
            tokio::select! {
                () = tokio::time::sleep(RENEWAL) => {}
                () = stop.cancelled() => return None,
            }
        }
    }

    async fn try_take(&self) -> sqlx::Result<bool> {
        let db = &self.db;
        let (process, host, pid) = (self.holder.process, &self.holder.host, self.holder.pid);
        if store::take(db, self.account, process, host, pid, LIFE, None).await? {
            return Ok(true);
        }
        match store::holder(db, self.account).await? {
            Some(holder) if self.holder.saw_the_end_of(&holder) => {
                store::take(db, self.account, process, host, pid, LIFE, Some(holder.owner)).await
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
                renewal = store::renew(&self.db, self.account, self.holder.process, LIFE) => renewal,
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
        let released = store::release(&self.db, self.account, self.holder.process);
        if !matches!(tokio::time::timeout(RELEASE_WITHIN, released).await, Ok(Ok(()))) {
            tracing::debug!(account = %self.account, "the lease runs out by itself");
        }
    }
}
