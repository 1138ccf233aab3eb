//! Undo: of each kind of change, once, and in time.

use telegram_local::Chat;

use crate::support::{DAY, EN, HOUR, Talk, World};

const SAVED: &str = "2030-01-11 15:00 Europe/London dentist";

async fn with_dentist(world: &World) -> Chat {
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    chat
}

/// Goes to Friday, and sees the reminder come once.
async fn reminded_once(world: &World, chat: &Chat) {
    world.advance_to("2030-01-11T14:45:00Z").await;
    chat.expect("⏰ dentist").await;
    chat.assert_quiet().await;
}

#[tokio::test]
async fn what_was_saved_is_taken_out_again() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Undo", "was removed from the calendar").await;
    assert!(world.events().await.is_empty());
    world.advance_to("2030-01-11T16:00:00Z").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_changed_is_as_before_with_its_reminder() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is").await;
    chat.say("on Saturday at 9:00", "Changed").await;
    assert_eq!(chat.toast("Undo").await, "Undone");
    chat.expect("Friday").await;
    assert_eq!(world.events().await, [SAVED]);
    reminded_once(&world, &chat).await;
    world.advance_to("2030-01-12T10:00:00Z").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_deleted_comes_back_with_its_reminder() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.say("/calendar", "Coming up").await;
    chat.tap("dentist", "dentist").await;
    chat.tap("Delete", "Delete “dentist”").await;
    chat.tap("Yes, delete", "is deleted").await;
    assert_eq!(chat.toast("Undo").await, "Undone");
    chat.expect("dentist").await;
    assert_eq!(world.events().await, [SAVED]);
    reminded_once(&world, &chat).await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_done_is_open_again() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    reminded_once(&world, &chat).await;
    chat.tap("Done", "✅ dentist").await;
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 1);
    assert_eq!(chat.toast("Undo").await, "Undone");
    chat.expect("dentist").await;
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_second_press_says_that_it_is_done_already() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let saved = chat.say("dentist on Friday at 15:00", "Saved").await;
    let undo = saved.data_of("Undo").expect("a button");
    chat.tap("Undo", "was removed from the calendar").await;
    assert_eq!(chat.press_data(&undo).await.text, "Already undone.");
    chat.assert_quiet().await;
    assert!(world.events().await.is_empty());
    world.stop().await;
}

#[tokio::test]
async fn a_day_and_an_hour_later_it_is_too_late() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    world.advance(DAY + HOUR).await;
    let pressed = chat.press("Undo").await;
    assert_eq!((pressed.text.as_str(), pressed.alert), ("This can no longer be undone.", true));
    chat.assert_quiet().await;
    assert_eq!(world.events().await, [SAVED]);
    world.stop().await;
}

#[tokio::test]
async fn an_old_undo_leaves_what_was_edited_since() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Title", "What shall").await;
    let changed = chat.say("doctor", "Changed").await;
    let undo = changed.data_of("Undo").expect("a button");
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is").await;
    chat.say("16:00", "Changed").await;
    assert_eq!(chat.press_data(&undo).await.text, "Undone");
    chat.expect("dentist").await;
    assert_eq!(world.events().await, ["2030-01-11 16:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn an_old_undo_does_not_bring_back_what_was_deleted_since() {
    let world = World::start().await;
    let chat = with_dentist(&world).await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Title", "What shall").await;
    let changed = chat.say("doctor", "Changed").await;
    let undo = changed.data_of("Undo").expect("a button");
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Delete", "Delete “doctor”").await;
    chat.tap("Yes, delete", "is deleted").await;
    assert_eq!(chat.press_data(&undo).await.text, "This event is no longer there.");
    chat.expect("Nothing is planned").await;
    assert!(world.events().await.is_empty());
    world.stop().await;
}
