//! Sends what turns said: in order within a chat, after it is durable, and then has it marked.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use super::{
    Api, Saying, WireError,
    flusher::{Flusher, Life},
    marker::Marker,
    runner::End,
    saying::{Act, Place},
    store::{self, Mark},
};
use crate::{
    clock::Clock,
    db::{Db, is_away},
    ids::{AccountId, ChatKey},
    metrics::{BotMetrics, FloodPause, SendEnd, SendMethod},
    notify,
    permits::{Class, Permits},
    registry,
    screen::{Html, Keyboard},
};

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Parcels of one chat that may be out and not yet marked: what is repeated at most when the process dies now.
const UNMARKED: usize = 4;

/// What the outlets of one account share.
pub(super) struct Post {
    pub db: Db,
    pub api: Api,
    pub clock: Clock,
    pub permits: Permits,
    pub metrics: Arc<BotMetrics>,
    pub account: AccountId,
    pub flusher: Flusher,
    pub marker: Marker,
    pub stop: CancellationToken,
    /// Somebody else may be sending what we were to send.
    pub lost: CancellationToken,
}

/// A turn's sayings on their way, with the numbers to mark when they are out.
pub(super) struct Parcel {
    pub seqs: Vec<i64>,
    pub sayings: Vec<Saying>,
    /// The life of the database in which this was committed, or read; `None`: it is on the disk.
    pub life: Option<Life>,
    /// The turn was just closed here; else a predecessor left it.
    pub is_fresh: bool,
    /// When the update that it answers was filed.
    pub asked_at: Option<DateTime<Utc>>,
}

/// How a message went.
enum Outcome {
    /// Accepted; with the id of the message, where there is one.
    Sent(Option<i64>),
    /// It will never be accepted.
    Refused(String),
    /// The person blocked the bot, or has gone.
    Blocked,
    /// We are stopping; it stays pending.
    Kept,
}

