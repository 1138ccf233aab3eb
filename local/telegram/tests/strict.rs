//! It is strict where Telegram is strict, in Telegram's own words.

use std::time::Duration;

use serde_json::{Value, json};
use telegram_local::{Bot, Chat, ERROR_TEXTS, Telegram};

struct Scene {
    telegram: Telegram,
    bot: Bot,
    chat: Chat,
    person: i64,
}

async fn scene() -> Scene {
    let telegram =
        Telegram::builder().callback_limit(Duration::from_millis(40)).start().await.expect("a server");
    let bot = telegram.bot("strict_bot").await;
    let anna = telegram.person("Anna").create().await;
    let chat = anna.chat(&bot).await;
    chat.send("/start").await;
    Scene { telegram, bot, chat, person: anna.id }
}

impl Scene {
    /// The refusal of a call that goes to Anna unless it names another chat.
    async fn refused(&self, method: &str, mut params: Value) -> (u64, String) {
        if params.get("chat_id").is_none() {
            params["chat_id"] = json!(self.person);
        }
        let answer = self.telegram.call(&self.bot, method, params.clone()).await;
        assert_eq!(answer["ok"], false, "{method} {params} was accepted: {answer}");
        assert!(answer.get("parameters").is_none() || answer["parameters"] != json!({}), "{answer}");
        let text = answer["description"].as_str().unwrap_or_default().to_owned();
        (answer["error_code"].as_u64().unwrap_or_default(), text)
    }

    /// Every one of these messages is refused with its text.
    async fn refuses_to_send(&self, cases: &[(Value, &str)]) {
        for (params, expected) in cases {
            let refusal = self.refused("sendMessage", params.clone()).await;
            assert_eq!(refusal, (400, format!("Bad Request: {expected}")), "{params}");
        }
    }

    async fn sent(&self, params: Value) -> i64 {
        let mut params = params;
        params["chat_id"] = json!(self.person);
        let answer = self.telegram.call(&self.bot, "sendMessage", params).await;
        assert_eq!(answer["ok"], true, "not sent: {answer}");
        answer["result"]["message_id"].as_i64().expect("an id")
    }
}

fn inline(buttons: Value) -> Value {
    json!({ "inline_keyboard": [buttons] })
}

