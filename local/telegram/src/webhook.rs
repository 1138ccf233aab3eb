//! Delivers updates to webhooks: those of one chat one after the other, those of different chats side by side over up to
//! `max_connections` connections; again and again until taken, with growing pauses that hold up only that chat.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use serde_json::Value;
use tokio::sync::{Notify, Semaphore};

use crate::App;
use crate::api::params::Params;
use crate::http;
use crate::model::Webhook;
use crate::world::queue::Pending;

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Longest pause that a webhook may ask for.
const LONGEST_ASKED: u64 = 3600;
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Starts the delivery to a bot's present webhook; it ends when the webhook is changed or deleted.
pub(crate) fn start(app: &App, bot: i64) {
    let app = app.clone();
    tokio::spawn(async move {
        let stop = app.stop.clone();
        if let Some(delivery) = Delivery::of(app, bot) {
            stop.run_until_cancelled(delivery.run()).await;
        }
    });
}

/// Restarts the deliveries that a data folder remembers.
pub(crate) fn start_all(app: &App) {
    let bots = app.shared.with(|world| {
        let with = world.bots.values().filter(|bot| bot.profile.webhook.is_some());
        with.map(|bot| bot.profile.id).collect::<Vec<_>>()
    });
    bots.into_iter().for_each(|bot| start(app, bot));
}

/// The delivery to one webhook as it was set once.
#[derive(Clone)]
struct Delivery {
    app: App,
    bot: i64,
    generation: u64,
    webhook: Arc<Webhook>,
    client: reqwest::Client,
    connections: Arc<Semaphore>,
    wake: Arc<Notify>,
}

impl Delivery {
    fn of(app: App, bot: i64) -> Option<Self> {
        let client = reqwest::Client::builder().timeout(ANSWER_LIMIT).build().ok()?;
        let (generation, webhook, wake) = app.shared.with(|world| {
            let bot = world.bot(bot).ok()?;
            Some((bot.webhook_generation, bot.profile.webhook.clone()?, bot.queue.wake.clone()))
        })?;
        let connections = Arc::new(Semaphore::new(usize::try_from(webhook.max_connections).unwrap_or(1)));
        Some(Self { app, bot, generation, webhook: Arc::new(webhook), client, connections, wake })
    }

    /// Gives every chat that has updates and nobody who delivers them a task of its own.
    async fn run(self) {
        loop {
            let woken = self.wake.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            match self.next_lane() {
                Next::Over => return,
                Next::Nothing => woken.await,
                Next::Lane(lane) => {
                    let lane = LaneGuard { delivery: self.clone(), lane };
                    tokio::spawn(async move {
                        let stop = lane.delivery.app.stop.clone();
                        stop.run_until_cancelled(lane.work_off()).await;
                    });
                }
            }
        }
    }

    /// Marks the next chat as busy.
    fn next_lane(&self) -> Next {
        self.app.shared.with(|world| {
            world.expire_updates(self.bot);
            let Some(bot) = world.bots.get_mut(&self.bot) else { return Next::Over };
            if bot.webhook_generation != self.generation {
                return Next::Over;
            }
            bot.queue.begin_lane().map_or(Next::Nothing, Next::Lane)
        })
    }

    /// The oldest update of a chat; none when there is none, or when this delivery is over.
    fn head(&self, lane: i64) -> Option<Pending> {
        self.app.shared.with(|world| {
            let bot =
                world.bots.get_mut(&self.bot).filter(|bot| bot.webhook_generation == self.generation)?;
            bot.queue.head(lane)
        })
    }

    fn taken(&self, update: &Pending) {
        self.app.shared.with(|world| world.delivered(self.bot, update));
        self.app.shared.activity.notify_waiters();
    }

    fn note(&self, trouble: String) {
        self.app.shared.with(|world| {
            let now = world.clock.now();
            if let Ok(bot) = world.bot_mut(self.bot)
                && bot.webhook_generation == self.generation
            {
                bot.webhook_trouble = Some((now, trouble));
            }
        });
    }

