//! Takes what was sent off the lists, in bulk.

use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{mpsc, oneshot};

use super::store::{self, Mark};
use crate::{
    db::Db,
    ids::{AccountId, ChatKey, ReplicaId},
};

const PAUSE: Duration = Duration::from_millis(500);
const BATCH: usize = 512;
/// Marks are not waited for on the disk. Sayings that were sent lately are remembered, so that those whose mark went with
/// a crash of the server are not sent again: what half a minute at full speed makes.
const REMEMBERED: usize = 32_768;

struct Request {
    mark: Mark,
    done: oneshot::Sender<()>,
}

/// One account's marks.
pub(super) struct Marker {
    requests: mpsc::Sender<Request>,
    recent: Arc<Mutex<Recent>>,
}

impl Marker {
    pub fn start(db: Db, account: AccountId, owner: ReplicaId) -> Self {
        let (requests, received) = mpsc::channel(1024);
        tokio::spawn(mark_all(db, account, owner, received));
        Self { requests, recent: Arc::default() }
    }

    /// Has it marked; what is returned completes when it is (or when the marker has gone with the process's end).
    pub async fn mark(&self, mark: Mark) -> oneshot::Receiver<()> {
        self.recent().note(&mark.sent);
        let (done, is_done) = oneshot::channel();
        let _ = self.requests.send(Request { mark, done }).await;
        is_done
    }

    /// Whether this process sent a saying lately, whatever the database remembers of it.
    pub fn was_sent(&self, saying: &str) -> bool {
        self.recent().known.contains(saying)
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Recent {
    known: HashSet<Arc<str>>,
    order: VecDeque<Arc<str>>,
}

impl Recent {
    fn note(&mut self, sayings: &[String]) {
        for saying in sayings {
            let saying: Arc<str> = saying.as_str().into();
            if self.known.insert(Arc::clone(&saying)) {
                self.order.push_back(saying);
            }
        }
        while self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

async fn mark_all(db: Db, account: AccountId, owner: ReplicaId, mut requests: mpsc::Receiver<Request>) {
    let mut waiting: Vec<Request> = Vec::with_capacity(BATCH);
    while requests.recv_many(&mut waiting, BATCH).await > 0 {
        let marks = one_per_chat(&waiting);
        while let Err(error) = store::mark(&db, account, owner, &marks).await {
            if db.pool().is_closed() {
                return;
            }
            tracing::warn!(%error, "cannot mark what was sent, trying again");
            tokio::time::sleep(PAUSE).await;
        }
        for request in waiting.drain(..) {
            let _ = request.done.send(());
        }
    }
}

/// In order, so that no two statements take the rows of the same chats in another one.
fn one_per_chat(requests: &[Request]) -> Vec<Mark> {
    let mut marks: BTreeMap<ChatKey, Mark> = BTreeMap::new();
    for Request { mark, .. } in requests {
        marks.entry(mark.chat).and_modify(|earlier| earlier.absorb(mark)).or_insert_with(|| mark.clone());
    }
    marks.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_last_is_remembered_longest() {
        let mut recent = Recent::default();
        let names: Vec<String> = (0..REMEMBERED + 1).map(|number| number.to_string()).collect();
        recent.note(&names);
        recent.note(&names[REMEMBERED..]);
        assert!(!recent.known.contains("0") && recent.known.contains("1"));
        assert_eq!((recent.known.len(), recent.order.len()), (REMEMBERED, REMEMBERED));
    }
}
