//! What a data folder keeps: over restarts, over kill -9, and with a torn last line.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use telegram_local::{Bot, Fault, Telegram};

const TOKEN: &str = "7000000077:a_token_of_the_test";

async fn open(dir: &Path) -> Telegram {
    Telegram::builder().data_dir(dir).bot("keeper", TOKEN).start().await.expect("a server")
}

async fn poll(telegram: &Telegram, bot: &Bot, params: Value) -> Vec<Value> {
    let answer = telegram.call(bot, "getUpdates", params).await;
    answer["result"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let telegram = open(dir.path()).await;
    let bot = telegram.bot("keeper").await;
    assert_eq!(bot.token, TOKEN);
    let anna = telegram.person("Anna").last_name("Smith").zone("Asia/Tokyo").create().await;
    let chat = anna.chat(&bot).await;
    let written = chat.send("one").await;
    chat.attach_as("document", "a.txt", "bytes", "two").await;
    let keyboard = json!({ "keyboard": [["Yes"]], "one_time_keyboard": true });
    let sent = json!({ "chat_id": anna.id, "text": "three", "reply_markup": keyboard });
    let sent = telegram.call(&bot, "sendMessage", sent).await["result"]["message_id"].clone();
    telegram.call(&bot, "deleteMessage", json!({ "chat_id": anna.id, "message_id": written })).await;
    let commands = json!({ "commands": [{ "command": "go", "description": "Go" }] });
    telegram.call(&bot, "setMyCommands", commands).await;
    let thumb = json!([{ "type": "emoji", "emoji": "👍" }]);
    let react = json!({ "chat_id": anna.id, "message_id": sent, "reaction": thumb });
    assert_eq!(telegram.call(&bot, "setMessageReaction", react).await["ok"], true);
    telegram.advance(Duration::from_secs(86_400)).await;
    let updates = poll(&telegram, &bot, json!({})).await;
    let first = updates[0]["update_id"].as_i64().expect("an id");
    assert_eq!(poll(&telegram, &bot, json!({ "offset": first + 1 })).await.len(), 1);
    let offset = telegram.clock().await.offset_ms;
    telegram.stop().await;

    let telegram = open(dir.path()).await;
    let chat = anna_again(&telegram, &bot, anna.id).await;
    let kept: Vec<&str> =
        chat.iter().filter_map(|m| m["text"].as_str().or_else(|| m["caption"].as_str())).collect();
    assert_eq!(kept, ["two", "three"]);
    assert_eq!(chat[1]["reactions"], thumb);
    assert_eq!(telegram.clock().await.offset_ms, offset);
    let pending = poll(&telegram, &bot, json!({})).await;
    assert_eq!(pending.len(), 1, "what was not acknowledged comes again");
    assert_eq!(pending[0], updates[1]);
    let file = telegram
        .call(&bot, "getFile", json!({ "file_id": pending[0]["message"]["document"]["file_id"] }))
        .await;
    let path = file["result"]["file_path"].as_str().expect("a path");
    let bytes = reqwest::get(format!("{}/file/bot{TOKEN}/{path}", telegram.url())).await.expect("an answer");
    assert_eq!(bytes.text().await.expect("bytes"), "bytes");
    let next = telegram.call(&bot, "sendMessage", json!({ "chat_id": anna.id, "text": "four" })).await;
    assert!(next["result"]["message_id"].as_i64() > sent.as_i64(), "message ids go on");
    assert_eq!(telegram.call(&bot, "getMyCommands", json!({})).await["result"][0]["command"], "go");
}

/// The messages of a person that an earlier run made.
async fn anna_again(telegram: &Telegram, bot: &Bot, person: i64) -> Vec<Value> {
    let url = format!("{}/local/api/messages?persona={person}&chat=p{}-{person}", telegram.url(), bot.id);
    let answer: Value = reqwest::get(url).await.expect("an answer").json().await.expect("JSON");
    answer["messages"].as_array().cloned().expect("messages")
}

#[tokio::test]
async fn groups_are_there_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let telegram = open(dir.path()).await;
    let bot = telegram.bot("keeper").await;
    let (anna, boris) = (telegram.person("Anna").create().await, telegram.person("Boris").create().await);
    telegram.privacy(&bot, false).await;
    let team = telegram.group("Team").with(&anna).with(&boris).bot(&bot).create().await;
    let old = team.id();
    let new = team.upgrade().await;
    let chat = team.chat(&anna).await;
    let deleted = chat.send("deleted").await;
    chat.delete(deleted).await;
    telegram.call(&bot, "sendMessage", json!({ "chat_id": new, "text": "unread" })).await;
    team.promote_bot(&bot).await;
    team.remove(&boris).await;
    let forum = telegram.group("Forum").with(&anna).bot(&bot).forum().create().await;
    let topic = forum.open_topic("Plans").await;
    let before = team.members().await;
    let side = async |telegram: &Telegram| {
        let url = format!("{}/local/api/chats?persona={}", telegram.url(), anna.id);
        let chats: Value = reqwest::get(url).await.expect("an answer").json().await.expect("JSON");
        chats["chats"].as_array().cloned().expect("chats")
    };
    let groups = side(&telegram).await;
    telegram.stop().await;

    // Twice, so that what the first start made anew is read too.
    open(dir.path()).await.stop().await;
    let telegram = open(dir.path()).await;
    let again = side(&telegram).await;
    assert_eq!(again[1..], groups[1..], "what a person sees of groups");
    assert_eq!((before.len(), again.len()), (2, 3));
    let refused = telegram.call(&bot, "sendMessage", json!({ "chat_id": old, "text": "x" })).await;
    assert_eq!(refused["parameters"]["migrate_to_chat_id"], new);
    let send = json!({ "chat_id": forum.id(), "text": "x", "message_thread_id": topic });
    assert_eq!(telegram.call(&bot, "sendMessage", send).await["ok"], true);
    let sent = telegram.call(&bot, "sendMessage", json!({ "chat_id": new, "text": "x" })).await;
    assert!(sent["result"]["message_id"].as_i64() > Some(deleted + 1), "ids go on");
    let boris = json!({ "chat_id": new, "user_id": boris.id });
    assert_eq!(telegram.call(&bot, "getChatMember", boris).await["result"]["status"], "kicked");
    assert_eq!(telegram.call(&bot, "getMe", json!({})).await["result"]["can_read_all_group_messages"], true);
    let another = telegram.group("Another").with(&telegram.people().await[0]).create().await;
    assert!(another.id() != old && another.id() != new);
}

