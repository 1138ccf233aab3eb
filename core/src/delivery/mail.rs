//! One try to have the messenger take a message: what turns say and what is broadcast goes through here.

mod files;

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Api, WireError, saying::FileRef, uploads::Uploads};
use crate::{
    clock::Clock,
    db::Db,
    ids::{AccountId, ChatKey},
    metrics::{BotMetrics, FloodPause, SendEnd, SendMethod},
    permits::{Class, Permits},
    screen::{FileKind, Html, Keyboard},
};

/// What it takes to send for an account.
pub(crate) struct Mail {
    pub db: Db,
    pub api: Api,
    pub clock: Clock,
    pub permits: Permits,
    pub metrics: Arc<BotMetrics>,
    pub account: AccountId,
    pub(super) uploads: Uploads,
    pub stop: CancellationToken,
}

/// What the messenger made of a call.
pub(super) type Answer = Result<Value, WireError>;

/// What became of a try.
pub(crate) enum Attempt {
    /// Accepted; with the id of the message, where there is one.
    Sent(Option<i64>),
    /// It will never be accepted.
    Refused(String),
    /// The person blocked the bot, or has gone.
    Blocked,
    /// This chat is another one by now.
    Moved { to: ChatKey, cause: String },
    /// Too many; the next permit comes when the messenger is content again.
    Flooded,
    /// To be tried again at once, in another form.
    Again,
    /// To be tried again after a while: the messenger's own trouble, or a lost network.
    Failed(WireError),
}

impl Mail {
    /// Waits until a message may go to this chat. Cancel-safe.
    pub async fn permit(&self, look: Look<'_>, chat: ChatKey) {
        if let Some(file) = look.file {
            // Without a permit: who waits for somebody else's upload must not use up the bot's.
            self.uploads.ended(file).await;
        }
        let began = Instant::now();
        self.permits.acquire(look.class, chat).await;
        self.metrics.permit_took(look.class, began.elapsed());
    }

    /// One try, with the permit that was waited for. `body` is the call's, and changes where its form is not taken.
    pub async fn attempt(&self, method: &str, chat: ChatKey, body: &mut Value, look: Look<'_>) -> Attempt {
        let answer = match look.file {
            None => self.call(method, look.class, body).await,
            Some(file) => match self.try_file(file, look.class, body).await {
                Ok(Some(answer)) => answer,
                Ok(None) => return Attempt::Again,
                Err(error) => Err(WireError::Network(format!("the database is away ({error})"))),
            },
        };
        match answer {
            Ok(result) => Attempt::Sent(result.get("message_id").and_then(Value::as_i64)),
            Err(WireError::Unreadable(error)) => {
                tracing::warn!(error, method, "accepted, with an answer of an unknown form");
                Attempt::Sent(None)
            }
            Err(WireError::Refused { code: 403, .. }) => Attempt::Blocked,
            Err(WireError::Refused { migrate_to: Some(to), description, .. }) => {
                Attempt::Moved { to, cause: description }
            }
            Err(WireError::Refused { code, description, .. }) if is_final(code) => {
                refused(description, body, look.text)
            }
            Err(WireError::Refused { retry_after: Some(wait), .. }) => {
                let is_bots = self.permits.flooded(chat, wait);
                self.metrics.flooded(if is_bots { FloodPause::Bot } else { FloodPause::Chat });
                Attempt::Flooded
            }
            Err(error) => Attempt::Failed(error),
        }
    }

    /// One call that tells somebody something, counted.
    pub(super) async fn call(&self, method: &str, class: Class, body: &Value) -> Answer {
        self.counted(method, class, self.api.call(method, body)).await
    }

    async fn counted(&self, method: &str, class: Class, call: impl Future<Output = Answer>) -> Answer {
        let began = Instant::now();
        let answer = call.await;
        self.metrics.sent(SendMethod::of(method), class, end_of(&answer), began.elapsed());
        answer
    }
}

/// How the messenger's refusal begins of an edit that changes nothing.
const UNCHANGED: &str = "message is not modified";

fn refused(description: String, body: &mut Value, text: &Html) -> Attempt {
    if description.contains(UNCHANGED) {
        return Attempt::Sent(None);
    }
    if description.contains("can't parse entities") && body.get("parse_mode").is_some() {
        tracing::error!(description, "a text's markup was refused; sending it plainly");
        make_plain(body, text);
        return Attempt::Again;
    }
    Attempt::Refused(description)
}

/// What the messenger made of a call, as it is counted.
fn end_of(answer: &Answer) -> SendEnd {
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

/// How a message looks.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    /// Of a file, its caption.
    pub text: &'a Html,
    pub keyboard: &'a Keyboard,
    pub silent: bool,
    pub thread: Option<i64>,
    pub class: Class,
    pub file: Option<&'a FileRef>,
}

impl Look<'_> {
    /// The call that makes it a new message.
    pub fn method(self) -> &'static str {
        self.file.map_or("sendMessage", |file| file.kind.method())
    }

    /// Without the file itself.
    pub fn body(self, chat: ChatKey) -> Value {
        let mut body = match self.file {
            None => json!({
                "chat_id": chat,
                "text": self.text.as_str(),
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": true},
            }),
            Some(_) if self.text.is_empty() => json!({"chat_id": chat}),
            Some(_) => json!({"chat_id": chat, "caption": self.text.as_str(), "parse_mode": "HTML"}),
        };
        if self.file.is_some_and(|file| file.kind == FileKind::Document) {
            // A document stays one, whatever it could be shown as.
            body["disable_content_type_detection"] = true.into();
        }
        set_if(&mut body, "reply_markup", self.keyboard.to_telegram());
        body
    }

    /// The body of [`Look::method`].
    pub fn new_body(self, chat: ChatKey) -> Value {
        let mut body = self.body(chat);
        set_if(&mut body, "message_thread_id", self.thread.map(Value::from));
        set_if(&mut body, "disable_notification", self.silent.then_some(Value::Bool(true)));
        body
    }
}

pub(super) fn set_if(body: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        body[key] = value;
    }
}

fn make_plain(body: &mut Value, text: &Html) {
    let name = if body.get("caption").is_some() { "caption" } else { "text" };
    body[name] = text.plain_text().into();
    if let Some(body) = body.as_object_mut() {
        body.remove("parse_mode");
    }
}
