//! Jobs that fail for good: three tries, then dead with the cause, and the person is told once.

use std::time::Duration;

use nexus_core::{
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::support::{World, bot, on_text};

/// Fails in the way that it is told.
#[derive(Serialize, Deserialize)]
struct Doomed {
    fate: String,
}

impl Job for Doomed {
    const NAME: &'static str = "doomed";
    const LIMIT: Duration = Duration::from_millis(200);
    type Answer = ();

    async fn run(self, _: JobContext) -> anyhow::Result<()> {
        match self.fate.as_str() {
            "panic" => panic!("in fear"),
            "hang" => std::future::pending().await,
            "fail" => anyhow::bail!("on purpose"),
            _ => Ok(()),
        }
    }
}

/// Enqueues what it is told, and answers in the way that `on_answer` does.
fn doomed<F, Fut>(on_answer: F) -> Bot
where
    F: Fn(Turn, Result<(), GaveUp>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    bot(on_text(|turn, fate| async move { turn.enqueue(&Doomed { fate }) }))
        .jobs(Jobs::default().on::<Doomed, _, _>(on_answer))
}

fn wordy() -> Bot {
    doomed(|turn, answer| async move {
        turn.say(Html::escape(if answer.is_ok() { "done" } else { "gave up" }));
        Ok(())
    })
}

const FAILED_AND_WAITS: &str = "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
    WHERE attempts < max_attempts AND locked_at IS NULL AND last_error IS NOT NULL)";
const IS_DEAD: &str = "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
    WHERE attempts = max_attempts AND locked_at IS NULL AND last_error IS NOT NULL)";

/// Waits until the job is dead, without its pauses.
async fn until_dead(world: &World) {
    for _ in 0..2 {
        world.until("it failed and waits", FAILED_AND_WAITS).await;
        // Its error is what tells that the next try has failed too.
        for sql in [
            "UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL",
            r#"SELECT pg_notify('jobs:insert', '{"r": 0, "count": 1}')"#,
        ] {
            sqlx::query(sql).execute(&world.test.pool).await.expect("due");
        }
    }
    world.until("it is dead", IS_DEAD).await;
}

async fn dies_of(fate: &str, cause: &str) {
    let world = World::with(wordy()).await;
    let chat = world.chat("Anna").await;
    chat.send(fate).await;
    until_dead(&world).await;
    chat.expect("gave up").await;
    chat.assert_quiet().await;
    assert_eq!(world.number("SELECT attempts::int8 FROM graphile_worker._private_jobs").await, 3);
    let kept = world.text("SELECT payload ->> 'cause' FROM graphile_worker._private_jobs").await;
    assert!(kept.contains(cause), "{kept}");
    world.stop().await;
}

#[tokio::test]
async fn a_job_that_fails_is_tried_three_times() {
    dies_of("fail", "on purpose").await;
}

#[tokio::test]
async fn a_job_that_panics_is_tried_three_times() {
    dies_of("panic", "panicked: in fear").await;
}

#[tokio::test]
async fn a_job_that_hangs_is_tried_three_times() {
    dies_of("hang", "took longer than 200ms").await;
}

#[tokio::test]
async fn a_job_without_an_output_is_not_given_up() {
    let world = World::with(wordy()).await;
    let chat = world.chat("Anna").await;
    chat.send("well").await;
    assert_eq!(chat.expect("").await.text, "done");
    world.stop().await;
}

/// As the queue finds a job whose process died `starts` times over it: the attempts were given back.
async fn after_crashes(world: &World, starts: i32) {
    let enqueue = "SELECT nexus.enqueue('probe', json_build_object('id', gen_random_uuid(), 'job', 'doomed', 'starts', $1,
            'input', json_build_object('fate', 'well'),
            'reply', json_build_object('account', account_id, 'chat', chat, 'person', chat, 'thread', null, 'is_private', true,
                'trace', gen_random_uuid())), 3)
        FROM nexus.chats";
    sqlx::query(enqueue).bind(starts).execute(&world.test.pool).await.expect("enqueued");
}

#[tokio::test]
async fn a_job_over_which_three_processes_died_is_dead() {
    let world = World::with(wordy()).await;
    let chat = world.chat("Anna").await;
    chat.send("well").await;
    chat.expect("done").await;
    after_crashes(&world, 2).await;
    chat.expect("done").await;
    after_crashes(&world, 3).await;
    chat.expect("gave up").await;
    world.until("it is dead", IS_DEAD).await;
    let cause = world.text("SELECT payload ->> 'cause' FROM graphile_worker._private_jobs").await;
    assert!(cause.contains("3 processes ended"), "{cause}");
    chat.assert_quiet().await;
    world.stop().await;
}

/// What the bot wrote before it handed the failure on is not done, and core has the word.
#[tokio::test]
async fn core_apologises_once_where_a_bot_has_no_words() {
    let hands_on = doomed(|turn, answer| async move {
        turn.db().await?;
        turn.say(Html::escape("not to be seen"));
        Ok(answer?)
    });
    let silent = doomed(|_, _| async { Ok(()) });
    for speechless in [hands_on, silent] {
        let world = World::with(speechless).await;
        let chat = world.chat("Anna").await;
        chat.send("fail").await;
        until_dead(&world).await;
        chat.expect("I could not finish what you asked for").await;
        chat.assert_quiet().await;
        assert_eq!(world.number("SELECT max(tries)::int8 FROM nexus.inbox").await, 0);
        world.stop().await;
    }
}

/// A stop in the middle of a job is no crash: the job goes back to the queue, uncounted, and is done by the next worker.
#[tokio::test]
async fn a_stop_is_no_crash_of_a_job() {
    #[derive(Serialize, Deserialize)]
    struct Slow;

    impl Job for Slow {
        const NAME: &'static str = "slow";
        type Answer = ();

        async fn run(self, _: JobContext) -> anyhow::Result<()> {
            std::future::pending().await
        }
    }

    let handlers = on_text(|turn, _| async move { turn.enqueue(&Slow) });
    let world =
        World::with(bot(handlers).jobs(Jobs::default().on::<Slow, _, _>(|_, _| async { Ok(()) }))).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    let started =
        "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'starts' = '1')";
    world.until("it has started", started).await;
    let World { house, telegram, test, .. } = world;
    super::support::within_grace(house.stop()).await;
    let is_back = "SELECT attempts = 0 AND locked_at IS NULL AND payload ->> 'starts' = '0' FROM graphile_worker._private_jobs";
    super::support::until_sql(&test.pool, "the job is back in the queue", is_back).await;
    telegram.stop().await;
}
