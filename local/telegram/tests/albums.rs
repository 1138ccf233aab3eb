//! Albums of people: one update per item, the late sibling, and what bots send.

use serde_json::{Value, json};
use telegram_local::{Bot, Chat, Telegram};

const PICTURE: &[u8] = b"GIF89a\x02\0\x03\0";

async fn scene() -> (Telegram, Bot, Chat) {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("albums").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    (telegram, bot, chat)
}

async fn messages(telegram: &Telegram, bot: &Bot) -> Vec<Value> {
    let answer = telegram.call(bot, "getUpdates", json!({})).await;
    let updates = answer["result"].as_array().cloned().expect("updates");
    updates.iter().map(|update| update["message"].clone()).collect()
}

#[tokio::test]
async fn an_album_is_one_update_per_item() {
    let (telegram, bot, chat) = scene().await;
    let files: &[(&str, &[u8])] = &[("photo", PICTURE), ("photo", PICTURE), ("document", b"x")];
    let album = chat.send_album("look #here", files).await;
    let messages = messages(&telegram, &bot).await;
    let ids: Vec<i64> = messages.iter().filter_map(|message| message["message_id"].as_i64()).collect();
    assert_eq!(ids, album.messages);
    assert!(messages.iter().all(|message| message["media_group_id"] == messages[0]["media_group_id"]));
    let captions: Vec<_> = messages.iter().map(|message| message["caption"].as_str()).collect();
    assert_eq!(captions, [Some("look #here"), None, None]);
    let other = chat.send_album("", files).await;
    assert_eq!(other.messages.len(), 3);
}

#[tokio::test]
async fn the_late_sibling_comes_when_it_is_let_go() {
    let (telegram, bot, chat) = scene().await;
    let album = chat.send_album_but(1, "two", &[("photo", PICTURE), ("photo", PICTURE)]).await;
    chat.send("meanwhile").await;
    let heard = messages(&telegram, &bot).await;
    assert_eq!((heard.len(), &heard[1]["text"]), (2, &json!("meanwhile")));
    assert_eq!(chat.messages(9).await.len(), 3, "people see all of it at once");
    album.release().await;
    let heard = messages(&telegram, &bot).await;
    assert_eq!(heard[2]["message_id"], album.messages[1]);
    assert_eq!(heard[2]["media_group_id"], heard[0]["media_group_id"]);
}

#[tokio::test]
async fn a_late_sibling_survives_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let open = async || Telegram::builder().data_dir(dir.path()).start().await.expect("a server");
    let telegram = open().await;
    let bot = telegram.bot("albums").await;
    let anna = telegram.person("Anna").create().await;
    let chat = anna.chat(&bot).await;
    let album = chat.send_album_but(1, "two", &[("photo", PICTURE), ("photo", PICTURE)]).await;
    let group = messages(&telegram, &bot).await[0]["media_group_id"].clone();
    telegram.stop().await;
    let telegram = open().await;
    assert_eq!(messages(&telegram, &bot).await.len(), 1);
    let url = format!("{}/local/api/album/release", telegram.url());
    let release = async || {
        let sent = reqwest::Client::new().post(&url).json(&json!({ "album": group })).send().await;
        sent.expect("an answer").status().as_u16()
    };
    assert_eq!(release().await, 200);
    assert_eq!(messages(&telegram, &bot).await[1]["message_id"], album.messages[1]);
    assert_eq!(release().await, 404, "it is kept back no more");
}

#[tokio::test]
async fn albums_of_bots_are_all_or_nothing() {
    let (telegram, bot, chat) = scene().await;
    let files: &[(&str, &[u8])] = &[("photo", PICTURE), ("document", b"x")];
    chat.send_album("", files).await;
    let sent = messages(&telegram, &bot).await;
    let (photo, document) = (&sent[0]["photo"][0]["file_id"], &sent[1]["document"]["file_id"]);
    let album = async |media: Value| {
        let params = json!({ "chat_id": sent[0]["chat"]["id"], "media": media });
        telegram.call(&bot, "sendMediaGroup", params).await
    };
    let mixed = json!([{ "type": "photo", "media": photo }, { "type": "document", "media": document }]);
    let refused = album(mixed).await;
    assert_eq!(refused["description"], "Bad Request: document can't be mixed with other media types");
    let photos = |count| vec![json!({ "type": "photo", "media": photo }); count];
    assert_eq!(album(json!(photos(10))).await["result"].as_array().map(Vec::len), Some(10));
    assert_eq!(album(json!(photos(11))).await["error_code"], 400);
    telegram.limits(true).await;
    assert_eq!(album(json!(photos(3))).await["ok"], true);
    let before = chat.messages(100).await.len();
    assert_eq!(album(json!(photos(3))).await["error_code"], 429, "an album costs as many messages as it has");
    assert_eq!(chat.messages(100).await.len(), before);
}