#[tokio::test]
async fn data_of_an_earlier_version_is_read() {
    let dir = tempfile::tempdir().expect("a folder");
    let log = [
        json!({ "bot": { "id": 7_000_000_077_i64, "token": TOKEN, "username": "keeper", "first_name": "Keeper" } }),
        json!({ "persona": { "id": 5_000_001, "first_name": "Anna", "language_code": "en", "zone": "UTC" } }),
        json!({ "chat": { "chat": "p7000000077-5000001", "meta": { "started": true, "read_upto": 1 } } }),
        json!({ "update": { "bot": 7_000_000_077_i64, "id": 11, "at_ms": 4_000_000_000_000_i64, "body": "{\"update_id\":11}" } }),
        json!({ "update": { "bot": 7_000_000_077_i64, "id": 12, "at_ms": 4_000_000_000_000_i64, "body": "{\"update_id\":12}" } }),
        json!({ "acked": { "bot": 7_000_000_077_i64, "upto": 11 } }),
    ];
    let lines: String = log.iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(dir.path().join("telegram.jsonl"), lines).expect("a log");
    let telegram = open(dir.path()).await;
    let bot = telegram.bot("keeper").await;
    assert_eq!(poll(&telegram, &bot, json!({})).await, [json!({ "update_id": 12 })]);
    let sent = telegram.call(&bot, "sendMessage", json!({ "chat_id": 5_000_001, "text": "x" })).await;
    assert_eq!(sent["ok"], true, "{sent}");
}

