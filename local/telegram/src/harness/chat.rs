//! One conversation of a test.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::seen::{find_button, labels};
use super::{Bot, Person, Seen, Telegram};

/// How long nothing may happen before a chat counts as quiet: a bot acknowledges an update before it is done with it.
const QUIET: Duration = Duration::from_millis(100);
/// Messages shown when a test fails.
const TRANSCRIPT: usize = 30;

/// A person's private chat with a bot.
#[derive(Clone)]
pub struct Chat {
    telegram: Telegram,
    person: Person,
    bot: Bot,
    key: String,
}

/// What the bot answered to a press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// Empty when the bot only acknowledged.
    pub text: String,
    /// A window to be closed, not a toast.
    pub alert: bool,
    pub url: Option<String>,
}

/// An event of the chat as it came.
struct Event {
    seq: u64,
    name: String,
    data: Value,
}

impl Chat {
    pub(super) async fn open(telegram: Telegram, person: Person, bot: Bot) -> Self {
        let key = format!("p{}-{}", bot.id, person.id);
        let chat = Self { telegram, person, bot, key };
        if chat.read_upto().is_none() {
            let seq = chat.newest_seq().await;
            chat.set_read(seq);
        }
        chat
    }

    fn read_upto(&self) -> Option<u64> {
        self.telegram.inner.read.lock().unwrap_or_else(PoisonError::into_inner).get(&self.key).copied()
    }

    fn set_read(&self, seq: u64) {
        self.telegram.inner.read.lock().unwrap_or_else(PoisonError::into_inner).insert(self.key.clone(), seq);
    }

    async fn newest_seq(&self) -> u64 {
        let answer =
            self.telegram.client().get("/events/poll", &[("persona", self.person.id.to_string())]).await;
        answer["seq"].as_u64().unwrap_or_default()
    }

    /// Events of this chat after one, waiting for the first up to `wait`; and how far they reach.
    async fn events(&self, after: u64, wait: Duration) -> (Vec<Event>, u64) {
        let query = [
            ("persona", self.person.id.to_string()),
            ("chat", self.key.clone()),
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
    async fn act(&self, path: &str, mut body: Value) -> Value {
        body["persona"] = json!(self.person.id);
        body["chat"] = json!(self.key);
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
        let name = match kind {
            "photo" => "photo.jpg",
            "voice" => "voice.ogg",
            "audio" => "audio.mp3",
            "video" => "video.mp4",
            "sticker" => "sticker.webp",
            _ => "document.bin",
        };
        self.attach_as(kind, name, bytes, "").await
    }

    /// Sends a file under a name and with a caption.
    pub async fn attach_as(&self, kind: &str, name: &str, bytes: impl Into<Vec<u8>>, caption: &str) -> i64 {
        let file = reqwest::multipart::Part::bytes(bytes.into()).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new()
            .text("persona", self.person.id.to_string())
            .text("chat", self.key.clone())
            .text("kind", kind.to_owned())
            .text("caption", caption.to_owned())
            .part("file", file);
        id(&self.telegram.client().upload("/upload", form).await)
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
        let of_bot = message["from"]["id"].as_i64() == Some(self.bot.id);
        match event.name.as_str() {
            "message" if of_bot => Some(Seen::of(message, false)),
            "edited" if of_bot => Some(Seen::of(message, true)),
            _ => None,
        }
    }

    /// Presses the button whose label contains a text, on the newest message that has one, and waits for the answer.
    /// A button of the reply keyboard is written as a text, or does what it asks for.
    pub async fn press(&self, label: &str) -> Pressed {
        let deadline = Instant::now() + self.telegram.limit();
        let mut seq = self.newest_seq().await;
        loop {
            if let Some((message_id, button)) = self.find(label).await {
                let Some(data) = button["callback_data"].as_str() else {
                    self.fail(&format!("the button {label:?} is no callback: {button}")).await;
                };
                return self.press_on(message_id, data).await;
            }
            if self.press_keyboard(label).await {
                return Pressed::default();
            }
            let (_, reached) = self.events(seq, left(deadline)).await;
            seq = reached;
            if Instant::now() >= deadline {
                self.fail(&format!("expected a button with {label:?}, but there was none")).await;
            }
        }
    }

    async fn find(&self, label: &str) -> Option<(i64, Value)> {
        let messages = self.messages(200).await;
        let mut newest_first = messages.iter().rev().filter(|message| message["out"] != true);
        newest_first.find_map(|message| Some((id(message), find_button(message, label)?.clone())))
    }

    /// Presses with data of one's own on the newest message of the bot, as a forged client could.
    pub async fn press_data(&self, data: &str) -> Pressed {
        let messages = self.messages(200).await;
        let newest = messages.iter().rev().find(|message| message["out"] != true).map(id);
        match newest {
            Some(message_id) => self.press_on(message_id, data).await,
            None => self.fail("there is no message to press a button on").await,
        }
    }

    /// Presses with any data on any message, and waits for the answer.
    pub async fn press_on(&self, message_id: i64, data: &str) -> Pressed {
        let mut at = self.newest_seq().await;
        let pressed = self.act("/press", json!({ "message_id": message_id, "data": data })).await;
        let deadline = Instant::now() + self.telegram.limit();
        loop {
            let (events, reached) = self.events(at, left(deadline)).await;
            let mine = |event: &&Event| {
                event.name == "callback_answer" && event.data["callback_id"] == pressed["callback_id"]
            };
            match events.iter().find(mine).map(|event| &event.data) {
                Some(answer) if answer["timeout"] != true => {
                    return Pressed {
                        text: answer["text"].as_str().unwrap_or_default().to_owned(),
                        alert: answer["show_alert"] == true,
                        url: answer["url"].as_str().map(str::to_owned),
                    };
                }
                None if Instant::now() < deadline => at = reached,
                _ => self.fail(&format!("the press of {data:?} was never answered")).await,
            }
        }
    }

    async fn press_keyboard(&self, label: &str) -> bool {
        let state = self.state().await;
        let rows = state["reply_keyboard"]["keyboard"].as_array().cloned().unwrap_or_default();
        let mut buttons = rows.iter().flat_map(|row| row.as_array().into_iter().flatten());
        let Some(button) =
            buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)))
        else {
            return false;
        };
        if button["request_contact"] == true {
            self.contact().await;
        } else if button["request_location"] == true {
            self.location(51.5, -0.12).await;
        } else {
            self.send(button["text"].as_str().unwrap_or_default()).await;
        }
        true
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

