//! What failed for good, and what operators make of it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use nexus_core::{
    dead::{self, Counts, Dead, DeadId},
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
};
use serde::{Deserialize, Serialize};
use telegram_local::Chat;

use super::{
    sayings::refusal,
    support::{NOTHING_OPEN, World, bot, on_text},
};

/// Whether the bot was mended meanwhile; tests share the process, so each has its own.
#[derive(Clone, Default)]
pub struct Switch(Arc<AtomicBool>);

impl Switch {
    pub fn mended() -> Self {
        let switch = Self::default();
        switch.mend();
        switch
    }

    pub fn mend(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub fn check(&self) -> anyhow::Result<()> {
        anyhow::ensure!(self.0.load(Ordering::SeqCst), "not mended yet\nsecond line");
        Ok(())
    }
}

/// Echoes texts and counts them; one that begins with "poison" only when it is mended.
fn fragile(switch: Switch) -> Bot {
    bot(on_text(move |turn, text| {
        let switch = switch.clone();
        async move {
            if text.starts_with("poison") {
                switch.check()?;
            }
            let number = turn.add("count", 1);
            turn.say(Html::escape(&format!("{text} {number}")));
            Ok(())
        }
    }))
}

impl World {
    pub async fn dead(&self) -> Vec<Dead> {
        dead::list(&self.test.db, None, 50).await.expect("a list")
    }

    pub async fn only_dead(&self) -> Dead {
        let mut dead = self.dead().await;
        assert_eq!(dead.len(), 1, "{dead:#?}");
        dead.pop().expect("one")
    }

    pub async fn retry(&self, id: DeadId) -> bool {
        dead::retry(&self.test.db, id, dead::By::OPERATOR, self.house.house.clock.now())
            .await
            .expect("an answer")
    }

    pub async fn drop_dead(&self, id: DeadId) -> bool {
        dead::drop(&self.test.db, id, dead::By::OPERATOR, self.house.house.clock.now())
            .await
            .expect("an answer")
    }

    pub async fn retry_all(&self, bot: &str) -> Counts {
        dead::retry_all(&self.test.db, Some(bot), dead::By::OPERATOR, self.house.house.clock.now())
            .await
            .expect("counts")
    }

    /// Writes `text`, on which the handler fails three times; other texts are answered meanwhile.
    async fn let_die(&self, chat: &Chat, text: &str) {
        chat.send(text).await;
        for (tries, sql) in [
            ("one try", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 1)"),
            ("two tries", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 2)"),
        ] {
            self.until(tries, sql).await;
            chat.send("between").await;
            chat.expect("between").await;
            self.telegram.advance(Duration::from_secs(6)).await;
        }
        chat.expect("I could not work on your message").await;
        self.until("nothing is open", NOTHING_OPEN).await;
    }
}

#[tokio::test]
async fn an_entry_that_is_tried_again_after_the_handler_was_mended_is_answered_once() {
    let switch = Switch::default();
    let world = World::with(fragile(switch.clone())).await;
    let chat = world.chat("Anna").await;
    world.let_die(&chat, "poison").await;
    let dead = world.only_dead().await;
    assert_eq!((dead.bot.as_str(), dead.what.as_str(), dead.tries), ("probe", "update message", 3));
    assert_eq!((dead.person.as_deref(), dead.cause.as_str()), (Some("Anna"), "not mended yet\nsecond line"));
    assert_eq!(dead.account.as_deref(), Some("probe_bot"));
    assert!(dead.body.contains("poison") && dead.trace.is_some(), "{dead:#?}");

    // Nothing was mended: it dies again, after three tries anew.
    assert!(world.retry(dead.id).await);
    world
        .until("it is being tried", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 1)")
        .await;
    assert!(!world.retry(dead.id).await, "what is alive cannot be retried");
    for sql in [
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 2)",
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 2)",
    ] {
        world.telegram.advance(Duration::from_secs(6)).await;
        world.until("the next try failed", sql).await;
    }
    chat.expect("I could not work on your message").await;

    switch.mend();
    assert!(world.retry(dead.id).await);
    chat.expect("poison 3").await;
    chat.assert_quiet().await;
    assert!(world.dead().await.is_empty());
    assert!(!world.retry(dead.id).await && dead::is_alive(&world.test.db, dead.id).await.expect("known"));
    chat.send("after").await;
    chat.expect("after 4").await;
    world.stop().await;
}

