//! A bot that is closed: to everybody while it is switched off, to one person who is banned.

use std::time::Duration;

use chrono::TimeDelta;
use nexus_core::{
    event::{self, Event, To},
    ids::UserId,
    prelude::*,
    standing,
    testing::{TestHouse, db::TestDb},
};
use serde::{Deserialize, Serialize};
use telegram_local::{Chat, Telegram};
use uuid::Uuid;

use super::{
    schedule::reminder,
    support::{World, bot},
};

const HOUR: Duration = Duration::from_secs(3600);
const OFF: &str = "Probe is switched off for now";
const BANNED: &str = "An administrator has closed the bots to you";

#[derive(Serialize, Deserialize)]
struct News {}

impl Event for News {
    const NAME: &'static str = "news";
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
enum State {
    #[default]
    Idle,
    Asked,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Press;

impl Tap for Press {
    const VERSION: char = '1';
}

/// Asks, takes the answer, counts presses, and tells what is due and what is new.
fn probe() -> Bot {
    let take = |turn: Turn, state: State, message: Message| async move {
        let text = message.text().unwrap_or_default();
        let said = match (state, text) {
            (State::Asked, _) => {
                turn.rest();
                format!("answered {text}")
            }
            (_, "ask") => {
                turn.go(&State::Asked)?;
                "asked".to_owned()
            }
            (_, "plan") => {
                turn.plan(reminder(Uuid::from_u128(1), turn.now() + TimeDelta::minutes(10)));
                "planned".to_owned()
            }
            _ => format!("said {text}"),
        };
        turn.say(Screen::new(Html::escape(&said)).row([Button::tap("Press", &Press)]));
        anyhow::Ok(())
    };
    let press = |turn: Turn| async move {
        turn.toast("pressed");
        anyhow::Ok(())
    };
    let handlers = dialogue::enter::<State>()
        .branch(Update::filter_message().endpoint(take))
        .branch(tap::<Press>().endpoint(press));
    let home = |turn: Turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    };
    bot(handlers)
        .home(home)
        .due(|turn: Turn, due: Vec<Due>| async move {
            turn.say(Html::escape(&format!("due {}", due.len())));
            Ok(())
        })
        .on(|turn: Turn, _: News| async move {
            turn.say(Html::escape("news"));
            Ok(())
        })
}

async fn switch(world: &World, on: bool) -> bool {
    let mut tx = world.house.house.db.begin_as_owner().await.expect("a transaction");
    let switched = standing::switch(&mut tx, "probe", on).await.expect("switched");
    tx.commit().await.expect("committed");
    switched
}

async fn ban(world: &World, user: UserId) -> bool {
    let (db, now) = (&world.house.house.db, world.house.house.clock.now());
    let mut tx = db.begin_as_owner().await.expect("a transaction");
    let banned = standing::ban(&mut tx, user, "spam", now).await.expect("banned");
    tx.commit().await.expect("committed");
    banned
}

async fn unban(world: &World, user: UserId) -> bool {
    let mut tx = world.house.house.db.begin_as_owner().await.expect("a transaction");
    let unbanned = standing::unban(&mut tx, user).await.expect("unbanned");
    tx.commit().await.expect("committed");
    unbanned
}

async fn user(world: &World) -> UserId {
    sqlx::query_scalar("SELECT user_id FROM nexus.identities ORDER BY created_at LIMIT 1")
        .fetch_one(&world.test.pool)
        .await
        .expect("a user")
}

async fn tell(world: &World, user: UserId) {
    let (db, now) = (&world.house.house.db, world.house.house.clock.now());
    assert!(event::send(db, To { bot: "probe", user }, "1", &News {}, now).await.expect("filed"));
}

async fn say(chat: &Chat, text: &str, answer: &str) {
    chat.send(text).await;
    chat.expect(answer).await;
}

#[tokio::test]
async fn a_bot_that_is_off_says_so_once_an_hour_and_loses_nothing() {
    let world = World::with(probe()).await;
    let chat = world.chat("Anna").await;
    say(&chat, "plan", "planned").await;
    assert!(switch(&world, false).await && !switch(&world, false).await, "it is off once");
    say(&chat, "hello", OFF).await;
    chat.send("hello?").await;
    chat.send("/settings").await;
    chat.assert_quiet().await;
    for _ in 0..2 {
        let press = chat.press("Press").await;
        assert!(press.alert && press.text.contains(OFF), "{press:?}");
    }
    world.pass(HOUR).await;
    say(&chat, "and now?", OFF).await;
    chat.assert_quiet().await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.notifications WHERE state = 0").await, 1);
    tell(&world, user(&world).await).await;
    let waits =
        "SELECT count(*) = 1 FROM nexus.inbox WHERE state = 0 AND not_before IS NOT NULL AND tries = 0";
    world.until("the news wait", waits).await;

    assert!(switch(&world, true).await && !switch(&world, true).await, "it is on once");
    let mut heard = vec![chat.expect_that("news", |_| true).await.text];
    heard.push(chat.expect_that("what was due", |_| true).await.text);
    heard.sort();
    assert_eq!(heard, ["due 1", "news"]);
    say(&chat, "hello", "said hello").await;
    chat.assert_quiet().await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox WHERE state = 2").await, 0, "nothing is dead");
    world.stop().await;
}

#[tokio::test]
async fn a_ban_holds_in_the_middle_of_a_dialogue_which_goes_on_afterwards() {
    let world = World::with(probe()).await;
    let (chat, other) = (world.chat("Anna").await, world.chat("Bert").await);
    say(&chat, "plan", "planned").await;
    say(&chat, "ask", "asked").await;
    say(&other, "hello", "said hello").await;
    let anna = user(&world).await;
    assert!(ban(&world, anna).await && !ban(&world, anna).await, "banned once");
    say(&chat, "my answer", BANNED).await;
    chat.send("my answer").await;
    chat.send("/start").await;
    let press = chat.press("Press").await;
    assert_eq!(press.text, "", "acknowledged, and nothing more");
    chat.assert_quiet().await;
    say(&other, "still here", "said still here").await;

    world.pass(HOUR).await;
    world.until("it is held", "SELECT count(*) = 1 FROM nexus.notifications WHERE state = 3").await;
    chat.send("please").await;
    chat.assert_quiet().await;
    world.pass(24 * HOUR).await;
    say(&chat, "please", BANNED).await;
    chat.assert_quiet().await;
    tell(&world, anna).await;
    let waits =
        "SELECT count(*) = 1 FROM nexus.inbox WHERE state = 0 AND not_before IS NOT NULL AND tries = 0";
    world.until("the news wait", waits).await;

    assert!(unban(&world, anna).await && !unban(&world, anna).await, "unbanned once");
    let mut heard = vec![chat.expect_that("news", |_| true).await.text];
    heard.push(chat.expect_that("what was due", |_| true).await.text);
    heard.sort();
    assert_eq!(heard, ["due 1", "news"]);
    say(&chat, "my answer", "answered my answer").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_already_in_the_inbox_is_held_too() {
    let world = World::with(probe()).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    say(&chat, "plan", "planned").await;
    let anna = user(&world).await;
    for (closed, state) in
        [("UPDATE nexus.bots SET is_active = false", 0), ("UPDATE nexus.users SET banned_at = created_at", 3)]
    {
        // It was queued a moment before.
        let queue = "WITH due AS (UPDATE nexus.notifications SET state = 1, queued_at = due_at RETURNING id, workspace_id)
            INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
            SELECT c.account_id, 'due', gen_random_uuid()::text, c.chat, c.chat,
                json_build_object('workspace', due.workspace_id, 'notifications', json_build_array(due.id))::text,
                gen_random_uuid(), '2026-01-01T00:00:00Z' FROM due, nexus.chats c";
        for sql in [closed, queue] {
            sqlx::query(sql).execute(&world.test.pool).await.expect(sql);
        }
        let held = "SELECT NOT EXISTS (SELECT FROM nexus.inbox WHERE state = 0)
            AND NOT EXISTS (SELECT FROM nexus.notifications WHERE state = 1)";
        world.until("it is held", held).await;
        assert_eq!(world.number("SELECT state::int8 FROM nexus.notifications").await, state, "{closed}");
        assert!(switch(&world, true).await || unban(&world, anna).await);
    }
    chat.assert_quiet().await;
    world.pass(HOUR).await;
    chat.expect("due 1").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn operators_are_let_in_always_and_blocking_is_noted() {
    let telegram = Telegram::start().await.expect("a messenger");
    let account = telegram.bot("probe_bot").await;
    let (ada, anna) = (telegram.person("Ada").create().await, telegram.person("Anna").create().await);
    let test = TestDb::new(&[&nexus_core::db::CORE]).await;
    let mut house = TestHouse::open(&test, telegram.url(), &[ada.id]).await;
    house.start(probe(), &account.token).await;
    let world = World { telegram, bot: account, test, house };
    let (operator, person) = (ada.chat(&world.bot).await, anna.chat(&world.bot).await);
    say(&operator, "hello", "said hello").await;
    say(&person, "hello", "said hello").await;
    let ada = user(&world).await;
    assert!(switch(&world, false).await && ban(&world, ada).await);
    say(&operator, "is it off?", "said is it off?").await;
    person.block().await;
    let blocked = "SELECT count(*) = 1 FROM nexus.subscriptions WHERE blocked_at IS NOT NULL";
    world.until("it is noted", blocked).await;
    world.stop().await;
}

#[tokio::test]
async fn in_a_group_a_bot_says_that_it_is_off_and_nothing_of_a_ban() {
    let world = World::with(probe()).await;
    let anna = world.telegram.person("Anna").create().await;
    let group = world.telegram.group("Club").with(&anna).bot(&world.bot).create().await;
    let chat = group.chat(&anna).await;
    say(&chat, "/hello@probe_bot", "said /hello").await;
    assert!(switch(&world, false).await);
    say(&chat, "/hello@probe_bot", OFF).await;
    chat.send("/hello@probe_bot").await;
    chat.assert_quiet().await;
    assert!(switch(&world, true).await && ban(&world, user(&world).await).await);
    chat.send("/hello@probe_bot").await;
    let press = chat.press("Press").await;
    assert_eq!(press.text, "", "acknowledged, and nothing more");
    chat.assert_quiet().await;
    say(&anna.chat(&world.bot).await, "/hello", BANNED).await;
    world.stop().await;
}
