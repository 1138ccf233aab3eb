//! Dialogues that are left: by /cancel, by a command, by a press elsewhere, by a restart, by a second press.

use telegram_local::Chat;

use crate::support::{EN, Talk, World};

const SAVED: &str = "2030-01-11 15:00 Europe/London dentist";

/// Leads into one state of Coach's dialogue, from the card of a saved event.
async fn enter(chat: &Chat, state: &str) {
    match state {
        "asked when" => drop(chat.say("remind me to call mom", "When is").await),
        "asked title" => drop(chat.say("tomorrow at 15:00", "What is it about?").await),
        "choosing" => drop(chat.say("call mom tomorrow at 5", "Which time").await),
        "previewing" => drop(chat.say("birthday on Friday", "Did I understand you right?").await),
        "renaming" | "moving" => {
            chat.say("/calendar", "Coming up").await;
            chat.tap("dentist", "dentist").await;
            chat.tap("Edit", "What shall I change?").await;
            chat.tap(if state == "renaming" { "Title" } else { "Time" }, "dentist").await;
        }
        _ => drop(chat.say("/timezone", "Where are you?").await),
    }
}

const STATES: [&str; 7] =
    ["asked when", "asked title", "choosing", "previewing", "renaming", "moving", "asked zone"];

#[tokio::test]
async fn cancel_leaves_every_state() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    chat.say("/cancel", "There is nothing to cancel.").await;
    for state in STATES {
        enter(&chat, state).await;
        chat.say("/cancel", "Cancelled. Nothing was changed.").await;
        chat.say("/cancel", "There is nothing to cancel.").await;
    }
    chat.assert_quiet().await;
    assert_eq!(world.events().await, [SAVED]);
    world.stop().await;
}

#[tokio::test]
async fn a_command_interrupts_every_state() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    for state in STATES {
        enter(&chat, state).await;
        chat.say("/today", "Today is free").await;
        chat.say("/cancel", "There is nothing to cancel.").await;
    }
    assert_eq!(world.events().await, [SAVED]);
    world.stop().await;
}

#[tokio::test]
async fn a_press_elsewhere_ends_what_was_asked() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    let buttons = ["📅 Calendar", "🏠 Menu"];
    for state in ["renaming", "moving", "asked zone"] {
        for button in buttons {
            chat.say("/calendar", "Coming up").await;
            let card = chat.tap("dentist", "dentist").await;
            enter(&chat, state).await;
            chat.press_on(card.message_id, &card.data_of(button).expect("a button")).await;
            chat.expect_that("the other screen", |seen| seen.edited).await;
            chat.say("/cancel", "There is nothing to cancel.").await;
        }
    }
    assert_eq!(world.events().await, [SAVED]);
    world.stop().await;
}

#[tokio::test]
async fn a_half_answered_dialogue_survives_a_restart() {
    let mut world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me to call mom", "When is").await;
    world.stop_coach().await;
    chat.send("tomorrow at 15:00").await;
    world.start_coach().await;
    chat.expect("Saved").await;
    chat.say("call dad tomorrow at 5", "Which time").await;
    world.stop_coach().await;
    world.start_coach().await;
    chat.tap("17:00", "Saved").await;
    chat.assert_quiet().await;
    let expected = ["2030-01-08 17:00 Europe/London call dad", "2030-01-08 15:00 Europe/London call mom"];
    assert_eq!(world.events().await, expected);
    world.stop().await;
}

#[tokio::test]
async fn a_double_tap_saves_once() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let shown = chat.say("birthday on Friday", "Did I understand you right?").await;
    let save = shown.data_of("OK").expect("a button");
    let (first, second) =
        tokio::join!(chat.press_on(shown.message_id, &save), chat.press_on(shown.message_id, &save));
    let mut texts = [first.text, second.text];
    texts.sort();
    assert_eq!(texts, ["", "This draft is no longer there."]);
    assert_eq!(world.events().await, ["2030-01-11 Europe/London birthday"]);
    world.stop().await;
}

#[tokio::test]
async fn a_double_tap_on_a_reminder_does_a_thing_once() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me to stretch at 11:00", "Saved").await;
    world.advance_to("2030-01-07T11:00:00Z").await;
    let reminder = chat.expect("⏰ stretch").await;
    let snooze = reminder.data_of("10 min").expect("a button");
    tokio::join!(chat.press_on(reminder.message_id, &snooze), chat.press_on(reminder.message_id, &snooze));
    world.telegram.settled(&world.bot).await;
    world.advance_to("2030-01-07T11:11:00Z").await;
    let reminder = chat.expect("⏰ stretch").await;
    let done = reminder.data_of("Done").expect("a button");
    tokio::join!(chat.press_on(reminder.message_id, &done), chat.press_on(reminder.message_id, &done));
    world.telegram.settled(&world.bot).await;
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM nexus.notifications WHERE state = 1").await, 2);
    world.stop().await;
}
