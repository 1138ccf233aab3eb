//! What goes over the wire is what the published specification says: every method is known and answers with its kind,
//! every object has its required fields and no field that is not in the specification.

use std::collections::HashMap;

use serde_json::{Value, json};
use telegram_local::Telegram;

const FACTS: &str = include_str!("spec/botapi-10.1.txt");

struct Field {
    required: bool,
    kinds: Vec<&'static str>,
}

#[derive(Default)]
struct Spec {
    methods: Vec<(&'static str, &'static str)>,
    types: HashMap<&'static str, HashMap<&'static str, Field>>,
    unions: HashMap<&'static str, Vec<&'static str>>,
}

impl Spec {
    fn read() -> Self {
        let mut spec = Self::default();
        for line in FACTS.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (tag, name) = (words.next().unwrap_or_default(), words.next().expect("a name"));
            match tag {
                "M" => spec.methods.push((name, words.next().expect("a result"))),
                "U" => drop(spec.unions.insert(name, words.collect())),
                _ => drop(spec.types.insert(name, words.map(field).collect())),
            }
        }
        spec
    }

    /// What is wrong with a value that should be of a kind; the path names the place.
    fn check(&self, kind: &str, value: &Value, path: &str) -> Result<(), String> {
        let fits = match kind {
            "int" => value.is_i64(),
            "str" => value.is_string(),
            "bool" => value.is_boolean(),
            "num" => value.is_number(),
            _ => return self.check_composed(kind, value, path),
        };
        if fits { Ok(()) } else { Err(format!("{path} is no {kind}: {value}")) }
    }

    fn check_composed(&self, kind: &str, value: &Value, path: &str) -> Result<(), String> {
        if let Some(inner) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
            let list = value.as_array().ok_or_else(|| format!("{path} is no list: {value}"))?;
            return list
                .iter()
                .enumerate()
                .try_for_each(|(n, item)| self.check(inner, item, &format!("{path}[{n}]")));
        }
        if let Some(kinds) = self.unions.get(kind) {
            return self.check_any(kinds, value, path);
        }
        let fields =
            self.types.get(kind).ok_or_else(|| format!("{path}: {kind} is not in the specification"))?;
        let object = value.as_object().ok_or_else(|| format!("{path} is no {kind}: {value}"))?;
        if let Some((name, _)) =
            fields.iter().find(|(name, field)| field.required && !object.contains_key(**name))
        {
            return Err(format!("{path} has no {name}: {value}"));
        }
        object.iter().try_for_each(|(name, value)| {
            let path = format!("{path}.{name}");
            let field = fields.get(name.as_str()).ok_or_else(|| format!("{path} is no field of {kind}"))?;
            self.check_any(&field.kinds, value, &path)
        })
    }

    fn check_any(&self, kinds: &[&str], value: &Value, path: &str) -> Result<(), String> {
        let mut wrong = Vec::new();
        for kind in kinds {
            match self.check(kind, value, path) {
                Ok(()) => return Ok(()),
                Err(problem) => wrong.push(problem),
            }
        }
        Err(wrong.join("\n"))
    }
}

fn field(word: &'static str) -> (&'static str, Field) {
    let (name, kinds) = word.split_once(':').expect("a field and its kinds");
    let bare = name.trim_end_matches('!');
    (bare, Field { required: bare != name, kinds: kinds.split('|').collect() })
}

/// Parameters that satisfy every method at once.
fn params(person: i64, message: &Value, file: &str, photo: &str) -> Value {
    json!({
        "chat_id": person, "from_chat_id": person, "user_id": person, "text": "<b>x</b> /y", "message_id": message,
        "message_ids": [message], "latitude": 1.0, "longitude": 2.0, "title": "t", "address": "a", "first_name": "f",
        "phone_number": "1", "action": "typing", "draft_id": 1, "file_id": file, "document": file, "voice": file,
        "audio": file, "video": file, "animation": file, "video_note": file, "sticker": file, "photo": photo,
        "commands": [{ "command": "a", "description": "b" }], "parse_mode": "HTML", "caption": "<i>c</i>",
        "media": [{ "type": "document", "media": file }, { "type": "document", "media": file }],
        "reply_parameters": { "message_id": message },
        "reply_markup": { "inline_keyboard": [[{ "text": "a", "callback_data": "b" }, { "text": "c", "url": "a.com" }]] },
    })
}

