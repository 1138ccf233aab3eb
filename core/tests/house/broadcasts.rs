//! Messages to many people: to everybody once, beside whatever else goes on.

use std::{collections::HashMap, time::Duration};

use futures::future::join_all;
use nexus_core::{
    broadcast::{self, Content, IN_HAND, LinkButton, Phase, Segment, Totals, Version},
    config::{Config, SendLimits, SendingConfig},
    db::CORE,
    ids::BroadcastId,
    locale::Language,
    prelude::*,
    screen::Html,
    testing::{TestHouse, db::TestDb},
};
use sqlx::{PgPool, types::Json};
use telegram_local::{Bot as Account, Chat, Fault, Telegram};

use super::{
    files::PICTURE,
    processes::Scene,
    support::{LIMIT, World, echo, soon, until_sql},
};

/// Begins one for everybody, by the first person, steered in the bot itself.
async fn begin(pool: &PgPool, content: &Content, phase: Phase) -> BroadcastId {
    let id = BroadcastId::new();
    sqlx::query(
        "INSERT INTO nexus.broadcasts (id, account_id, author, console, segment, content, state, created_at, scheduled_at)
         SELECT $1, a.id, (SELECT id FROM nexus.users ORDER BY id LIMIT 1), a.bot_id, $2, $3, $4, clock_timestamp(), clock_timestamp()
         FROM nexus.accounts a",
    )
    .bind(id)
    .bind(Json(Segment::default()))
    .bind(Json(content))
    .bind(phase)
    .execute(pool)
    .await
    .expect("a broadcast");
    id
}

fn english(text: &str) -> Content {
    let version = Version { language: Language::En, text: Html::escape(text), photo: None, buttons: vec![] };
    Content(vec![version])
}

async fn until_state(pool: &PgPool, state: &'static str) {
    let sql = match state {
        "done" => "SELECT bool_and(state = 'done') FROM nexus.broadcasts",
        "running" => "SELECT bool_and(state = 'running') FROM nexus.broadcasts",
        other => panic!("{other}?"),
    };
    until_sql(pool, state, sql).await;
}

async fn totals(world: &World, id: BroadcastId) -> Totals {
    let found = broadcast::find(&world.house.house.db, id).await.expect("asked");
    found.expect("there").totals
}

async fn people(world: &World, count: usize) -> Vec<Chat> {
    let names: Vec<String> = (0..count).map(|number| format!("P{number}")).collect();
    let chats = join_all(names.iter().map(|name| world.chat(name))).await;
    for chat in &chats {
        chat.send("hi").await;
    }
    for chat in &chats {
        chat.expect("hi").await;
    }
    chats
}

/// How often each chat was sent this text, accepted.
async fn heard(telegram: &Telegram, bot: &Account, text: &str) -> HashMap<i64, usize> {
    let mut heard = HashMap::new();
    for call in telegram.calls(bot, "sendMessage").await.iter().filter(|call| call.ok) {
        if call.params["text"].as_str() == Some(text) {
            *heard.entry(call.params["chat_id"].as_i64().expect("a chat")).or_default() += 1;
        }
    }
    heard
}

#[tokio::test]
async fn everybody_gets_their_version_once_with_their_name_in_it() {
    let world = World::with(echo()).await;
    let mut chats = HashMap::new();
    for (name, tag) in [("Ada", "en"), ("Оля", "uk"), ("Zofia & <Co>", "pl"), ("Jens", "de")] {
        let chat = world.telegram.person(name).language(tag).create().await.chat(&world.bot).await;
        chat.send("hi").await;
        chat.expect("hi").await;
        chats.insert(tag, chat);
    }
    let mut content = english("");
    content.0[0].text = Html::escape("Hello, {name}").bold();
    content.0[0].buttons = LinkButton::read_all("Look | https://a.example/").expect("a button");
    content.put(Language::Pl, Html::escape("Cześć, {name}!"), None);
    content.put(Language::Uk, Html::escape("Привіт!"), None);
    let id = begin(&world.test.pool, &content, Phase::Scheduled).await;
    for (tag, expected) in [
        ("en", "<b>Hello, Ada</b>"),
        ("uk", "Привіт!"),
        ("pl", "Cześć, Zofia &amp; &lt;Co&gt;!"),
        ("de", "<b>Hello, Jens</b>"),
    ] {
        let seen = chats[tag].expect_that("the broadcast", |seen| seen.text != "hi").await;
        assert_eq!(seen.html, expected);
        assert_eq!(seen.raw["reply_markup"]["inline_keyboard"][0][0]["url"], "https://a.example/");
    }
    until_state(&world.test.pool, "done").await;
    let totals = totals(&world, id).await;
    assert_eq!((totals.recipients, totals.delivered, totals.left()), (4, 4, 0));
    for chat in chats.values() {
        chat.assert_quiet().await;
    }
    world.stop().await;
}

