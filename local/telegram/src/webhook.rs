//! Delivers updates to webhooks: one after the other, again and again until taken, with growing pauses.

use std::time::Duration;

use serde_json::Value;

use crate::App;
use crate::api::params::Params;
use crate::http;
use crate::model::Webhook;
use crate::world::updates::Pending;

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Starts the delivery to a bot's present webhook; it ends when the webhook is changed or deleted.
pub(crate) fn start(app: &App, bot: i64) {
    let app = app.clone();
    let stop = app.stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = deliver(&app, bot) => {}
            () = stop.cancelled() => {}
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

struct Work {
    webhook: Webhook,
    next: Option<Pending>,
}

async fn deliver(app: &App, bot: i64) {
    let Ok(client) = reqwest::Client::builder().timeout(ANSWER_LIMIT).build() else { return };
    let Some((generation, wake)) = app
        .shared
        .with(|world| world.bot(bot).ok().map(|bot| (bot.webhook_generation, bot.queue.wake.clone())))
    else {
        return;
    };
    let mut pause = FIRST_PAUSE;
    loop {
        let woken = wake.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        let Some(work) = next(app, bot, generation) else { return };
        let Some(update) = work.next else {
            woken.await;
            continue;
        };
        match post(&client, &work.webhook, &update).await {
            Ok(reply) => {
                app.shared.with(|world| world.acknowledge(bot, update.id));
                app.shared.activity.notify_waiters();
                pause = FIRST_PAUSE;
                answer_in_reply(app, bot, &reply).await;
            }
            Err(text) => {
                note_trouble(app, bot, text);
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// The webhook and the oldest update; none when this delivery is over.
fn next(app: &App, bot: i64, generation: u64) -> Option<Work> {
    app.shared.with(|world| {
        world.expire_updates(bot);
        let state = world.bots.get_mut(&bot).filter(|bot| bot.webhook_generation == generation)?;
        let webhook = state.profile.webhook.clone()?;
        let next = state.queue.pending.front().cloned();
        state.queue.handed_out = next.as_ref().map_or(state.queue.handed_out, |update| update.id);
        Some(Work { webhook, next })
    })
}

async fn post(client: &reqwest::Client, webhook: &Webhook, update: &Pending) -> Result<Vec<u8>, String> {
    let mut request =
        client.post(&webhook.url).header("content-type", "application/json").body(update.body.to_string());
    if let Some(secret) = &webhook.secret {
        request = request.header("x-telegram-bot-api-secret-token", secret);
    }
    let response = request.send().await.map_err(|error| describe(&error))?;
    let status = response.status();
    if !status.is_success() {
        let reason = status.canonical_reason().unwrap_or_default();
        return Err(format!("Wrong response from the webhook: {} {reason}", status.as_u16()));
    }
    Ok(response.bytes().await.map(|bytes| bytes.to_vec()).unwrap_or_default())
}

fn describe(error: &reqwest::Error) -> String {
    let text = if error.is_timeout() { "Read timeout expired" } else { "Connection refused" };
    text.to_owned()
}

fn note_trouble(app: &App, bot: i64, text: String) {
    app.shared.with(|world| {
        let now = world.clock.now();
        if let Ok(bot) = world.bot_mut(bot) {
            bot.webhook_trouble = Some((now, text));
        }
    });
}

/// A webhook may answer with a call: `{"method": "sendMessage", …}`. Its result is not told (specification).
async fn answer_in_reply(app: &App, bot: i64, reply: &[u8]) {
    let Ok(Value::Object(mut call)) = serde_json::from_slice(reply) else { return };
    let Some(Value::String(method)) = call.remove("method") else { return };
    if let Some(method) = crate::api::find_method(&method) {
        let _ = http::perform(app, bot, method, Params::from_map(call)).await;
    }
}
