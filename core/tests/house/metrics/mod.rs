//! The numbers of `/metrics`: exactly what happened, and how things stand.

mod page;

use std::time::Duration;

use chrono::TimeDelta;
use nexus_core::{
    http::Extra,
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
    testing::TestHouse,
};
use serde::{Deserialize, Serialize};
use telegram_local::Fault;
use uuid::Uuid;

pub use page::Page;

use super::{
    sayings::refusal,
    schedule::reminder,
    support::{Gate, World, bot, on_text},
};

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Press {
    Again,
}

impl Tap for Press {
    const VERSION: char = '1';
}

#[derive(Serialize, Deserialize)]
struct Errand {
    succeeds: bool,
}

impl Job for Errand {
    const NAME: &'static str = "errand";
    const TRIES: i32 = 1;
    type Answer = ();

    async fn run(self, _: JobContext) -> anyhow::Result<()> {
        anyhow::ensure!(self.succeeds, "on purpose");
        Ok(())
    }
}

/// Does something of each kind that is counted, as the text asks for.
fn versatile() -> Bot {
    let handlers = on_text(|turn, text| async move {
        match text.as_str() {
            "fail" => anyhow::bail!("on purpose"),
            "run" => turn.enqueue(&Errand { succeeds: true })?,
            "stumble" => turn.enqueue(&Errand { succeeds: false })?,
            "remind" => turn.plan(reminder(Uuid::from_u128(1), turn.now() + TimeDelta::minutes(10))),
            "buttons" => {
                // A transaction of its own, which waits for a flush.
                drop(turn.db().await?);
                turn.show(Screen::new(Html::escape("press")).row([again()]));
            }
            text => turn.say(Html::escape(text)),
        }
        Ok(())
    });
    let press = tap::<Press>().endpoint(|turn: Turn| async move {
        turn.show(Screen::new(Html::escape("pressed")).row([again()]));
        anyhow::Ok(())
    });
    bot(dptree::entry().branch(handlers).branch(press))
        .jobs(Jobs::default().on::<Errand, _, _>(|turn: Turn, answer: Result<(), GaveUp>| async move {
            turn.say(Html::escape(if answer.is_ok() { "ran" } else { "stumbled" }));
            Ok(())
        }))
        .due(|turn, _| async move {
            turn.say(Html::escape("it is time"));
            Ok(())
        })
}

fn again() -> Button {
    Button::tap("Again", &Press::Again)
}

