//! One conversation of a test.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::group::GroupRef;
use super::seen::labels;
use super::{Bot, Person, Seen, Telegram};
use crate::group::SERVICE;

/// How long nothing may happen before a chat counts as quiet: a bot acknowledges an update before it is done with it.
const QUIET: Duration = Duration::from_millis(100);
/// Messages shown when a test fails.
const TRANSCRIPT: usize = 30;

/// A person's side of a private chat with a bot, or of a group.
#[derive(Clone)]
pub struct Chat {
    pub(super) telegram: Telegram,
    pub(super) person: Person,
    with: With,
    /// The topic that everything is written to.
    thread: Option<i64>,
}

/// Whom a chat is with.
#[derive(Clone)]
pub(super) enum With {
    Bot(Bot),
    Group(Arc<GroupRef>),
}

/// An event of the chat as it came.
pub(super) struct Event {
    seq: u64,
    pub name: String,
    pub data: Value,
}

impl Chat {
    pub(super) async fn open(telegram: Telegram, person: Person, with: With) -> Self {
        let chat = Self { telegram, person, with, thread: None };
        if chat.read_upto().is_none() {
            let seq = chat.newest_seq().await;
            chat.set_read(seq);
        }
        chat
    }

    fn read_upto(&self) -> Option<u64> {
        self.telegram.inner.read.lock().unwrap_or_else(PoisonError::into_inner).get(&self.name()).copied()
    }

    fn set_read(&self, seq: u64) {
        self.telegram.inner.read.lock().unwrap_or_else(PoisonError::into_inner).insert(self.name(), seq);
    }

    /// The conversation's key on the server; a group that was upgraded has another one.
    pub(super) fn key(&self) -> String {
        match &self.with {
            With::Bot(bot) => format!("p{}-{}", bot.id, self.person.id),
            With::Group(group) => group.key(),
        }
    }

    /// What the chat is called here, whatever becomes of it.
    fn name(&self) -> String {
        match &self.with {
            With::Bot(_) => self.key(),
            With::Group(group) => format!("{}-{}", group.first(), self.person.id),
        }
    }

    /// The same chat of a forum, where everything is written to one topic.
    pub fn in_topic(&self, thread: i64) -> Self {
        Self { thread: Some(thread), ..self.clone() }
    }

    pub(super) async fn newest_seq(&self) -> u64 {
        let answer =
            self.telegram.client().get("/events/poll", &[("persona", self.person.id.to_string())]).await;
        answer["seq"].as_u64().unwrap_or_default()
    }

    /// Events of this chat after one, waiting for the first up to `wait`; and how far they reach.
    pub(super) async fn events(&self, after: u64, wait: Duration) -> (Vec<Event>, u64) {
        let query = [
            ("persona", self.person.id.to_string()),
            ("chat", self.key()),
            ("after", after.to_string()),
            ("wait_ms", wait.as_millis().to_string()),
        ];
        let answer = self.telegram.client().get("/events/poll", &query).await;
        let event = |event: &Value| Event {
            seq: event["seq"].as_u64().unwrap_or_default(),
            name: event["event"].as_str().unwrap_or_default().to_owned(),
            data: event["data"].clone(),
        };
        let events = answer["events"].as_array().into_iter().flatten().map(event).collect();
        (events, answer["seq"].as_u64().unwrap_or(after))
    }

    /// A call of `/local/api` that names the person and the chat.
    pub(super) async fn act(&self, path: &str, mut body: Value) -> Value {
        body["persona"] = json!(self.person.id);
        body["chat"] = json!(self.key());
        body["thread"] = json!(self.thread);
        self.telegram.client().post(path, &body).await
    }

    /// Writes a text; gives its message id.
    pub async fn send(&self, text: &str) -> i64 {
        id(&self.act("/send", json!({ "text": text })).await)
    }

    /// Writes a text in reply to a message.
    pub async fn reply(&self, to: i64, text: &str) -> i64 {
        id(&self.act("/send", json!({ "text": text, "reply_to": to })).await)
    }

    /// Changes a text that was written.
    pub async fn edit(&self, message_id: i64, text: &str) {
        self.act("/edit", json!({ "message_id": message_id, "text": text })).await;
    }