    /// Waits so long, but no longer than this delivery lasts.
    async fn pause(&self, pause: Duration) {
        let deadline = tokio::time::Instant::now() + pause;
        loop {
            let woken = self.wake.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let now =
                self.app.shared.with(|world| world.bot(self.bot).ok().map(|bot| bot.webhook_generation));
            if now != Some(self.generation) || tokio::time::timeout_at(deadline, woken).await.is_err() {
                return;
            }
        }
    }

    async fn post(&self, update: &Pending) -> Result<Vec<u8>, Trouble> {
        let mut request = self.client.post(&self.webhook.url).header("content-type", "application/json");
        if let Some(secret) = &self.webhook.secret {
            request = request.header("x-telegram-bot-api-secret-token", secret);
        }
        let response = request.body(update.body.to_string()).send().await.map_err(|e| Trouble::of(&e))?;
        let status = response.status();
        if !status.is_success() {
            let reason = status.canonical_reason().unwrap_or_default();
            let text = format!("Wrong response from the webhook: {} {reason}", status.as_u16());
            let asked =
                response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            return Err(Trouble { text, asked });
        }
        Ok(response.bytes().await.map(|bytes| bytes.to_vec()).unwrap_or_default())
    }
}

enum Next {
    /// The webhook was changed or deleted.
    Over,
    Nothing,
    Lane(i64),
}

/// Why an update was not taken.
struct Trouble {
    text: String,
    /// Seconds that the webhook asked to wait.
    asked: Option<u64>,
}

impl Trouble {
    fn of(error: &reqwest::Error) -> Self {
        let text = match error {
            _ if error.is_timeout() => "Read timeout expired",
            _ if error.is_connect() => "Connection refused",
            _ => "Webhook connection closed",
        };
        Self { text: text.to_owned(), asked: None }
    }

    fn pause(&self, usual: Duration) -> Duration {
        self.asked.map_or(usual, |seconds| Duration::from_secs(seconds.min(LONGEST_ASKED)))
    }
}

/// The work on one chat's updates; the chat is free again when it ends, however it ends.
struct LaneGuard {
    delivery: Delivery,
    lane: i64,
}

impl LaneGuard {
    async fn work_off(&self) {
        let delivery = &self.delivery;
        let mut pause = FIRST_PAUSE;
        while let Ok(connection) = delivery.connections.acquire().await {
            let Some(update) = delivery.head(self.lane) else { return };
            match delivery.post(&update).await {
                Ok(reply) => {
                    delivery.taken(&update);
                    pause = FIRST_PAUSE;
                    answer_in_reply(&delivery.app, delivery.bot, &reply).await;
                }
                Err(trouble) => {
                    drop(connection);
                    let asked = trouble.pause(pause);
                    delivery.note(trouble.text);
                    delivery.pause(asked).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }
}

impl Drop for LaneGuard {
    fn drop(&mut self) {
        self.delivery.app.shared.with(|world| {
            if let Ok(bot) = world.bot_mut(self.delivery.bot) {
                bot.queue.end_lane(self.lane);
            }
        });
    }
}

/// A webhook may answer with a call: `{"method": "sendMessage", …}`. Its result is not told (specification); calls that
/// only ask, or that would change the delivery itself, are passed over as on the real server.
async fn answer_in_reply(app: &App, bot: i64, reply: &[u8]) {
    let Ok(Value::Object(mut call)) = serde_json::from_slice(reply) else { return };
    let Some(Value::String(name)) = call.remove("method") else { return };
    let Some(method) = crate::api::find_method(&name) else { return };
    let useless = ["setWebhook", "deleteWebhook", "close", "logOut"].contains(&method.name);
    if !useless && !method.name.starts_with("get") {
        let _ = http::perform(app, bot, method, Params::from_map(call)).await;
    }
}
