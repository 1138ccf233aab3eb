//! Delivery to webhooks. The test is the webhook: it sees each delivery and says how it is answered.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use telegram_local::{Bot, Chat, Fault, Telegram};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

const LIMIT: Duration = Duration::from_secs(20);

/// One update that is being delivered; the connection stays open until it is answered.
struct Delivery {
    secret: Option<String>,
    update: Value,
    answer: oneshot::Sender<Response>,
}

impl Delivery {
    fn text(&self) -> &str {
        self.update["message"]["text"].as_str().unwrap_or_default()
    }

    fn take(self) {
        self.answer.send(Json(json!({})).into_response()).expect("somebody waits for the answer");
    }

    fn take_saying(self, text: &str) {
        let call =
            json!({ "method": "sendMessage", "chat_id": self.update["message"]["chat"]["id"], "text": text });
        self.answer.send(Json(call).into_response()).expect("somebody waits for the answer");
    }

    /// Refuses it, to be tried again at once.
    fn refuse(self) {
        let answer = (StatusCode::INTERNAL_SERVER_ERROR, [(header::RETRY_AFTER, "0")]).into_response();
        self.answer.send(answer).expect("somebody waits for the answer");
    }
}

struct Hook {
    url: String,
    deliveries: UnboundedReceiver<Delivery>,
}

impl Hook {
    async fn open() -> Self {
        let (seen, deliveries) = unbounded_channel();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let router = Router::new().route("/hook", post(receive)).with_state(seen);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, deliveries }
    }

    async fn next(&mut self) -> Delivery {
        let next = tokio::time::timeout(LIMIT, self.deliveries.recv()).await.expect("a delivery in time");
        next.expect("the hook is open")
    }

    /// Takes so many deliveries and gives their texts.
    async fn take(&mut self, count: usize) -> Vec<String> {
        let mut texts = Vec::new();
        for _ in 0..count {
            let delivery = self.next().await;
            texts.push(delivery.text().to_owned());
            delivery.take();
        }
        texts
    }

    fn assert_nothing_more(&mut self) {
        assert!(self.deliveries.try_recv().is_err(), "something was delivered that should not be");
    }
}

