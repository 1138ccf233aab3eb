//! Notifications: due exactly once.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use nexus_core::{ids::NotificationId, prelude::*, testing::TestHouse};
use telegram_local::Chat;
use uuid::Uuid;

use super::{
    sayings::{BLOCKED, refusal},
    support::{NOTHING_OPEN, World, bot, on_text, until_sql},
};

const MINUTE: Duration = Duration::from_secs(60);

/// The same subject is the same notification.
pub fn reminder(subject: Uuid, due_at: DateTime<Utc>) -> Notification {
    Notification {
        id: NotificationId::new(),
        kind: "reminder".to_owned(),
        subject,
        occurrence: DateTime::UNIX_EPOCH.naive_utc(),
        offset_minutes: 0,
        snooze: 0,
        due_at,
    }
}

/// Understands `plan 1 10` (subject, minutes), `cancel 1` and `both 1` (plans and takes it back in one turn); says what
/// came due, and how many that were in all.
fn planner() -> Bot {
    let handlers = on_text(|turn, text| async move {
        let words: Vec<&str> = text.split(' ').collect();
        let number = |index: usize| words.get(index).and_then(|word| word.parse().ok()).unwrap_or(0);
        let subject = Uuid::from_u128(number(1));
        let due_at = turn.now() + TimeDelta::minutes(i64::try_from(number(2))?);
        match words[0] {
            "plan" => turn.plan(reminder(subject, due_at)),
            "twice" => {
                turn.plan(reminder(subject, due_at));
                turn.plan(reminder(subject, due_at + TimeDelta::minutes(10)));
            }
            "many" => (1..=3).for_each(|subject| turn.plan(reminder(Uuid::from_u128(subject), due_at))),
            "both" => {
                turn.plan(reminder(subject, due_at));
                turn.cancel_planned("reminder", subject);
            }
            _ => turn.cancel_planned("reminder", subject),
        }
        turn.say(Html::escape(&format!("ok {text}")));
        Ok(())
    });
    let home = |turn: Turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    };
    bot(handlers).home(home).due(|turn, due| async move {
        turn.add("due", i64::try_from(due.len())?);
        let subjects: Vec<String> = due.iter().map(|due| due.subject.as_u128().to_string()).collect();
        turn.say(Html::escape(&format!("due {}", subjects.join(" "))));
        Ok(())
    })
}

async fn ask(chat: &Chat, text: &str) {
    chat.send(text).await;
    chat.expect(&format!("ok {text}")).await;
}

