//! Takes what was sent off the lists, in bulk.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{mpsc, oneshot};

use super::store::{self, Mark};
use crate::{
    db::Db,
    ids::{AccountId, ReplicaId},
};

/// Pause before chats that a turn held are marked again.
const HELD_PAUSE: Duration = Duration::from_millis(3);
const AWAY_PAUSE: Duration = Duration::from_millis(500);
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
    let mut waiting: Vec<Request> = Vec::new();
    loop {
        if waiting.is_empty() && requests.recv_many(&mut waiting, BATCH).await == 0 {
            return;
        }
        while waiting.len() < BATCH
            && let Ok(request) = requests.try_recv()
        {
            waiting.push(request);
        }
        if db.pool().is_closed() {
            return;
        }
        if !mark_once(&db, account, owner, &mut waiting).await {
            tokio::time::sleep(HELD_PAUSE).await;
        }
    }
}

/// One statement; says whether it got anywhere. What could not be marked stays in `waiting`.
async fn mark_once(db: &Db, account: AccountId, owner: ReplicaId, waiting: &mut Vec<Request>) -> bool {
    match store::mark(db, account, owner, &one_per_chat(waiting)).await {
        Ok(chats) => {
            let chats: HashSet<_> = chats.into_iter().collect();
            for request in waiting.extract_if(.., |request| chats.contains(&request.mark.chat)) {
                let _ = request.done.send(());
            }
            !chats.is_empty()
        }
        Err(error) => {
            tracing::warn!(%error, "cannot mark what was sent, trying again");
            tokio::time::sleep(AWAY_PAUSE).await;
            false
        }
    }
}

fn one_per_chat(requests: &[Request]) -> Vec<Mark> {
    let mut places = std::collections::HashMap::with_capacity(requests.len());
    let mut marks: Vec<Mark> = Vec::with_capacity(requests.len());
    for Request { mark, .. } in requests {
        match places.get(&mark.chat) {
            Some(place) => {
                let earlier: &mut Mark = &mut marks[*place];
                earlier.absorb(mark);
            }
            None => {
                places.insert(mark.chat, marks.len());
                marks.push(mark.clone());
            }
        }
    }
    marks
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