async fn receive(
    State(seen): State<UnboundedSender<Delivery>>,
    headers: HeaderMap,
    Json(update): Json<Value>,
) -> Response {
    let secret = headers.get("x-telegram-bot-api-secret-token").and_then(|value| value.to_str().ok());
    let (answer, answered) = oneshot::channel();
    seen.send(Delivery { secret: secret.map(str::to_owned), update, answer }).expect("the test listens");
    answered.await.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

struct Scene {
    telegram: Telegram,
    bot: Bot,
    anna: Chat,
    boris: Chat,
    hook: Hook,
}

async fn scene() -> Scene {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("hooked").await;
    let anna = telegram.person("Anna").create().await.chat(&bot).await;
    let boris = telegram.person("Boris").create().await.chat(&bot).await;
    Scene { telegram, bot, anna, boris, hook: Hook::open().await }
}

impl Scene {
    async fn set(&self, params: Value) {
        let mut params = params;
        params["url"] = json!(self.hook.url);
        let answer = self.telegram.call(&self.bot, "setWebhook", params).await;
        assert_eq!(answer["result"], true, "{answer}");
    }

    async fn info(&self) -> Value {
        self.telegram.call(&self.bot, "getWebhookInfo", json!({})).await["result"].clone()
    }

    async fn polled(&self, params: Value) -> Vec<Value> {
        let answer = self.telegram.call(&self.bot, "getUpdates", params).await;
        answer["result"].as_array().cloned().expect("updates")
    }
}

#[tokio::test]
async fn updates_of_a_chat_come_in_order_with_the_secret_and_again_until_taken() {
    let mut scene = scene().await;
    scene.anna.send("before").await;
    scene.set(json!({ "secret_token": "s3cret_-" })).await;
    scene.anna.send("after").await;
    let first = scene.hook.next().await;
    assert_eq!((first.text(), first.secret.as_deref()), ("before", Some("s3cret_-")));
    first.refuse();
    let again = scene.hook.next().await;
    assert_eq!(again.text(), "before");
    again.take_saying("answered in the reply");
    scene.anna.expect("answered in the reply").await;
    assert_eq!(scene.hook.take(1).await, ["after"]);
    scene.anna.assert_quiet().await;
    scene.hook.assert_nothing_more();
    let info = scene.info().await;
    assert_eq!((&info["url"], &info["pending_update_count"]), (&json!(scene.hook.url), &json!(0)));
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 500 Internal Server Error");
    let calls = scene.telegram.calls(&scene.bot, "setWebhook").await;
    assert_eq!(calls[0].params["secret_token"], "***");
}

#[tokio::test]
async fn a_chat_whose_update_is_not_taken_holds_up_nobody_else() {
    let mut scene = scene().await;
    scene.set(json!({})).await;
    scene.anna.send("one").await;
    let one = scene.hook.next().await;
    scene.anna.send("two").await;
    scene.boris.send("three").await;
    let three = scene.hook.next().await;
    assert_eq!((one.text(), three.text()), ("one", "three"), "both are on their way at once");
    assert_eq!(scene.info().await["pending_update_count"], 3, "on its way is not taken");
    three.take();
    one.refuse();
    assert_eq!(scene.hook.take(2).await, ["one", "two"]);
    scene.telegram.settled(&scene.bot).await;
    assert_eq!(scene.info().await["pending_update_count"], 0);
}

#[tokio::test]
async fn no_more_connections_are_opened_than_wanted() {
    let mut scene = scene().await;
    scene.set(json!({ "max_connections": 1 })).await;
    scene.anna.send("one").await;
    let one = scene.hook.next().await;
    scene.boris.send("two").await;
    // A call that goes round the whole server later, the second is still not on its way.
    assert_eq!(scene.info().await["max_connections"], 1);
    scene.hook.assert_nothing_more();
    one.take();
    assert_eq!(scene.hook.take(1).await, ["two"]);
}

#[tokio::test]
async fn the_same_webhook_set_again_loses_and_repeats_nothing() {
    let mut scene = scene().await;
    let same = json!({ "secret_token": "s", "allowed_updates": ["message"] });
    scene.set(same.clone()).await;
    scene.anna.send("one").await;
    let one = scene.hook.next().await;
    scene.anna.send("two").await;
    scene.set(same).await;
    scene.boris.send("three").await;
    assert_eq!(scene.hook.take(1).await, ["three"]);
    one.take();
    assert_eq!(scene.hook.take(1).await, ["two"]);
    scene.telegram.settled(&scene.bot).await;
    scene.hook.assert_nothing_more();
}

#[tokio::test]
async fn a_moved_webhook_gets_what_the_old_one_did_not_take() {
    let mut scene = scene().await;
    scene.set(json!({})).await;
    scene.anna.send("one").await;
    scene.boris.send("two").await;
    let (first, second) = (scene.hook.next().await, scene.hook.next().await);
    let mut old = std::mem::replace(&mut scene.hook, Hook::open().await);
    scene.set(json!({})).await;
    let refused = first.text().to_owned();
    first.refuse();
    second.take();
    assert_eq!(scene.hook.take(1).await, [refused]);
    scene.telegram.settled(&scene.bot).await;
    old.assert_nothing_more();
    scene.hook.assert_nothing_more();
}

#[tokio::test]
async fn nothing_is_lost_between_polling_and_webhook() {
    let mut scene = scene().await;
    for text in ["one", "two", "three"] {
        scene.anna.send(text).await;
    }
    let polled = scene.polled(json!({ "limit": 1 })).await;
    let next = polled[0]["update_id"].as_i64().map(|id| id + 1);
    assert_eq!(scene.polled(json!({ "limit": 1, "offset": next })).await[0]["message"]["text"], "two");
    scene.set(json!({})).await;
    assert_eq!(scene.hook.take(1).await, ["two"], "seen by a poll, but not acknowledged");
    let three = scene.hook.next().await;
    assert_eq!(three.text(), "three");
    scene.telegram.call(&scene.bot, "deleteWebhook", json!({})).await;
    let poll = tokio::spawn({
        let (telegram, bot) = (scene.telegram.clone(), scene.bot.clone());
        async move { telegram.call(&bot, "getUpdates", json!({ "timeout": 20 })).await }
    });
    // Its outcome is not known yet, so that the poll does not see it; refused, it is there again.
    three.refuse();
    assert_eq!(poll.await.expect("an answer")["result"][0]["message"]["text"], "three");
    scene.anna.send("four").await;
    let rest = scene.polled(json!({})).await;
    let texts: Vec<_> = rest.iter().map(|update| update["message"]["text"].clone()).collect();
    assert_eq!(texts, ["three", "four"]);
    scene.hook.assert_nothing_more();
}

#[tokio::test]
async fn updates_can_be_repeated_and_late() {
    let mut scene = scene().await;
    scene.set(json!({})).await;
    scene.telegram.fault(Fault { repeat: 1, times: Some(1), ..Fault::default() }).await;
    scene.anna.send("twice").await;
    let first = scene.hook.next().await;
    let update = first.update.clone();
    scene.hook.assert_nothing_more();
    first.take();
    let again = scene.hook.next().await;
    assert_eq!(again.update, update);
    again.take();
    scene.telegram.fault(Fault { late: true, times: Some(1), ..Fault::default() }).await;
    scene.anna.send("one").await;
    scene.boris.send("elsewhere").await;
    assert_eq!(scene.hook.take(1).await, ["elsewhere"]);
    scene.anna.send("two").await;
    assert_eq!(scene.hook.take(2).await, ["two", "one"]);
    scene.telegram.fault(Fault { late: true, ..Fault::default() }).await;
    scene.anna.send("never overtaken").await;
    assert_eq!(scene.info().await["pending_update_count"], 1);
    scene.telegram.clear_faults().await;
    assert_eq!(scene.hook.take(1).await, ["never overtaken"]);
    scene.telegram.settled(&scene.bot).await;
    scene.hook.assert_nothing_more();
}