    async fn state(&self) -> Value {
        let chats = self.telegram.client().get("/chats", &[("persona", self.person.id.to_string())]).await;
        let mut list = chats["chats"].as_array().cloned().unwrap_or_default().into_iter();
        list.find(|chat| chat["chat"] == self.key).unwrap_or_default()
    }

    /// The newest message of the bot as it is now.
    pub async fn last(&self) -> Option<Seen> {
        let messages = self.messages(200).await;
        let newest = messages.iter().rev().find(|message| message["out"] != true)?;
        Some(Seen::of(newest, newest.get("edit_date").is_some()))
    }

    /// The newest messages of both sides, oldest first, as Bot API objects.
    pub async fn messages(&self, limit: usize) -> Vec<Value> {
        let query = [
            ("persona", self.person.id.to_string()),
            ("chat", self.key.clone()),
            ("limit", limit.to_string()),
        ];
        let answer = self.telegram.client().get("/messages", &query).await;
        answer["messages"].as_array().cloned().unwrap_or_default()
    }

    /// Fails unless the bot has worked off everything and has said nothing that was not expected.
    pub async fn assert_quiet(&self) {
        let deadline = Instant::now() + self.telegram.limit();
        let mut at = self.read_upto().unwrap_or_default();
        loop {
            let state = self.telegram.wait_settled(&self.bot).await;
            if state["settled"] != true {
                self.fail(&format!("the bot did not work off its updates: {state}")).await;
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
            let who = if message["out"] == true { &self.person.name } else { &self.bot.username };
            format!("{who}: {}", Seen::of(message, false).to_string().replace('\n', "\n    "))
        };
        self.messages(TRANSCRIPT).await.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    async fn fail(&self, what: &str) -> ! {
        let transcript = self.transcript().await;
        panic!("{what}\n--- {} and {} ---\n{transcript}\n---", self.person.name, self.bot.username)
    }
}

fn id(message: &Value) -> i64 {
    message["message_id"].as_i64().unwrap_or_default()
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}
