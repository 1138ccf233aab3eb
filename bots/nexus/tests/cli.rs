//! The command line as containers and operators call it.
#![cfg(unix)]

use std::{
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use nexus_core::{
    db::CORE,
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
    registry::store::{Presence, upsert_bot},
    testing::{TestHouse, db::TestDb},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use telegram_local::{Chat, Fault, Telegram};

/// Runs the program with these variables only, in a folder without a `.env`.
async fn nexus(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nexus"));
    command.args(arguments).env_clear().envs(variables.iter().copied()).current_dir("/");
    let run = tokio::task::spawn_blocking(move || command.output());
    run.await.expect("no panic").expect("the program runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

#[tokio::test]
async fn migrations_go_up_down_and_say_where_they_are() {
    let test = TestDb::new(&[]).await;
    let variables = [("DATABASE_URL", test.url.expose_secret())];
    let ups = CORE.migrator.migrations.iter().filter(|step| step.migration_type.is_up_migration());
    let steps: Vec<String> = ups.map(|step| step.version.to_string()).collect();
    let (newest, older) = steps.split_last().expect("steps");
    let untouched = format!("nexus: applied none; to come {}", steps.join(", "));
    let whole = format!("nexus: applied {}; to come none", steps.join(", "));
    let one_back = format!("nexus: applied {}; to come {newest}", older.join(", "));
    for (way, expected) in
        [("status", &untouched), ("up", &whole), ("up", &whole), ("down", &one_back), ("status", &one_back)]
    {
        let output = nexus(&["migrate", way], &variables).await;
        assert!(output.status.success(), "{way}: {}", complained(&output));
        assert_eq!(&printed(&output), expected, "{way}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_said_with_its_exit_code() {
    let output = nexus(&["migrate", "up"], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("DATABASE_URL is not set"), "{}", complained(&output));

    let output = nexus(&["dead", "list"], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("DATABASE_URL is not set"), "{}", complained(&output));

    for words in [&["dead"][..], &["dead", "show", "banana"], &["dead", "retry"], &["dead", "list", "--all"]]
    {
        assert_eq!(nexus(words, &[]).await.status.code(), Some(2), "{words:?}");
    }

    let output = nexus(&["fly"], &[]).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("nexus migrate up|down|status"), "{}", complained(&output));

    let output = nexus(&[], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("NEXUS_TOKEN is not set"), "{}", complained(&output));

    let output = nexus(&["--help"], &[]).await;
    assert!(output.status.success() && printed(&output).contains("nexus health [URL]"));
}

#[tokio::test]
async fn health_is_that_of_every_bot() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("nexus_bot").await;
    let test = TestDb::new(&[&CORE]).await;
    let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
    house.start(nexus::bot(), &account.token).await;
    let address = house.serve_http(nexus::endpoint()).await.to_string();
    // A bot that answers is a bot that gets its updates.
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    chat.send("/help").await;
    chat.expect("/bots").await;

    let output = nexus(&["health"], &[("HTTP_ADDR", &address)]).await;
    assert!(output.status.success(), "{}", complained(&output));
    assert!(printed(&output).contains(r#""bot":"nexus""#), "{}", printed(&output));

    // A bot of another process, which never gave a sign of life.
    let coach = Presence { code: "coach", name: "Coach", about: &[] };
    upsert_bot(&test.db, coach, house.house.clock.now()).await.expect("registered");
    let output = nexus(&["health", &format!("http://{address}/ready")], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    let complaint = complained(&output);
    assert!(complaint.contains(r#""bot":"coach""#) && complaint.contains(r#""ready":false"#), "{complaint}");

    house.stop().await;
    let output = nexus(&["health"], &[("HTTP_ADDR", &address)]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("does not answer"), "{}", complained(&output));
}

/// Asks until there is an answer; what takes longer than this is not coming.
async fn soon<T>(what: &str, ask: impl AsyncFn() -> Option<T>) -> T {
    let answer = async {
        loop {
            match ask().await {
                Some(answer) => return answer,
                None => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    let limited = tokio::time::timeout(Duration::from_secs(20), answer).await;
    limited.expect(what)
}

/// A bot that can be mended: until then it fails on texts that begin with "poison", and in all its errands.
struct Scene {
    telegram: Telegram,
    chat: Chat,
    test: TestDb,
    house: TestHouse,
    is_mended: Arc<AtomicBool>,
}

/// Whether errands can be run; a job knows nothing of its scene. Used by one test only.
static CAN_RUN_ERRANDS: AtomicBool = AtomicBool::new(false);

#[derive(Serialize, Deserialize)]
struct Errand;

impl Job for Errand {
    const NAME: &'static str = "errand";
    const TRIES: i32 = 1;
    type Answer = String;

    async fn run(self, _: JobContext) -> anyhow::Result<String> {
        anyhow::ensure!(CAN_RUN_ERRANDS.load(Ordering::SeqCst), "the shop is shut");
        Ok("milk".to_owned())
    }
}

fn fragile(is_mended: Arc<AtomicBool>) -> Bot {
    let on_text = move |turn: Turn, text: String| {
        let is_mended = Arc::clone(&is_mended);
        async move {
            let is_poison = text.starts_with("poison");
            anyhow::ensure!(
                !is_poison || is_mended.load(Ordering::SeqCst),
                "cannot swallow it\npassword=hunter2"
            );
            match text.as_str() {
                "errand" => turn.enqueue(&Errand)?,
                text => turn.say(Html::escape(text)),
            }
            Ok(())
        }
    };
    let on_errand = |turn: Turn, answer: Result<String, GaveUp>| async move {
        turn.say(Html::escape(&answer.unwrap_or_else(|GaveUp| "no milk".to_owned())));
        Ok(())
    };
    Bot::new("probe", "Probe", Update::filter_message().branch(Message::filter_text().endpoint(on_text)))
        .jobs(Jobs::default().on::<Errand, _, _>(on_errand))
}

impl Scene {
    async fn set() -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let account = telegram.bot("probe_bot").await;
        let test = TestDb::new(&[&CORE]).await;
        let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
        let is_mended = Arc::new(AtomicBool::new(false));
        house.start(fragile(Arc::clone(&is_mended)), &account.token).await;
        let chat = telegram.person("Anna").create().await.chat(&account).await;
        Self { telegram, chat, test, house, is_mended }
    }

    /// `nexus dead …` that is to succeed; what it printed.
    async fn dead(&self, arguments: &[&str]) -> String {
        let output = self.try_dead(arguments).await;
        assert!(output.status.success(), "{arguments:?}: {}", complained(&output));
        printed(&output)
    }

    async fn refuses(&self, arguments: &[&str], complaint: &str) {
        let output = self.try_dead(arguments).await;
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", printed(&output));
        assert!(complained(&output).contains(complaint), "{arguments:?}: {}", complained(&output));
    }

    async fn try_dead(&self, arguments: &[&str]) -> Output {
        let words: Vec<&str> = ["dead"].into_iter().chain(arguments.iter().copied()).collect();
        nexus(&words, &[("DATABASE_URL", self.test.url.expose_secret())]).await
    }

    /// Waits until a line of the list holds `text`; gives its id.
    async fn listed(&self, text: &str) -> String {
        soon(text, async || {
            let list = self.dead(&["list"]).await;
            let line = list.lines().find(|line| line.contains(text))?;
            Some(line.split(' ').next().expect("an id").to_owned())
        })
        .await
    }

    async fn until(&self, sql: &'static str) {
        soon(sql, async || {
            let holds: bool = sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("an answer");
            holds.then_some(())
        })
        .await;
    }

    /// Three tries without their pauses; others are answered in between.
    async fn let_die(&self, text: &str) -> String {
        self.chat.send(text).await;
        for sql in [
            "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 1)",
            "SELECT EXISTS (SELECT FROM nexus.inbox WHERE state = 0 AND tries = 2)",
        ] {
            self.until(sql).await;
            self.chat.send("between").await;
            self.chat.expect("between").await;
            self.telegram.advance(Duration::from_secs(6)).await;
        }
        self.chat.expect("I could not work on your message").await;
        self.listed("update message").await
    }

    async fn stop(self) {
        self.house.stop().await;
        self.telegram.stop().await;
    }
}

#[tokio::test]
async fn what_died_is_listed_shown_and_tried_again() {
    let scene = Scene::set().await;
    assert_eq!(scene.dead(&["list"]).await, "nothing is dead");
    let id = scene.let_die("poison 123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
    assert!(id.starts_with('e'), "{id}");
    let list = scene.dead(&["list", "--bot", "probe", "--limit", "1"]).await;
    assert!(
        list.starts_with("ID") && list.contains("Anna") && list.contains("cannot swallow it password=***"),
        "{list}"
    );

    let page = scene.dead(&["show", &id]).await;
    for part in [
        "update message",
        "probe (@probe_bot)",
        "(Anna)",
        "cannot swallow it\npassword=***",
        "poison 123456:***",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let trace: String = sqlx::query_scalar("SELECT trace_id::text FROM nexus.inbox WHERE state = 2")
        .fetch_one(&scene.test.pool)
        .await
        .expect("one");
    assert!(page.contains(&trace) && !page.contains("hunter2"), "{page}");

    scene.is_mended.store(true, Ordering::SeqCst);
    let told = scene.dead(&["retry", &id]).await;
    assert!(told.starts_with(&format!("{id} will be tried again")), "{told}");
    scene.chat.expect("poison").await;
    scene.chat.assert_quiet().await;
    for command in ["show", "retry", "drop"] {
        scene.refuses(&[command, &id], "is not dead").await;
        scene.refuses(&[command, "e999999"], "there is no e999999").await;
        scene.refuses(&[command, "j999999"], "there is no j999999").await;
        scene.refuses(&[command, "m999999"], "there is no m999999").await;
    }
    scene.refuses(&["list", "--bot", "nobody"], "there is no bot \"nobody\"").await;
    scene.stop().await;
}

#[tokio::test]
async fn what_is_dropped_never_comes_back() {
    let scene = Scene::set().await;
    let id = scene.let_die("poison").await;
    let told = scene.dead(&["drop", &id]).await;
    assert!(told.contains("will not come back") && told.contains("cannot swallow it"), "{told}");
    scene.is_mended.store(true, Ordering::SeqCst);
    scene.refuses(&["retry", &id], "is not dead").await;
    assert_eq!(scene.dead(&["retry", "--all"]).await, "nothing is dead");
    scene.chat.send("after").await;
    scene.chat.expect("after").await;
    scene.chat.assert_quiet().await;
    scene.stop().await;
}

#[tokio::test]
async fn jobs_and_messages_are_tried_again_together() {
    let scene = Scene::set().await;
    scene.chat.send("errand").await;
    scene.chat.expect("no milk").await;
    let job = scene.listed("job errand").await;
    assert!(scene.dead(&["show", &job]).await.contains("the shop is shut"));
    let refusal = Fault {
        method: Some("sendMessage".to_owned()),
        times: Some(1),
        status: Some(400),
        description: Some("Bad Request: not today".to_owned()),
        ..Fault::default()
    };
    scene.telegram.fault(refusal).await;
    scene.chat.send("unheard").await;
    let message = scene.listed("Bad Request: not today").await;
    assert!(job.starts_with('j') && message.starts_with('m'), "{job} {message}");

    CAN_RUN_ERRANDS.store(true, Ordering::SeqCst);
    let told = scene.dead(&["retry", "--all", "--bot", "probe"]).await;
    assert!(told.starts_with("1 job, 1 message will be tried again"), "{told}");
    let answers = [scene.chat.expect("").await.text, scene.chat.expect("").await.text];
    assert!(answers.contains(&"milk".to_owned()) && answers.contains(&"unheard".to_owned()), "{answers:?}");
    scene.chat.assert_quiet().await;
    assert_eq!(scene.dead(&["list"]).await, "nothing is dead");
    scene.stop().await;
}

#[tokio::test]
async fn another_payload_takes_the_place_of_the_one_that_failed() {
    let scene = Scene::set().await;
    let id = scene.let_die("poison").await;
    let body: String = sqlx::query_scalar("SELECT body FROM nexus.inbox WHERE state = 2")
        .fetch_one(&scene.test.pool)
        .await
        .expect("a body");
    let file = std::env::temp_dir().join(format!("nexus-edit-{}.json", std::process::id()));
    let path = file.to_str().expect("a path");
    std::fs::write(&file, body.replace("poison", "medicine")).expect("written");
    let told = scene.dead(&["edit", &id, path]).await;
    assert!(
        told.contains("- \"poison\"\n+ \"medicine\"") && told.contains("nothing is changed yet"),
        "{told}"
    );
    let told = scene.dead(&["edit", "--yes", &id, path]).await;
    assert!(told.contains("will be tried again"), "{told}");
    scene.chat.expect("medicine").await;
    scene.chat.assert_quiet().await;
    scene.refuses(&["edit", "--yes", &id, path], "is not dead").await;
    std::fs::remove_file(&file).expect("removed");
    scene.refuses(&["edit", &id, path], "cannot be read").await;
    let recorded: String = sqlx::query_scalar("SELECT actor_kind || ' ' || action FROM nexus.audit_log")
        .fetch_one(&scene.test.pool)
        .await
        .expect("one record");
    assert_eq!(recorded, "operator dead.edit");
    scene.stop().await;
}

#[tokio::test]
async fn tables_of_an_earlier_version_are_named() {
    let test = TestDb::new(&[&CORE]).await;
    let variables = [("DATABASE_URL", test.url.expose_secret())];
    assert!(nexus(&["migrate", "down"], &variables).await.status.success());
    let output = nexus(&["dead", "list"], &variables).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("run nexus migrate up"), "{}", complained(&output));
}
