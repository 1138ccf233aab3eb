//! What is done to an event that is saved.

use telegram_local::Chat;

use crate::support::{EN, Talk, World};

const SAVED: &str = "2030-01-11 15:00 Europe/London dentist";

/// A person with a dentist on Friday at 15:00.
async fn with_dentist(world: &World) -> Chat {
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    chat
}

#[tokio::test]
async fn a_title_is_edited() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Title", "What shall “dentist” be called?").await;
    chat.say("doctor\n Brown", "Changed").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-11 15:00 Europe/London doctor Brown"]);
    world.stop().await;
}

#[tokio::test]
async fn a_time_is_edited_and_its_day_and_length_stay() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("meeting on Friday 15:00-16:30", "Saved").await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is “meeting”?").await;
    let changed = chat.say("17:00", "Changed").await;
    assert!(changed.text.contains("17:00 (1 h 30 min)"), "{changed}");
    assert_eq!(world.events().await, ["2030-01-11 17:00 Europe/London meeting"]);
    world.stop().await;
}

#[tokio::test]
async fn a_day_is_edited() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is “dentist”?").await;
    chat.say("what a day", "could not read a time").await;
    chat.say("on Saturday at 9:00", "Changed").await;
    assert_eq!(world.events().await, ["2030-01-12 09:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn a_time_that_is_unclear_or_impossible_is_asked_again() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is “dentist”?").await;
    chat.say("at 5", "can mean several times").await;
    chat.say("31.02", "There is no such date").await;
    chat.say("today at 8:00", "passed already").await;
    assert_eq!(world.events().await, [SAVED]);
    chat.say("tomorrow at 17:00", "Changed").await;
    assert_eq!(world.events().await, ["2030-01-08 17:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn what_was_asked_about_an_event_can_be_cancelled_by_its_button() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    for button in ["Title", "Time"] {
        chat.press("Edit").await;
        chat.expect("What shall I change?").await;
        chat.tap(button, "dentist").await;
        chat.tap("Cancel", "dentist").await;
        // Nothing waits for an answer any more.
        chat.say("hello", "Glad to hear from you").await;
        chat.say("/calendar", "Coming up").await;
        chat.tap("dentist", "15:00").await;
    }
    assert_eq!(world.events().await, [SAVED]);
    world.stop().await;
}

#[tokio::test]
async fn a_reminder_is_chosen_from_the_menu() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    let menu = chat.tap("Reminder", "When shall I remind you").await;
    assert!(menu.to_string().contains("✓ 15 min before"), "{menu}");
    let changed = chat.tap("1 h before", "Changed").await;
    assert!(changed.text.contains("🔔 1 h before"), "{changed}");
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Reminder", "When shall I remind you").await;
    chat.tap("No reminder", "🔕").await;
    world.advance_to("2030-01-11T16:00:00Z").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_deletion_names_what_goes_and_can_be_thought_over() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    let asked = chat.tap("Delete", "Delete “dentist”").await;
    assert_eq!(asked.buttons, [["🗑 Yes, delete", "Keep it"]]);
    chat.tap("Keep it", "dentist").await;
    assert_eq!(world.events().await, [SAVED]);
    chat.tap("Delete", "Delete “dentist”").await;
    chat.tap("Yes, delete", "is deleted").await;
    assert!(world.events().await.is_empty());
    world.advance_to("2030-01-11T16:00:00Z").await;
    chat.assert_quiet().await;
    world.stop().await;
}