    pub async fn delete(&self, message_id: i64) {
        self.act("/delete", json!({ "message_id": message_id })).await;
    }

    pub async fn location(&self, latitude: f64, longitude: f64) -> i64 {
        id(&self.act("/location", json!({ "latitude": latitude, "longitude": longitude })).await)
    }

    /// Sends the person's own contact.
    pub async fn contact(&self) -> i64 {
        id(&self.act("/contact", json!({})).await)
    }

    /// Sends a file. Kinds: photo, document, voice, audio, video, sticker.
    pub async fn attach(&self, kind: &str, bytes: impl Into<Vec<u8>>) -> i64 {
        self.attach_as(kind, file_name(kind), bytes, "").await
    }

    /// Sends a file under a name and with a caption.
    pub async fn attach_as(&self, kind: &str, name: &str, bytes: impl Into<Vec<u8>>, caption: &str) -> i64 {
        let file = reqwest::multipart::Part::bytes(bytes.into()).file_name(name.to_owned());
        let form = self.form(caption).text("kind", kind.to_owned()).part("file", file);
        id(&self.telegram.client().upload("/upload", form).await)
    }

    /// The fields that every upload has.
    pub(super) fn form(&self, caption: &str) -> reqwest::multipart::Form {
        let form = reqwest::multipart::Form::new()
            .text("persona", self.person.id.to_string())
            .text("chat", self.key())
            .text("caption", caption.to_owned());
        match self.thread {
            Some(thread) => form.text("thread", thread.to_string()),
            None => form,
        }
    }

    pub async fn block(&self) {
        self.act("/block", json!({ "blocked": true })).await;
    }

    pub async fn unblock(&self) {
        self.act("/block", json!({ "blocked": false })).await;
    }

    /// Waits for the next unread message, new or edited, that contains a text; everything up to it counts as read.
    pub async fn expect(&self, text: &str) -> Seen {
        self.expect_that(&format!("a message with {text:?}"), |seen| seen.text.contains(text)).await
    }

    /// The same, said by one of several bots.
    pub async fn expect_from(&self, bot: &Bot, text: &str) -> Seen {
        let what = format!("a message of {} with {text:?}", bot.username);
        self.expect_that(&what, |seen| seen.from == bot.id && seen.text.contains(text)).await
    }

    /// Waits until another person's message that contains a text is there.
    pub async fn hear(&self, person: &Person, text: &str) -> Seen {
        let deadline = Instant::now() + self.telegram.limit();
        let mut seq = self.newest_seq().await;
        loop {
            let messages = self.messages(200).await;
            let mut newest_first = messages.iter().rev().map(|message| Seen::of(message, false));
            if let Some(seen) = newest_first.find(|seen| seen.from == person.id && seen.text.contains(text)) {
                return seen;
            }
            seq = self.events(seq, left(deadline)).await.1;
            if Instant::now() >= deadline {
                self.fail(&format!("expected {} to say {text:?}", person.name)).await;
            }
        }
    }

    /// Waits for the next unread message that fits; everything up to it counts as read.
    pub async fn expect_that(&self, what: &str, fits: impl Fn(&Seen) -> bool) -> Seen {
        let deadline = Instant::now() + self.telegram.limit();
        let mut at = self.read_upto().unwrap_or_default();
        loop {
            let (events, reached) = self.events(at, left(deadline)).await;
            for event in &events {
                if let Some(seen) = self.message_in(event).filter(&fits) {
                    self.set_read(event.seq);
                    return seen;
                }
            }
            at = reached;
            if Instant::now() >= deadline {
                self.fail(&format!("expected {what}, but there was none")).await;
            }
        }
    }

    fn message_in(&self, event: &Event) -> Option<Seen> {
        let message = &event.data["message"];
        let edited = match event.name.as_str() {
            "message" => false,
            "edited" => true,
            _ => return None,
        };
        self.is_of_bot(message).then(|| Seen::of(message, edited))
    }

    /// Said by the bot of the chat, or by any of a group; that one came or went is not said by it.
    pub(super) fn is_of_bot(&self, message: &Value) -> bool {
        match &self.with {
            With::Bot(bot) => message["from"]["id"].as_i64() == Some(bot.id),
            With::Group(_) => message["from"]["is_bot"] == true && service(message).is_none(),
        }
    }

