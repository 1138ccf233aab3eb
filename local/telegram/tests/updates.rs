//! getUpdates and the ways a call may come in.

use std::collections::HashMap;

use serde_json::{Value, json};
use telegram_local::{Bot, Chat, Fault, Telegram};

async fn scene() -> (Telegram, Bot, Chat) {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("poller").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    (telegram, bot, chat)
}

fn texts(answer: &Value) -> Vec<&str> {
    let updates = answer["result"].as_array().into_iter().flatten();
    updates.filter_map(|update| update["message"]["text"].as_str()).collect()
}

fn ids(answer: &Value) -> Vec<i64> {
    let updates = answer["result"].as_array().into_iter().flatten();
    updates.filter_map(|update| update["update_id"].as_i64()).collect()
}

#[tokio::test]
async fn an_update_is_repeated_until_acknowledged() {
    let (telegram, bot, chat) = scene().await;
    for text in ["one", "two", "three"] {
        chat.send(text).await;
    }
    let first = telegram.call(&bot, "getUpdates", json!({ "limit": 2 })).await;
    assert_eq!(texts(&first), ["one", "two"]);
    let again = telegram.call(&bot, "getUpdates", json!({ "limit": 2 })).await;
    assert_eq!(first, again);
    let next = ids(&first)[1] + 1;
    let rest = telegram.call(&bot, "getUpdates", json!({ "offset": next })).await;
    assert_eq!(texts(&rest), ["three"]);
    assert_eq!(ids(&rest), [next]);
    assert!(u32::try_from(next).is_ok(), "clients keep update ids in 32 bits");
}

#[tokio::test]
async fn a_negative_offset_forgets_all_but_the_last() {
    let (telegram, bot, chat) = scene().await;
    for text in ["one", "two", "three"] {
        chat.send(text).await;
    }
    assert_eq!(texts(&telegram.call(&bot, "getUpdates", json!({ "offset": -1 })).await), ["three"]);
    assert_eq!(texts(&telegram.call(&bot, "getUpdates", json!({})).await), ["three"]);
    assert_eq!(texts(&telegram.call(&bot, "getUpdates", json!({ "offset": -5 })).await), ["three"]);
}

#[tokio::test]
async fn a_long_poll_wakes_up() {
    let (telegram, bot, chat) = scene().await;
    let poll = tokio::spawn({
        let (telegram, bot) = (telegram.clone(), bot.clone());
        async move { telegram.call(&bot, "getUpdates", json!({ "timeout": 20 })).await }
    });
    chat.send("wake up").await;
    assert_eq!(texts(&poll.await.expect("an answer")), ["wake up"]);
}

#[tokio::test]
async fn the_newer_poller_ends_the_older_one() {
    let (telegram, bot, chat) = scene().await;
    let poll = |telegram: Telegram, bot: Bot| {
        tokio::spawn(async move { telegram.call(&bot, "getUpdates", json!({ "timeout": 20 })).await })
    };
    let older = poll(telegram.clone(), bot.clone());
    let newer = poll(telegram.clone(), bot.clone());
    // Whichever came first is ended by the other; only then is something sent.
    let (ended, other) = match futures::future::select(older, newer).await {
        futures::future::Either::Left((ended, other)) | futures::future::Either::Right((ended, other)) => {
            (ended, other)
        }
    };
    let ended = ended.expect("an answer");
    assert_eq!(ended["error_code"], 409);
    let text =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!(ended["description"], text);
    chat.send("for the newer").await;
    assert_eq!(texts(&other.await.expect("an answer")), ["for the newer"]);
}

#[tokio::test]
async fn a_webhook_forbids_polling() {
    let (telegram, bot, _chat) = scene().await;
    telegram.call(&bot, "setWebhook", json!({ "url": "http://127.0.0.1:9/x" })).await;
    let refused = telegram.call(&bot, "getUpdates", json!({})).await;
    assert_eq!(refused["error_code"], 409);
    assert!(refused["description"].as_str().is_some_and(|text| text.contains("while webhook is active")));
    telegram.call(&bot, "deleteWebhook", json!({})).await;
    assert_eq!(telegram.call(&bot, "getUpdates", json!({})).await["ok"], true);
}

#[tokio::test]
async fn only_wanted_kinds_are_queued_and_the_wish_is_remembered() {
    let (telegram, bot, chat) = scene().await;
    telegram.call(&bot, "getUpdates", json!({ "allowed_updates": ["my_chat_member"] })).await;
    chat.send("unheard").await;
    chat.block().await;
    let answer = telegram.call(&bot, "getUpdates", json!({})).await;
    assert_eq!(answer["result"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["result"][0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let odd = telegram.inject(&bot, json!({ "my_chat_member": { "odd": true } })).await;
    let answer = telegram.call(&bot, "getUpdates", json!({ "offset": odd })).await;
    assert_eq!(answer["result"], json!([{ "my_chat_member": { "odd": true }, "update_id": odd }]));
    assert_eq!(telegram.inject(&bot, json!({ "poll": {} })).await, None);
}

#[tokio::test]
async fn a_call_may_come_in_any_form() {
    let (telegram, bot, chat) = scene().await;
    chat.send("/start").await;
    let person = chat.messages(1).await[0]["chat"]["id"].as_i64().unwrap_or_default();
    let http = reqwest::Client::new();
    let address = |method: &str| format!("{}/bot{}/{method}", telegram.url(), bot.token);
    let fields = HashMap::from([("chat_id", person.to_string()), ("text", "Ж & я".to_owned())]);
    let markup = json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "b" }]] }).to_string();
    let form = reqwest::multipart::Form::new()
        .text("chat_id", person.to_string())
        .text("text", "Ж & я")
        .text("reply_markup", markup);
    let requests = [
        http.get(address("sendMessage")).query(&fields),
        http.post(address("SENDMESSAGE")).form(&fields),
        http.post(address("SendMessage")).json(&json!({ "chat_id": person, "text": "Ж & я" })),
        http.post(address("sendmessage")).multipart(form),
        http.get(address("sendMessage").replace(':', "%3A").replacen("%3A", ":", 2)).query(&fields),
    ];
    for request in requests {
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(answer["result"]["text"], "Ж & я", "{answer}");
    }
    assert_eq!(chat.messages(10).await.len(), 6);
}

