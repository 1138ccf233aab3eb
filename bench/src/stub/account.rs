//! The bot's account: updates that wait for it, and what it says.

use std::{
    collections::VecDeque,
    io::Write,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use nexus_core::clock::Clock;
use tokio::sync::{Notify, watch};

use super::{
    Chats,
    call::{self, Method, Parameters},
    form,
    http::{Request, push_number},
    limits::Limits,
    trouble::{Rates, Trouble, Troubles},
    webhook::Webhook,
};

/// Where update ids begin; real ones are large too.
const FIRST_UPDATE: i64 = 100_000_000;
/// As many as Telegram hands out at once.
const BATCH: i64 = 100;

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

pub(super) enum Outcome {
    Answered(u16),
    /// The connection is to be closed without an answer.
    Dropped,
}

/// One bot.
pub struct Account {
    bot: i64,
    chats: Arc<dyn Chats>,
    clock: Clock,
    queue: Mutex<Queue>,
    news: Notify,
    next_message: AtomicI64,
    troubles: Mutex<Troubles>,
    limits: Mutex<Option<Limits>>,
    calls: AtomicU64,
    /// Messages that were accepted without the bot hearing of it.
    unheard: AtomicU64,
    /// How many polls and webhooks there were.
    contacts: watch::Sender<u64>,
}

struct Queue {
    next_update: i64,
    waiting: VecDeque<(i64, Vec<u8>)>,
    /// The poll that is held; an earlier one ends when another comes.
    poll: u64,
    hook: Option<Webhook>,
    /// Where a webhook's posts really go: the replicas behind its public address.
    replicas: Vec<SocketAddr>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Account {
    pub(super) fn new(bot: i64, chats: Arc<dyn Chats>, seed: u64) -> Self {
        let queue = Queue {
            next_update: FIRST_UPDATE,
            waiting: VecDeque::new(),
            poll: 0,
            hook: None,
            replicas: Vec::new(),
        };
        Self {
            bot,
            chats,
            clock: Clock::system(),
            queue: Mutex::new(queue),
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

    fn date(&self) -> i64 {
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

    pub(super) async fn call(&self, request: &Request<'_>, answer: &mut Vec<u8>) -> Outcome {
        let Some(method) = call::method(request.target) else {
            answer.extend_from_slice(br#"{"ok":false,"error_code":404,"description":"Not Found"}"#);
            return Outcome::Answered(404);
        };
        self.calls.fetch_add(1, Ordering::Relaxed);
        if form::is_json(request) {
            return self.perform(method, &request.body, answer).await;
        }
        self.perform(method, &form::parameters(request), answer).await
    }

    async fn perform(&self, method: Method, body: &[u8], answer: &mut Vec<u8>) -> Outcome {
        let parameters = call::parameters(body);
        let trouble = self.draw(method);
        if let Some(status) = trouble.and_then(|trouble| refuse(trouble, answer)) {
            return Outcome::Answered(status);
        }
        let status = match method {
            Method::SendMessage | Method::EditMessageText => self.message(method, &parameters, body, answer),
            Method::GetUpdates => self.updates(&parameters, answer).await,
            Method::GetMe => self.me(answer),
            Method::SetWebhook => self.set_webhook(&parameters, answer),
            Method::DeleteWebhook => {
                self.end_webhook();
                say_true(answer)
            }
            Method::GetWebhookInfo => self.webhook_info(answer),
            Method::GetMyCommands => say(answer, r#"{"ok":true,"result":[]}"#),
            Method::Other => say_true(answer),
        };
        if trouble != Some(Trouble::Drop) {
            return Outcome::Answered(status);
        }
        self.unheard.fetch_add(u64::from(method == Method::SendMessage), Ordering::Relaxed);
        Outcome::Dropped
    }

    /// Floods are for messages alone; who a bot is and where its updates go is always answered.
    fn draw(&self, method: Method) -> Option<Trouble> {
        if matches!(method, Method::GetMe | Method::SetWebhook | Method::DeleteWebhook) {
            return None;
        }
        let is_message = matches!(method, Method::SendMessage | Method::EditMessageText);
        locked(&self.troubles).draw().filter(|trouble| is_message || *trouble != Trouble::Flood)
    }

    fn message(&self, method: Method, call: &Parameters<'_>, body: &[u8], answer: &mut Vec<u8>) -> u16 {
        let (chat, at) = (call.chat, Instant::now());
        if locked(&self.limits).as_mut().is_some_and(|limits| !limits.pass(chat, at)) {
            return flood(answer);
        }
        let edited = call.message.filter(|_| method == Method::EditMessageText);
        let message = edited.unwrap_or_else(|| self.next_message.fetch_add(1, Ordering::Relaxed));
        self.chats.said(self, &Said { chat, message, text: call.text, body, at });
        let (bot, date) = (self.bot, self.date());
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"message_id":{message},"from":{{"id":{bot},"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{chat},"first_name":"P{chat}","type":"private"}},"date":{date},"text":""#
        );
        answer.extend_from_slice(call.text);
        say(answer, r#""}}"#)
    }

    /// A long poll: what waits at once, else the next that comes within the time-out, else nothing.
    async fn updates(&self, call: &Parameters<'_>, answer: &mut Vec<u8>) -> u16 {
        self.contacts.send_modify(|contacts| *contacts += 1);
        let until =
            Instant::now() + Duration::from_secs(call.timeout.unwrap_or_default().clamp(0, 50) as u64);
        let limit = usize::try_from(call.limit.unwrap_or(BATCH).clamp(1, BATCH)).unwrap_or_default();
        let number = {
            let mut queue = locked(&self.queue);
            queue.poll += 1;
            queue.acknowledge(call.offset);
            queue.poll
        };
        // Whoever else polls must notice that they were displaced.
        self.news.notify_waiters();
        loop {
            let news = self.news.notified();
            {
                let queue = locked(&self.queue);
                if queue.poll != number || queue.hook.is_some() {
                    say(
                        answer,
                        r#"{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}"#,
                    );
                    return 409;
                }
                if !queue.waiting.is_empty() || Instant::now() >= until {
                    return queue.hand_out(limit, answer);
                }
            }
            let _ = tokio::time::timeout_at(until.into(), news).await;
        }
    }

    fn me(&self, answer: &mut Vec<u8>) -> u16 {
        let bot = self.bot;
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"id":{bot},"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}}}"#
        );
        200
    }

    fn set_webhook(&self, call: &Parameters<'_>, answer: &mut Vec<u8>) -> u16 {
        self.contacts.send_modify(|contacts| *contacts += 1);
        let mut queue = locked(&self.queue);
        let hook = Webhook::new(call, &queue.replicas);
        if queue.hook.as_ref().is_some_and(|known| hook.as_ref().is_some_and(|hook| hook.is_as(known))) {
            return say_true(answer);
        }
        queue.take_back();
        queue.hook = hook.inspect(Webhook::run);
        queue.hand_over();
        drop(queue);
        self.news.notify_waiters();
        say_true(answer)
    }

    pub(super) fn end_webhook(&self) {
        locked(&self.queue).take_back();
        self.news.notify_one();
    }

    fn webhook_info(&self, answer: &mut Vec<u8>) -> u16 {
        let url = locked(&self.queue).hook.as_ref().map(|hook| hook.url().to_owned()).unwrap_or_default();
        let waiting = self.waiting();
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"url":"{url}","has_custom_certificate":false,"pending_update_count":{waiting}}}}}"#
        );
        200
    }
}

impl Queue {
    /// Whatever is below the offset has arrived. A negative one counts from the end.
    fn acknowledge(&mut self, offset: Option<i64>) {
        let from = match offset {
            Some(offset) if offset < 0 => self.next_update + offset,
            Some(offset) => offset,
            None => return,
        };
        while self.waiting.front().is_some_and(|(id, _)| *id < from) {
            self.waiting.pop_front();
        }
    }

    fn hand_out(&self, limit: usize, answer: &mut Vec<u8>) -> u16 {
        answer.extend_from_slice(br#"{"ok":true,"result":["#);
        for (index, (_, update)) in self.waiting.iter().take(limit).enumerate() {
            if index > 0 {
                answer.push(b',');
            }
            answer.extend_from_slice(update);
        }
        say(answer, "]}")
    }

    /// What waited for a poll goes to the webhook.
    fn hand_over(&mut self) {
        let Some(hook) = &self.hook else { return };
        for (_, update) in self.waiting.drain(..) {
            hook.push(chat_of(&update), update);
        }
    }

    /// What a webhook has not delivered waits for a poll again, in order.
    fn take_back(&mut self) {
        let Some(hook) = self.hook.take() else { return };
        let mut left: Vec<_> = hook.end().into_iter().map(|update| (id_of(&update), update)).collect();
        left.sort_unstable_by_key(|(id, _)| *id);
        self.waiting.extend(left);
    }
}

/// The number that `update`, made by us, begins with.
fn id_of(update: &[u8]) -> i64 {
    number_after(update, b"update_id\":")
}

fn chat_of(update: &[u8]) -> i64 {
    number_after(update, b"\"chat\":{\"id\":")
}

fn number_after(text: &[u8], mark: &[u8]) -> i64 {
    let rest = super::http::find(text, mark).map_or(text, |at| &text[at + mark.len()..]);
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
    str::from_utf8(&rest[..digits]).ok().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

fn refuse(trouble: Trouble, answer: &mut Vec<u8>) -> Option<u16> {
    match trouble {
        Trouble::Flood => Some(flood(answer)),
        Trouble::Error(status) => {
            answer.extend_from_slice(br#"{"ok":false,"error_code":"#);
            push_number(answer, status.into());
            say(answer, r#","description":"Internal Server Error"}"#);
            Some(status)
        }
        Trouble::Drop => None,
    }
}

fn flood(answer: &mut Vec<u8>) -> u16 {
    say(
        answer,
        r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"#,
    );
    429
}

fn say(answer: &mut Vec<u8>, text: &str) -> u16 {
    answer.extend_from_slice(text.as_bytes());
    200
}

fn say_true(answer: &mut Vec<u8>) -> u16 {
    say(answer, r#"{"ok":true,"result":true}"#)
}
