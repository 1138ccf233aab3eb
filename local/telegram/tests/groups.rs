//! Groups: several people and several bots in one chat.

use serde_json::{Value, json};
use telegram_local::{Bot, Chat, Group, Person, Telegram};

struct Scene {
    telegram: Telegram,
    coach: Bot,
    nexus: Bot,
    anna: Person,
    boris: Person,
}

async fn scene() -> Scene {
    let telegram = Telegram::start().await.expect("a server");
    let (coach, nexus) = (telegram.bot("coach_bot").await, telegram.bot("nexus_bot").await);
    let anna = telegram.person("Anna").create().await;
    let boris = telegram.person("Boris").create().await;
    Scene { telegram, coach, nexus, anna, boris }
}

impl Scene {
    /// Anna's group with Boris and both bots, who have forgotten how it came about.
    async fn team(&self) -> Group {
        let team = self.telegram.group("Team").with(&self.anna).with(&self.boris);
        let team = team.bot(&self.coach).bot(&self.nexus).create().await;
        self.heard(&self.coach).await;
        self.heard(&self.nexus).await;
        team
    }

    /// The updates that a bot has got since it was asked last.
    async fn updates(&self, bot: &Bot) -> Vec<Value> {
        let all = json!({ "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"] });
        let answer = self.telegram.call(bot, "getUpdates", all).await;
        let updates = answer["result"].as_array().cloned().expect("updates");
        if let Some(last) = updates.iter().filter_map(|update| update["update_id"].as_i64()).max() {
            self.telegram.call(bot, "getUpdates", json!({ "offset": last + 1 })).await;
        }
        updates
    }

    /// The same in short: what was said, who came and went, who became what.
    async fn heard(&self, bot: &Bot) -> Vec<String> {
        self.updates(bot).await.iter().map(in_short).collect()
    }

    async fn call(&self, bot: &Bot, method: &str, chat: i64, mut params: Value) -> Value {
        params["chat_id"] = json!(chat);
        self.telegram.call(bot, method, params).await
    }

    async fn say(&self, bot: &Bot, chat: i64, text: &str) -> Value {
        let answer = self.call(bot, "sendMessage", chat, json!({ "text": text })).await;
        assert_eq!(answer["ok"], true, "{answer}");
        answer["result"].clone()
    }

    /// Status of somebody as a bot sees it.
    async fn status(&self, bot: &Bot, chat: i64, who: i64) -> Value {
        self.call(bot, "getChatMember", chat, json!({ "user_id": who })).await["result"]["status"].clone()
    }
}

