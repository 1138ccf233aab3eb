//! The messenger and people who make trouble: blocks, refusals, dropped connections.

use telegram_local::Fault;

use crate::support::{EN, Talk, World};

#[tokio::test]
async fn a_reminder_that_came_due_behind_a_block_comes_at_the_return() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me to stretch at 11:00", "Saved").await;
    chat.block().await;
    world.telegram.settled(&world.bot).await;
    world.advance_to("2030-01-07T11:30:00Z").await;
    world.until("SELECT count(*) FROM nexus.notifications WHERE state = 3", 1).await;
    chat.unblock().await;
    chat.send("/start").await;
    let mut texts = Vec::new();
    for _ in 0..2 {
        texts.push(chat.expect_that("menu and reminder", |_| true).await.text);
    }
    assert!(texts.iter().any(|text| text.contains("Hello, Emma!")), "{texts:?}");
    let late = "This comes late: it was due today, 11:00";
    assert!(texts.iter().any(|text| text.contains("⏰ stretch") && text.contains(late)), "{texts:?}");
    chat.assert_quiet().await;
    world.stop().await;
}

async fn is_answered_once_in_spite_of(fault: Fault) {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    world.telegram.fault(fault.clone()).await;
    chat.say("dentist tomorrow at 9:00", "Saved").await;
    chat.assert_quiet().await;
    world.telegram.fault(fault).await;
    chat.say("lunch tomorrow at 13:00", "Saved").await;
    chat.assert_quiet().await;
    let expected = ["2030-01-08 09:00 Europe/London dentist", "2030-01-08 13:00 Europe/London lunch"];
    assert_eq!(world.events().await, expected);
    world.stop().await;
}

#[tokio::test]
async fn a_refusal_for_now_is_waited_out() {
    let flood = Fault { status: Some(429), retry_after: Some(1), ..once("sendMessage") };
    is_answered_once_in_spite_of(flood).await;
}

#[tokio::test]
async fn a_server_that_fails_is_asked_again() {
    is_answered_once_in_spite_of(Fault { status: Some(500), ..once("sendMessage") }).await;
}

#[tokio::test]
async fn a_dropped_poll_loses_nothing() {
    is_answered_once_in_spite_of(Fault { drop_after: true, ..once("getUpdates") }).await;
}

/// Nobody can know whether a message was sent when its answer was lost: it comes again, its event does not.
#[tokio::test]
async fn a_dropped_answer_may_repeat_a_message_but_no_event() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    world.telegram.fault(Fault { drop_after: true, ..once("sendMessage") }).await;
    chat.say("dentist tomorrow at 9:00", "Saved").await;
    chat.expect("Saved").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 09:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn a_press_is_acknowledged_and_drawn_although_an_edit_failed_once() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    for status in [500, 429] {
        let fault = Fault { status: Some(status), retry_after: Some(1), ..once("editMessageText") };
        world.telegram.fault(fault).await;
        chat.tap("Calendar", "Nothing is planned").await;
        chat.tap("Menu", "Hello, Emma!").await;
    }
    chat.assert_quiet().await;
    world.stop().await;
}

/// The message that a button was on can be deleted; what it led to comes as a new one.
#[tokio::test]
async fn a_screen_that_was_deleted_is_drawn_anew() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    world
        .telegram
        .fault(Fault {
            status: Some(400),
            description: Some("Bad Request: message to edit not found".to_owned()),
            ..once("editMessageText")
        })
        .await;
    let drawn = chat.tap("Calendar", "Nothing is planned").await;
    assert!(!drawn.edited, "{drawn}");
    chat.assert_quiet().await;
    world.stop().await;
}

fn once(method: &str) -> Fault {
    Fault { method: Some(method.to_owned()), times: Some(1), ..Fault::default() }
}