#[tokio::test]
async fn trouble_comes_as_often_as_asked_for() {
    let (telegram, bot, chat) = scene().await;
    chat.send("/start").await;
    let storm = Fault { status: Some(429), retry_after: Some(7), times: Some(2), ..Fault::default() };
    telegram.fault(storm).await;
    telegram.fault(Fault { method: Some("getMe".into()), status: Some(502), ..Fault::default() }).await;
    let person = chat.messages(1).await[0]["chat"]["id"].clone();
    let send = || telegram.call(&bot, "sendMessage", json!({ "chat_id": person, "text": "x" }));
    for _ in 0..2 {
        assert_eq!(send().await["parameters"], json!({ "retry_after": 7 }));
    }
    assert_eq!(send().await["ok"], true);
    assert_eq!(telegram.call(&bot, "getMe", json!({})).await["error_code"], 502);
    telegram.clear_faults().await;
    assert_eq!(telegram.call(&bot, "getMe", json!({})).await["result"]["has_main_web_app"], false);
    let calls = telegram.calls(&bot, "sendMessage").await;
    assert_eq!(calls.iter().map(|call| call.ok).collect::<Vec<_>>(), [false, false, true]);
    assert!(!format!("{calls:?}").contains(&bot.token), "the journal never shows a token");
}

#[tokio::test]
async fn an_update_may_come_again_after_it_was_acknowledged() {
    let (telegram, bot, chat) = scene().await;
    telegram.fault(Fault { repeat: 2, times: Some(1), ..Fault::default() }).await;
    for text in ["thrice", "once"] {
        chat.send(text).await;
    }
    let poll = async |offset: i64| telegram.call(&bot, "getUpdates", json!({ "offset": offset })).await;
    let first = poll(0).await;
    assert_eq!(texts(&first), ["thrice", "once"]);
    let next = ids(&first)[1] + 1;
    let again = poll(next).await;
    assert_eq!((texts(&again), ids(&again)[0]), (vec!["thrice"], ids(&first)[0]));
    chat.send("new").await;
    assert_eq!(texts(&poll(next).await), ["thrice", "new"], "once more, acknowledged by the same offset");
    assert_eq!(texts(&poll(next + 1).await), [""; 0]);
    telegram.settled(&bot).await;
}

#[tokio::test]
async fn an_update_may_come_after_the_next_one() {
    let (telegram, bot, chat) = scene().await;
    let late = Fault { late: true, update: Some("message".into()), times: Some(1), ..Fault::default() };
    telegram.fault(late).await;
    chat.send("one").await;
    assert_eq!(ids(&telegram.call(&bot, "getUpdates", json!({})).await), [0; 0]);
    chat.send("two").await;
    let first = telegram.call(&bot, "getUpdates", json!({ "limit": 1 })).await;
    assert_eq!(texts(&first), ["two"]);
    // An offset beyond the late one does not acknowledge it unseen.
    let next = ids(&first)[0] + 1;
    let second = telegram.call(&bot, "getUpdates", json!({ "offset": next })).await;
    assert_eq!((texts(&second), ids(&second)[0]), (vec!["one"], next - 2));
    telegram.call(&bot, "getUpdates", json!({ "offset": next })).await;
    telegram.settled(&bot).await;
}

#[tokio::test]
async fn a_cut_before_leaves_nothing_behind() {
    let (telegram, bot, chat) = scene().await;
    chat.send("/start").await;
    telegram.fault(Fault { drop_before: true, every: Some(2), ..Fault::default() }).await;
    let url = format!("{}/bot{}/sendMessage", telegram.url(), bot.token);
    let person = chat.messages(1).await[0]["chat"]["id"].clone();
    let http = reqwest::Client::new();
    let mut answered = Vec::new();
    for n in 0..4 {
        let sent = http.post(&url).json(&json!({ "chat_id": person, "text": n })).send().await;
        answered.push(match sent {
            Ok(response) => response.bytes().await.is_ok(),
            Err(_) => false,
        });
    }
    assert_eq!(answered, [true, false, true, false]);
    let said: Vec<Value> = chat.messages(9).await.iter().map(|message| message["text"].clone()).collect();
    assert_eq!(said, ["/start", "0", "2"]);
}
