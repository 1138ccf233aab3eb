//! The chat page's API, call by call as the contract has it.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use telegram_local::{Bot, Chat, Telegram};

struct Scene {
    telegram: Telegram,
    bot: Bot,
    chat: Chat,
    person: i64,
    key: String,
}

async fn scene() -> Scene {
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot_named("page_bot", "Page bot").await;
    let anna = telegram.person("Anna").language("uk").username("anna").create().await;
    let chat = anna.chat(&bot).await;
    let key = format!("p{}-{}", bot.id, anna.id);
    Scene { telegram, bot, chat, person: anna.id, key }
}

impl Scene {
    fn url(&self, path: &str) -> String {
        format!("{}/local/api{path}", self.telegram.url())
    }

    async fn get(&self, path: &str) -> Value {
        reqwest::get(self.url(path)).await.expect("an answer").json().await.expect("JSON")
    }

    async fn post(&self, path: &str, mut body: Value) -> (StatusCode, Value) {
        for (name, value) in [("persona", json!(self.person)), ("chat", json!(self.key))] {
            if body.get(name).is_none() {
                body[name] = value;
            }
        }
        let answer = reqwest::Client::new().post(self.url(path)).json(&body).send().await.expect("an answer");
        (answer.status(), answer.json().await.expect("JSON"))
    }

    async fn chat_state(&self) -> Value {
        self.get(&format!("/chats?persona={}", self.person)).await["chats"][0].clone()
    }

    async fn bot_sends(&self, mut params: Value) -> Value {
        params["chat_id"] = json!(self.person);
        self.telegram.call(&self.bot, "sendMessage", params).await["result"].clone()
    }
}

#[tokio::test]
async fn a_new_server_has_four_people_and_a_page() {
    let scene = scene().await;
    let state = scene.get("/state").await;
    let people = state["personas"].as_array().expect("personas");
    let who = |p: &Value| {
        [&p["first_name"], &p["language_code"], &p["zone"]].map(|v| v.as_str().unwrap_or("?").to_owned())
    };
    let expected = [
        ["Anna", "en", "Europe/London"],
        ["Олег", "uk", "Europe/Kyiv"],
        ["Мария", "ru", "Europe/Moscow"],
        ["Zofia", "pl", "Europe/Warsaw"],
    ];
    assert_eq!(people.iter().take(4).map(who).collect::<Vec<_>>(), expected);
    assert_eq!(state["bots"][0]["username"], "page_bot");
    assert!(!state.to_string().contains(&scene.bot.token), "a token is told once, when the bot is made");
    assert_eq!((&state["clock"]["offset_ms"], &state["clock"]["can_jump"]), (&json!(0), &json!(false)));
    let page = reqwest::get(scene.telegram.url()).await.expect("the page");
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers()["cache-control"], "no-cache");
    assert!(
        page.headers()["content-security-policy"].to_str().is_ok_and(|p| p.starts_with("default-src 'none'"))
    );
    assert_eq!(
        reqwest::get(format!("{}/assets/none.js", scene.telegram.url())).await.expect("an answer").status(),
        404
    );
}

