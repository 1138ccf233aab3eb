//! What nobody meant to send.

use serde_json::json;

use crate::support::{EN, RU, Talk, World};

const UNSUPPORTED: &str = "I can't work with this kind of message yet";

#[tokio::test]
async fn every_kind_of_message_is_answered_in_words() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    // One pixel, so that a photo is one.
    let pixel: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
    ];
    for kind in ["photo", "document", "voice", "audio", "video", "sticker"] {
        chat.attach(kind, pixel).await;
        let answer = chat.expect(UNSUPPORTED).await;
        assert_eq!(answer.buttons, [["🏠 Menu"]], "{kind}");
    }
    chat.contact().await;
    chat.expect(UNSUPPORTED).await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn an_edited_message_changes_nothing() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let line = chat.send("dentist tomorrow at 9:00").await;
    chat.expect("Saved").await;
    chat.edit(line, "dentist tomorrow at 10:00").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 09:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn unknown_commands_are_named_and_lead_to_help() {
    let world = World::start().await;
    let chat = world.settled("Мария", RU).await;
    let answer = chat.say("/dance <b>now</b>", "Не знаю команды /dance.").await;
    assert!(answer.text.contains("/help"), "{answer}");
    chat.say("/", "Не знаю команды /").await;
    chat.say("/new@coach стоматолог завтра в 9:00", "Сохранено").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn texts_without_words_are_asked_about() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    for text in ["?", "...", "🎉", "\u{200b}x", "0"] {
        chat.send(text).await;
        chat.expect_that("some answer", |seen| !seen.text.is_empty()).await;
        chat.send("/cancel").await;
        chat.expect_that("cancelled, or nothing to cancel", |seen| seen.text.contains("ancel")).await;
    }
    assert!(world.events().await.is_empty());
    world.stop().await;
}

#[tokio::test]
async fn html_in_a_title_is_shown_as_it_was_typed() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let title = r#"<b>x</b> & "y" </i>"#;
    let saved = chat.say(&format!("{title} tomorrow at 9:00"), "Saved").await;
    assert!(saved.text.contains(title), "{saved}");
    let list = chat.say("/calendar", "Coming up").await;
    assert!(list.text.contains(title), "{list}");
    chat.tap("<b>x</b>", title).await;
    chat.tap("Delete", title).await;
    chat.tap("Keep it", title).await;
    world.advance_to("2030-01-08T08:45:00Z").await;
    chat.expect(&format!("⏰ {title}")).await;
    chat.tap("Done", &format!("✅ {title}")).await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn html_in_a_name_is_shown_as_it_is() {
    let world = World::start().await;
    let chat = world.settled("<i>Bob</i> & Co", EN).await;
    chat.say("hello", "Glad to hear from you, <i>Bob</i> & Co!").await;
    world.stop().await;
}

#[tokio::test]
async fn an_emoji_is_a_title() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("tomorrow at 9:00", "What is it about?").await;
    chat.say("🎂🎉", "Saved").await;
    assert_eq!(world.events().await, ["2030-01-08 09:00 Europe/London 🎂🎉"]);
    world.stop().await;
}

#[tokio::test]
async fn the_longest_message_becomes_an_event_of_the_longest_title() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let long = "ж".repeat(4000);
    let saved = chat.say(&format!("tomorrow at 9:00 {long}"), "Saved").await;
    assert!(saved.text.contains(&"ж".repeat(255)) && !saved.text.contains(&"ж".repeat(256)), "{saved}");
    let list = chat.say("/calendar", "Coming up").await;
    assert_eq!(list.buttons[0], [format!("09:00 {}…", "ж".repeat(27))]);
    world.stop().await;
}

/// More than Telegram's clients send; other clients exist.
#[tokio::test]
async fn five_thousand_characters_are_worked_off_too() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let template = chat.messages(1).await.remove(0);
    let (id, person) = (template["chat"]["id"].clone(), chat.send("hello").await);
    chat.expect("Glad to hear").await;
    let text = format!("dentist tomorrow at 9:00 {}", "🎂".repeat(5000));
    let from = json!({ "id": id, "is_bot": false, "first_name": "Emma", "language_code": "en" });
    let message = json!({
        "message_id": person + 1000, "date": 1_893_493_200, "chat": { "id": id, "type": "private", "first_name": "Emma" },
        "from": from, "text": text,
    });
    world.telegram.inject(&world.bot, json!({ "message": message })).await.expect("queued");
    chat.expect("Saved").await;
    assert_eq!(world.count("SELECT count(*) FROM coach.events").await, 1);
    world.stop().await;
}

#[tokio::test]
async fn malformed_updates_hold_up_nobody() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let id = chat.messages(1).await.remove(0)["chat"]["id"].clone();
    let from = json!({ "id": id, "is_bot": false, "first_name": "Emma", "language_code": "en" });
    let broken = [
        json!({ "message": { "message_id": "x", "chat": 5, "text": 7 } }),
        json!({ "message": { "message_id": 900, "date": 1, "chat": { "id": id, "type": "private" }, "from": from, "text": { "deep": [] } } }),
        json!({ "callback_query": { "id": "1" } }),
        json!({ "telepathy": { "from": { "id": id, "first_name": "Emma" } } }),
        json!({ "message": null }),
        json!({}),
    ];
    for update in broken {
        world.telegram.inject(&world.bot, update).await;
    }
    chat.say("dentist tomorrow at 9:00", "Saved").await;
    world.telegram.settled(&world.bot).await;
    assert_eq!(world.count("SELECT count(*) FROM nexus.inbox WHERE state = 2").await, 0);
    world.stop().await;
}
