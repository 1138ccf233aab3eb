//! One flush for many turns.
//!
//! A turn's commit does not wait for the disk. Nothing of it is told to anybody before a flush that began after that
//! commit has ended; all turns that wait while one flush is under way share the next.
//!
//! A server that crashes and comes back has forgotten what was not on the disk, and a flush after that says nothing about
//! turns before it. So a flush that sees another incarnation of the database than the one before it vouches for nothing.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;
use uuid::Uuid;

use super::{batch::Batch, store};
use crate::{db::Db, metrics::BotMetrics};

const MOST: usize = 1024;
const PAUSE: Duration = Duration::from_millis(300);

/// What was committed did not survive: the server crashed before it was on the disk, or may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// A life of the database between two crashes, as this process has counted them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life(u64);

/// One account's flushes.
pub(super) struct Flusher {
    flushes: Batch<Life, Result<(), Gone>>,
    lives: Arc<Lives>,
}

impl Flusher {
    /// `incarnation`: the database's present one, read before any turn.
    pub fn start(db: Db, incarnation: Option<Uuid>, metrics: Arc<BotMetrics>) -> Self {
        let lives = Arc::new(Lives { present: AtomicU64::new(0), incarnation: Mutex::new(incarnation) });
        let seen = Arc::clone(&lives);
        let flushes = Batch::start(MOST, move |asked: Vec<Life>| {
            let (db, lives, metrics) = (db.clone(), Arc::clone(&seen), Arc::clone(&metrics));
            async move {
                let present = lives.see(flush(&db, &metrics).await);
                asked.iter().map(|life| if *life == present { Ok(()) } else { Err(Gone) }).collect()
            }
        });
        Self { flushes, lives }
    }

    /// The database's present life, as far as is known. Ask before the commit (or read) that will have to be vouched for.
    pub fn life(&self) -> Life {
        Life(self.lives.present.load(Ordering::Acquire))
    }

    /// Waits until what was committed before this call is on the disk, as long as it takes. `life`: what [`Flusher::life`]
    /// said before it was committed.
    pub async fn durable(&self, life: Life) -> Result<(), Gone> {
        self.flushes.ask(life).await.unwrap_or(Err(Gone))
    }
}

struct Lives {
    present: AtomicU64,
    /// Which incarnation that is; `None` when nobody has named it.
    incarnation: Mutex<Option<Uuid>>,
}

impl Lives {
    /// A flush saw this incarnation: the life we know of, or the beginning of another.
    fn see(&self, incarnation: Option<Uuid>) -> Life {
        let mut known = self.incarnation.lock().unwrap_or_else(PoisonError::into_inner);
        if incarnation.is_none() || *known != incarnation {
            *known = incarnation;
            self.present.fetch_add(1, Ordering::AcqRel);
            if incarnation.is_none() {
                // Unnamed, so the next flush could not tell it from others either.
                return Life(u64::MAX);
            }
        }
        Life(self.present.load(Ordering::Acquire))
    }
}

/// Tries until the database answers; its present incarnation, where somebody named it.
async fn flush(db: &Db, metrics: &BotMetrics) -> Option<Uuid> {
    loop {
        let began = Instant::now();
        match store::flush(db).await {
            Ok(Some(present)) => {
                metrics.flush_took(began.elapsed());
                return Some(present);
            }
            Ok(None) => {
                if let Err(error) = store::begin_incarnation(db).await {
                    tracing::warn!(%error, "cannot note that the database started anew");
                }
                return None;
            }
            Err(_) if db.pool().is_closed() => return None,
            Err(error) => tracing::warn!(%error, "cannot flush, trying again"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_before_a_crash_are_not_vouched_for() {
        let [first, second] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let lives = Lives { present: AtomicU64::new(0), incarnation: Mutex::new(Some(first)) };
        assert_eq!(lives.see(Some(first)), Life(0), "nothing happened");
        assert_ne!(lives.see(None), Life(0), "the server crashed, and nobody has named its new life");
        let unnamed = Life(lives.present.load(Ordering::Acquire));
        assert_ne!(lives.see(Some(second)), unnamed, "what closed before it was named is uncertain");
        let present = Life(lives.present.load(Ordering::Acquire));
        assert_eq!(lives.see(Some(second)), present);
        assert_ne!(lives.see(Some(first)), present);
    }
}
