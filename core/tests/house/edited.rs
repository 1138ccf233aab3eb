//! Payloads that operators edit, and what is remembered of failures.

use std::time::Duration;

use chrono::TimeDelta;
use nexus_core::{
    audit,
    dead::{
        self, By, DeadId,
        edit::{self, Mistake, Payload},
        history::{self, Alike},
    },
    health,
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    sayings::refusal,
    support::{World, bot, on_text},
};

/// Buys what there is.
#[derive(Serialize, Deserialize)]
struct Buy {
    what: String,
}

impl Job for Buy {
    const NAME: &'static str = "buy";
    const TRIES: i32 = 1;
    type Answer = String;

    async fn run(self, _: JobContext) -> anyhow::Result<String> {
        anyhow::ensure!(self.what != "unicorn", "no {} in aisle 7", self.what);
        Ok(self.what)
    }
}

/// Buys what it is told; an odd text is too much for its handler.
fn shopper() -> Bot {
    let handlers = on_text(|turn, text| async move {
        anyhow::ensure!(text != "odd", "an odd text");
        match text.strip_prefix("say ") {
            Some(words) => turn.say(Html::escape(words)),
            None => turn.enqueue(&Buy { what: text })?,
        }
        Ok(())
    });
    let answered = |turn: Turn, answer: Result<String, GaveUp>| async move {
        let said = answer.map_or_else(|GaveUp| "sold out".to_owned(), |what| format!("bought {what}"));
        turn.say(Html::escape(&said));
        Ok(())
    };
    bot(handlers).jobs(Jobs::default().on::<Buy, _, _>(answered))
}

const JOB_IS_DEAD: &str = "SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
    WHERE attempts = max_attempts AND locked_at IS NULL AND last_error IS NOT NULL)";

impl World {
    async fn replace(&self, id: DeadId, written: &str) -> Result<bool, Mistake> {
        let dead = dead::find(&self.test.db, id).await.expect("an answer").expect("dead");
        let edit = edit::edit(&dead, written)?;
        let now = self.house.house.clock.now();
        Ok(dead::edit(&self.test.db, &edit, By::OPERATOR, now).await.expect("an answer"))
    }

    async fn note(&self) {
        history::note(&self.test.db, self.house.house.clock.now()).await.expect("noted");
    }
}

