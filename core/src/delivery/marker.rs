//! Takes what was sent off the lists, in bulk.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{mpsc, oneshot};

use super::store::{self, Mark, Opened};
use crate::{
    db::Db,
    ids::{AccountId, ChatKey, ReplicaId},
};

const PAUSE: Duration = Duration::from_millis(500);
const BATCH: usize = 512;
/// Marks are not waited for on the disk. Sayings that were sent lately are remembered, so that those whose mark went with
/// a crash of the server are not sent again: what half a minute at full speed makes.
const REMEMBERED: usize = 32_768;

/// A statement costs much more than a row of it, so marks wait for company: until there are enough, and no longer than
/// this. What a crash repeats is what was sent and not yet marked.
const COMPANY: usize = 16;
const PATIENCE: Duration = Duration::from_millis(10);

struct Request {
    /// `None`: only tell when all before it is marked.
    mark: Option<Arc<Mark>>,
    done: oneshot::Sender<()>,
}

/// One account's marks.
pub(super) struct Marker {
    requests: mpsc::Sender<Request>,
    recent: Arc<Mutex<Recent>>,
    under_way: Arc<Mutex<UnderWay>>,
}

/// What was sent in a chat and is not marked yet.
type UnderWay = HashMap<ChatKey, Marks>;
pub(super) type Marks = Vec<Arc<Mark>>;

impl Marker {
    pub fn start(db: Db, account: AccountId, owner: ReplicaId) -> Self {
        let (requests, received) = mpsc::channel(1024);
        let under_way = Arc::default();
        tokio::spawn(mark_all(db, account, owner, received, Arc::clone(&under_way)));
        Self { requests, recent: Arc::default(), under_way }
    }

    /// Has it marked; what is returned completes when it is (or when the marker has gone with the process's end).
    pub async fn mark(&self, mark: Mark) -> oneshot::Receiver<()> {
        locked(&self.recent).note(&mark.sent);
        let mark = Arc::new(mark);
        locked(&self.under_way).entry(mark.chat).or_default().push(Arc::clone(&mark));
        let (done, is_done) = oneshot::channel();
        let _ = self.requests.send(Request { mark: Some(mark), done }).await;
        is_done
    }

    /// What is about to be marked in a chat. Ask before the chat is read, and [`amend`] what was read.
    pub fn under_way(&self, chat: ChatKey) -> Marks {
        locked(&self.under_way).get(&chat).cloned().unwrap_or_default()
    }

    /// Waits until all is marked that was to be.
    pub async fn drain(&self) {
        let (done, is_done) = oneshot::channel();
        let _ = self.requests.send(Request { mark: None, done }).await;
        let _ = is_done.await;
    }

    /// Whether this process sent a saying lately, whatever the database remembers of it.
    pub fn was_sent(&self, saying: &str) -> bool {
        locked(&self.recent).known.contains(saying)
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
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

/// A chat as it is once these are marked, but for the list of what is closed.
pub(super) fn amend(opened: &mut Opened, marks: &[Arc<Mark>]) {
    for mark in marks {
        opened.marking.extend(&mark.seqs);
        opened.pending.retain(|saying| !mark.sent.contains(&saying.id));
        opened.slots.extend(mark.slots.clone());
    }
}

async fn mark_all(
    db: Db,
    account: AccountId,
    owner: ReplicaId,
    mut requests: mpsc::Receiver<Request>,
    under_way: Arc<Mutex<UnderWay>>,
) {
    let mut waiting: Vec<Request> = Vec::with_capacity(BATCH);
    while requests.recv_many(&mut waiting, BATCH).await > 0 {
        let company = async {
            while waiting.len() < COMPANY
                && waiting.iter().all(|request| request.mark.is_some())
                && requests.recv_many(&mut waiting, BATCH).await > 0
            {}
        };
        // Whether they are enough or the time is over, what waits is marked now.
        let _ = tokio::time::timeout(PATIENCE, company).await;
        let marks = one_per_chat(&waiting);
        while !marks.is_empty()
            && let Err(error) = store::mark(&db, account, owner, &marks).await
        {
            if db.pool().is_closed() {
                return;
            }
            tracing::warn!(%error, "cannot mark what was sent, trying again");
            tokio::time::sleep(PAUSE).await;
        }
        let mut under_way = locked(&under_way);
        for request in waiting.drain(..) {
            if let Some(mark) = &request.mark
                && let Some(marks) = under_way.get_mut(&mark.chat)
            {
                marks.retain(|other| !Arc::ptr_eq(other, mark));
                if marks.is_empty() {
                    under_way.remove(&mark.chat);
                }
            }
            let _ = request.done.send(());
        }
    }
}

/// In order, so that no two statements take the rows of the same chats in another one.
fn one_per_chat(requests: &[Request]) -> Vec<Mark> {
    let mut marks: BTreeMap<ChatKey, Mark> = BTreeMap::new();
    for mark in requests.iter().filter_map(|request| request.mark.as_deref()) {
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