#[tokio::test]
async fn a_chat_shows_what_the_bot_made_of_it() {
    let scene = scene().await;
    let before = scene.chat_state().await;
    assert_eq!(
        (&before["chat"], &before["started"], &before["last"]),
        (&json!(scene.key), &json!(false), &Value::Null)
    );
    let menu = |text: &str| json!([{ "command": "go", "description": text }]);
    let set = |scope: Value, language: &str, text: &str| {
        let params = json!({ "commands": menu(text), "scope": scope, "language_code": language });
        let (telegram, bot) = (scene.telegram.clone(), scene.bot.clone());
        async move { telegram.call(&bot, "setMyCommands", params).await }
    };
    for (scope, language, text) in [
        (json!({ "type": "default" }), "", "everybody"),
        (json!({ "type": "default" }), "uk", "усі"),
        (json!({ "type": "all_private_chats" }), "", "private"),
        (json!({ "type": "all_private_chats" }), "uk", "приватні"),
        (json!({ "type": "chat", "chat_id": scene.person }), "", "you"),
    ] {
        set(scope, language, text).await;
        assert_eq!(scene.chat_state().await["commands"][0]["description"], text, "the narrowest scope wins");
    }
    scene.chat.send("/start").await;
    let keyboard = json!({ "keyboard": [["Yes", { "text": "Where", "request_location": true }]], "one_time_keyboard": true });
    scene.bot_sends(json!({ "text": "?", "reply_markup": keyboard })).await;
    let state = scene.chat_state().await;
    assert_eq!((&state["unread"], &state["last"]["text"]), (&json!(1), &json!("?")));
    assert_eq!(state["reply_keyboard"]["keyboard"][0][0], json!({ "text": "Yes" }));
    scene.post("/read", json!({})).await;
    assert_eq!(scene.chat_state().await["unread"], 0);
    scene.chat.press("Yes").await;
    assert_eq!(scene.chat_state().await["reply_keyboard"], Value::Null, "a keyboard for one time is used up");
    scene
        .bot_sends(
            json!({ "text": "?", "reply_markup": { "force_reply": true, "input_field_placeholder": "p" } }),
        )
        .await;
    assert_eq!(scene.chat_state().await["force_reply"], json!({ "placeholder": "p" }));
    scene
        .telegram
        .call(&scene.bot, "setMyDescription", json!({ "description": "опис", "language_code": "uk" }))
        .await;
    assert_eq!(scene.chat_state().await["bot"]["description"], "опис");
}

#[tokio::test]
async fn messages_are_paged_edited_forwarded_and_deleted() {
    let scene = scene().await;
    for n in 1..=5 {
        scene.chat.send(&n.to_string()).await;
    }
    let page = |before: &str| {
        scene.url(&format!("/messages?persona={}&chat={}&limit=2{before}", scene.person, scene.key))
    };
    let read =
        async |url: String| reqwest::get(url).await.expect("an answer").json::<Value>().await.expect("JSON");
    let newest = read(page("")).await;
    assert_eq!((&newest["messages"][1]["text"], &newest["has_more"]), (&json!("5"), &json!(true)));
    assert_eq!(newest["messages"][0]["out"], true);
    let older = read(page("&before=2")).await;
    assert_eq!((&older["messages"][0]["text"], &older["has_more"]), (&json!("1"), &json!(false)));
    let (status, edited) = scene.post("/edit", json!({ "message_id": 1, "text": "/one" })).await;
    assert!(
        status.is_success() && edited["entities"][0]["type"] == "bot_command" && edited["edit_date"].is_i64()
    );
    let (_, forwarded) = scene.post("/forward", json!({ "from_chat": scene.key, "message_id": 1 })).await;
    assert_eq!(forwarded["forward_origin"]["sender_user"]["id"], scene.person);
    let (_, reply) = scene.post("/send", json!({ "text": "re", "reply_to": 2 })).await;
    assert_eq!(reply["reply_to_message"]["message_id"], 2);
    assert!(scene.post("/delete", json!({ "message_id": 1 })).await.0.is_success());
    assert_eq!(scene.post("/delete", json!({ "message_id": 1 })).await.0, StatusCode::NOT_FOUND);
    let (status, contact) = scene.post("/contact", json!({})).await;
    assert!(status.is_success() && contact["contact"]["user_id"] == scene.person);
    let updates = scene.telegram.call(&scene.bot, "getUpdates", json!({})).await;
    let kinds =
        updates["result"].as_array().expect("updates").iter().filter(|u| u.get("edited_message").is_some());
    assert_eq!(kinds.count(), 1);
}