/// One chat's outlet.
pub(super) struct Outlet<'a> {
    post: &'a Post,
    chat: ChatKey,
    slots: Map<String, Value>,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(post: &'a Post, chat: ChatKey, slots: Map<String, Value>) -> Self {
        Self { post, chat, slots }
    }

    /// Sends parcels until the channel closes, each when it is durable, and has them marked.
    pub(super) async fn run(mut self, mut parcels: mpsc::Receiver<Parcel>) -> End {
        let mut unmarked = VecDeque::new();
        let mut end = End::Done;
        while let Some(parcel) = parcels.recv().await {
            if let Some(life) = parcel.life
                && self.post.flusher.durable(life).await.is_err()
            {
                end = End::Unknown;
                break;
            }
            let Some(mark) = self.send_parcel(parcel).await else { break };
            unmarked.push_back(self.post.marker.mark(mark).await);
            wait_for_marks(&mut unmarked, UNMARKED).await;
        }
        end
    }

    /// `None` when the process stops before all of it is out.
    async fn send_parcel(&mut self, mut parcel: Parcel) -> Option<Mark> {
        let before = self.slots.clone();
        let mut sent = Vec::with_capacity(parcel.sayings.len());
        for saying in parcel.sayings {
            let is_out =
                if parcel.is_fresh { saying.is_answer() } else { self.post.marker.was_sent(&saying.id) };
            match if is_out { Outcome::Sent(None) } else { self.send(&saying).await } {
                Outcome::Kept => return None,
                Outcome::Sent(_) if is_out || !saying.is_message() => {}
                Outcome::Sent(_) => self.post.note_told(&saying, parcel.asked_at.take()),
                Outcome::Refused(cause) => {
                    if !self.set_aside(&saying, &cause).await {
                        return None;
                    }
                }
                Outcome::Blocked => self.note_blocked(&saying).await,
            }
            sent.push(saying.id);
        }
        let slots = self.slots.iter().filter(|(name, id)| before.get(*name) != Some(*id));
        let slots = slots.map(|(name, id)| (name.clone(), id.clone())).collect();
        Some(Mark { chat: self.chat, seqs: parcel.seqs, sent, slots })
    }

    async fn send(&mut self, saying: &Saying) -> Outcome {
        match &saying.act {
            Act::Message { place, text, keyboard, silent, thread, class } => {
                let look = Look { text, keyboard, silent: *silent, thread: *thread, class: *class };
                self.send_message(place, look).await
            }
            Act::Answer { .. } => {
                self.post.answer_press(saying).await;
                Outcome::Sent(None)
            }
            Act::Working { action, thread } => {
                let mut body = json!({"chat_id": self.chat, "action": action});
                set_if(&mut body, "message_thread_id", thread.map(Value::from));
                self.post.send_once("sendChatAction", &body).await;
                Outcome::Sent(None)
            }
        }
    }

    async fn send_message(&mut self, place: &Place, look: Look<'_>) -> Outcome {
        let (target, slot) = match place {
            Place::New(slot) => (None, slot.clone()),
            Place::Slot(slot) => (self.slots.get(slot).and_then(Value::as_i64), Some(slot.clone())),
            Place::Message { id, slot } => (Some(*id), Some(slot.clone())),
        };
        let target = target.filter(|_| look.keyboard.fits_an_edit());
        let outcome = match target {
            Some(id) => match self.edit(id, look).await {
                Outcome::Refused(_) => self.send_new(look).await,
                Outcome::Sent(_) => Outcome::Sent(Some(id)),
                other => other,
            },
            None => self.send_new(look).await,
        };
        if let (Outcome::Sent(Some(id)), Some(slot)) = (&outcome, slot) {
            self.slots.insert(slot, (*id).into());
        }
        outcome
    }

    async fn edit(&self, id: i64, look: Look<'_>) -> Outcome {
        let mut body = look.body(self.chat);
        body["message_id"] = id.into();
        self.deliver("editMessageText", body, look).await
    }

    async fn send_new(&self, look: Look<'_>) -> Outcome {
        let mut body = look.body(self.chat);
        set_if(&mut body, "message_thread_id", look.thread.map(Value::from));
        set_if(&mut body, "disable_notification", look.silent.then_some(Value::Bool(true)));
        self.deliver("sendMessage", body, look).await
    }

    /// Sends until the messenger decided, waiting out floods, its own trouble and a lost network.
    async fn deliver(&self, method: &str, mut body: Value, look: Look<'_>) -> Outcome {
        let mut pause = FIRST_PAUSE;
        loop {
            let began = Instant::now();
            tokio::select! {
                () = self.post.permits.acquire(look.class, self.chat) => {}
                () = self.post.stop.cancelled() => return Outcome::Kept,
            }
            self.post.metrics.permit_took(look.class, began.elapsed());
            if self.post.lost.is_cancelled() {
                return Outcome::Kept;
            }
            let wait = match self.post.call(method, look.class, &body).await {
                Ok(result) => return Outcome::Sent(result.get("message_id").and_then(Value::as_i64)),
                Err(WireError::Unreadable(error)) => {
                    tracing::warn!(error, method, "accepted, with an answer of an unknown form");
                    return Outcome::Sent(None);
                }
                Err(WireError::Refused { code: 403, .. }) => return Outcome::Blocked,
                Err(WireError::Refused { code, description, .. }) if is_final(code) => {
                    if description.contains(UNCHANGED) {
                        return Outcome::Sent(None);
                    }
                    if description.contains("can't parse entities") && body.get("parse_mode").is_some() {
                        tracing::error!(description, "a text's markup was refused; sending it plainly");
                        make_plain(&mut body, look.text);
                        continue;
                    }
                    return Outcome::Refused(description);
                }
                Err(WireError::Refused { retry_after: Some(wait), .. }) => {
                    let is_bots = self.post.permits.flooded(self.chat, wait);
                    self.post.metrics.flooded(if is_bots { FloodPause::Bot } else { FloodPause::Chat });
                    continue;
                }
                Err(error) => {
                    tracing::warn!(%error, method, "sending failed, trying again");
                    pause
                }
            };
            pause = (pause * 2).min(LONGEST_PAUSE);
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.post.stop.cancelled() => return Outcome::Kept,
            }
        }
    }

    /// Keeps a refused message for operators; false when we are stopping before that could be done.
    async fn set_aside(&self, saying: &Saying, cause: &str) -> bool {
        tracing::error!(chat = %self.chat, saying = saying.id, cause, "the messenger refuses a message");
        let (post, now) = (self.post, self.post.clock.now());
        loop {
            match store::set_aside(&post.db, post.account, self.chat, saying, cause, now).await {
                Ok(()) => return true,
                Err(error) if is_away(&error) => {
                    tracing::warn!(%error, "cannot keep the refused message yet")
                }
                Err(error) => {
                    tracing::error!(%error, "cannot keep the refused message");
                    return true;
                }
            }
            tokio::select! {
                () = tokio::time::sleep(FIRST_PAUSE) => {}
                () = post.stop.cancelled() => return false,
            }
        }
    }

    /// The bot falls silent for this person; a reminder that they did not get waits for them.
    async fn note_blocked(&self, saying: &Saying) {
        let (post, now) = (self.post, self.post.clock.now());
        if let Err(error) = registry::store::mark_blocked(&post.db, post.account, self.chat, now).await {
            tracing::error!(%error, "cannot note that the bot is blocked");
        }
        if let Err(error) = notify::store::hold(&post.db, saying.seq).await {
            tracing::error!(%error, "cannot hold what came due");
        }
    }
}