    /// Labels of the reply keyboard by rows; none when it is not shown.
    pub async fn keyboard(&self) -> Vec<Vec<String>> {
        labels(&self.state().await["reply_keyboard"]["keyboard"])
    }

    /// The command menu as this person sees it: command and description.
    pub async fn commands(&self) -> Vec<(String, String)> {
        let state = self.state().await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = state["commands"].as_array().into_iter().flatten();
        list.map(|command| (text(&command["command"]), text(&command["description"]))).collect()
    }

    pub(super) async fn state(&self) -> Value {
        let chats = self.telegram.client().get("/chats", &[("persona", self.person.id.to_string())]).await;
        let mut list = chats["chats"].as_array().cloned().unwrap_or_default().into_iter();
        let key = self.key();
        list.find(|chat| chat["chat"] == key).unwrap_or_default()
    }

    /// The newest message of the bot as it is now.
    pub async fn last(&self) -> Option<Seen> {
        let messages = self.messages(200).await;
        let newest = messages.iter().rev().find(|message| self.is_of_bot(message))?;
        Some(Seen::of(newest, newest.get("edit_date").is_some()))
    }

    /// The newest messages of both sides, oldest first, as Bot API objects.
    pub async fn messages(&self, limit: usize) -> Vec<Value> {
        let query =
            [("persona", self.person.id.to_string()), ("chat", self.key()), ("limit", limit.to_string())];
        let answer = self.telegram.client().get("/messages", &query).await;
        answer["messages"].as_array().cloned().unwrap_or_default()
    }

    /// The bots that may say something here.
    async fn bots(&self) -> Vec<Bot> {
        match &self.with {
            With::Bot(bot) => vec![bot.clone()],
            With::Group(group) => self.telegram.bots_of(group).await,
        }
    }

    /// Fails unless the bots have worked off everything and have said nothing that was not expected.
    pub async fn assert_quiet(&self) {
        let deadline = Instant::now() + self.telegram.limit();
        let mut at = self.read_upto().unwrap_or_default();
        loop {
            for bot in self.bots().await {
                let state = self.telegram.wait_settled(&bot).await;
                if state["settled"] != true {
                    self.fail(&format!("{} did not work off its updates: {state}", bot.username)).await;
                }
            }
            let (events, reached) = self.events(at, QUIET).await;
            if let Some(unread) = events.iter().find_map(|event| self.message_in(event)) {
                self.fail(&format!("expected nothing more, but there was:\n{unread}")).await;
            }
            if events.is_empty() {
                return;
            }
            at = reached;
            if Instant::now() >= deadline {
                self.fail("the chat never became quiet").await;
            }
        }
    }

    /// Everything said lately, for the message of a failed test.
    pub async fn transcript(&self) -> String {
        let line = |message: &Value| {
            let from = &message["from"];
            let who = from["username"].as_str().filter(|_| from["is_bot"] == true);
            let who = who.or_else(|| from["first_name"].as_str()).unwrap_or_default();
            let seen = Seen::of(message, false).to_string().replace('\n', "\n    ");
            format!("{who}: {}", service(message).map_or(seen, |what| format!("({what})")))
        };
        self.messages(TRANSCRIPT).await.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    pub(super) async fn fail(&self, what: &str) -> ! {
        let transcript = self.transcript().await;
        let other = match &self.with {
            With::Bot(bot) => bot.username.clone(),
            With::Group(group) => group.key(),
        };
        panic!("{what}\n--- {} and {other} ---\n{transcript}\n---", self.person.name)
    }
}

/// What a file is called that a test gives no name.
pub(super) fn file_name(kind: &str) -> &'static str {
    match kind {
        "photo" => "photo.jpg",
        "voice" => "voice.ogg",
        "audio" => "audio.mp3",
        "video" => "video.mp4",
        "sticker" => "sticker.webp",
        _ => "document.bin",
    }
}

/// What happened to the group, when a message is about that.
fn service(message: &Value) -> Option<&'static str> {
    SERVICE.iter().find(|kind| message.get(**kind).is_some()).copied()
}

pub(super) fn id(message: &Value) -> i64 {
    message["message_id"].as_i64().unwrap_or_default()
}

pub(super) fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}
