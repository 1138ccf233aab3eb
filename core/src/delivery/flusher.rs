//! One flush for many turns.
//!
//! A turn's commit does not wait for the disk. Nothing of it is told to anybody before a flush that began after that
//! commit has ended; all turns that wait while one flush is under way share the next.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::store;
use crate::db::Db;

const BATCH: usize = 1024;
const PAUSE: Duration = Duration::from_millis(300);

/// What was committed did not survive: the server crashed before it was on the disk, or may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone;

struct Request {
    incarnation: Option<Uuid>,
    durable: oneshot::Sender<Result<(), Gone>>,
}

/// One account's flushes.
#[derive(Clone)]
pub(super) struct Flusher(mpsc::Sender<Request>);

impl Flusher {
    pub fn start(db: Db) -> Self {
        let (sender, requests) = mpsc::channel(1024);
        tokio::spawn(flush_all(db, requests));
        Self(sender)
    }

    /// Waits until what was committed before this call is on the disk, as long as it takes. `incarnation`: the life of the
    /// database in which it was committed, as the statement itself saw it.
    pub async fn durable(&self, incarnation: Option<Uuid>) -> Result<(), Gone> {
        let (durable, answer) = oneshot::channel();
        self.0.send(Request { incarnation, durable }).await.map_err(|_| Gone)?;
        answer.await.map_err(|_| Gone)?
    }
}

async fn flush_all(db: Db, mut requests: mpsc::Receiver<Request>) {
    let mut batch = Vec::with_capacity(BATCH);
    while requests.recv_many(&mut batch, BATCH).await > 0 {
        let Some(present) = flush_once(&db).await else { return };
        for request in batch.drain(..) {
            let survived = request.incarnation.is_some() && request.incarnation == present;
            // Who no longer waits is stopping.
            let _ = request.durable.send(if survived { Ok(()) } else { Err(Gone) });
        }
    }
}

/// Tries until the database answers; `None` when it was closed.
async fn flush_once(db: &Db) -> Option<Option<Uuid>> {
    loop {
        match store::flush(db).await {
            Ok(Some(present)) => return Some(Some(present)),
            Ok(None) => {
                if let Err(error) = store::begin_incarnation(db).await {
                    tracing::warn!(%error, "cannot note that the database started anew");
                }
                return Some(None);
            }
            Err(_) if db.pool().is_closed() => return None,
            Err(error) => tracing::warn!(%error, "cannot flush, trying again"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
