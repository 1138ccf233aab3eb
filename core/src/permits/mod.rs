//! Permits to send: how fast a bot may speak, in all its chats and over all its processes.
//!
//! A messenger limits each chat and the bot as a whole. A chat is sent to by one process at a time, so its limit is kept
//! in that process's memory (`queue`). The bot's is shared: processes queue in a line that Redis keeps, or a row of
//! Postgres (`line`, `source`), and take places of it a few at a time (`hand`). Among those who wait in one
//! process answers go first, then notifications, then broadcasts, and within a class who came first.
//!
//! What holds in any second, over all processes: no more messages than the bot's rate and burst allow, and those that a
//! permit used late may add (one and a half at the bot's rate). What does not: two processes of which only one reaches
//! Redis queue in two lines, and a chat that has just changed its process may have a second burst. Then the messenger
//! answers 429, and [`Permits::flooded`] waits that out.

mod hand;
mod limits;
mod line;
#[cfg(test)]
mod memory;
mod queue;
mod redis;
mod source;
mod store;
#[cfg(test)]
mod tests;

pub use limits::{Limits, Rate, Rates};
pub use line::{Ask, Taken};
pub use source::{Away, PermitStore};

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Notify, oneshot},
    time::Instant,
};

use crate::ids::{AccountId, ChatKey};
use queue::{Grant, Queue, Turn};

/// Asks the Redis of `REDIS_URL` for a sign of life; otherwise says what is wrong, without the password.
///
/// # Errors
/// What it, or the way there, says.
pub async fn ask_redis(url: &secrecy::SecretString) -> Result<(), String> {
    let answer = async { redis::Redis::new(url)?.ping().await };
    answer.await.map_err(|error| crate::secrets::mask(&error.to_string()))
}

/// Why something is sent, the most urgent first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// To what a person just did.
    #[default]
    Answer,
    /// What a person asked to be told.
    Notification,
    /// What a person did not ask for.
    Broadcast,
}

/// The permits of one account in this process. Clones share them; there must be one family of clones per account.
#[derive(Clone)]
pub struct Permits(Arc<Desk>);

struct Desk {
    account: AccountId,
    store: Arc<PermitStore>,
    /// Off while nobody can have to wait, whatever is sent: without limits, and with no chat that was refused.
    is_watchful: AtomicBool,
    is_limited: bool,
    queue: Mutex<Queue>,
    /// Something about the queue has changed that the task which sees to it should know.
    changed: Notify,
}

impl Permits {
    pub fn new(account: AccountId, store: Arc<PermitStore>, limits: Limits) -> Self {
        let queue = Queue::new(limits, !store.is_unlimited(), Instant::now());
        let is_limited = limits.rates().is_some();
        Self(Arc::new(Desk {
            account,
            store,
            is_watchful: AtomicBool::new(is_limited),
            is_limited,
            queue: Mutex::new(queue),
            changed: Notify::new(),
        }))
    }

    /// Waits until one message of this class may go to this chat. An edit is a message; an acknowledgement of a press
    /// and a sign of work are none.
    ///
    /// Cancel-safe: what was granted to a future that is dropped goes to the next. What was granted to one that has
    /// completed counts as sent. Needs a runtime.
    pub async fn acquire(&self, class: Class, chat: ChatKey) {
        if !self.0.is_watchful.load(Ordering::Relaxed) || self.0.try_take(chat) {
            return;
        }
        self.0.wait(class, chat).await;
    }

    /// The messenger refused a message to this chat and said how long to wait (429): nothing goes there before. When the
    /// chat was within its own limit, or others were refused too, the whole bot pauses, in all its processes; says whether
    /// it does.
    ///
    /// The message that was refused needs a permit again. Needs a runtime.
    pub fn flooded(&self, chat: ChatKey, wait: Duration) -> bool {
        let pauses = self.0.queue().flooded(chat, wait, Instant::now());
        self.0.is_watchful.store(true, Ordering::Relaxed);
        if pauses {
            tracing::warn!(account = %self.0.account, ?wait, "the messenger finds the bot too fast: it pauses");
        }
        self.0.stir();
        pauses
    }
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_take(&self, chat: ChatKey) -> bool {
        let (mut queue, now) = (self.queue(), Instant::now());
        if !self.is_limited && queue.is_clear(now) {
            self.is_watchful.store(false, Ordering::Relaxed);
            return true;
        }
        queue.try_take(chat, now)
    }

    async fn wait(self: &Arc<Self>, class: Class, chat: ChatKey) {
        let (turn, granted) = self.queue().enter(class, chat, Instant::now());
        let mut waiter = Waiter { desk: self, chat, turn, granted, is_done: false };
        self.stir();
        // The sender lives in the queue, which lives as long as we do.
        let _ = (&mut waiter.granted).await;
        waiter.is_done = true;
    }

    /// Has somebody look at the queue: the task that sees to it, or a new one.
    fn stir(self: &Arc<Self>) {
        let is_driven = std::mem::replace(&mut self.queue().is_driven, true);
        if is_driven {
            self.changed.notify_one();
        } else {
            tokio::spawn(drive(Arc::clone(self)));
        }
    }
}

/// One who waits, and leaves the queue in order when it does not want to any more.
struct Waiter<'a> {
    desk: &'a Arc<Desk>,
    chat: ChatKey,
    turn: Turn,
    granted: oneshot::Receiver<Grant>,
    is_done: bool,
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        let mut queue = self.desk.queue();
        let unused = self.granted.try_recv().ok();
        queue.leave(self.chat, self.turn, unused, Instant::now());
        drop(queue);
        self.desk.changed.notify_one();
    }
}

/// Sees to a queue as long as somebody waits in it.
async fn drive(desk: Arc<Desk>) {
    let mut asking = None;
    loop {
        let step = {
            let mut queue = desk.queue();
            let step = queue.step(Instant::now());
            queue.is_driven = !step.is_idle;
            step
        };
        if step.is_idle {
            return;
        }
        if let Some(ask) = step.ask {
            let (store, account) = (Arc::clone(&desk.store), desk.account);
            asking = Some(Box::pin(async move { (ask, store.take(account, ask).await.ok()) }));
        }
        let answer = async {
            match &mut asking {
                Some(asking) => asking.await,
                None => std::future::pending().await,
            }
        };
        let alarm = async {
            match step.wake {
                Some(wake) => tokio::time::sleep_until(wake).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            (ask, taken) = answer => {
                asking = None;
                desk.queue().received(ask, taken, Instant::now());
            }
            () = alarm => {}
            () = desk.changed.notified() => {}
        }
    }
}
