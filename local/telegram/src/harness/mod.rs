//! Tests as conversations: a server in this process or another, people, chats, and waiting on what happens.
//!
//! Everything goes through `/local/api`, so a test reads the same wherever the server runs. What a test asks for and
//! does not get is a panic with the chat's transcript: a failed test should say what was seen instead.
#![expect(clippy::panic, reason = "a failed expectation of a test is a panic with its transcript")]

mod album;
mod chat;
mod client;
mod file;
mod group;
mod press;
mod seen;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

pub use album::Album;
pub use chat::Chat;
pub use file::SeenFile;
pub use group::{Group, GroupBuilder};
pub use press::Pressed;
pub use seen::Seen;

use crate::faults::Fault;
use crate::journal::Call;
use crate::server::{Builder, Running, StartError};
use client::Client;

/// How long a test waits for something before it fails.
const LIMIT: Duration = Duration::from_secs(20);

/// A server to test against. Cheap to clone; a server in this process ends with the last clone.
#[derive(Clone)]
pub struct Telegram {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    /// Bots made by this handle, by username, with their tokens.
    bots: Mutex<HashMap<String, Bot>>,
    /// Per chat: the newest event that a test has taken note of.
    read: Mutex<HashMap<String, u64>>,
    limit: Mutex<Duration>,
    running: Mutex<Option<Running>>,
    worked_off: Mutex<Option<Probe>>,
}

/// Waits until bots have worked off what they have acknowledged.
type Probe = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// A bot's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bot {
    pub id: i64,
    pub username: String,
    /// Empty when the bot was made elsewhere and its token was never told here.
    pub token: String,
}

/// The suite's clock at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Unix milliseconds.
    pub now_ms: i64,
    /// How far it is ahead of the machine's.
    pub offset_ms: i64,
    /// Changes with every move.
    pub version: u64,
}

impl Clock {
    fn of(shown: &Value) -> Self {
        Self {
            now_ms: shown["now_ms"].as_i64().unwrap_or_default(),
            offset_ms: shown["offset_ms"].as_i64().unwrap_or_default(),
            version: shown["version"].as_u64().unwrap_or_default(),
        }
    }
}

impl Telegram {
    /// A server in this process, in memory, on a free port of loopback.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Settings for a server in this process.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A server in another process, by its address, as `http://127.0.0.1:8081`.
    pub fn connect(url: &str) -> Result<Self, StartError> {
        Self::new(url.trim_end_matches('/').to_owned(), None)
    }

    pub(crate) fn serving(url: String, running: Running) -> Result<Self, StartError> {
        Self::new(url, Some(running))
    }

