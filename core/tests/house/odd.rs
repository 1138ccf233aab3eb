//! Updates that nobody meant, and groups.

use nexus_core::prelude::*;
use serde_json::json;

use super::support::{World, bot, counter, echo, on_text};

#[tokio::test]
async fn malformed_updates_do_not_stop_the_queue() {
    let world = World::with(echo()).await;
    let chat = world.chat("Anna").await;
    let odd = [
        json!({"message": 5}),
        json!({"message": null}),
        json!({"message": {}}),
        json!({"message": {"chat": {"id": "x"}, "from": {"id": 1.5}}}),
        json!({"message": {"message_id": -1, "chat": {"id": 9e40}}}),
        json!({"edited_message": {"from": {"id": 7}, "chat": {"id": 7, "type": "wormhole"}}}),
        json!({"callback_query": {"id": 3}}),
        json!({"callback_query": {"id": "3", "from": {"id": 8, "first_name": "x"}, "data": "\u{fffd}"}}),
        json!({"my_chat_member": {"chat": {"id": 9, "type": "private"}, "from": {"id": 9, "first_name": "y"}}}),
        json!({"message": {"text": "x".repeat(100_000), "from": {"id": 4, "first_name": "z"}, "chat": {"id": 4, "type": "private"}}}),
    ];
    let queued = odd.len();
    for update in odd {
        world.telegram.inject(&world.bot, update).await.expect("queued");
    }
    chat.send("well").await;
    chat.expect("well").await;
    world.until("all of it is done", super::support::NOTHING_OPEN).await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox WHERE state = 1").await, queued as i64 + 1);
    world.stop().await;
}

#[tokio::test]
async fn a_character_that_the_database_cannot_hold_is_left_out() {
    let world = World::with(bot(on_text(|turn, text| async move {
        turn.patch_state(json!({"last": text}));
        turn.say(Html::escape(&format!("{text} {}", turn.person().profile.first_name)));
        Ok(())
    })))
    .await;
    let anna = world.telegram.person("Anna").create().await;
    let chat = anna.chat(&world.bot).await;
    chat.send("hello").await;
    chat.expect("hello").await;
    world
        .inject_message(json!({
            "text": "a\0b\\u0000",
            "from": {"id": anna.id, "is_bot": false, "first_name": "An\0na"},
            "chat": {"id": anna.id, "type": "private", "first_name": "An\0na"},
        }))
        .await;
    assert_eq!(chat.expect("ab").await.text, "ab\\u0000 Anna");
    assert_eq!(world.text("SELECT state ->> 'last' FROM nexus.subscriptions").await, "ab\\u0000");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_nobody_sent_is_closed_without_a_word() {
    let world = World::with(counter()).await;
    world.inject_message(json!({"chat": {"id": -1001, "type": "channel", "title": "News"}})).await;
    world
        .inject_message(json!({
            "chat": {"id": -1002, "type": "supergroup", "title": "Us"},
            "from": {"id": 12345, "is_bot": true, "first_name": "Robot"},
        }))
        .await;
    world.until("both are done", "SELECT count(*) = 2 FROM nexus.inbox WHERE state = 1").await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.users").await, 0);
    assert!(world.sent().await.is_empty());
    world.stop().await;
}

/// A bot with a main screen, as people know it.
fn homely() -> Bot {
    bot(on_text(|turn, text| async move {
        turn.say(Html::escape(&format!("heard {text}")));
        Ok(())
    }))
    .home(|turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    })
}

#[tokio::test]
async fn in_a_group_only_what_is_said_to_the_bot_is_answered() {
    let world = World::with(homely()).await;
    let anna = world.telegram.person("Anna").create().await;
    let chat = anna.chat(&world.bot).await;
    chat.send("hello").await;
    chat.expect("heard hello").await;
    // The answers go to a chat that a person can see, so that they can be read here.
    let said = |text: &str, reply_from: Option<i64>| {
        let mut message = json!({
            "text": text,
            "chat": {"id": anna.id, "type": "supergroup", "title": "Us"},
            "from": {"id": anna.id, "is_bot": false, "first_name": "Anna"},
        });
        if let Some(author) = reply_from {
            message["reply_to_message"] = json!({
                "message_id": 5, "date": 1, "text": "before",
                "chat": {"id": anna.id, "type": "supergroup", "title": "Us"},
                "from": {"id": author, "is_bot": true, "first_name": "Probe"},
            });
        }
        message
    };
    world.inject_message(said("just talking", None)).await;
    world.inject_message(said("to another bot", Some(4242))).await;
    world.inject_message(said("to you", Some(world.bot.id))).await;
    assert_eq!(chat.expect("").await.text, "heard to you");
    world.inject_message(said("/nonsense", None)).await;
    chat.expect("/nonsense").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn who_met_the_bot_in_a_group_has_a_home_with_the_first_private_message() {
    let world = World::with(homely()).await;
    let anna = world.telegram.person("Anna").create().await;
    let from = json!({"id": anna.id, "is_bot": false, "first_name": "Anna", "language_code": "en"});
    let group = json!({"id": -500, "type": "supergroup", "title": "Us"});
    world.inject_message(json!({"text": "just talking", "chat": group, "from": from})).await;
    world.until("the person is known", "SELECT EXISTS (SELECT FROM nexus.subscriptions)").await;
    let homes = "SELECT count(home_chat) FROM nexus.subscriptions";
    assert_eq!(world.number(homes).await, 0, "a group is nobody's home");
    let chat = anna.chat(&world.bot).await;
    chat.send("hello").await;
    chat.expect("heard hello").await;
    assert_eq!(world.number(homes).await, 1);
    world.stop().await;
}