#[tokio::test]
async fn groups_are_made_shown_and_left() {
    let scene = scene().await;
    let boris = scene.telegram.person("Boris").create().await;
    let made = json!({ "title": " Team ", "by": scene.person, "members": [boris.id, scene.bot.id] });
    let (status, team) = scene.post("/groups", made).await;
    assert!(status.is_success(), "{team}");
    assert_eq!(
        (&team["title"], &team["type"], &team["forum"]),
        (&json!("Team"), &json!("group"), &json!(false))
    );
    let side = async |person: i64| {
        let chats = scene.get(&format!("/chats?persona={person}")).await["chats"].clone();
        let groups = chats.as_array().expect("chats").iter().filter(|chat| chat.get("group").is_some());
        groups.cloned().collect::<Vec<_>>()
    };
    let seen = side(boris.id).await;
    assert_eq!((&seen[0]["chat"], &seen[0]["unread"]), (&team["chat"], &json!(1)));
    assert_eq!(seen[0]["last"]["group_chat_created"], true);
    assert_eq!(seen[0]["group"]["members"][0]["status"], "creator");
    let (_, read) = scene.post("/read", json!({ "persona": boris.id, "chat": team["chat"] })).await;
    assert_eq!((read, &side(boris.id).await[0]["unread"]), (json!({}), &json!(0)));

    let seq = scene.get(&format!("/events/poll?persona={}", boris.id)).await["seq"].clone();
    let act =
        async |what: &str, body: Value| scene.post(&format!("/groups/{}/{what}", team["id"]), body).await;
    let (status, _) = act("remove", json!({ "who": boris.id, "by": boris.id })).await;
    assert!(status.is_success() && side(boris.id).await.is_empty());
    let events = scene.get(&format!("/events/poll?persona={}&after={seq}", boris.id)).await;
    let gone = json!({ "chat": team["chat"], "gone": true });
    let told = events["events"].as_array().expect("events").iter().any(|event| event["data"] == gone);
    assert!(told, "{events}");
    let said = json!({ "persona": boris.id, "chat": team["chat"], "text": "x" });
    assert_eq!(scene.post("/send", said).await.0, StatusCode::NOT_FOUND, "who has left says nothing");

    let cases = [
        ("add", json!({ "who": 1 }), 404),
        ("add", json!({}), 400),
        ("remove", json!({ "who": boris.id }), 400),
        ("remove", json!({ "who": scene.person, "by": scene.bot.id }), 400),
        ("add", json!({ "who": boris.id, "by": boris.id }), 400),
        ("topics", json!({ "name": "Topic" }), 400),
    ];
    for (what, body, status) in cases {
        assert_eq!(act(what, body.clone()).await.0.as_u16(), status, "{what} {body}");
    }
    let (_, upgraded) = act("upgrade", json!({})).await;
    assert_eq!((&upgraded["type"], &upgraded["upgraded_from"]), (&json!("supergroup"), &team["id"]));
    assert_eq!(act("upgrade", json!({})).await.0, StatusCode::BAD_REQUEST, "only once");
    assert_eq!(side(scene.person).await.len(), 1, "the supergroup has taken its place");
    assert_eq!(
        scene.post("/groups", json!({ "title": "", "by": scene.person })).await.0,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn mentions_carry_names_and_reactions_are_shown() {
    let scene = scene().await;
    let written = scene.chat.send("/start").await;
    let text =
        format!("<a href='tg://user?id={}'>you</a>, <a href='tg://user?id=1'>nobody</a>", scene.person);
    let sent = scene.bot_sends(json!({ "text": text, "parse_mode": "HTML" })).await;
    assert_eq!(sent["entities"].as_array().map(Vec::len), Some(1));
    assert_eq!(sent["entities"][0]["user"]["first_name"], "Anna");
    let thumb = json!([{ "type": "emoji", "emoji": "👍" }]);
    let react = json!({ "chat_id": scene.person, "message_id": written, "reaction": thumb });
    assert_eq!(scene.telegram.call(&scene.bot, "setMessageReaction", react).await["result"], true);
    assert_eq!(scene.chat.messages(5).await[0]["reactions"], thumb);
}

#[tokio::test]
async fn quiet_waits_for_what_the_bot_still_has_to_do() {
    let scene = scene().await;
    scene.chat.send("/start").await;
    let updates = scene.telegram.call(&scene.bot, "getUpdates", json!({})).await;
    let next = updates["result"][0]["update_id"].as_i64().map(|id| id + 1);
    // The bot acknowledges first and speaks later, when its own queue is asked whether it is empty.
    scene.telegram.call(&scene.bot, "getUpdates", json!({ "offset": next })).await;
    let (telegram, bot, person) = (scene.telegram.clone(), scene.bot.clone(), scene.person);
    scene.telegram.worked_off_by(move || {
        let (telegram, bot) = (telegram.clone(), bot.clone());
        async move { drop(telegram.call(&bot, "sendMessage", json!({ "chat_id": person, "text": "late" })).await) }
    });
    let chat = scene.chat.clone();
    let failed =
        tokio::spawn(async move { chat.assert_quiet().await }).await.expect_err("there was something");
    let text = failed.into_panic().downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(text.contains("expected nothing more") && text.contains("late"), "{text}");
}

#[tokio::test]
async fn nonsense_is_refused_in_one_form() {
    let scene = scene().await;
    scene.chat.send("x").await;
    let cases = [
        ("/send", json!({ "text": " " }), 400),
        ("/send", json!({ "text": "x", "persona": 1 }), 404),
        ("/send", json!({ "text": "x", "chat": "p1-1" }), 404),
        ("/send", json!({ "text": "x", "chat": "nonsense" }), 400),
        ("/send", json!({}), 400),
        ("/press", json!({ "message_id": 1, "data": "x".repeat(65) }), 400),
        ("/press", json!({ "message_id": 9, "data": "x" }), 404),
        ("/location", json!({ "latitude": 91.0, "longitude": 0.0 }), 400),
        ("/clock", json!({ "advance_ms": -1 }), 400),
        ("/clock", json!({ "to": "next" }), 400),
        ("/clock", json!({}), 400),
        ("/bots", json!({ "username": "x" }), 400),
        ("/personas", json!({ "first_name": "" }), 400),
    ];
    for (path, body, status) in cases {
        let (given, answer) = scene.post(path, body.clone()).await;
        assert_eq!(given.as_u16(), status, "{path} {body}: {answer}");
        assert!(answer["error"].is_string(), "{path} {body}: {answer}");
    }
    let foreign = reqwest::Client::new().get(scene.url("/state")).header("host", "evil.example");
    assert_eq!(foreign.send().await.expect("an answer").status(), StatusCode::FORBIDDEN);
}

/// Reads server-sent events until one of a name came; gives its id and data.
async fn event(stream: &mut reqwest::Response, name: &str) -> (String, Value) {
    let mut text = String::new();
    loop {
        let chunk = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await;
        let chunk = chunk.expect("an event in time").expect("a stream").expect("no end");
        text.push_str(&String::from_utf8_lossy(&chunk));
        while let Some((block, rest)) = text.split_once("\n\n") {
            let line = |start: &str| {
                block.lines().find_map(|line| line.strip_prefix(start)).unwrap_or_default().trim()
            };
            let found = (line("event:") == name).then(|| (line("id:").to_owned(), line("data:").to_owned()));
            text = rest.to_owned();
            if let Some((id, data)) = found {
                return (id, serde_json::from_str(&data).expect("JSON"));
            }
        }
    }
}

#[tokio::test]
async fn events_come_as_they_happen_and_can_be_resumed() {
    let scene = scene().await;
    scene.chat.send("/start").await;
    let open = |last: Option<&str>| {
        let request = reqwest::Client::new().get(scene.url(&format!("/events?persona={}", scene.person)));
        let request = match last {
            Some(last) => request.header("last-event-id", last),
            None => request,
        };
        async move { request.send().await.expect("a stream") }
    };
    let mut stream = open(None).await;
    let sent = scene.bot_sends(json!({ "text": "first" })).await;
    let (first, data) = event(&mut stream, "message").await;
    assert_eq!((&data["message"]["text"], &data["chat"]), (&json!("first"), &json!(scene.key)));
    let draft = json!({ "chat_id": scene.person, "draft_id": 7, "text": "wri" });
    scene.telegram.call(&scene.bot, "sendMessageDraft", draft).await;
    assert_eq!(event(&mut stream, "draft").await.1["text"], "wri");
    let action = json!({ "chat_id": scene.person, "action": "typing" });
    scene.telegram.call(&scene.bot, "sendChatAction", action).await;
    assert!(event(&mut stream, "typing").await.1["until_ms"].is_i64());
    let edit = json!({ "chat_id": scene.person, "message_id": sent["message_id"], "text": "second" });
    scene.telegram.call(&scene.bot, "editMessageText", edit).await;
    assert_eq!(event(&mut stream, "edited").await.1["message"]["text"], "second");
    scene.telegram.advance(Duration::from_secs(60)).await;
    assert_eq!(event(&mut stream, "clock").await.1["offset_ms"].as_i64().map(|ms| ms / 1000), Some(60));
    let delete = json!({ "chat_id": scene.person, "message_id": sent["message_id"] });
    scene.telegram.call(&scene.bot, "deleteMessage", delete).await;
    assert_eq!(event(&mut stream, "deleted").await.1["message_id"], sent["message_id"]);

    let mut resumed = open(Some(&first)).await;
    assert_eq!(event(&mut resumed, "draft").await.1["draft_id"], 7);
    let mut lost = open(Some("12")).await;
    assert_eq!(event(&mut lost, "reset").await.1, json!({}));
}

#[tokio::test]
async fn the_clock_is_followed_and_jumps_to_what_is_next() {
    let telegram =
        Telegram::builder().next_event(|| async { Some(4_102_444_800_000) }).start().await.expect("a server");
    let before = telegram.clock().await;
    let follower = tokio::spawn({
        let telegram = telegram.clone();
        async move { telegram.clock_after(before.version).await }
    });
    telegram.advance(Duration::from_secs(3600)).await;
    let followed = follower.await.expect("a clock");
    assert!(followed.version > before.version && followed.offset_ms >= 3_600_000);
    let url = format!("{}/local/api/clock", telegram.url());
    let jumped =
        reqwest::Client::new().post(url).json(&json!({ "to": "next" })).send().await.expect("an answer");
    let jumped: Value = jumped.json().await.expect("JSON");
    assert_eq!((&jumped["can_jump"], &jumped["next_ms"]), (&json!(true), &json!(4_102_444_800_000_i64)));
    assert!(telegram.now().await >= 4_102_444_800_000);
    let bot = telegram.bot("late_bot").await;
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    chat.send("in the future").await;
    assert!(chat.messages(1).await[0]["date"].as_i64() >= Some(4_102_444_800));
}

#[tokio::test]
async fn files_go_both_ways() {
    let scene = scene().await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03".to_vec();
    scene.chat.attach_as("photo", "a.png", png.clone(), "look #here").await;
    let photo = scene.chat.messages(1).await[0].clone();
    assert_eq!((&photo["photo"][0]["width"], &photo["photo"][0]["height"]), (&json!(2), &json!(3)));
    assert_eq!(photo["caption_entities"][0]["type"], "hashtag");
    let id = photo["photo"][0]["file_unique_id"].as_str().expect("an id");
    let file = reqwest::get(scene.url(&format!("/file/{id}"))).await.expect("a file");
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.bytes().await.expect("bytes"), png);

    let part = |name: &str| reqwest::multipart::Part::bytes(png.clone()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new()
        .text("chat_id", scene.person.to_string())
        .text("media", r#"[{"type":"photo","media":"attach://a","caption":"<b>x</b>","parse_mode":"HTML"},{"type":"photo","media":"attach://b"}]"#)
        .part("a", part("a.png"))
        .part("b", part("b.png"));
    let url = format!("{}/bot{}/sendMediaGroup", scene.telegram.url(), scene.bot.token);
    let album: Value = reqwest::Client::new()
        .post(url)
        .multipart(form)
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    assert_eq!(album["result"][0]["media_group_id"], album["result"][1]["media_group_id"]);
    assert_eq!(scene.chat.expect("x").await.to_string(), "(photo)\n<b>x</b>");
    let again = json!({ "chat_id": scene.person, "photo": album["result"][1]["photo"][0]["file_id"] });
    assert_eq!(scene.telegram.call(&scene.bot, "sendPhoto", again.clone()).await["ok"], true);
    let text = scene.bot_sends(json!({ "text": "words" })).await["message_id"].clone();
    let media =
        json!({ "type": "photo", "media": album["result"][1]["photo"][0]["file_id"], "caption": "picture" });
    let edit = json!({ "chat_id": scene.person, "message_id": text, "media": media });
    let edited = scene.telegram.call(&scene.bot, "editMessageMedia", edit).await["result"].clone();
    assert_eq!((&edited["caption"], edited.get("text")), (&json!("picture"), None), "{edited}");
    let other = scene.telegram.bot("other_bot").await;
    assert_eq!(
        scene.telegram.call(&other, "sendPhoto", again).await["error_code"],
        400,
        "ids belong to one bot"
    );
}
