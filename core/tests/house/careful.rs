//! Messages over which the whole process ends, and messages that were only near when it did.

use std::time::Duration;

use chrono::DateTime;
use futures::future::{Either, join_all, select};
use nexus_core::dead::{self, Dead};
use telegram_local::Chat;

use super::{
    albums::{PHOTO, collector},
    processes::{Process, Scene},
    support::{LIMIT, NOTHING_OPEN, World, soon, until_sql},
};

/// Longer than any pause between tries.
const PAUSE: Duration = Duration::from_secs(6);
const APOLOGY: &str = "I could not work on your message";
const CAUSE: &str = "the process ended while it was worked on";
/// Two before it is suspected, three alone.
const DEATHS: usize = 5;

impl Scene {
    /// So many processes of the bot, each started anew whenever it ends, while somebody talks to it. Returns how often one
    /// ended by itself.
    async fn kept_up(&self, processes: usize, conversation: impl Future<Output = ()>) -> usize {
        let mut running: Vec<Process> = (0..processes).map(|_| self.start()).collect();
        let mut deaths = 0;
        let keep_up = async {
            loop {
                for process in running.iter_mut().filter_map(|process| process.has_ended().then_some(process))
                {
                    deaths += 1;
                    *process = self.start();
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        match select(Box::pin(conversation), Box::pin(keep_up)).await {
            Either::Left(((), _)) => {}
            Either::Right((never, _)) => never,
        }
        deaths
    }

    async fn until(&self, what: &str, sql: &'static str) {
        until_sql(&self.test.pool, what, sql).await;
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }

    async fn dead(&self) -> Vec<Dead> {
        dead::list(&self.test.db, None, 50).await.expect("a list")
    }

    /// Accepted messages with this text, to whomever.
    async fn said(&self, text: &str) -> usize {
        let calls = self.telegram.calls(&self.bot, "sendMessage").await;
        let is_it = |said: Option<&str>| said.is_some_and(|said| said.contains(text));
        calls.iter().filter(|call| call.ok && is_it(call.params["text"].as_str())).count()
    }

    /// What was written last dies; its pauses are passed over.
    async fn let_die(&self, tries: [&'static str; 2]) {
        for sql in tries {
            self.until("it ended a process alone", sql).await;
            self.telegram.advance(PAUSE).await;
        }
        self.until("it is dead", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 2)").await;
    }
}

const TRIED: [&str; 2] = [
    "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries >= 1)",
    "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 2)",
];
const IS_ALONE: &str = "SELECT EXISTS (SELECT FROM nexus.replicas WHERE cardinality(alone) > 0
    AND expires_at > clock_timestamp())";

async fn talk(chat: &Chat, about: &str) {
    for number in 0..5 {
        let text = format!("{about} {number}");
        chat.send(&text).await;
        soon("an answer", chat.expect(&text)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_ends_the_process_dies_after_three_tries_alone_and_others_are_answered() {
    let scene = Scene::of("brittle").await;
    let (anna, mallory) = (scene.chat("Anna").await, scene.chat("Mallory").await);
    let deaths = scene
        .kept_up(1, async {
            talk(&anna, "before").await;
            mallory.send("abort").await;
            mallory.send("and then").await;
            talk(&anna, "meanwhile").await;
            scene.let_die(TRIED).await;
            soon("the apology", mallory.expect(APOLOGY)).await;
            talk(&mallory, "after").await;
            talk(&anna, "after").await;
            scene.until("nothing is open", NOTHING_OPEN).await;
        })
        .await;
    assert_eq!(deaths, DEATHS);
    assert_eq!(scene.said(APOLOGY).await, 1);
    assert!(scene.said("and then").await >= 1, "twice, if it was just being sent when the process ended");
    let [dead] = &scene.dead().await[..] else { panic!("only that one is dead") };
    assert_eq!((dead.tries, dead.cause.as_str(), dead.person.as_deref()), (3, CAUSE, Some("Mallory")));
    assert_eq!(scene.number("SELECT count(*) FROM nexus.inbox WHERE tries > 0 AND state <> 2").await, 0);
}

/// An operator who has it tried again without having mended anything: it goes on alone where it was, and harms nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tried_again_it_is_worked_on_alone_at_once() {
    let scene = Scene::of("brittle").await;
    let mallory = scene.chat("Mallory").await;
    let die = || async {
        scene.let_die(TRIED).await;
        soon("the apology", mallory.expect(APOLOGY)).await;
        scene.until("nothing is open", NOTHING_OPEN).await;
    };
    let first = async {
        mallory.send("abort").await;
        die().await;
    };
    assert_eq!(scene.kept_up(1, first).await, DEATHS);
    let again = async {
        let id = scene.dead().await[0].id;
        // What an operator's clock says plays no part for an entry.
        let now = DateTime::UNIX_EPOCH;
        assert!(dead::retry(&scene.test.db, id, dead::By::OPERATOR, now).await.expect("an answer"));
        die().await;
    };
    assert_eq!(scene.kept_up(1, again).await, 3);
}

/// Whoever takes over knows what happened in the processes before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_one_takes_over_from_the_other_and_the_count_goes_on() {
    let scene = Scene::of("brittle").await;
    let (anna, mallory) = (scene.chat("Anna").await, scene.chat("Mallory").await);
    let deaths = scene
        .kept_up(2, async {
            mallory.send("abort").await;
            talk(&anna, "meanwhile").await;
            scene.let_die(TRIED).await;
            soon("the apology", mallory.expect(APOLOGY)).await;
            talk(&mallory, "after").await;
        })
        .await;
    assert_eq!((deaths, scene.said(APOLOGY).await), (DEATHS, 1));
    let [dead] = &scene.dead().await[..] else { panic!("only that one is dead") };
    assert_eq!((dead.tries, dead.cause.as_str()), (3, CAUSE));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_album_that_ends_the_process_dies_as_one() {
    let scene = Scene::of("brittle").await;
    let mallory = scene.chat("Mallory").await;
    let deaths = scene
        .kept_up(1, async {
            mallory.send_album("abort", &[PHOTO; 3]).await;
            scene.let_die(TRIED).await;
            soon("the apology", mallory.expect(APOLOGY)).await;
            scene.until("nothing is open", NOTHING_OPEN).await;
        })
        .await;
    assert_eq!((deaths, scene.said(APOLOGY).await), (DEATHS, 1));
    let parts = "SELECT count(*) FROM nexus.inbox WHERE state = 2 AND tries = 3 AND crashes = 2";
    assert_eq!(scene.number(parts).await, 3);
}

/// It takes its time, and is under way whenever the other one ends the process. It is suspected too; alone it proves innocent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_is_under_way_when_another_one_ends_the_process_is_answered() {
    let scene = Scene::of("brittle").await;
    let (anna, mallory) = (scene.chat("Anna").await, scene.chat("Mallory").await);
    scene
        .kept_up(1, async {
            anna.send("wait 2").await;
            scene.filed(1).await;
            mallory.send("abort").await;
            soon("the answer", anna.expect("wait 2")).await;
            scene.let_die(TRIED).await;
            scene.until("nothing is open", NOTHING_OPEN).await;
        })
        .await;
    assert_eq!(scene.said(APOLOGY).await, 1);
    // What ended a process alone is held against nobody else.
    assert_eq!(scene.number("SELECT crashes::int8 FROM nexus.inbox WHERE state = 1").await, 2);
    assert_eq!(scene.number("SELECT tries::int8 FROM nexus.inbox WHERE state = 1").await, 0);
}

/// Somebody else ends the process, even when it is alone: a try, and no more than that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_under_way_in_three_kills_is_answered() {
    let scene = Scene::of("brittle").await;
    let chat = scene.chat("Anna").await;
    let mut process = scene.start();
    chat.send("wait 1").await;
    let is_claimed = "SELECT EXISTS (SELECT FROM nexus.inbox i JOIN nexus.chats c USING (account_id, chat)
        JOIN nexus.replicas r ON r.id = c.owner WHERE i.state = 0 AND r.expires_at > clock_timestamp())";
    for _ in 0..2 {
        scene.until("it is under way", is_claimed).await;
        process.kill();
        process = scene.start();
        scene.until("it was noticed", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE crashes > 0)").await;
    }
    scene.until("it is alone", IS_ALONE).await;
    process.kill();
    process = scene.start();
    scene.until("it used a try", TRIED[0]).await;
    scene.telegram.advance(PAUSE).await;
    soon("the answer", chat.expect("wait 1")).await;
    scene.until("nothing is open", NOTHING_OPEN).await;
    chat.assert_quiet().await;
    assert!(scene.dead().await.is_empty());
    assert_eq!(scene.number("SELECT count(*) FROM nexus.replicas WHERE cardinality(alone) > 0").await, 0);
    drop(process);
}

/// It outlasts the stop, which does not wait for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_is_no_crash_also_for_what_is_worked_on_alone() {
    let scene = Scene::of("brittle").await;
    let chat = scene.chat("Anna").await;
    let process = scene.start();
    chat.send("before").await;
    chat.expect("before").await;
    scene.until("nothing is open", NOTHING_OPEN).await;
    drop(process);
    chat.send("wait 25").await;
    let mut process = scene.start();
    scene.filed(2).await;
    process.kill();
    // As if it had been near in another crash too.
    sqlx::query("UPDATE nexus.inbox SET crashes = 2 WHERE state = 0")
        .execute(&scene.test.pool)
        .await
        .expect("suspected");
    let mut process = scene.start();
    scene.until("it is alone", IS_ALONE).await;
    process.terminate();
    assert!(process.ended(), "a stop is no failure");
    let crashes = scene.number("SELECT max(crashes)::int8 FROM nexus.inbox").await;
    let process = scene.start();
    scene.until("it is alone again", IS_ALONE).await;
    assert_eq!(scene.number("SELECT max(crashes)::int8 FROM nexus.inbox").await, crashes);
    assert_eq!(scene.number("SELECT max(tries)::int8 FROM nexus.inbox").await, 0);
    drop(process);
}

/// Nobody is guilty here; whoever is suspected all the same is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_nothing_innocent_dies() {
    const PEOPLE: [&str; 6] = ["Anna", "Bert", "Cleo", "Dora", "Emil", "Fred"];
    let kills: usize = std::env::var("KILLS").map_or(12, |kills| kills.parse().expect("a number"));
    let scene = Scene::of("counter").await;
    let chats = join_all(PEOPLE.map(|name| scene.chat(name))).await;
    // Xorshift: the same moments in every run, as far as the machine is the same.
    let mut random: u64 = 0x2545_F491_4F6C_DD1D;
    let mut next = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let mut process = scene.start();
    let mut sent = 0;
    for kill in 0..kills {
        let write = join_all(chats.iter().map(async |chat| {
            for _ in 0..4 {
                chat.send("x").await;
            }
        }));
        sent += 4;
        // Some live long enough to work on what is suspected.
        let longest = if kill % 4 == 3 { 2000 } else { 500 };
        let moment = tokio::time::sleep(Duration::from_millis(20 + next(longest)));
        futures::future::join(write, moment).await;
        process.kill();
        process = scene.start();
    }
    for chat in &chats {
        let last = chat.expect_that("the last number", |seen| seen.text == sent.to_string());
        assert!(tokio::time::timeout(LIMIT * 3, last).await.is_ok(), "not all was answered");
    }
    scene.until("nothing is open", NOTHING_OPEN).await;
    assert!(scene.dead().await.is_empty(), "{:#?}", scene.dead().await);
    println!(
        "of {} messages {} were near a crash, {} were suspected, {} were alone in one, {} twice",
        scene.number("SELECT count(*) FROM nexus.inbox").await,
        scene.number("SELECT count(*) FROM nexus.inbox WHERE crashes > 0").await,
        scene.number("SELECT count(*) FROM nexus.inbox WHERE crashes > 1").await,
        scene.number("SELECT count(*) FROM nexus.inbox WHERE tries > 0").await,
        scene.number("SELECT count(*) FROM nexus.inbox WHERE tries > 1").await,
    );
    drop(process);
}