#[tokio::test]
async fn a_late_update_survives_the_server() {
    let dir = tempfile::tempdir().expect("a folder");
    let telegram = open(dir.path()).await;
    let bot = telegram.bot("keeper").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    telegram.fault(Fault { late: true, times: Some(1), ..Fault::default() }).await;
    chat.send("late").await;
    telegram.stop().await;
    let telegram = open(dir.path()).await;
    assert_eq!(poll(&telegram, &bot, json!({})).await[0]["message"]["text"], "late");
}

#[tokio::test]
async fn a_folder_has_one_server() {
    let dir = tempfile::tempdir().expect("a folder");
    let telegram = open(dir.path()).await;
    assert!(Telegram::builder().data_dir(dir.path()).start().await.is_err());
    telegram.stop().await;
    open(dir.path()).await;
}

#[tokio::test]
async fn a_torn_last_line_is_left_out() {
    let dir = tempfile::tempdir().expect("a folder");
    let telegram = open(dir.path()).await;
    let bot = telegram.bot("keeper").await;
    let anna = telegram.person("Anna").create().await;
    anna.chat(&bot).await.send("whole").await;
    telegram.stop().await;
    let log = dir.path().join("telegram.jsonl");
    let mut file = std::fs::OpenOptions::new().append(true).open(log).expect("the log");
    file.write_all(br#"{"message":{"chat":"p1-"#).expect("torn");
    let telegram = open(dir.path()).await;
    assert_eq!(anna_again(&telegram, &bot, anna.id).await[0]["text"], "whole");
    assert_eq!(poll(&telegram, &bot, json!({})).await.len(), 1);
}

/// The program itself; killed when the test is over.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn launch(dir: &Path) -> (Process, Telegram) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_telegram-local"))
        .args(["--port", "0", "--data"])
        .arg(dir)
        .args(["--bot", &format!("keeper:{TOKEN}")])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("an address");
    let url = line.split_whitespace().last().expect("an address").to_owned();
    (Process(child), Telegram::connect(&url).expect("a client"))
}

#[tokio::test]
async fn nothing_is_lost_by_kill_9() {
    let dir = tempfile::tempdir().expect("a folder");
    let bot = Bot { id: 7_000_000_077, username: "keeper".into(), token: TOKEN.into() };
    let mut person = 0;
    let mut last_update = 0;
    for round in 0..3 {
        let (process, telegram) = launch(dir.path());
        assert_eq!(telegram.bot("keeper").await.id, bot.id);
        if round == 0 {
            person = telegram.person("Anna").create().await.id;
        } else {
            let messages = anna_again(&telegram, &bot, person).await;
            assert_eq!(messages.len(), round * 20, "every accepted message was kept");
            let pending = poll(&telegram, &bot, json!({})).await;
            assert_eq!(pending.len(), 20, "every update that was not acknowledged is there");
            let ids: Vec<i64> = pending.iter().filter_map(|update| update["update_id"].as_i64()).collect();
            assert!(ids.first() > Some(&last_update) && ids.is_sorted(), "no id comes twice");
            last_update = *ids.last().expect("an id");
            poll(&telegram, &bot, json!({ "offset": last_update + 1 })).await;
        }
        let client = reqwest::Client::new();
        for n in 0..20 {
            let body = json!({ "persona": person, "chat": format!("p{}-{person}", bot.id), "text": format!("{round}/{n}") });
            let sent = client.post(format!("{}/local/api/send", telegram.url())).json(&body).send().await;
            assert!(sent.expect("an answer").status().is_success());
        }
        drop(process);
    }
}

#[tokio::test]
async fn a_terminated_program_ends_cleanly() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut process, _telegram) = launch(dir.path());
    let pid = process.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    let status =
        tokio::task::spawn_blocking(move || process.0.wait()).await.expect("joined").expect("a status");
    assert!(status.success(), "{status}");
}
