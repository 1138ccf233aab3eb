//! Delivery to webhooks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use telegram_local::Telegram;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

#[derive(Clone)]
struct Hook {
    seen: UnboundedSender<(Option<String>, Value)>,
    /// How many deliveries are refused before one is taken.
    refusals: Arc<AtomicUsize>,
}

async fn receive(
    State(hook): State<Hook>,
    headers: HeaderMap,
    Json(update): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let secret = headers.get("x-telegram-bot-api-secret-token").and_then(|value| value.to_str().ok());
    let chat = update["message"]["chat"]["id"].clone();
    hook.seen.send((secret.map(str::to_owned), update)).expect("the test listens");
    let left = hook.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    if left.is_ok() {
        return (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({})));
    }
    (
        StatusCode::OK,
        Json(json!({ "method": "sendMessage", "chat_id": chat, "text": "answered in the reply" })),
    )
}

async fn hook(refusals: usize) -> (String, UnboundedReceiver<(Option<String>, Value)>) {
    let (seen, receiver) = unbounded_channel();
    let state = Hook { seen, refusals: Arc::new(AtomicUsize::new(refusals)) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let router = Router::new().route("/hook", post(receive)).with_state(state);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, receiver)
}

#[tokio::test]
async fn updates_come_in_order_with_the_secret_and_again_until_taken() {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("hooked").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    let (url, mut seen) = hook(1).await;
    chat.send("before").await;
    let set = json!({ "url": url, "secret_token": "s3cret_-" });
    assert_eq!(telegram.call(&bot, "setWebhook", set).await["result"], true);
    chat.send("after").await;
    chat.expect("answered in the reply").await;
    chat.expect("answered in the reply").await;
    chat.assert_quiet().await;
    let mut texts = Vec::new();
    while let Ok((secret, update)) = seen.try_recv() {
        assert_eq!(secret.as_deref(), Some("s3cret_-"));
        texts.push(update["message"]["text"].as_str().unwrap_or_default().to_owned());
    }
    assert_eq!(texts, ["before", "before", "after"]);
    let info = telegram.call(&bot, "getWebhookInfo", json!({})).await;
    assert_eq!((&info["result"]["url"], &info["result"]["pending_update_count"]), (&json!(url), &json!(0)));
    assert_eq!(
        info["result"]["last_error_message"],
        "Wrong response from the webhook: 500 Internal Server Error"
    );
    let calls = telegram.calls(&bot, "setWebhook").await;
    assert_eq!(calls[0].params["secret_token"], "***");
}

#[tokio::test]
async fn a_deleted_webhook_gets_nothing_more() {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("hooked").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    let (url, mut seen) = hook(0).await;
    telegram.call(&bot, "setWebhook", json!({ "url": url })).await;
    chat.send("one").await;
    chat.expect("answered").await;
    telegram.call(&bot, "deleteWebhook", json!({})).await;
    chat.send("two").await;
    let polled = telegram.call(&bot, "getUpdates", json!({ "timeout": 5 })).await;
    assert_eq!(polled["result"][0]["message"]["text"], "two");
    assert!(seen.recv().await.is_some() && seen.try_recv().is_err());
}