/// What is noted of whom. Processes that end are played here, by the row that they would leave.
#[tokio::test]
async fn only_a_crash_is_held_against_what_was_under_way() {
    let mut world = World::with(collector()).await;
    world.stop_clock();
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    anna.send_album("trip", &[PHOTO; 3]).await;
    anna.send("after").await;
    bert.send_album("home", &[PHOTO; 2]).await;
    world.until("all of it is filed", "SELECT count(*) = 6 FROM nexus.inbox").await;
    let noted = "SELECT string_agg(coalesce(crashes, 0)::text, ' ' ORDER BY chat, seq) FROM nexus.inbox";
    let here = world.text("SELECT host FROM nexus.replicas").await;
    let something_else = Some(vec![0_i64]);
    for (what, left_behind, expected) in [
        ("it left", None, "0 0 0 0 0 0"),
        ("it crashed", Some(("elsewhere", &None)), "1 1 1 0 1 1"),
        ("it crashed over something else", Some(("elsewhere", &something_else)), "1 1 1 0 1 1"),
        ("it was this process, which lives", Some((here.as_str(), &None)), "1 1 1 0 1 1"),
        ("it crashed again", Some(("elsewhere", &None)), "2 2 2 0 2 2"),
    ] {
        let process = "SELECT pid, born FROM nexus.replicas WHERE expires_at > clock_timestamp()";
        let (pid, born): (i64, i64) =
            sqlx::query_as(process).fetch_one(&world.test.pool).await.expect("a process");
        world.house.stop_bots().await;
        if let Some((host, alone)) = left_behind {
            let row = "INSERT INTO nexus.replicas (id, account_id, host, pid, born, expires_at, alone)
                SELECT DISTINCT owner, account_id, $1, $2, $3, now(), $4 FROM nexus.chats";
            let row = sqlx::query(row).bind(host).bind(pid).bind(born).bind(alone);
            row.execute(&world.test.pool).await.expect("a row");
        }
        world.house.start(collector(), &world.bot.token).await;
        let are_claimed =
            "SELECT NOT EXISTS (SELECT FROM nexus.chats c WHERE NOT EXISTS (SELECT FROM nexus.replicas r
            WHERE r.id = c.owner AND r.expires_at > clock_timestamp()))";
        world.until("the chats have an owner", are_claimed).await;
        assert_eq!(world.text(noted).await, expected, "{what}");
    }
    world.pass(Duration::from_secs(1)).await;
    anna.expect("3 of 3: trip").await;
    anna.expect("after").await;
    bert.expect("2 of 2: home").await;
    world.stop().await;
}