fn in_short(update: &Value) -> String {
    for kind in ["my_chat_member", "chat_member"] {
        if let Some(change) = update.get(kind) {
            let status = |which: &str| change[which]["status"].as_str().unwrap_or("?").to_owned();
            let who = change["new_chat_member"]["user"]["first_name"].as_str().unwrap_or("?");
            return format!("{kind} {who}: {} -> {}", status("old_chat_member"), status("new_chat_member"));
        }
    }
    let message = update.get("message").or_else(|| update.get("edited_message")).unwrap_or(&Value::Null);
    let names = |users: &Value| {
        let names = users.as_array().into_iter().flatten().filter_map(|user| user["first_name"].as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    match message {
        _ if message.get("new_chat_members").is_some() => {
            format!("+ {}", names(&message["new_chat_members"]))
        }
        _ if message.get("left_chat_member").is_some() => {
            format!("- {}", message["left_chat_member"]["first_name"].as_str().unwrap_or("?"))
        }
        _ if message.get("text").is_some() => message["text"].as_str().unwrap_or("?").to_owned(),
        _ => ["group_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "new_chat_title"]
            .iter()
            .find_map(|kind| Some(format!("{kind} {}", message.get(*kind)?)))
            .unwrap_or_else(|| update.to_string()),
    }
}

fn refusal(answer: &Value) -> (u64, &str) {
    (answer["error_code"].as_u64().unwrap_or_default(), answer["description"].as_str().unwrap_or_default())
}

async fn chats(team: &Group, scene: &Scene) -> (Chat, Chat) {
    (team.chat(&scene.anna).await, team.chat(&scene.boris).await)
}

#[tokio::test]
async fn bots_in_privacy_mode_hear_what_is_meant_for_them() {
    let scene = scene().await;
    let team = scene.team().await;
    let (anna, boris) = chats(&team, &scene).await;
    anna.send("just talk").await;
    anna.send("/help").await;
    boris.send("/plan@coach_bot").await;
    anna.send("what does @nexus_bot think?").await;
    assert_eq!(scene.heard(&scene.coach).await, ["/help", "/plan@coach_bot"]);
    assert_eq!(scene.heard(&scene.nexus).await, ["/help", "what does @nexus_bot think?"]);

    let sent = scene.say(&scene.coach, team.id(), "I am Coach").await;
    assert_eq!((&sent["chat"]["type"], &sent["chat"]["title"]), (&json!("group"), &json!("Team")));
    anna.expect_from(&scene.coach, "I am Coach").await;
    let seen = boris.expect("I am Coach").await;
    boris.reply(seen.message_id, "hello Coach").await;
    let question = boris.send("anybody?").await;
    anna.reply(question, "not me").await;
    anna.send("/again").await;
    anna.hear(&scene.boris, "anybody?").await;
    assert_eq!(scene.heard(&scene.coach).await, ["hello Coach", "/again"], "who wrote last is meant");
    assert_eq!(scene.heard(&scene.nexus).await, [""; 0]);

    let edited = anna.send("no name").await;
    anna.edit(edited, "a name: @coach_bot").await;
    assert_eq!(scene.heard(&scene.coach).await, ["a name: @coach_bot"]);
    anna.assert_quiet().await;
}

#[tokio::test]
async fn administrators_and_bots_without_privacy_hear_everything_but_bots() {
    let scene = scene().await;
    let team = scene.team().await;
    let anna = team.chat(&scene.anna).await;
    scene.telegram.privacy(&scene.nexus, false).await;
    team.promote_bot(&scene.coach).await;
    assert_eq!(scene.heard(&scene.coach).await, ["my_chat_member coach_bot: member -> administrator"]);
    anna.send("just talk").await;
    scene.say(&scene.coach, team.id(), "a bot speaks").await;
    assert_eq!(scene.heard(&scene.coach).await, ["just talk"]);
    assert_eq!(scene.heard(&scene.nexus).await, ["just talk"]);
    let me = scene.telegram.call(&scene.nexus, "getMe", json!({})).await;
    assert_eq!(me["result"]["can_read_all_group_messages"], true);
    team.demote_bot(&scene.coach).await;
    anna.send("again").await;
    assert_eq!(scene.heard(&scene.coach).await, ["my_chat_member coach_bot: administrator -> member"]);
}

#[tokio::test]
async fn people_and_bots_come_and_go() {
    let scene = scene().await;
    let team = scene.telegram.group("Team").with(&scene.anna).bot(&scene.coach).create().await;
    assert_eq!(
        scene.heard(&scene.coach).await,
        ["my_chat_member coach_bot: left -> member", "group_chat_created true"]
    );
    team.promote_bot(&scene.coach).await;
    team.add(&scene.boris).await;
    team.add_bot(&scene.nexus).await;
    assert_eq!(
        scene.heard(&scene.coach).await,
        [
            "my_chat_member coach_bot: member -> administrator",
            "chat_member Boris: left -> member",
            "+ Boris",
            "chat_member nexus_bot: left -> member",
            "+ nexus_bot"
        ]
    );
    assert_eq!(scene.heard(&scene.nexus).await, ["my_chat_member nexus_bot: left -> member", "+ nexus_bot"]);
    let expected =
        [("Anna", "creator"), ("Boris", "member"), ("coach_bot", "administrator"), ("nexus_bot", "member")];
    assert_eq!(team.members().await, expected.map(|(who, what)| (who.to_owned(), what.to_owned())));
    let count = scene.call(&scene.nexus, "getChatMemberCount", team.id(), json!({})).await;
    assert_eq!(count["result"], 4);
    let admins = async |bots: bool| {
        let asked = json!({ "return_bots": bots });
        let answer = scene.call(&scene.nexus, "getChatAdministrators", team.id(), asked).await;
        answer["result"].as_array().map(Vec::len)
    };
    assert_eq!((admins(false).await, admins(true).await), (Some(1), Some(2)));

    team.leave(&scene.boris).await;
    assert_eq!(scene.heard(&scene.nexus).await, ["- Boris"]);
    assert_eq!(scene.status(&scene.coach, team.id(), scene.boris.id).await, "left");
    scene.heard(&scene.coach).await;
    let left = scene.call(&scene.coach, "leaveChat", team.id(), json!({})).await;
    assert_eq!(left["result"], true);
    assert_eq!(scene.heard(&scene.coach).await, ["my_chat_member coach_bot: administrator -> left"]);
    assert_eq!(scene.heard(&scene.nexus).await, ["- coach_bot"]);
    let refused = scene.call(&scene.coach, "sendMessage", team.id(), json!({ "text": "x" })).await;
    assert_eq!(refusal(&refused), (403, "Forbidden: bot is not a member of the group chat"));
}

#[tokio::test]
async fn a_bot_that_was_kicked_is_told_so() {
    let scene = scene().await;
    let team = scene.team().await;
    team.kick_bot(&scene.coach).await;
    assert_eq!(scene.heard(&scene.coach).await, ["my_chat_member coach_bot: member -> left", "- coach_bot"]);
    let refused = scene.call(&scene.coach, "sendMessage", team.id(), json!({ "text": "x" })).await;
    assert_eq!(refusal(&refused), (403, "Forbidden: bot was kicked from the group chat"));
    team.chat(&scene.anna).await.send("/help@coach_bot").await;
    assert_eq!(scene.heard(&scene.coach).await, [""; 0]);

    let club = scene.telegram.group("Club").with(&scene.anna).bot(&scene.coach).supergroup().create().await;
    assert_eq!(scene.heard(&scene.coach).await, ["my_chat_member coach_bot: left -> member", "+ coach_bot"]);
    team.add_bot(&scene.coach).await;
    club.kick_bot(&scene.coach).await;
    let last = scene.heard(&scene.coach).await.pop();
    assert_eq!(last.as_deref(), Some("my_chat_member coach_bot: member -> kicked"));
    for method in ["sendMessage", "getChat", "getChatMemberCount", "leaveChat"] {
        let refused = scene.call(&scene.coach, method, club.id(), json!({ "text": "x" })).await;
        assert_eq!(
            refusal(&refused),
            (403, "Forbidden: bot was kicked from the supergroup chat"),
            "{method}"
        );
    }
    let refused = scene.call(&scene.nexus, "sendMessage", club.id(), json!({ "text": "x" })).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: chat not found"), "it was never there");
    scene.say(&scene.coach, team.id(), "back in the team").await;
}

#[tokio::test]
async fn buttons_belong_to_their_bot_and_answers_to_who_pressed() {
    let scene = scene().await;
    let team = scene.team().await;
    let (anna, boris) = chats(&team, &scene).await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Done", "callback_data": "d" }]] });
    for bot in [&scene.coach, &scene.nexus] {
        let ask = json!({ "text": "Done?", "reply_markup": keyboard });
        scene.call(bot, "sendMessage", team.id(), ask).await;
    }
    let press = tokio::spawn(async move { boris.press("Done").await });
    let query = loop {
        let poll = json!({ "timeout": 10, "allowed_updates": [] });
        let answer = scene.telegram.call(&scene.nexus, "getUpdates", poll).await;
        if let Some(query) = answer["result"][0].get("callback_query") {
            break query.clone();
        }
    };
    assert_eq!(
        (&query["from"]["first_name"], &query["message"]["chat"]["id"]),
        (&json!("Boris"), &json!(team.id()))
    );
    let answer = json!({ "callback_query_id": query["id"], "text": "well done" });
    let foreign = scene.telegram.call(&scene.coach, "answerCallbackQuery", answer.clone()).await;
    assert_eq!(foreign["ok"], false, "a press belongs to one bot");
    scene.telegram.call(&scene.nexus, "answerCallbackQuery", answer).await;
    assert_eq!(press.await.expect("an answer").text, "well done");
    let edit = json!({ "message_id": query["message"]["message_id"], "text": "Done by Boris" });
    let refused = scene.call(&scene.coach, "editMessageText", team.id(), edit.clone()).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: message can't be edited"));
    scene.call(&scene.nexus, "editMessageText", team.id(), edit).await;
    assert!(anna.expect("Done by Boris").await.edited);
    let said = anna.send("to be deleted").await;
    let delete = json!({ "message_id": said });
    let refused = scene.call(&scene.coach, "deleteMessage", team.id(), delete.clone()).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: message can't be deleted"));
    team.promote_bot(&scene.coach).await;
    assert_eq!(scene.call(&scene.coach, "deleteMessage", team.id(), delete).await["result"], true);
}

#[tokio::test]
async fn a_group_goes_on_as_a_supergroup() {
    let scene = scene().await;
    let team = scene.team().await;
    let (anna, boris) = chats(&team, &scene).await;
    let old = team.id();
    scene.say(&scene.coach, old, "said before").await;
    let new = team.upgrade().await;
    assert!(old > -1_000_000_000_000 && new < -1_000_000_000_000, "{old} {new}");
    let told = [format!("migrate_to_chat_id {new}"), format!("migrate_from_chat_id {old}")];
    assert_eq!(scene.heard(&scene.coach).await, told);
    assert_eq!(scene.heard(&scene.nexus).await, told);

    let refused = scene.call(&scene.coach, "sendMessage", old, json!({ "text": "x" })).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: group chat was upgraded to a supergroup chat"));
    assert_eq!(refused["parameters"], json!({ "migrate_to_chat_id": new }));
    assert_eq!(scene.call(&scene.coach, "getChat", old, json!({})).await["result"]["type"], "group");

    anna.send("/help").await;
    let heard = scene.updates(&scene.coach).await;
    assert_eq!(
        (&heard[0]["message"]["chat"]["id"], &heard[0]["message"]["chat"]["type"]),
        (&json!(new), &json!("supergroup"))
    );
    let sent = scene.say(&scene.coach, new, "said after").await;
    assert_eq!(sent["message_id"], 3, "one sequence for all, begun anew");
    boris.expect("said before").await;
    boris.expect("said after").await;
    boris.assert_quiet().await;
    let chat = scene.call(&scene.nexus, "getChat", new, json!({})).await;
    assert_eq!((&chat["result"]["title"], &chat["result"]["type"]), (&json!("Team"), &json!("supergroup")));
    assert_eq!(scene.status(&scene.nexus, new, scene.anna.id).await, "creator");
}

#[tokio::test]
async fn threads_are_kept_apart() {
    let scene = scene().await;
    let forum = scene.telegram.group("Forum").with(&scene.anna).bot(&scene.coach).forum().create().await;
    let anna = forum.chat(&scene.anna).await;
    let plans = forum.open_topic("Plans").await;
    scene.heard(&scene.coach).await;
    anna.in_topic(plans).send("/plan").await;
    let heard = scene.updates(&scene.coach).await[0]["message"].clone();
    assert_eq!((&heard["message_thread_id"], &heard["is_topic_message"]), (&json!(plans), &json!(true)));
    assert_eq!(heard["chat"]["is_forum"], true);
    let reply = json!({ "text": "in the topic", "message_thread_id": plans });
    let sent = scene.call(&scene.coach, "sendMessage", forum.id(), reply).await["result"].clone();
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(plans), &json!(true)));
    anna.in_topic(plans).reply(sent["message_id"].as_i64().expect("an id"), "thanks").await;
    assert_eq!(scene.updates(&scene.coach).await[0]["message"]["message_thread_id"], plans);
    let nowhere = json!({ "text": "x", "message_thread_id": 999 });
    let refused = scene.call(&scene.coach, "sendMessage", forum.id(), nowhere).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: message thread not found"));
    let topic = json!({ "name": "Bot's" });
    let refused = scene.call(&scene.coach, "createForumTopic", forum.id(), topic.clone()).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: not enough rights to create a topic"));
    forum.promote_bot(&scene.coach).await;
    let made = scene.call(&scene.coach, "createForumTopic", forum.id(), topic).await;
    assert_eq!(made["result"]["name"], "Bot's", "{made}");
}

#[tokio::test]
async fn an_administrator_bans_and_unbans() {
    let scene = scene().await;
    let club = scene.telegram.group("Club").with(&scene.anna).with(&scene.boris).bot(&scene.coach);
    let club = club.supergroup().create().await;
    let ban = async |method: &str, who: i64| {
        scene.call(&scene.coach, method, club.id(), json!({ "user_id": who })).await
    };
    let refused = ban("banChatMember", scene.boris.id).await;
    assert_eq!(refusal(&refused), (400, "Bad Request: not enough rights to restrict/unrestrict chat member"));
    club.promote_bot(&scene.coach).await;
    assert_eq!(ban("banChatMember", scene.boris.id).await["result"], true);
    assert_eq!(scene.status(&scene.coach, club.id(), scene.boris.id).await, "kicked");
    assert_eq!(
        refusal(&ban("banChatMember", scene.anna.id).await),
        (400, "Bad Request: can't remove chat owner")
    );
    assert_eq!(ban("unbanChatMember", scene.boris.id).await["result"], true);
    assert_eq!(scene.status(&scene.coach, club.id(), scene.boris.id).await, "left");
    club.add(&scene.boris).await;
    assert_eq!(scene.status(&scene.coach, club.id(), scene.boris.id).await, "member");
}

#[tokio::test]
async fn everybody_has_a_side_of_their_own() {
    let scene = scene().await;
    let team = scene.team().await;
    let (anna, boris) = chats(&team, &scene).await;
    let asked = boris.send("/ask@coach_bot").await;
    let keyboard = json!({ "keyboard": [["Yes", "No"]], "selective": true, "one_time_keyboard": true });
    let ask =
        json!({ "text": "Sure?", "reply_parameters": { "message_id": asked }, "reply_markup": keyboard });
    scene.call(&scene.coach, "sendMessage", team.id(), ask).await;
    assert_eq!(boris.keyboard().await, [["Yes", "No"]]);
    assert!(anna.keyboard().await.is_empty(), "a selective keyboard is for who is answered");
    boris.press("Yes").await;
    assert!(boris.keyboard().await.is_empty());
    let menu = json!({ "commands": [{ "command": "go", "description": "Go" }], "scope": { "type": "all_group_chats" } });
    scene.telegram.call(&scene.coach, "setMyCommands", menu).await;
    let boss = json!({
        "commands": [{ "command": "rule", "description": "Rule" }], "scope": { "type": "all_chat_administrators" },
    });
    scene.telegram.call(&scene.coach, "setMyCommands", boss).await;
    assert_eq!(boris.commands().await, [("go@coach_bot".to_owned(), "Go".to_owned())]);
    assert_eq!(anna.commands().await, [("rule@coach_bot".to_owned(), "Rule".to_owned())]);
}

#[tokio::test]
async fn files_of_a_group_have_an_id_for_each_bot() {
    let scene = scene().await;
    let team = scene.team().await;
    let anna = team.chat(&scene.anna).await;
    let caption = "for @coach_bot and @nexus_bot";
    anna.attach_as("document", "a.txt", "bytes", caption).await;
    let document = async |bot: &Bot| scene.updates(bot).await[0]["message"]["document"].clone();
    let (coachs, nexus) = (document(&scene.coach).await, document(&scene.nexus).await);
    assert_eq!(coachs["file_unique_id"], nexus["file_unique_id"]);
    let get = async |bot: &Bot, file: &Value| {
        scene.telegram.call(bot, "getFile", json!({ "file_id": file["file_id"] })).await["ok"].clone()
    };
    assert_eq!(get(&scene.coach, &coachs).await, true);
    assert_eq!(get(&scene.nexus, &nexus).await, true);
    assert_eq!(get(&scene.nexus, &coachs).await, false);
}

#[tokio::test]
async fn limits_of_a_group_are_twenty_a_minute() {
    let scene = scene().await;
    let team = scene.team().await;
    scene.telegram.limits(true).await;
    for _ in 0..20 {
        scene.say(&scene.coach, team.id(), "x").await;
    }
    let refused = scene.call(&scene.coach, "sendMessage", team.id(), json!({ "text": "x" })).await;
    assert_eq!((refusal(&refused).0, &refused["parameters"]["retry_after"]), (429, &json!(3)));
    scene.say(&scene.nexus, team.id(), "another bot has limits of its own").await;
    assert_eq!(scene.telegram.refused(&scene.coach).await, 1);
}