impl Post {
    /// Acknowledges a press; with what the turn had to say about it.
    pub(super) async fn answer_press(&self, saying: &Saying) {
        let Act::Answer { query, text, alert } = &saying.act else { return };
        let body = json!({"callback_query_id": query, "text": text, "show_alert": alert});
        self.send_once("answerCallbackQuery", &body).await;
    }

    /// Acknowledges a press before its turn had anything to say.
    pub(super) async fn acknowledge(&self, query: &str) {
        self.send_once("answerCallbackQuery", &json!({"callback_query_id": query})).await;
    }

    /// One call that tells somebody something, counted.
    async fn call(&self, method: &str, class: Class, body: &Value) -> Result<Value, WireError> {
        let began = Instant::now();
        let answer = self.api.call(method, body).await;
        self.metrics.sent(SendMethod::of(method), class, end_of(&answer), began.elapsed());
        answer
    }

    /// The messenger accepted a message: the first one that answers what was asked then, where it does.
    fn note_told(&self, saying: &Saying, asked_at: Option<DateTime<Utc>>) {
        if let Some(asked_at) = asked_at {
            self.metrics.answered_after(self.clock.now() - asked_at);
        }
        if let Some(due_at) = saying.due_at {
            self.metrics.reminded_after(self.clock.now() - due_at);
        }
    }

    /// For what is worth nothing later: acknowledgements and signs of work.
    async fn send_once(&self, method: &str, body: &Value) {
        if let Err(error) = self.call(method, Class::Answer, body).await {
            tracing::debug!(%error, method, "best effort was not enough");
        }
    }
}

/// How the messenger's refusal begins of an edit that changes nothing.
const UNCHANGED: &str = "message is not modified";

/// What the messenger made of a call, as it is counted.
fn end_of(answer: &Result<Value, WireError>) -> SendEnd {
    match answer {
        Ok(_) | Err(WireError::Unreadable(_)) => SendEnd::Accepted,
        Err(WireError::Network(_)) => SendEnd::Network,
        Err(WireError::Refused { code: 403, .. }) => SendEnd::Blocked,
        Err(WireError::Refused { code: 429, .. }) => SendEnd::Flooded,
        Err(WireError::Refused { description, .. }) if description.contains(UNCHANGED) => SendEnd::Unchanged,
        Err(WireError::Refused { code, .. }) if is_final(*code) => SendEnd::Refused,
        Err(WireError::Refused { .. }) => SendEnd::Failed,
    }
}

/// Refusals of the message itself. The others are about the token (401, 404), another process (409), the rate (429) or
/// the server's own trouble, and pass.
fn is_final(code: u16) -> bool {
    (400..500).contains(&code) && !matches!(code, 401 | 403 | 404 | 409 | 429)
}

/// Waits until no more than `left` are unmarked.
async fn wait_for_marks(unmarked: &mut VecDeque<oneshot::Receiver<()>>, left: usize) {
    while unmarked.len() > left {
        if let Some(is_done) = unmarked.pop_front() {
            // An error means that the marker has gone with the process's end: then the row says what is open.
            let _ = is_done.await;
        }
    }
}

/// How a message looks.
#[derive(Clone, Copy)]
struct Look<'a> {
    text: &'a Html,
    keyboard: &'a Keyboard,
    silent: bool,
    thread: Option<i64>,
    class: Class,
}

impl Look<'_> {
    fn body(self, chat: ChatKey) -> Value {
        let mut body = json!({
            "chat_id": chat,
            "text": self.text.as_str(),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true},
        });
        set_if(&mut body, "reply_markup", self.keyboard.to_telegram());
        body
    }
}

fn set_if(body: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        body[key] = value;
    }
}

fn make_plain(body: &mut Value, text: &Html) {
    body["text"] = text.plain_text().into();
    if let Some(body) = body.as_object_mut() {
        body.remove("parse_mode");
    }
}
