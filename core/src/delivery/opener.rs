//! Opens chats: all that wait while one read is under way are read together by the next.
//!
//! Reads share nothing that one chat could hold up another with, so one statement serves many.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use super::store::{self, Opened, Opening};
use crate::{clock::Clock, db::Db, ids::ChatKey};

const BATCH: usize = 64;

/// The database did not answer; it is in the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Away;

struct Request {
    chat: ChatKey,
    opened: oneshot::Sender<Result<Option<Opened>, Away>>,
}

/// One account's openings.
pub(super) struct Opener(mpsc::Sender<Request>);

impl Opener {
    pub fn start(db: Db, clock: Clock, opening: Opening) -> Self {
        let (sender, requests) = mpsc::channel(1024);
        tokio::spawn(open_all(db, clock, opening, requests));
        Self(sender)
    }

    /// Reads a chat as it is now; `None` when it is not ours (any more).
    pub async fn open(&self, chat: ChatKey) -> Result<Option<Opened>, Away> {
        let (opened, answer) = oneshot::channel();
        self.0.send(Request { chat, opened }).await.map_err(|_| Away)?;
        answer.await.map_err(|_| Away)?
    }
}

async fn open_all(db: Db, clock: Clock, opening: Opening, mut requests: mpsc::Receiver<Request>) {
    let mut batch = Vec::with_capacity(BATCH);
    while requests.recv_many(&mut batch, BATCH).await > 0 {
        let chats: Vec<ChatKey> = batch.iter().map(|request| request.chat).collect();
        let read = store::open(&db, opening, &chats, clock.now()).await;
        let mut found: Result<HashMap<ChatKey, Opened>, Away> = match read {
            Ok(all) => Ok(all.into_iter().map(|opened| (opened.chat, opened)).collect()),
            Err(error) => {
                tracing::warn!(%error, chats = chats.len(), "cannot open turns");
                Err(Away)
            }
        };
        for request in batch.drain(..) {
            let one = found.as_mut().map(|all| all.remove(&request.chat)).map_err(|away| *away);
            // Who no longer waits is stopping.
            let _ = request.opened.send(one);
        }
    }
}