#[tokio::test]
async fn who_blocked_the_bot_is_told_from_who_cannot_be_sent_to() {
    let world = World::with(echo()).await;
    let chats = people(&world, 3).await;
    chats[0].block().await;
    // A chat that the messenger does not know.
    let lost = "UPDATE nexus.subscriptions SET home_chat = 424242 WHERE home_chat = (SELECT max(home_chat) FROM nexus.subscriptions)";
    sqlx::query(lost).execute(&world.test.pool).await.expect("lost");
    let id = begin(&world.test.pool, &english("news"), Phase::Scheduled).await;
    until_state(&world.test.pool, "done").await;
    let totals = totals(&world, id).await;
    assert_eq!((totals.delivered, totals.blocked, totals.failed), (1, 1, 1));
    let causes = broadcast::causes_of(&world.house.house.db, id, 5).await.expect("causes");
    assert!(causes.len() == 1 && causes[0].cause.contains("chat not found"), "{causes:?}");
    assert_eq!(
        world.number("SELECT count(*) FROM nexus.subscriptions WHERE blocked_at IS NOT NULL").await,
        1
    );
    world.stop().await;
}

#[tokio::test]
async fn floods_and_the_messengers_own_trouble_are_waited_out_and_fail_nobody() {
    let world = World::with(echo()).await;
    let chats = people(&world, 5).await;
    let fault = |status, retry_after| Fault {
        method: Some("sendMessage".into()),
        times: Some(2),
        status: Some(status),
        retry_after,
        ..Fault::default()
    };
    world.telegram.fault(fault(429, Some(1))).await;
    let first = begin(&world.test.pool, &english("news"), Phase::Scheduled).await;
    for chat in &chats {
        chat.expect("news").await;
    }
    until_state(&world.test.pool, "done").await;
    let flooded = totals(&world, first).await;
    assert_eq!((flooded.delivered, flooded.failed, flooded.floods), (5, 0, 2));

    world.telegram.fault(fault(502, None)).await;
    let dropped = Fault { drop_before: true, times: Some(1), ..fault(502, None) };
    world.telegram.fault(Fault { status: None, ..dropped }).await;
    let second = begin(&world.test.pool, &english("more news"), Phase::Scheduled).await;
    for chat in &chats {
        chat.expect("more news").await;
    }
    until_state(&world.test.pool, "done").await;
    let troubled = totals(&world, second).await;
    assert_eq!((troubled.delivered, troubled.failed, troubled.floods), (5, 0, 0));
    for text in ["news", "more news"] {
        assert!(heard(&world.telegram, &world.bot, text).await.values().all(|times| *times == 1));
    }
    world.stop().await;
}

#[tokio::test]
async fn a_picture_is_uploaded_once_and_then_goes_by_its_name() {
    let world = World::with(echo()).await;
    let chats = people(&world, 6).await;
    let now = world.house.house.clock.now();
    let photo = broadcast::keep_photo(&world.house.house.db, PICTURE, now).await.expect("kept");
    let mut content = english("look");
    content.0[0].photo = Some(photo);
    begin(&world.test.pool, &content, Phase::Scheduled).await;
    for chat in &chats {
        let seen = chat.expect("look").await;
        assert_eq!(seen.attachment, Some("photo"));
    }
    until_state(&world.test.pool, "done").await;
    let calls = world.telegram.calls(&world.bot, "sendPhoto").await;
    let uploads =
        calls.iter().filter(|call| call.params["photo"].as_str().is_some_and(|given| given.starts_with('<')));
    assert_eq!((calls.len(), uploads.count()), (6, 1));
    world.stop().await;
}

/// A house that keeps Telegram's limits, so that a broadcast takes its time.
async fn limited(bot: Bot) -> World {
    let telegram = Telegram::start().await.expect("a messenger");
    let account = telegram.bot("probe_bot").await;
    let test = TestDb::new(&[&CORE]).await;
    let sending = SendingConfig { limits: Some(SendLimits::Telegram) };
    let mut house = TestHouse::with(Config { sending, ..TestHouse::config(&test, telegram.url()) }).await;
    house.start(bot, &account.token).await;
    World { telegram, bot: account, test, house }
}

#[tokio::test]
async fn live_answers_go_before_a_broadcast_that_waits_for_its_permits() {
    const PEOPLE: usize = 60;
    let world = limited(echo()).await;
    let chats = people(&world, PEOPLE).await;
    begin(&world.test.pool, &english("news"), Phase::Scheduled).await;
    until_sql(&world.test.pool, "some have it", "SELECT sum(delivered) > 0 FROM nexus.broadcasts").await;
    chats[PEOPLE - 1].send("me first").await;
    chats[PEOPLE - 1].expect("me first").await;
    until_state(&world.test.pool, "done").await;
    let order: Vec<String> = world.sent().await;
    let answer = order.iter().position(|text| text == "me first").expect("answered");
    let behind = order[answer..].iter().filter(|text| *text == "news").count();
    assert!(behind > 10, "{behind} of the broadcast went out after the answer");
    assert_eq!(heard(&world.telegram, &world.bot, "news").await.len(), PEOPLE);
    world.stop().await;
}