#[tokio::test]
async fn a_dropped_entry_never_comes_back_and_keeps_its_cause() {
    let switch = Switch::default();
    let world = World::with(fragile(switch.clone())).await;
    let chat = world.chat("Anna").await;
    world.let_die(&chat, "poison").await;
    let id = world.only_dead().await.id;
    assert!(world.drop_dead(id).await);
    switch.mend();
    assert!(!world.retry(id).await && !world.drop_dead(id).await);
    assert_eq!(world.retry_all("probe").await, Counts::default());
    assert!(dead::find(&world.test.db, id).await.expect("an answer").is_none());
    chat.send("after").await;
    chat.expect("after 3").await;
    chat.assert_quiet().await;
    let kept = world.text("SELECT cause FROM nexus.inbox WHERE tries = 3 AND state = 1").await;
    assert_eq!(kept, "not mended yet\nsecond line");
    world.stop().await;
}

/// A number that stayed among the closed would hide its entry from every turn.
#[tokio::test]
async fn an_entry_that_is_tried_again_is_no_longer_closed() {
    let switch = Switch::default();
    let world = World::with(fragile(switch.clone())).await;
    let chat = world.chat("Anna").await;
    world.let_die(&chat, "poison").await;
    sqlx::query("UPDATE nexus.chats SET closed = ARRAY(SELECT seq FROM nexus.inbox WHERE state = 2)")
        .execute(&world.test.pool)
        .await
        .expect("closed");
    switch.mend();
    assert!(world.retry(world.only_dead().await.id).await);
    chat.expect("poison 3").await;
    world.stop().await;
}