#[tokio::test]
async fn a_job_with_another_input_gives_its_answer() {
    let world = World::with(shopper()).await;
    let chat = world.chat("Anna").await;
    chat.send("unicorn").await;
    chat.expect("sold out").await;
    world.until("the job is dead", JOB_IS_DEAD).await;
    let dead = world.only_dead().await;
    assert_eq!(edit::payload(&dead), Some(Payload::Json(json!({"what": "unicorn"}))));
    assert!(world.replace(dead.id, r#"{"what": 5}"#).await.is_err());

    let named = health::jobs_by_name(&world.test.db, Duration::from_secs(5)).await.expect("jobs");
    let told: Vec<_> = named.iter().map(|of| (of.bot.as_str(), of.job.as_str(), of.jobs.dead)).collect();
    assert_eq!(told, [("probe", "buy", 1)]);

    assert_eq!(world.replace(dead.id, r#"{"what": "milk"}"#).await, Ok(true));
    chat.expect("bought milk").await;
    // An edit of what is not dead any more changes nothing.
    let stale = edit::edit(&dead, r#"{"what": "bread"}"#).expect("an edit");
    let now = world.house.house.clock.now();
    assert!(!dead::edit(&world.test.db, &stale, By::OPERATOR, now).await.expect("an answer"));
    chat.assert_quiet().await;

    let log = audit::search(&world.test.db, &audit::Search::default(), 10).await.expect("a log");
    let [entry] = &log[..] else { panic!("{log:?}") };
    assert_eq!((entry.action.as_str(), entry.subject.clone()), ("dead.edit", dead.id.to_string()));
    let sides = (entry.before.clone(), entry.after.clone());
    assert_eq!(sides, (Some(json!({"what": "(text of 7)"})), Some(json!({"what": "(text of 4)"}))));
    world.stop().await;
}

#[tokio::test]
async fn an_update_and_a_message_go_on_with_what_was_written() {
    let world = World::with(shopper()).await;
    let chat = world.chat("Anna").await;
    chat.send("odd").await;
    for sql in [
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 1)",
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 2)",
        "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 2)",
    ] {
        world.until("it failed", sql).await;
        world.telegram.advance(Duration::from_secs(6)).await;
    }
    chat.expect("I could not work on your message").await;
    let dead = world.only_dead().await;
    let Some(Payload::Json(mut body)) = edit::payload(&dead) else { panic!("{dead:?}") };
    body["message"]["text"] = json!("say <hello>");
    assert_eq!(world.replace(dead.id, &body.to_string()).await, Ok(true));
    chat.expect("<hello>").await;

    world.telegram.fault(refusal("sendMessage", 400, "Bad Request: not today")).await;
    chat.send("say rude").await;
    world.until("it was refused", "SELECT count(*) = 1 FROM nexus.refused_sayings").await;
    let refused = world.only_dead().await;
    assert_eq!(edit::payload(&refused), Some(Payload::Text("rude".to_owned())));
    assert_eq!(world.replace(refused.id, "kind & <b>polite</b>").await, Ok(true));
    assert_eq!(chat.expect("kind").await.text, "kind & <b>polite</b>");
    chat.assert_quiet().await;
    assert!(world.dead().await.is_empty());
    world.stop().await;
}

#[tokio::test]
async fn what_failed_is_remembered_when_it_is_dead_no_longer() {
    let world = World::with(shopper()).await;
    let chat = world.chat("Anna").await;
    let now = || world.house.house.clock.now();
    for times in 1..=2 {
        chat.send("unicorn").await;
        chat.expect("sold out").await;
        let dead = format!(
            "SELECT count(*) = {times} FROM graphile_worker._private_jobs WHERE attempts = max_attempts AND locked_at IS NULL"
        );
        super::support::until_sql(&world.test.pool, "the job is dead", Box::leak(dead.into_boxed_str()))
            .await;
        world.note().await;
        world.note().await;
    }
    let hour = TimeDelta::hours(1);
    let groups = history::groups(&world.test.db, now() - hour, 10).await.expect("groups");
    let [group] = &groups[..] else { panic!("{groups:?}") };
    assert_eq!(
        (group.bot.as_str(), group.what.as_str(), group.count, group.still),
        ("probe", "job buy", 2, 2)
    );
    assert_eq!(group.cause, "no unicorn in aisle 7");
    assert!(group.first <= group.last);
    let key = history::cause_key("probe", "job buy", "no unicorn in aisle 12");
    assert_eq!(group.cause_key, i64::from(key), "numbers do not tell causes apart");
    let (alike, count) = history::alike(&world.test.db, Alike::Cause(key), 0, 1).await.expect("ids");
    assert_eq!((alike.len(), count), (1, 2));
    let kind = Alike::Kind(history::kind_key("probe", "job buy"));
    assert_eq!(history::alike(&world.test.db, kind, 0, 10).await.expect("ids").1, 2);

    assert!(dead::drop(&world.test.db, alike[0], By::OPERATOR, now()).await.expect("dropped"));
    let recent = history::recent(&world.test.db, now() - hour).await.expect("recent");
    assert_eq!((recent[0].count, recent[0].still), (2, 1));
    // Dropped by another way, it is noticed.
    assert!(world.drop_dead(world.only_dead().await.id).await);
    world.note().await;
    let recent = history::recent(&world.test.db, now() - hour).await.expect("recent");
    assert_eq!((recent[0].count, recent[0].still), (2, 0));
    assert!(dead::counts(&world.test.db).await.expect("counts").is_empty());
    world.stop().await;
}

#[tokio::test]
async fn what_is_dead_is_counted_by_bot_and_seen_by_pages() {
    let world = World::with(shopper()).await;
    let chat = world.chat("Anna").await;
    for words in ["one", "two", "three"] {
        world.telegram.fault(refusal("sendMessage", 400, "Bad Request: not today")).await;
        chat.send(&format!("say {words}")).await;
        let sql =
            format!("SELECT EXISTS (SELECT FROM nexus.refused_sayings WHERE saying ->> 'text' = '{words}')");
        super::support::until_sql(&world.test.pool, "it was refused", Box::leak(sql.into_boxed_str())).await;
    }
    let counts = dead::counts(&world.test.db).await.expect("counts");
    let told: Vec<_> = counts.iter().map(|of| (of.code.as_str(), of.entries, of.jobs, of.messages)).collect();
    assert_eq!(told, [("probe", 0, 0, 3)]);
    assert!(!counts[0].is_more());
    let page = async |offset| {
        let page = dead::page(&world.test.db, None, offset, 2).await.expect("a page");
        page.iter().map(|dead| edit::payload(dead).expect("a text")).collect::<Vec<_>>()
    };
    let text = |words: &str| Payload::Text(words.to_owned());
    assert_eq!(page(0).await, [text("three"), text("two")]);
    assert_eq!(page(2).await, [text("one")]);
    assert!(page(4).await.is_empty());

    let done = dead::retry_all(&world.test.db, Some("probe"), By::OPERATOR, world.house.house.clock.now());
    assert_eq!(done.await.expect("counts").messages, 3);
    for words in ["one", "two", "three"] {
        chat.expect(words).await;
    }
    assert_eq!(
        world
            .text("SELECT action || ' ' || subject || ' ' || (after ->> 'messages') FROM nexus.audit_log")
            .await,
        "dead.retry_all probe 3"
    );
    world.stop().await;
}