#[tokio::test]
async fn it_pauses_goes_on_and_stops_where_it_is() {
    const PEOPLE: usize = 70;
    let mut world = limited(echo()).await;
    let chats = people(&world, PEOPLE).await;
    let id = begin(&world.test.pool, &english("news"), Phase::Scheduled).await;
    let pool = world.test.pool.clone();
    until_sql(&pool, "some have it", "SELECT sum(delivered) >= 8 FROM nexus.broadcasts").await;
    assert!(broadcast::pause(&world.house.house.db, id).await.expect("asked"));
    let nobody = "SELECT NOT EXISTS (SELECT FROM nexus.broadcast_deliveries WHERE state = 1)";
    until_sql(&pool, "nothing is in hand", nobody).await;
    let paused = totals(&world, id).await;
    assert!(paused.left() > 0, "{paused:?}");
    assert_eq!(
        heard(&world.telegram, &world.bot, "news").await.len() as i64,
        paused.delivered,
        "no more than is noted"
    );
    // A restart in between changes nothing.
    world.house.stop_bots().await;
    world.house.start(echo(), &world.bot.token).await;
    chats[0].send("still there?").await;
    chats[0].expect("still there?").await;
    assert_eq!(totals(&world, id).await, paused);
    assert!(broadcast::resume(&world.house.house.db, id).await.expect("asked"));
    until_sql(&pool, "more have it", "SELECT sum(delivered) >= 24 FROM nexus.broadcasts").await;
    assert!(broadcast::stop(&world.house.house.db, id, world.house.house.clock.now()).await.expect("asked"));
    until_sql(&pool, "nothing is in hand", nobody).await;
    let stopped = totals(&world, id).await;
    assert!(stopped.left() > 0 && stopped.recipients == PEOPLE as i64, "{stopped:?}");
    let heard = heard(&world.telegram, &world.bot, "news").await;
    assert_eq!(heard.len() as i64, stopped.delivered);
    assert!(heard.values().all(|times| *times == 1), "nobody twice");
    world.stop().await;
}

#[tokio::test]
async fn a_stop_of_the_process_hands_it_over_without_a_repeat() {
    const PEOPLE: usize = 60;
    let mut world = limited(echo()).await;
    people(&world, PEOPLE).await;
    begin(&world.test.pool, &english("news"), Phase::Scheduled).await;
    until_sql(&world.test.pool, "some have it", "SELECT sum(delivered) > 0 FROM nexus.broadcasts").await;
    world.house.stop_bots().await;
    let in_hand = world.number("SELECT count(*) FROM nexus.broadcast_deliveries WHERE state = 1").await;
    assert_eq!(in_hand, 0, "all was put away");
    world.house.start(echo(), &world.bot.token).await;
    until_state(&world.test.pool, "done").await;
    let heard = heard(&world.telegram, &world.bot, "news").await;
    assert_eq!((heard.len(), heard.values().max()), (PEOPLE, Some(&1)));
    world.stop().await;
}

/// Killed at moments of its work; whoever comes next goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_it_leaves_nobody_out_and_repeats_what_was_in_hand_at_most() {
    const PEOPLE: usize = 150;
    const KILLS: usize = 3;
    let scene = Scene::of("counter").await;
    let mut process = scene.start();
    let names: Vec<String> = (0..PEOPLE).map(|number| format!("P{number}")).collect();
    let chats = join_all(names.iter().map(|name| scene.chat(name))).await;
    for chat in &chats {
        chat.send("x").await;
    }
    for chat in &chats {
        chat.expect("1").await;
    }
    // So that a kill meets some in hand.
    scene
        .telegram
        .fault(Fault { method: Some("sendMessage".into()), latency_ms: 60, ..Fault::default() })
        .await;
    begin(&scene.test.pool, &english("news"), Phase::Scheduled).await;
    for kill in 1..=KILLS {
        let reached = async {
            while heard(&scene.telegram, &scene.bot, "news").await.len() < kill * PEOPLE / (KILLS + 1) {
                tokio::task::yield_now().await;
            }
        };
        soon("the next kill", reached).await;
        process.kill();
        process = scene.start();
    }
    let done = async {
        let sql = "SELECT bool_and(state = 'done') FROM nexus.broadcasts";
        while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&scene.test.pool).await.unwrap_or(false) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    // The duty of a process that was killed runs out first, each time.
    tokio::time::timeout(LIMIT * 3, done).await.expect("it comes to its end");
    let heard = heard(&scene.telegram, &scene.bot, "news").await;
    assert_eq!(heard.len(), PEOPLE, "nobody is left out");
    let repeats: usize = heard.values().map(|times| times - 1).sum();
    assert!(repeats <= KILLS * IN_HAND, "{repeats} repeats");
    drop(process);
}