#[tokio::test]
async fn texts_are_refused_in_telegrams_words() {
    let scene = scene().await;
    let entity = |kind: &str, offset: i64, length: i64| json!({ "text": "hello", "entities": [{ "type": kind, "offset": offset, "length": length }] });
    let cases = [
        (json!({}), "message text is empty"),
        (json!({ "text": "" }), "message text is empty"),
        (json!({ "text": " \n " }), "text must be non-empty"),
        (json!({ "text": "<b> </b>", "parse_mode": "HTML" }), "text must be non-empty"),
        (json!({ "text": "я".repeat(4097) }), "message is too long"),
        (json!({ "text": "🏟".repeat(2049) }), "message is too long"),
        (json!({ "text": "x", "parse_mode": "BBCode" }), "unsupported parse_mode"),
        (
            json!({ "text": "<b>x", "parse_mode": "HTML" }),
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            json!({ "text": "1<br>", "parse_mode": "html" }),
            "can't parse entities: Unsupported start tag \"br\" at byte offset 1",
        ),
        (
            json!({ "text": "a.b", "parse_mode": "MarkdownV2" }),
            "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        (entity("bold", 9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (
            entity("bold", 0, 9),
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        (entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (entity("odd", 0, 1), "can't parse MessageEntity: Unsupported type specified"),
        (json!({ "text": "x", "reply_parameters": { "quote": "a" } }), "can't find field \"message_id\""),
        (
            json!({ "text": "x", "reply_parameters": { "message_id": 999 } }),
            "message to be replied not found",
        ),
        (json!({ "text": "x", "chat_id": 1 }), "chat not found"),
        (json!({ "text": "x", "chat_id": "@nobody" }), "chat not found"),
        (json!({ "text": "x", "chat_id": "" }), "chat_id is empty"),
    ];
    scene.refuses_to_send(&cases).await;
    scene.sent(json!({ "text": format!("<b>{}</b>", "я".repeat(4096)), "parse_mode": "HTML" })).await;
}

#[tokio::test]
async fn keyboards_are_refused_in_telegrams_words() {
    let scene = scene().await;
    let many: Vec<Value> = (0..101).map(|n| json!({ "text": n.to_string(), "callback_data": "x" })).collect();
    let button = |fields: Value| json!({ "text": "x", "reply_markup": inline(json!([fields])) });
    let cases = [
        (button(json!({ "text": "a", "callback_data": "" })), "BUTTON_DATA_INVALID"),
        (button(json!({ "text": "a", "callback_data": "ж".repeat(33) })), "BUTTON_DATA_INVALID"),
        (
            button(json!({ "text": "a", "url": "nothing" })),
            "inline keyboard button URL 'nothing' is invalid: Wrong HTTP URL",
        ),
        (
            button(json!({ "text": "a" })),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (json!({ "text": "x", "reply_markup": inline(json!(many)) }), "reply markup is too long"),
        (json!({ "text": "x", "reply_markup": "{" }), "can't parse reply keyboard markup JSON object"),
        (json!({ "text": "x", "reply_markup": [] }), "object expected as reply markup"),
        (json!({ "text": "x", "reply_markup": null }), "object expected as reply markup"),
        (
            json!({ "text": "x", "reply_markup": { "inline_keyboard": 1 } }),
            "field \"inline_keyboard\" must be of type Array",
        ),
        (
            json!({ "text": "x", "reply_markup": { "force_reply": "yes" } }),
            "field \"force_reply\" must be of type Boolean",
        ),
        (
            json!({ "text": "x", "reply_markup": { "keyboard": [["a"]], "selective": 1 } }),
            "field \"selective\" must be of type Boolean",
        ),
        (
            button(json!({ "callback_data": "x" })),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (button(json!({ "text": "a", "pay": true })), "BUTTON_TYPE_INVALID"),
        (
            button(json!({ "text": "a", "url": "ftp://a.example" })),
            "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (
            button(json!({ "text": "a", "web_app": { "url": "http://a.example" } })),
            "inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
    ];
    scene.refuses_to_send(&cases).await;
    let fits = json!([{ "text": "a", "callback_data": "ж".repeat(32) }]);
    scene.sent(json!({ "text": "x", "reply_markup": inline(fits) })).await;
}

#[tokio::test]
async fn changing_is_refused_in_telegrams_words() {
    let scene = scene().await;
    let keyboard = inline(json!([{ "text": "a", "callback_data": "x" }]));
    let id =
        scene.sent(json!({ "text": "<b>same</b>", "parse_mode": "HTML", "reply_markup": keyboard })).await;
    let not_modified = "message is not modified: specified new message content and reply markup are exactly the same as \
                        a current content and reply markup of the message";
    let same =
        json!({ "message_id": id, "text": "<b>same</b> ", "parse_mode": "HTML", "reply_markup": keyboard });
    let cases = [
        ("editMessageText", same, not_modified),
        ("editMessageReplyMarkup", json!({ "message_id": id, "reply_markup": keyboard }), not_modified),
        ("editMessageText", json!({ "text": "x" }), "message identifier is not specified"),
        ("editMessageText", json!({ "message_id": 999, "text": "x" }), "message to edit not found"),
        ("editMessageText", json!({ "message_id": 1, "text": "x" }), "message can't be edited"),
        ("editMessageText", json!({ "message_id": id, "text": "x".repeat(4097) }), "MESSAGE_TOO_LONG"),
        (
            "editMessageText",
            json!({ "message_id": id, "text": "x", "reply_markup": { "remove_keyboard": true } }),
            "inline keyboard expected",
        ),
        (
            "editMessageCaption",
            json!({ "message_id": id, "caption": "x" }),
            "there is no caption in the message to edit",
        ),
        ("deleteMessage", json!({ "message_id": 999 }), "message to delete not found"),
        (
            "forwardMessage",
            json!({ "message_id": 999, "from_chat_id": scene.person }),
            "message to forward not found",
        ),
        (
            "copyMessage",
            json!({ "message_id": 999, "from_chat_id": scene.person }),
            "message to copy not found",
        ),
        ("setMessageReaction", json!({ "message_id": 999 }), "message to react not found"),
        ("sendChatAction", json!({ "action": "dancing" }), "wrong parameter action in request"),
        ("sendDocument", json!({ "document": "nonsense" }), "wrong file identifier/HTTP URL specified"),
        ("getFile", json!({ "file_id": "nonsense" }), "invalid file_id"),
    ];
    for (method, params, expected) in cases {
        let refusal = scene.refused(method, params.clone()).await;
        assert_eq!(refusal, (400, format!("Bad Request: {expected}")), "{method} {params}");
    }
}

#[tokio::test]
async fn menus_and_names_are_checked() {
    let scene = scene().await;
    let command =
        |name: &str, about: &str| json!({ "commands": [{ "command": name, "description": about }] });
    let many: Vec<Value> =
        (0..101).map(|n| json!({ "command": format!("c{n}"), "description": "x" })).collect();
    let cases = [
        ("setMyCommands", command("Big", "x"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", command("ok", ""), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", json!({ "commands": many }), "BOT_COMMANDS_TOO_MUCH"),
        (
            "setMyCommands",
            json!({ "commands": [], "language_code": "eng" }),
            "invalid language_code specified",
        ),
        ("setMyDescription", json!({ "description": "x".repeat(513) }), "BOT_DESCRIPTION_INVALID"),
        (
            "setMyShortDescription",
            json!({ "short_description": "x".repeat(121) }),
            "BOT_SHORT_DESCRIPTION_INVALID",
        ),
        ("setMyName", json!({ "name": "x".repeat(65) }), "BOT_TITLE_INVALID"),
        ("setWebhook", json!({ "url": "ftp://x.example" }), "bad webhook: invalid webhook URL specified"),
        (
            "setWebhook",
            json!({ "url": "https://x.example", "secret_token": "a b" }),
            "secret token contains unallowed characters",
        ),
    ];
    for (method, params, expected) in cases {
        let refusal = scene.refused(method, params.clone()).await;
        assert_eq!(refusal, (400, format!("Bad Request: {expected}")), "{method} {params}");
    }
}

#[tokio::test]
async fn people_decide_who_writes_to_them() {
    let scene = scene().await;
    let stranger = scene.telegram.person("Oleh").create().await;
    let refusal = scene.refused("sendMessage", json!({ "chat_id": stranger.id, "text": "x" })).await;
    assert_eq!(refusal, (403, "Forbidden: bot can't initiate conversation with a user".into()));
    scene.chat.block().await;
    let refusal = scene.refused("sendMessage", json!({ "text": "x" })).await;
    assert_eq!(refusal, (403, "Forbidden: bot was blocked by the user".into()));
    scene.chat.unblock().await;
    scene.sent(json!({ "text": "back" })).await;
}

#[tokio::test]
async fn a_press_is_answered_once_and_in_time() {
    let scene = scene().await;
    let keyboard = inline(json!([{ "text": "Go", "callback_data": "x" }]));
    scene.sent(json!({ "text": "x", "reply_markup": keyboard })).await;
    let chat = scene.chat.clone();
    let press = tokio::spawn(async move { chat.press("Go").await });
    let poll = json!({ "timeout": 5, "allowed_updates": ["callback_query"], "offset": 0 });
    let id = loop {
        let updates = scene.telegram.call(&scene.bot, "getUpdates", poll.clone()).await;
        let list = updates["result"].as_array().cloned().unwrap_or_default();
        if let Some(id) = list.iter().find_map(|update| update["callback_query"]["id"].as_str()) {
            break id.to_owned();
        }
    };
    // Late by more than the 40 ms that this server grants: refused, and the page was told.
    let pressed = press.await;
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let refusal = scene.refused("answerCallbackQuery", json!({ "callback_query_id": id })).await;
    assert_eq!(refusal, (400, too_old.into()));
    assert!(pressed.is_err(), "an unanswered press fails the test");
}

#[tokio::test]
async fn tokens_and_methods_must_be_known() {
    let scene = scene().await;
    let stranger = Bot { id: 1, username: "x".into(), token: "1:nonsense".into() };
    let answer = scene.telegram.call(&stranger, "getMe", json!({})).await;
    assert_eq!(answer, json!({ "ok": false, "error_code": 401, "description": "Unauthorized" }));
    assert_eq!(scene.refused("getMeee", json!({})).await, (404, "Not Found".into()));
    assert!(ERROR_TEXTS.iter().any(|rule| rule.text == "Unauthorized" && rule.code == 401));
}

#[tokio::test]
async fn limits_refuse_with_the_seconds_to_wait() {
    let scene = scene().await;
    scene.telegram.limits(true).await;
    let mut refused = None;
    for _ in 0..8 {
        let params = json!({ "chat_id": scene.person, "text": "x" });
        let answer = scene.telegram.call(&scene.bot, "sendMessage", params).await;
        if answer["ok"] == false {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("eight messages at once are too many");
    assert_eq!(refused["error_code"], 429);
    assert_eq!(refused["parameters"]["retry_after"], 1);
    assert_eq!(refused["description"], "Too Many Requests: retry after 1");
    assert_eq!(scene.telegram.refused(&scene.bot).await, 1);
    scene.telegram.limits(true).await;
    assert_eq!(scene.telegram.refused(&scene.bot).await, 0, "switched anew, counted anew");
}

/// The head of a PNG of this size; more is not looked at.
fn picture(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes()[..], &height.to_be_bytes()[..]].concat()
}

impl Scene {
    async fn upload(&self, method: &str, field: &'static str, bytes: Vec<u8>) -> Value {
        let part = reqwest::multipart::Part::bytes(bytes).file_name("a.bin");
        let form = reqwest::multipart::Form::new().text("chat_id", self.person.to_string()).part(field, part);
        let url = format!("{}/bot{}/{method}", self.telegram.url(), self.bot.token);
        let answer = reqwest::Client::new().post(url).multipart(form).send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }
}

#[tokio::test]
async fn files_are_refused_in_telegrams_words() {
    let scene = scene().await;
    let big = [picture(10, 10), vec![0; 10 * 1024 * 1024]].concat();
    let too_big = format!(
        "file of size {} bytes is too big for a photo; the maximum size is 10485760 bytes",
        big.len()
    );
    for (bytes, expected) in [
        (vec![], "file must be non-empty"),
        (b"no picture".to_vec(), "IMAGE_PROCESS_FAILED"),
        (picture(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (big.clone(), too_big.as_str()),
    ] {
        let refused = scene.upload("sendPhoto", "photo", bytes).await;
        let refusal = (&refused["error_code"], &refused["description"]);
        assert_eq!(refusal, (&json!(400), &json!(format!("Bad Request: {expected}"))));
    }
    let document = scene.upload("sendDocument", "document", big.clone()).await;
    assert_eq!(document["result"]["document"]["file_size"], big.len(), "{document}");
    let photo = scene.upload("sendPhoto", "photo", picture(2000, 100)).await;
    let (photo, document) =
        (&photo["result"]["photo"][0]["file_id"], &document["result"]["document"]["file_id"]);
    for (method, params) in
        [("sendDocument", json!({ "document": photo })), ("sendPhoto", json!({ "photo": document }))]
    {
        let refusal = scene.refused(method, params).await;
        assert_eq!(refusal, (400, "Bad Request: type of file mismatch".to_owned()));
    }
    let over = scene.upload("sendDocument", "document", vec![0; 50 * 1024 * 1024 + 1]).await;
    assert_eq!(
        (&over["error_code"], &over["description"]),
        (&json!(413), &json!("Request Entity Too Large"))
    );
}
