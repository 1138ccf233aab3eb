//! One flush for many turns.
//!
//! A turn's commit does not wait for the disk. Nothing of it is told to anybody before a flush that began after that
//! commit has ended; all turns that wait while one flush is under way share the next.

use std::time::Duration;

use uuid::Uuid;

use super::{batch::Batch, store};
use crate::db::Db;

const MOST: usize = 1024;
const PAUSE: Duration = Duration::from_millis(300);

/// What was committed did not survive: the server crashed before it was on the disk, or may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// One account's flushes.
pub(super) struct Flusher(Batch<Option<Uuid>, Result<(), Gone>>);

impl Flusher {
    pub fn start(db: Db) -> Self {
        Self(Batch::start(MOST, move |incarnations: Vec<Option<Uuid>>| {
            let db = db.clone();
            async move {
                let present = flush(&db).await;
                let survived = |then: &Option<Uuid>| then.is_some() && *then == present;
                incarnations.iter().map(|then| if survived(then) { Ok(()) } else { Err(Gone) }).collect()
            }
        }))
    }

    /// Waits until what was committed before this call is on the disk, as long as it takes. `incarnation`: the life of the
    /// database in which it was committed, as the statement itself saw it.
    pub async fn durable(&self, incarnation: Option<Uuid>) -> Result<(), Gone> {
        self.0.ask(incarnation).await.unwrap_or(Err(Gone))
    }
}

/// Tries until the database answers; the life of the database in which that was, where somebody named it.
async fn flush(db: &Db) -> Option<Uuid> {
    loop {
        match store::flush(db).await {
            Ok(Some(present)) => return Some(present),
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
