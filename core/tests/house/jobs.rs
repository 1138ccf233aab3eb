//! Work aside from turns.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use nexus_core::{
    jobs::{Job, JobContext, Jobs},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::support::{World, bot, on_text, until_sql};

/// How often each job ran, by its number; tests share the process.
static RUNS: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

fn note_run(name: &str) -> u32 {
    let mut runs = RUNS.lock().unwrap_or_else(PoisonError::into_inner);
    let runs = runs.get_or_insert_default().entry(name.to_owned()).or_default();
    *runs += 1;
    *runs
}

fn runs(name: &str) -> u32 {
    let runs = RUNS.lock().unwrap_or_else(PoisonError::into_inner);
    runs.as_ref().and_then(|runs| runs.get(name)).copied().unwrap_or(0)
}

/// Answers with its name; fails as often as told.
#[derive(Serialize, Deserialize)]
struct Patient {
    name: String,
    failures: u32,
}

impl Job for Patient {
    const NAME: &'static str = "patient";
    type Answer = String;

    async fn run(self, _: JobContext) -> anyhow::Result<String> {
        let run = note_run(&self.name);
        anyhow::ensure!(run > self.failures, "not yet");
        Ok(self.name)
    }
}

#[derive(Serialize, Deserialize)]
struct Hopeless;

impl Job for Hopeless {
    const NAME: &'static str = "hopeless";
    const TRIES: i32 = 1;
    type Answer = ();

    async fn run(self, _: JobContext) -> anyhow::Result<()> {
        anyhow::bail!("never")
    }
}

/// Enqueues by the text's first word, and counts the answers.
fn worker() -> Bot {
    let handlers = on_text(|turn, text| async move {
        let name = text.split(' ').nth(1).unwrap_or_default().to_owned();
        match text.split(' ').next() {
            Some("job") => turn.enqueue(&Patient { name, failures: 0 })?,
            Some("slow") => turn.enqueue(&Patient { name, failures: 1 })?,
            Some("hopeless") => turn.enqueue(&Hopeless)?,
            Some("abandon") => {
                turn.db().await?;
                turn.enqueue(&Patient { name: name.clone(), failures: 0 })?;
                anyhow::ensure!(note_run(&format!("{name} turn")) > 1, "on purpose");
                turn.enqueue(&Patient { name: format!("{name} second"), failures: 0 })?;
            }
            _ => turn.say(Html::escape(&text)),
        }
        Ok(())
    });
    let answered = |turn: Turn, answer: Result<String, nexus_core::jobs::GaveUp>| async move {
        let number = turn.add("answers", 1);
        turn.say(Html::escape(&format!("{} {number}", answer?)));
        Ok(())
    };
    let gave_up = |turn: Turn, answer: Result<(), nexus_core::jobs::GaveUp>| async move {
        turn.say(Html::escape(if answer.is_err() { "gave up" } else { "odd" }));
        Ok(())
    };
    bot(handlers).jobs(Jobs::default().on::<Patient, _, _>(answered).on::<Hopeless, _, _>(gave_up))
}

#[tokio::test]
async fn a_jobs_answer_is_a_turn_of_who_asked() {
    let world = World::with(worker()).await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    anna.send("job hers").await;
    bert.send("job his").await;
    anna.expect("hers 1").await;
    bert.expect("his 1").await;
    anna.assert_quiet().await;
    assert_eq!((runs("hers"), runs("his")), (1, 1));
    world.stop().await;
}

/// As after a crash between the work and its note: the queue hands out the same work twice.
#[tokio::test]
async fn work_that_was_done_twice_is_answered_once() {
    let world = World::with(worker()).await;
    let chat = world.chat("Anna").await;
    chat.send("hello").await;
    chat.expect("hello").await;
    let again = "SELECT nexus.enqueue('probe', json_build_object('id', '00000000-0000-7000-8000-000000000001', 'job', 'patient',
            'input', json_build_object('name', 'doubled', 'failures', 0),
            'reply', json_build_object('account', c.account_id, 'chat', c.chat, 'person', c.chat, 'thread', null, 'is_private', true,
                'trace', gen_random_uuid())), 5)
        FROM nexus.chats c, generate_series(1, 2)";
    sqlx::query(again).execute(&world.test.pool).await.expect("enqueued");
    chat.expect("doubled 1").await;
    until_sql(
        &world.test.pool,
        "both have run",
        "SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs)",
    )
    .await;
    chat.assert_quiet().await;
    assert_eq!(runs("doubled"), 2);
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox WHERE kind = 'answer'").await, 1);
    world.stop().await;
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again() {
    let world = World::with(worker()).await;
    let chat = world.chat("Anna").await;
    chat.send("slow twice").await;
    world
        .until(
            "it failed once",
            "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs WHERE attempts = 1 AND locked_at IS NULL AND last_error IS NOT NULL)",
        )
        .await;
    sqlx::query("UPDATE graphile_worker._private_jobs SET run_at = now()")
        .execute(&world.test.pool)
        .await
        .expect("due");
    chat.expect("twice 1").await;
    assert_eq!(runs("twice"), 2);
    world.stop().await;
}

#[tokio::test]
async fn a_job_that_fails_for_the_last_time_is_given_up_with_an_answer() {
    let world = World::with(worker()).await;
    let chat = world.chat("Anna").await;
    chat.send("hopeless").await;
    chat.expect("gave up").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_turn_that_is_rolled_back_leaves_no_job() {
    let world = World::with(worker()).await;
    let chat = world.chat("Anna").await;
    chat.send("abandon ship").await;
    chat.expect(" 1").await;
    chat.expect(" 2").await;
    chat.assert_quiet().await;
    assert_eq!((runs("ship turn"), runs("ship"), runs("ship second")), (2, 1, 1));
    world.stop().await;
}
