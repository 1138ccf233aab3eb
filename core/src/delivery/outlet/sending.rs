//! One saying on its way to the messenger.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    super::{
        Saying, WireError,
        saying::{Act, FileRef, Place},
    },
    Answer, FIRST_PAUSE, LONGEST_PAUSE, Outcome, Outlet,
};
use crate::{
    ids::ChatKey,
    metrics::{FloodPause, SendEnd},
    permits::Class,
    screen::{FileKind, Html, Keyboard},
};

impl Outlet<'_> {
    pub(super) async fn send(&mut self, saying: &Saying) -> Outcome {
        match &saying.act {
            Act::Message { place, text, keyboard, silent, thread, class } => {
                let look =
                    Look { text, keyboard, silent: *silent, thread: *thread, class: *class, file: None };
                self.send_message(place, look).await
            }
            Act::File { file, caption, keyboard, silent, thread, class } => {
                let look = Look {
                    text: caption,
                    keyboard,
                    silent: *silent,
                    thread: *thread,
                    class: *class,
                    file: Some(file),
                };
                self.send_new(look).await
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
        self.deliver(look.method(), body, look).await
    }

    /// Sends until the messenger decided, waiting out floods, its own trouble and a lost network.
    async fn deliver(&self, method: &str, mut body: Value, look: Look<'_>) -> Outcome {
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(file) = look.file {
                // Without a permit: who waits for somebody else's upload must not use up the bot's.
                tokio::select! {
                    () = self.post.uploads.ended(file) => {}
                    () = self.called_off() => return Outcome::Kept,
                }
            }
            let began = Instant::now();
            tokio::select! {
                () = self.post.permits.acquire(look.class, self.chat) => {}
                () = self.called_off() => return Outcome::Kept,
            }
            self.post.metrics.permit_took(look.class, began.elapsed());
            if self.post.lost.is_cancelled() {
                return Outcome::Kept;
            }
            let answer = match look.file {
                None => self.post.call(method, look.class, &body).await,
                Some(file) => match self.post.try_file(file, look.class, &body).await {
                    Ok(Some(answer)) => answer,
                    Ok(None) => continue,
                    Err(error) => Err(WireError::Network(format!("the database is away ({error})"))),
                },
            };
            let wait = match answer {
                Ok(result) => {
                    return Outcome::Sent(result.get("message_id").and_then(Value::as_i64));
                }
                Err(WireError::Unreadable(error)) => {
                    tracing::warn!(error, method, "accepted, with an answer of an unknown form");
                    return Outcome::Sent(None);
                }
                Err(WireError::Refused { code: 403, .. }) => return Outcome::Blocked,
                Err(WireError::Refused { migrate_to: Some(to), description, .. }) => {
                    return Outcome::Moved { to, cause: description };
                }
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
                () = self.called_off() => return Outcome::Kept,
            }
        }
    }

    /// Completes when nothing more is to be sent from here.
    async fn called_off(&self) {
        tokio::select! {
            () = self.post.stop.cancelled() => {}
            () = self.has_moved.cancelled() => {}
        }
    }
}

/// How the messenger's refusal begins of an edit that changes nothing.
const UNCHANGED: &str = "message is not modified";

/// What the messenger made of a call, as it is counted.
pub(super) fn end_of(answer: &Answer) -> SendEnd {
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
struct Look<'a> {
    /// Of a file, its caption.
    text: &'a Html,
    keyboard: &'a Keyboard,
    silent: bool,
    thread: Option<i64>,
    class: Class,
    file: Option<&'a FileRef>,
}

impl Look<'_> {
    /// The call that makes it a new message.
    fn method(self) -> &'static str {
        self.file.map_or("sendMessage", |file| file.kind.method())
    }

    /// Without the file itself.
    fn body(self, chat: ChatKey) -> Value {
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
}

fn set_if(body: &mut Value, key: &str, value: Option<Value>) {
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
