//! News that do not come from the messenger.

use std::time::Duration;

use nexus_core::{
    dptree, duty,
    event::{self, Event, To},
    ids::{ProcessId, UserId},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::support::World;

#[derive(Serialize, Deserialize)]
struct Baked {
    cakes: u32,
}

impl Event for Baked {
    const NAME: &'static str = "baked";
}

#[derive(Serialize, Deserialize)]
struct OfTomorrow {}

impl Event for OfTomorrow {
    const NAME: &'static str = "of_tomorrow";
}

/// Answers a message with "hello", tells of cakes in one message, and passes on what it hears about flour.
fn baker() -> Bot {
    let hello = |turn: Turn, message: Message| async move {
        if message.text() == Some("flour") {
            let to = To { bot: turn.account().code, user: turn.person().user };
            turn.write(event::sending(to, "flour", &Baked { cakes: 7 }, turn.now())?);
        }
        turn.say(Html::escape("hello"));
        Ok(())
    };
    Bot::new("baker", "Baker", dptree::entry().branch(Update::filter_message().endpoint(hello))).on(
        |turn: Turn, Baked { cakes }: Baked| async move {
            turn.draw("cakes", Html::escape(&format!("cakes: {cakes}")));
            Ok(())
        },
    )
}

async fn user(world: &World) -> UserId {
    sqlx::query_scalar("SELECT user_id FROM nexus.identities")
        .fetch_one(&world.test.pool)
        .await
        .expect("a user")
}

#[tokio::test]
async fn news_are_told_once_and_in_one_message() {
    let world = World::with(baker()).await;
    let chat = world.chat("Anna").await;
    chat.send("hi").await;
    chat.expect("hello").await;
    let (db, now) = (&world.house.house.db, world.house.house.clock.now());
    let to = To { bot: "baker", user: user(&world).await };
    assert!(event::send(db, to, "first", &Baked { cakes: 1 }, now).await.expect("filed"));
    let first = chat.expect("cakes: 1").await;
    assert!(!event::send(db, to, "first", &Baked { cakes: 2 }, now).await.expect("known"), "the same key");
    chat.send("hi").await;
    chat.expect("hello").await;
    assert!(event::send(db, to, "second", &Baked { cakes: 3 }, now).await.expect("filed"));
    let second = chat.expect("cakes: 3").await;
    assert_eq!((second.edited, second.message_id), (true, first.message_id), "it stays where it was");
    chat.assert_quiet().await;
    world.house.stop().await;
}

#[tokio::test]
async fn a_turn_may_send_news_with_what_else_it_does() {
    let world = World::with(baker()).await;
    let chat = world.chat("Anna").await;
    chat.send("flour").await;
    chat.expect("hello").await;
    chat.expect("cakes: 7").await;
    chat.assert_quiet().await;
    world.house.stop().await;
}

#[tokio::test]
async fn who_cannot_be_reached_and_what_nobody_knows_harm_nobody() {
    let world = World::with(baker()).await;
    let chat = world.chat("Anna").await;
    chat.send("hi").await;
    chat.expect("hello").await;
    let (db, now) = (&world.house.house.db, world.house.house.clock.now());
    let nobody = To { bot: "baker", user: UserId::new() };
    assert!(!event::send(db, nobody, "1", &Baked { cakes: 1 }, now).await.expect("asked"));
    let elsewhere = To { bot: "butcher", user: user(&world).await };
    assert!(!event::send(db, elsewhere, "1", &Baked { cakes: 1 }, now).await.expect("asked"));
    let to = To { bot: "baker", user: user(&world).await };
    assert!(event::send(db, to, "2", &OfTomorrow {}, now).await.expect("filed"));
    chat.send("hi").await;
    chat.expect("hello").await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox WHERE state = 2").await, 0, "nothing is dead");
    sqlx::query("UPDATE nexus.subscriptions SET blocked_at = installed_at")
        .execute(&world.test.pool)
        .await
        .expect("blocked");
    assert!(!event::send(db, to, "3", &Baked { cakes: 1 }, now).await.expect("asked"));
    chat.assert_quiet().await;
    world.house.stop().await;
}

#[tokio::test]
async fn a_duty_is_one_processs_until_it_runs_out() {
    let world = World::with(baker()).await;
    let (db, long) = (&world.house.house.db, Duration::from_secs(60));
    let (one, other) = (ProcessId::new(), ProcessId::new());
    for (process, life, taken) in [
        (one, long, true),
        (one, long, true),
        (other, long, false),
        (one, Duration::ZERO, true),
        (other, long, true),
        (one, long, false),
    ] {
        assert_eq!(duty::take(db, "watch", process, life).await.expect("asked"), taken);
    }
    assert!(duty::take(db, "another", one, long).await.expect("asked"));
    world.house.stop().await;
}