    fn new(url: String, running: Option<Running>) -> Result<Self, StartError> {
        let inner = Inner {
            client: Client::new(url)?,
            bots: Mutex::default(),
            read: Mutex::default(),
            limit: Mutex::new(LIMIT),
            running: Mutex::new(running),
            worked_off: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where bots find the server: what they are given instead of `https://api.telegram.org`.
    pub fn url(&self) -> &str {
        self.inner.client.url()
    }

    /// Stops a server of this process now; the address answers no more.
    pub async fn stop(&self) {
        let running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running {
            running.stop().await;
        }
    }

    /// Sets how long expectations wait; 20 s unless set.
    pub fn set_limit(&self, limit: Duration) {
        *self.inner.limit.lock().unwrap_or_else(PoisonError::into_inner) = limit;
    }

    fn limit(&self) -> Duration {
        *self.inner.limit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self) -> &Client {
        &self.inner.client
    }

    /// The bot of this username, made if there is none.
    pub async fn bot(&self, username: &str) -> Bot {
        self.bot_named(username, username).await
    }

    /// The bot of this username, made under a name if there is none.
    pub async fn bot_named(&self, username: &str, first_name: &str) -> Bot {
        if let Some(bot) = self.known_bot(username) {
            return bot;
        }
        let state = self.client().get("/state", &[]).await;
        let existing = state["bots"].as_array().into_iter().flatten().find(|bot| bot["username"] == username);
        let made = match existing {
            Some(bot) => json!({ "id": bot["id"], "token": self.own_token(username) }),
            None => {
                self.client().post("/bots", &json!({ "username": username, "first_name": first_name })).await
            }
        };
        let bot = Bot {
            id: made["id"].as_i64().unwrap_or_default(),
            username: username.to_owned(),
            token: made["token"].as_str().unwrap_or_default().to_owned(),
        };
        self.inner
            .bots
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(username.to_owned(), bot.clone());
        bot
    }

    /// The token of a bot that a server in this process knows, perhaps from an earlier run.
    fn own_token(&self, username: &str) -> Option<String> {
        let running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref()?.app.shared.with(|world| {
            let bot = world.bots.values().find(|bot| bot.profile.username == username)?;
            Some(bot.profile.token.clone())
        })
    }

    fn known_bot(&self, username: &str) -> Option<Bot> {
        self.inner.bots.lock().unwrap_or_else(PoisonError::into_inner).get(username).cloned()
    }

    /// Everybody there is, in the order in which they came.
    pub async fn people(&self) -> Vec<Person> {
        let state = self.client().get("/state", &[]).await;
        let person = |persona: &Value| Person {
            id: persona["id"].as_i64().unwrap_or_default(),
            name: persona["first_name"].as_str().unwrap_or_default().to_owned(),
            telegram: self.clone(),
        };
        state["personas"].as_array().into_iter().flatten().map(person).collect()
    }

    /// Somebody new, English and in London unless said otherwise.
    pub fn person(&self, first_name: &str) -> PersonBuilder {
        PersonBuilder {
            telegram: self.clone(),
            fields: json!({ "first_name": first_name, "language_code": "en", "zone": "Europe/London" }),
        }
    }

    /// A group about to be made of people and bots.
    pub fn group(&self, title: &str) -> GroupBuilder {
        GroupBuilder::new(self.clone(), title)
    }

    /// Privacy mode of a bot: on, as it is at first, it hears in groups only what is meant for it.
    pub async fn privacy(&self, bot: &Bot, on: bool) {
        self.client().patch(&format!("/bots/{}", bot.id), &json!({ "privacy": on })).await;
    }

    /// The suite's time in unix milliseconds.
    pub async fn now(&self) -> i64 {
        self.clock().await.now_ms
    }

    /// The suite's clock as it is.
    pub async fn clock(&self) -> Clock {
        Clock::of(&self.client().get("/clock", &[]).await)
    }

    /// The suite's clock once its version is another than the one that is known; as it is after 25 s at the latest.
    pub async fn clock_after(&self, version: u64) -> Clock {
        Clock::of(&self.client().get("/clock", &[("after", version.to_string())]).await)
    }

    /// Calls a method of the Bot API as a bot; gives the whole envelope, `ok` or not.
    pub async fn call(&self, bot: &Bot, method: &str, params: Value) -> Value {
        self.client().call(&bot.token, method, &params).await
    }

    /// Moves the suite's clock forward.
    pub async fn advance(&self, by: Duration) {
        self.client().post("/clock", &json!({ "advance_ms": by.as_millis() as u64 })).await;
    }

    /// Moves the suite's clock to an instant ahead, in unix milliseconds.
    pub async fn advance_to(&self, unix_ms: i64) {
        self.client().post("/clock", &json!({ "to_ms": unix_ms })).await;
    }

    /// Queues any update for a bot, as it is but for a fresh `update_id`, which is the result; none when the bot does
    /// not want this kind.
    pub async fn inject(&self, bot: &Bot, update: Value) -> Option<i64> {
        self.client().post("/inject", &json!({ "bot": bot.id, "update": update })).await["update_id"].as_i64()
    }

    /// What a bot called, oldest first.
    pub async fn calls(&self, bot: &Bot, method: &str) -> Vec<Call> {
        let query = [("bot", bot.id.to_string()), ("method", method.to_owned())];
        let calls = self.client().get("/calls", &query).await;
        serde_json::from_value(calls["calls"].clone())
            .unwrap_or_else(|error| panic!("the journal is odd: {error}"))
    }

    /// Adds trouble for the calls of bots.
    pub async fn fault(&self, fault: Fault) {
        self.client().post("/faults", &json!(fault)).await;
    }

    /// Ends all trouble that was added.
    pub async fn clear_faults(&self) {
        self.client().delete("/faults").await;
    }

    /// Switches Telegram's own limits on messages on or off.
    pub async fn limits(&self, on: bool) {
        self.client().post("/limits", &json!({ "on": on })).await;
    }

    /// How many calls of a bot Telegram's limits have refused since they were switched on.
    pub async fn refused(&self, bot: &Bot) -> u64 {
        let limits = self.client().get("/limits", &[]).await;
        limits["refused"][bot.id.to_string()].as_u64().unwrap_or_default()
    }

    /// Waits until a bot has acknowledged every update and has no call in flight.
    pub async fn settled(&self, bot: &Bot) {
        let state = self.wait_settled(bot).await;
        assert!(state["settled"] == true, "{} did not work off its updates: {state}", bot.username);
    }

    /// Tells how to wait until bots have worked off what they have acknowledged, where that is later: a bot that keeps
    /// its updates in a database first. [`Telegram::settled`] and [`Chat::assert_quiet`] then wait for it too.
    pub fn worked_off_by<F, Fut>(&self, probe: F)
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let probe: Probe = Arc::new(move || Box::pin(probe()));
        *self.inner.worked_off.lock().unwrap_or_else(PoisonError::into_inner) = Some(probe);
    }

    /// All acknowledged, then worked off, then no call in flight.
    async fn wait_settled(&self, bot: &Bot) -> Value {
        let probe = self.inner.worked_off.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(probe) = probe {
            self.ask_settled(bot).await;
            if tokio::time::timeout(self.limit(), probe()).await.is_err() {
                return json!({ "settled": false, "worked_off": false });
            }
        }
        self.ask_settled(bot).await
    }

    async fn ask_settled(&self, bot: &Bot) -> Value {
        let wait = self.limit().as_millis().to_string();
        self.client().get("/settled", &[("bot", bot.id.to_string()), ("wait_ms", wait)]).await
    }
}

/// Who is about to be created.
pub struct PersonBuilder {
    telegram: Telegram,
    fields: Value,
}

impl PersonBuilder {
    /// IETF tag of the language of the person's client.
    pub fn language(mut self, code: &str) -> Self {
        self.fields["language_code"] = json!(code);
        self
    }