#[tokio::test]
async fn all_of_one_bot_are_tried_again_and_those_of_others_are_not() {
    let switch = Switch::default();
    let world = World::with(fragile(switch.clone())).await;
    let chat = world.chat("Anna").await;
    world.let_die(&chat, "poison").await;
    switch.mend();
    assert_eq!(world.retry_all("other").await, Counts::default());
    assert!(dead::list(&world.test.db, Some("other"), 50).await.expect("a list").is_empty());
    assert_eq!(world.retry_all("probe").await, Counts { entries: 1, ..Counts::default() });
    chat.expect("poison 3").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[derive(Serialize, Deserialize)]
struct Errand;

/// Whether errands can be run by now; a job knows nothing of its test. Used by one test only.
static ERRANDS: AtomicBool = AtomicBool::new(false);

impl Job for Errand {
    const NAME: &'static str = "errand";
    const TRIES: i32 = 1;
    type Answer = String;

    async fn run(self, _: JobContext) -> anyhow::Result<String> {
        anyhow::ensure!(ERRANDS.load(Ordering::SeqCst), "the shop is shut");
        Ok("milk".to_owned())
    }
}

#[tokio::test]
async fn a_job_that_was_given_up_gives_its_answer_when_it_is_done_after_all() {
    let handlers = on_text(|turn, _| async move { turn.enqueue(&Errand) });
    let answered = |turn: Turn, answer: Result<String, GaveUp>| async move {
        turn.say(Html::escape(&answer.unwrap_or_else(|GaveUp| "no milk".to_owned())));
        Ok(())
    };
    let world = World::with(bot(handlers).jobs(Jobs::default().on::<Errand, _, _>(answered))).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("no milk").await;
    let is_dead = "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NULL AND last_error IS NOT NULL)";
    world.until("the job is dead", is_dead).await;
    let dead = world.only_dead().await;
    assert_eq!((dead.what.as_str(), dead.cause.as_str(), dead.tries), ("job errand", "the shop is shut", 1));
    assert_eq!((dead.bot.as_str(), dead.person.as_deref()), ("probe", Some("Anna")));

    assert!(world.retry(dead.id).await);
    chat.expect("no milk").await;
    world.until("the job is dead again", is_dead).await;
    ERRANDS.store(true, Ordering::SeqCst);
    assert_eq!(world.retry_all("probe").await, Counts { jobs: 1, ..Counts::default() });
    assert_eq!(chat.expect("milk").await.text, "milk");
    world.until("the queue is empty", "SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs)").await;
    chat.assert_quiet().await;
    assert!(world.dead().await.is_empty() && !world.retry(dead.id).await);
    world.stop().await;
}

#[tokio::test]
async fn a_dropped_job_is_gone() {
    #[derive(Serialize, Deserialize)]
    struct Vain;

    impl Job for Vain {
        const NAME: &'static str = "vain";
        const TRIES: i32 = 1;
        type Answer = ();

        async fn run(self, _: JobContext) -> anyhow::Result<()> {
            anyhow::bail!("in vain")
        }
    }

    let handlers = on_text(|turn, _| async move { turn.enqueue(&Vain) });
    let world =
        World::with(bot(handlers).jobs(Jobs::default().on::<Vain, _, _>(|_, _| async { Ok(()) }))).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("I could not finish").await;
    world
        .until(
            "the job is dead",
            "SELECT count(*) = 1 FROM graphile_worker._private_jobs WHERE locked_at IS NULL",
        )
        .await;
    let id = world.only_dead().await.id;
    assert!(world.drop_dead(id).await && !world.drop_dead(id).await);
    assert!(world.dead().await.is_empty() && !dead::is_alive(&world.test.db, id).await.expect("known"));
    world.stop().await;
}

#[tokio::test]
async fn a_refused_message_that_is_tried_again_is_sent() {
    let world = World::with(fragile(Switch::default())).await;
    let chat = world.chat("Anna").await;
    for (text, is_refused) in [
        ("first", "SELECT count(*) = 1 FROM nexus.refused_sayings"),
        ("second", "SELECT count(*) = 2 FROM nexus.refused_sayings"),
    ] {
        world.telegram.fault(refusal("sendMessage", 400, "Bad Request: not today")).await;
        chat.send(text).await;
        world.until("it was refused", is_refused).await;
        assert!(world.dead().await[0].body.contains(text));
    }
    let [second, first] = &world.dead().await[..] else { panic!("two") };
    assert_eq!((first.what.as_str(), first.cause.as_str()), ("message", "Bad Request: not today"));
    assert!(first.trace.is_some() && first.trace != second.trace && first.person.as_deref() == Some("Anna"));
    assert!(world.drop_dead(second.id).await);

    // Refused again, it is dead again.
    world.telegram.fault(refusal("sendMessage", 400, "Bad Request: not tomorrow")).await;
    assert!(world.retry(first.id).await && !world.retry(first.id).await);
    let is_refused_again = "SELECT count(*) = 1 FROM nexus.refused_sayings WHERE cause LIKE '%tomorrow'";
    world.until("it was refused again", is_refused_again).await;
    let again = world.only_dead().await;
    assert_eq!((again.cause.as_str(), again.trace), ("Bad Request: not tomorrow", first.trace));
    assert_ne!(again.id, first.id);

    assert_eq!(world.retry_all("probe").await, Counts { messages: 1, ..Counts::default() });
    chat.expect("first 1").await;
    chat.send("third").await;
    chat.expect("third 3").await;
    chat.assert_quiet().await;
    assert!(world.dead().await.is_empty());
    world.stop().await;
}

/// It may be what a screen was to become; meanwhile that screen shows something newer.
#[tokio::test]
async fn what_is_said_again_takes_no_place_of_what_was_said_since() {
    let world = World::with(bot(on_text(|turn, text| async move {
        turn.redraw(Screen::new(Html::escape(&text)));
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    world.telegram.fault(refusal("sendMessage", 400, "Bad Request: not today")).await;
    chat.send("old").await;
    world.until("it was refused", "SELECT count(*) = 1 FROM nexus.refused_sayings").await;
    chat.send("new").await;
    let new = chat.expect("new").await;
    assert!(world.retry(world.only_dead().await.id).await);
    let old = chat.expect("old").await;
    assert!(!old.edited && old.message_id != new.message_id);
    chat.send("newer").await;
    let newer = chat.expect("newer").await;
    assert_eq!((newer.edited, newer.message_id), (true, new.message_id));
    world.stop().await;
}