#[tokio::test]
async fn a_moved_clock_makes_due_what_is_due_and_nothing_else() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    ask(&chat, "plan 2 30").await;
    chat.assert_quiet().await;
    world.telegram.advance(11 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 1");
    // What is due at one moment comes together.
    ask(&chat, "plan 3 19").await;
    world.telegram.advance(30 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 2 3");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_is_planned_sooner_is_not_late() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 60").await;
    ask(&chat, "plan 2 0").await;
    assert_eq!(chat.expect("due").await.text, "due 2");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_taken_back_is_not_due() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    ask(&chat, "plan 2 10").await;
    ask(&chat, "cancel 1").await;
    ask(&chat, "both 3 10").await;
    world.telegram.advance(11 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 2");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn the_same_key_planned_again_is_moved_and_once_due_never_again() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    ask(&chat, "plan 1 20").await;
    ask(&chat, "twice 2 15").await;
    world.telegram.advance(16 * MINUTE).await;
    chat.assert_quiet().await;
    world.telegram.advance(10 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 1 2");
    ask(&chat, "plan 1 5").await;
    ask(&chat, "plan 3 5").await;
    world.telegram.advance(6 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 3");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_comes_due_while_the_bot_is_blocked_is_held_until_the_person_comes_back() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    chat.block().await;
    world
        .until("it is noted", "SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE blocked_at IS NOT NULL)")
        .await;
    world.telegram.advance(11 * MINUTE).await;
    world.until("it is held", "SELECT state = 3 FROM nexus.notifications").await;
    chat.unblock().await;
    chat.send("cancel 9").await;
    chat.expect("ok cancel 9").await;
    assert_eq!(chat.expect("due").await.text, "due 1");
    chat.assert_quiet().await;
    world.stop().await;
}

/// The messenger is the first to tell: no word of the block came before the reminder.
#[tokio::test]
async fn a_reminder_that_is_refused_with_403_comes_with_start() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    world.telegram.fault(refusal("sendMessage", 403, "Forbidden: bot was blocked by the user")).await;
    world.telegram.advance(11 * MINUTE).await;
    world.until("it is held", "SELECT state = 3 FROM nexus.notifications").await;
    world.until("the turn is done", NOTHING_OPEN).await;
    assert_eq!(world.number(BLOCKED).await, 1);
    chat.send("/start").await;
    chat.expect("Choose your language").await;
    assert_eq!(chat.expect("due").await.text, "due 1");
    chat.assert_quiet().await;
    assert_eq!(world.number(BLOCKED).await, 0);
    assert_eq!(world.sent().await.iter().filter(|text| *text == "due 1").count(), 1);
    world.stop().await;
}

#[tokio::test]
async fn a_bot_that_is_blocked_is_silent_and_start_brings_all_of_it_once() {
    let world = World::with(planner()).await;
    let chat = world.chat("Anna").await;
    ask(&chat, "plan 1 10").await;
    ask(&chat, "plan 2 30").await;
    ask(&chat, "plan 3 90").await;
    chat.block().await;
    world
        .until("it is noted", "SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE blocked_at IS NOT NULL)")
        .await;
    let before = world.telegram.calls(&world.bot, "sendMessage").await.len();
    for sql in [
        "SELECT count(*) = 1 FROM nexus.notifications WHERE state = 3",
        "SELECT count(*) = 2 FROM nexus.notifications WHERE state = 3",
    ] {
        world.telegram.advance(20 * MINUTE).await;
        world.until("it is held", sql).await;
    }
    world.telegram.settled(&world.bot).await;
    assert_eq!(world.telegram.calls(&world.bot, "sendMessage").await.len(), before, "not even tried");
    chat.unblock().await;
    chat.assert_quiet().await;
    chat.send("/start").await;
    chat.expect("Choose your language").await;
    assert_eq!(chat.expect("due").await.text, "due 1 2");
    world.telegram.advance(60 * MINUTE).await;
    assert_eq!(chat.expect("due").await.text, "due 3", "and goes on as planned");
    chat.assert_quiet().await;
    world.stop().await;
}

/// Two processes look at the schedule at once; everybody is told of each of theirs, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_hundred_at_once_are_due_once_under_two_schedulers() {
    let world = World::with(planner()).await;
    let chats = join_all((0..100).map(|number| {
        let world = &world;
        async move {
            let chat = world.chat(&format!("Person{number}")).await;
            ask(&chat, "many 0 10").await;
            chat
        }
    }))
    .await;
    let mut other = TestHouse::open(&world.test, world.telegram.url(), &[]).await;
    other.start(planner(), &world.bot.token).await;
    world.telegram.advance(11 * MINUTE).await;
    for chat in &chats {
        chat.expect("due").await;
    }
    until_sql(
        &world.test.pool,
        "everybody was told",
        "SELECT count(*) = 100 FROM nexus.subscriptions WHERE state ->> 'due' = '3'",
    )
    .await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.notifications WHERE state = 1").await, 300);
    let ids = "SELECT count(DISTINCT id) - count(id) FROM (SELECT json_array_elements_text(body::json -> 'notifications') id FROM nexus.inbox WHERE kind = 'due') d";
    assert_eq!(world.number(ids).await, 0, "none is in the inbox twice");
    other.stop().await;
    world.stop().await;
}