#[tokio::test]
async fn every_method_answers_with_its_kind() {
    let spec = Spec::read();
    assert_eq!((spec.methods.len(), spec.types.len() + spec.unions.len()), (180, 359));
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("all_methods").await;
    let anna = telegram.person("Anna").last_name("S").username("anna_s").create().await;
    let chat = anna.chat(&bot).await;
    chat.attach("document", "bytes").await;
    chat.attach_as("photo", "a.gif", "GIF89a\x02\0\x03\0", "").await;
    let sent = chat.messages(2).await;
    let file = sent[0]["document"]["file_id"].as_str().expect("a file");
    let photo = sent[1]["photo"][0]["file_id"].as_str().expect("a photo");
    // A press must be there to be answered; a single medium has another shape than a list of them.
    // Some are of groups only.
    let elsewhere = [
        "answerCallbackQuery",
        "editMessageMedia",
        "banChatMember",
        "unbanChatMember",
        "leaveChat",
        "getChatAdministrators",
        "createForumTopic",
    ];
    let captioned = ["editMessageCaption"];
    let mut problems = Vec::new();
    for (method, result) in spec.methods.iter().filter(|(method, _)| !elsewhere.contains(method)) {
        let (how, target) = match captioned.contains(method) {
            true => ("sendDocument", json!({ "chat_id": anna.id, "document": file })),
            false => ("sendMessage", json!({ "chat_id": anna.id, "text": "target" })),
        };
        let message = telegram.call(&bot, how, target).await["result"]["message_id"].clone();
        let answer = telegram.call(&bot, method, params(anna.id, &message, file, photo)).await;
        let kinds: Vec<&str> = result.split('|').collect();
        match answer["ok"] == true {
            true => problems.extend(spec.check_any(&kinds, &answer["result"], method).err()),
            false => problems.push(format!("{method}: {answer}")),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn groups_answer_as_specified() {
    let spec = Spec::read();
    let telegram = Telegram::start().await.expect("a server");
    let (bot, other) = (telegram.bot("in_groups").await, telegram.bot("other_bot").await);
    let (anna, boris) = (telegram.person("Anna").create().await, telegram.person("Boris").create().await);
    let forum = telegram.group("Forum").with(&anna).with(&boris).bot(&bot).forum().create().await;
    forum.promote_bot(&bot).await;
    let plain = telegram.group("Plain").with(&anna).with(&boris).bot(&bot).create().await;
    plain.promote_bot(&bot).await;
    let topic = forum.open_topic("Topic").await;
    for group in [&forum, &plain] {
        for who in [anna.id, boris.id, bot.id, other.id] {
            for (method, kind) in [
                ("getChat", "ChatFullInfo"),
                ("getChatMember", "ChatMember"),
                ("getChatAdministrators", "[ChatMember]"),
                ("sendMessage", "Message"),
            ] {
                let params =
                    json!({ "chat_id": group.id(), "user_id": who, "text": "x", "return_bots": true });
                let answer = telegram.call(&bot, method, params).await;
                assert_eq!(spec.check(kind, &answer["result"], method), Ok(()), "{answer}");
            }
        }
    }
    for (method, kind) in [
        ("createForumTopic", "ForumTopic"),
        ("banChatMember", "bool"),
        ("unbanChatMember", "bool"),
        ("leaveChat", "bool"),
    ] {
        let params = json!({ "chat_id": forum.id(), "user_id": boris.id, "name": "n" });
        let answer = telegram.call(&bot, method, params).await;
        assert_eq!(spec.check(kind, &answer["result"], method), Ok(()), "{answer}");
    }
    forum.add_bot(&bot).await;
    forum.promote_bot(&bot).await;
    forum.add(&boris).await;
    telegram
        .call(&bot, "getUpdates", json!({ "allowed_updates": ["message", "my_chat_member", "chat_member"] }))
        .await;
    forum.chat(&anna).await.in_topic(topic).send("/in_topic").await;
    forum.add_bot(&other).await;
    forum.promote(&boris).await;
    forum.remove(&boris).await;
    plain.rename("New").await;
    plain.leave(&boris).await;
    plain.upgrade().await;
    plain.kick_bot(&bot).await;
    let updates = telegram.call(&bot, "getUpdates", json!({})).await["result"].clone();
    let updates = updates.as_array().expect("updates");
    assert_eq!(updates.iter().filter(|update| update.get("chat_member").is_some()).count(), 4);
    for update in updates {
        assert_eq!(spec.check("Update", update, "update"), Ok(()));
        let parsed: teloxide::types::Update = serde_json::from_str(&update.to_string()).expect("an update");
        assert!(!matches!(parsed.kind, teloxide::types::UpdateKind::Error(_)), "not for teloxide: {update}");
    }
}

#[tokio::test]
async fn every_update_is_as_specified() {
    let spec = Spec::read();
    let telegram = Telegram::start().await.expect("a server");
    let bot = telegram.bot("all_updates").await;
    let anna = telegram.person("Anna").create().await;
    let chat = anna.chat(&bot).await;
    let written = chat.send("/start me@site.com").await;
    chat.edit(written, "changed").await;
    chat.reply(written, "reply").await;
    chat.location(1.0, 2.0).await;
    chat.contact().await;
    for (kind, bytes) in [
        ("document", "x"),
        ("photo", "GIF89a\x02\0\x03\0"),
        ("voice", "x"),
        ("audio", "x"),
        ("video", "x"),
        ("sticker", "x"),
    ] {
        chat.attach_as(kind, "name.bin", bytes, "caption").await;
    }
    let markup = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "b" }]] });
    telegram
        .call(&bot, "sendMessage", json!({ "chat_id": anna.id, "text": "x", "reply_markup": markup }))
        .await;
    let press = tokio::spawn({
        let chat = chat.clone();
        async move { chat.press("Go").await }
    });
    let mut updates: Vec<Value> = Vec::new();
    while !updates.iter().any(|update| update.get("callback_query").is_some()) {
        let next = updates.last().and_then(|update| update["update_id"].as_i64()).map_or(0, |id| id + 1);
        let answer = telegram.call(&bot, "getUpdates", json!({ "timeout": 10, "offset": next })).await;
        updates.extend(answer["result"].as_array().cloned().unwrap_or_default());
    }
    let query = updates.last().expect("a press")["callback_query"]["id"].clone();
    telegram.call(&bot, "answerCallbackQuery", json!({ "callback_query_id": query, "text": "ok" })).await;
    assert_eq!(press.await.expect("an answer").text, "ok");
    chat.block().await;
    chat.unblock().await;
    let next = updates.last().and_then(|update| update["update_id"].as_i64()).map(|id| id + 1);
    let rest = telegram.call(&bot, "getUpdates", json!({ "offset": next })).await;
    updates.extend(rest["result"].as_array().cloned().unwrap_or_default());
    assert_eq!(updates.len(), 14);
    for update in &updates {
        assert_eq!(spec.check("Update", update, "update"), Ok(()));
    }
}