/// What happens in the test below. Twelve messages came in and two presses. The turn of one failed three times, three had
/// nothing to say, one answer was refused and one blocked.
const COUNTED: [&str; 29] = [
    r#"nexus_answer_seconds_count{bot="probe"} 9"#,
    r#"nexus_floods_total{bot="probe",pause="chat"} 1"#,
    r#"nexus_job_seconds_count{bot="probe",job="errand"} 2"#,
    r#"nexus_job_tries_total{bot="probe",job="errand",outcome="dead"} 1"#,
    r#"nexus_job_tries_total{bot="probe",job="errand",outcome="done"} 1"#,
    r#"nexus_permit_wait_seconds_count{bot="probe",class="answer"} 16"#,
    r#"nexus_permit_wait_seconds_count{bot="probe",class="notification"} 1"#,
    r#"nexus_reminder_lateness_seconds_count{bot="probe"} 1"#,
    r#"nexus_send_seconds_count{bot="probe"} 19"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="answerCallbackQuery",outcome="accepted"} 2"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="editMessageText",outcome="accepted"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="editMessageText",outcome="unchanged"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="accepted"} 9"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="blocked"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="failed"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="flooded"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="network"} 1"#,
    r#"nexus_sends_total{bot="probe",class="answer",method="sendMessage",outcome="refused"} 1"#,
    r#"nexus_sends_total{bot="probe",class="notification",method="sendMessage",outcome="accepted"} 1"#,
    r#"nexus_turn_seconds_count{bot="probe",kind="answer"} 2"#,
    r#"nexus_turn_seconds_count{bot="probe",kind="due"} 1"#,
    r#"nexus_turn_seconds_count{bot="probe",kind="update"} 16"#,
    r#"nexus_turns_total{bot="probe",kind="answer",outcome="closed"} 2"#,
    r#"nexus_turns_total{bot="probe",kind="due",outcome="closed"} 1"#,
    r#"nexus_turns_total{bot="probe",kind="update",outcome="closed"} 13"#,
    r#"nexus_turns_total{bot="probe",kind="update",outcome="dead"} 1"#,
    r#"nexus_turns_total{bot="probe",kind="update",outcome="retried"} 2"#,
    r#"nexus_updates_total{bot="probe",kind="callback_query",way="polling"} 2"#,
    r#"nexus_updates_total{bot="probe",kind="message",way="polling"} 12"#,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_counted_is_exactly_what_happened() {
    let mut world = World::with(versatile()).await;
    let address = world.house.serve_http(Extra::default()).await;
    let anna = world.chat("Anna").await;
    let say = async |text: &str| {
        anna.send(text).await;
        anna.expect(text).await;
    };
    say("hello").await;
    let flood = refusal("sendMessage", 429, "Too Many Requests: retry after 1");
    world.telegram.fault(Fault { retry_after: Some(1), ..flood }).await;
    say("too fast").await;
    world.telegram.fault(refusal("sendMessage", 502, "Bad Gateway")).await;
    say("trouble").await;
    let cut = Fault { drop_before: true, times: Some(1), ..Fault::default() };
    world.telegram.fault(Fault { method: Some("sendMessage".into()), ..cut }).await;
    say("no network").await;
    world.telegram.fault(refusal("sendMessage", 400, "Bad Request: chat not found")).await;
    anna.send("poison").await;
    say("food").await;

    anna.send("buttons").await;
    anna.expect("press").await;
    anna.press("Again").await;
    anna.expect("pressed").await;
    anna.press("Again").await;
    anna.assert_quiet().await;

    for text in ["run", "stumble"] {
        anna.send(text).await;
        anna.expect(&text.replace("run", "ran").replace("stumble", "stumbled")).await;
    }
    anna.send("remind").await;
    anna.assert_quiet().await;
    world.telegram.advance(Duration::from_secs(12 * 60)).await;
    anna.expect("it is time").await;

    anna.send("fail").await;
    for tries in [
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 1 AND not_before IS NOT NULL)",
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 2 AND not_before IS NOT NULL)",
    ] {
        world.until("it failed", tries).await;
        world.telegram.advance(Duration::from_secs(6)).await;
    }
    anna.expect("").await;

    let bert = world.chat("Bert").await;
    world.telegram.fault(refusal("sendMessage", 403, "Forbidden: bot was blocked by the user")).await;
    bert.send("into the void").await;
    world.telegram.settled(&world.bot).await;

    // Then all that is under way has been counted.
    world.house.stop_bots().await;
    let page = Page::of(address).await;
    assert!(page.value(r#"nexus_flush_seconds_count{bot="probe"}"#).is_some_and(|count| count > 0.));
    let mut counted = page.counted();
    counted.retain(|line| !line.starts_with("nexus_flush_seconds"));
    assert_eq!(counted, COUNTED);
    // Two minutes late: the clock was moved.
    assert_eq!((late(&page, "60"), late(&page, "300")), (Some(0.), Some(1.)));
    let dead = |kind: &str| page.value(&format!(r#"nexus_dead{{bot="probe",kind="{kind}"}}"#));
    assert_eq!((dead("entry"), dead("job"), dead("message")), (Some(1.), Some(1.), Some(1.)));
    world.stop().await;
}

/// A handler stands at a gate with two messages behind it, another chat's answer cannot be sent, a third chat is at rest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_things_stand_is_what_waits_and_who_is_there() {
    let gate = Gate::shut();
    let world = World::with(bot(on_text({
        let gate = gate.clone();
        move |turn, text| {
            let gate = gate.clone();
            async move {
                if text == "wait" {
                    gate.pass().await;
                }
                turn.say(Html::escape(&text));
                turn.say(Html::escape("and more"));
                Ok(())
            }
        }
    })))
    .await;
    let address = world.house.serve_http(Extra::default()).await;
    let (anna, bert, cleo) = (world.chat("Anna").await, world.chat("Bert").await, world.chat("Cleo").await);
    cleo.send("hello").await;
    cleo.expect("and more").await;
    cleo.assert_quiet().await;
    anna.send("wait").await;
    gate.reached().await;
    anna.send("one").await;
    anna.send("two").await;
    world
        .telegram
        .fault(Fault { method: Some("sendMessage".into()), status: Some(500), ..Fault::default() })
        .await;
    bert.send("unsent").await;
    world
        .until(
            "all of it stands there",
            "SELECT (SELECT count(*) = 4 FROM nexus.inbox WHERE state = 0)
                AND EXISTS (SELECT FROM nexus.chats WHERE jsonb_array_length(pending) = 2)",
        )
        .await;
    let page = Page::of(address).await;
    let mut standing = page.standing();
    // How many connections the pool holds is its own business; that one reads this is not.
    standing.retain(|line| !line.starts_with("nexus_database_connections{"));
    assert_eq!(
        standing,
        [
            r#"nexus_build_info{version="0.1.0"} 1"#,
            "nexus_database_connections_max 10",
            "nexus_database_up 1",
            r#"nexus_dead{bot="probe",kind="entry"} 0"#,
            r#"nexus_dead{bot="probe",kind="job"} 0"#,
            r#"nexus_dead{bot="probe",kind="message"} 0"#,
            r#"nexus_inbox_entries{bot="probe"} 3"#,
            r#"nexus_jobs{bot="probe",state="retrying"} 0"#,
            r#"nexus_jobs{bot="probe",state="running"} 0"#,
            r#"nexus_jobs{bot="probe",state="waiting"} 0"#,
            r#"nexus_notifications_overdue{bot="probe"} 0"#,
            r#"nexus_outbox_messages{bot="probe"} 2"#,
            r#"nexus_receiving{bot="probe"} 1"#,
            r#"nexus_replicas{bot="probe"} 1"#,
        ]
    );
    for line in ["nexus_inbox_oldest_seconds", "nexus_outbox_oldest_seconds"] {
        let age = page.value(&format!(r#"{line}{{bot="probe"}}"#));
        assert!(age.is_some_and(|age| age > 0.), "{line} {age:?}");
    }
    assert!(!page.has("nexus_redis_up"), "there is none");
    world.telegram.clear_faults().await;
    gate.let_one_pass();
    for chat in [&anna, &bert] {
        chat.expect("and more").await;
    }
    anna.expect("two").await;
    world.stop().await;
}

fn late(page: &Page, limit: &str) -> Option<f64> {
    page.value(&format!(r#"nexus_reminder_lateness_seconds_bucket{{bot="probe",le="{limit}"}}"#))
}

/// A process is stopped while the messenger takes nothing; the one after it sends what was left, and knows how late it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reminder_that_a_predecessor_left_unsent_is_late_since_it_was_due() {
    let mut world = World::with(versatile()).await;
    let anna = world.chat("Anna").await;
    anna.send("remind").await;
    anna.assert_quiet().await;
    let down = Fault { method: Some("sendMessage".into()), status: Some(500), ..Fault::default() };
    world.telegram.fault(down).await;
    world.telegram.advance(Duration::from_secs(12 * 60)).await;
    const UNSENT: &str = "SELECT EXISTS (SELECT FROM nexus.chats WHERE jsonb_array_length(pending) = 1)";
    world.until("it is due and cannot be sent", UNSENT).await;
    world.house.stop_bots().await;
    world.telegram.advance(Duration::from_secs(10 * 60)).await;
    world.telegram.clear_faults().await;

    let mut successor = TestHouse::open(&world.test, world.telegram.url(), &[]).await;
    let address = successor.serve_http(Extra::default()).await;
    successor.start(versatile(), &world.bot.token).await;
    anna.expect("it is time").await;
    successor.stop_bots().await;
    let page = Page::of(address).await;
    assert_eq!((late(&page, "300"), late(&page, "900"), late(&page, "+Inf")), (Some(0.), Some(1.), Some(1.)));
    successor.stop().await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_held_for_who_blocked_the_bot_does_not_count_as_late() {
    // Core notes who blocked a bot that has a home.
    let home = |turn: Turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    };
    let mut world = World::with(versatile().home(home)).await;
    let address = world.house.serve_http(Extra::default()).await;
    let anna = world.chat("Anna").await;
    anna.send("remind").await;
    anna.assert_quiet().await;
    anna.block().await;
    const BLOCKED: &str = "SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE blocked_at IS NOT NULL)";
    world.until("it is noted", BLOCKED).await;
    world.telegram.advance(Duration::from_secs(12 * 60)).await;
    world.until("it is held", "SELECT state = 3 FROM nexus.notifications").await;
    anna.unblock().await;
    anna.send("back").await;
    anna.expect("back").await;
    anna.expect("it is time").await;
    world.house.stop_bots().await;
    let page = Page::of(address).await;
    const TOLD: &str =
        r#"nexus_sends_total{bot="probe",class="notification",method="sendMessage",outcome="accepted"}"#;
    assert_eq!((page.value(TOLD), late(&page, "+Inf")), (Some(1.), Some(0.)));
    world.stop().await;
}
