//! The bot's account: updates that wait for it, and what it says.

use std::{
    io::Write,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Instant,
};

use nexus_core::clock::Clock;
use tokio::sync::{Notify, watch};

use super::{
    Chats,
    limits::Limits,
    queue::Queue,
    trouble::{Rates, Troubles},
    webhook::Webhook,
};
use crate::sync::locked;

/// A message that the bot said, as it stands in the call.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub chat: i64,
    /// The message's number: a new one, or that of the message that was edited.
    pub message: i64,
    /// Still escaped as in JSON.
    pub text: &'a [u8],
    /// The call's whole body.
    pub body: &'a [u8],
    pub at: Instant,
}

/// One bot.
pub struct Account {
    pub(super) bot: i64,
    pub(super) chats: Arc<dyn Chats>,
    clock: Clock,
    pub(super) queue: Mutex<Queue>,
    pub(super) news: Notify,
    pub(super) next_message: AtomicI64,
    pub(super) troubles: Mutex<Troubles>,
    pub(super) limits: Mutex<Option<Limits>>,
    pub(super) calls: AtomicU64,
    /// Messages that were accepted without the bot hearing of it.
    pub(super) unheard: AtomicU64,
    /// How many polls and webhooks there were.
    pub(super) contacts: watch::Sender<u64>,
}

impl Account {
    pub(super) fn new(bot: i64, chats: Arc<dyn Chats>, seed: u64) -> Self {
        Self {
            bot,
            chats,
            clock: Clock::system(),
            queue: Mutex::new(Queue::new()),
            news: Notify::new(),
            next_message: AtomicI64::new(1),
            troubles: Mutex::new(Troubles::new(seed)),
            limits: Mutex::new(None),
            calls: AtomicU64::new(0),
            unheard: AtomicU64::new(0),
            contacts: watch::Sender::new(0),
        }
    }

    /// A person writes to the bot; their private chat has their number.
    pub fn write(&self, person: i64, text: &str) {
        let (message, date) = (self.next_message.fetch_add(1, Ordering::Relaxed), self.date());
        self.queue_update(person, |update| {
            write!(
                update,
                r#""message":{{"message_id":{message},"from":{{"id":{person},"is_bot":false,"first_name":"P{person}","language_code":"en"}},"chat":{{"id":{person},"first_name":"P{person}","type":"private"}},"date":{date},"text":"{text}"}}}}"#
            )
        });
    }

    /// A person presses a button under a message of the bot.
    pub fn press(&self, person: i64, message: i64, data: &str) {
        let (query, date, bot) = (self.next_message.fetch_add(1, Ordering::Relaxed), self.date(), self.bot);
        self.queue_update(person, |update| {
            write!(
                update,
                r#""callback_query":{{"id":"{query}","from":{{"id":{person},"is_bot":false,"first_name":"P{person}","language_code":"en"}},"message":{{"message_id":{message},"from":{{"id":{bot},"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{person},"first_name":"P{person}","type":"private"}},"date":{date},"text":"x"}},"chat_instance":"{person}","data":"{data}"}}}}"#
            )
        });
    }

    /// What `content` writes is ours and needs no escaping.
    fn queue_update(&self, chat: i64, content: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) {
        let mut queue = locked(&self.queue);
        let id = queue.next_update;
        queue.next_update += 1;
        let mut update = Vec::with_capacity(320);
        // Writing to a vector cannot fail.
        let _ = write!(update, r#"{{"update_id":{id},"#).and_then(|()| content(&mut update));
        match &queue.hook {
            Some(hook) => hook.push(chat, update),
            None => {
                queue.waiting.push_back((id, update));
                drop(queue);
                self.news.notify_one();
            }
        }
    }

    pub(super) fn date(&self) -> i64 {
        self.clock.now().timestamp()
    }

    /// From now on calls fail this often.
    pub fn trouble(&self, rates: Rates) {
        locked(&self.troubles).rates = rates;
    }

    /// From now on Telegram's limits hold, or no longer.
    pub fn limit(&self, on: bool) {
        *locked(&self.limits) = on.then(|| Limits::new(Instant::now()));
    }

    /// How many messages came too early since the limits hold.
    pub fn refused(&self) -> u64 {
        locked(&self.limits).as_ref().map_or(0, |limits| limits.refused)
    }

    /// Calls so far, of whatever kind.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Messages so far that were accepted without the bot hearing of it: it will send them again.
    pub fn unheard(&self) -> u64 {
        self.unheard.load(Ordering::Relaxed)
    }

    /// Changes with every poll and every webhook that is set.
    pub fn contacts(&self) -> watch::Receiver<u64> {
        let mut contacts = self.contacts.subscribe();
        contacts.mark_unchanged();
        contacts
    }

    /// Updates that the bot has not taken yet.
    pub fn waiting(&self) -> usize {
        let queue = locked(&self.queue);
        queue.waiting.len() + queue.hook.as_ref().map_or(0, Webhook::waiting)
    }

    /// Where a webhook's posts go, in turn; empty: to the address that was set.
    pub fn balance(&self, replicas: Vec<SocketAddr>) {
        locked(&self.queue).replicas = replicas;
    }

    pub(super) fn end_webhook(&self) {
        locked(&self.queue).take_back();
        self.news.notify_one();
    }
}