    /// IANA name of the zone the person lives in.
    pub fn zone(mut self, zone: &str) -> Self {
        self.fields["zone"] = json!(zone);
        self
    }

    pub fn last_name(mut self, name: &str) -> Self {
        self.fields["last_name"] = json!(name);
        self
    }

    pub fn username(mut self, name: &str) -> Self {
        self.fields["username"] = json!(name);
        self
    }

    pub async fn create(self) -> Person {
        let made = self.telegram.client().post("/personas", &self.fields).await;
        let name = made["first_name"].as_str().unwrap_or_default().to_owned();
        Person { id: made["id"].as_i64().unwrap_or_default(), name, telegram: self.telegram }
    }
}

/// Somebody who writes to bots.
#[derive(Clone)]
pub struct Person {
    pub id: i64,
    pub name: String,
    telegram: Telegram,
}

impl Person {
    /// The private chat with a bot.
    pub async fn chat(&self, bot: &Bot) -> Chat {
        Chat::open(self.telegram.clone(), self.clone(), chat::With::Bot(bot.clone())).await
    }

    /// Changes the language of the person's client; the next message carries it.
    pub async fn set_language(&self, code: &str) {
        self.telegram
            .client()
            .patch(&format!("/personas/{}", self.id), &json!({ "language_code": code }))
            .await;
    }
}
