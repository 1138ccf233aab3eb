//! The smallest bots as processes of their own: killed, stopped, replaced.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use futures::future::join_all;
use nexus_core::{
    db::CORE,
    testing::{TestHouse, db::TestDb},
};
use secrecy::ExposeSecret;
use serde_json::json;
use telegram_local::{Bot as Account, Chat, Fault, Telegram};

use super::{
    albums::PHOTO,
    support::{LIMIT, NOTHING_OPEN, World, counter, soon, until_sql},
};

/// `cargo test` builds the examples too, beside the folder of this test.
fn program(name: &str) -> PathBuf {
    let mut path = std::env::current_exe().expect("this program");
    path.pop();
    path.pop();
    let path = path.join("examples").join(name);
    assert!(path.exists(), "{} is missing; cargo build -p nexus-core --examples makes it", path.display());
    path
}

/// A running bot, and what it logs.
pub struct Process {
    child: Child,
    log: Receiver<String>,
}

impl Process {
    pub fn start(scene: &Scene) -> Self {
        let mut command = Command::new(program(scene.program));
        command
            .env(format!("{}_TOKEN", scene.program.to_uppercase()), &scene.bot.token)
            .env("TELEGRAM_API_URL", scene.telegram.url())
            .env("DATABASE_URL", scene.test.url.expose_secret())
            .env("HTTP_ADDR", "127.0.0.1:0")
            .env("RUST_LOG", "info")
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the example runs");
        let (lines, log) = channel();
        let output = BufReader::new(child.stderr.take().expect("a pipe"));
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| lines.send(line))
        });
        Self { child, log }
    }

    /// Waits for a line of the log.
    fn logged(&self, text: &str) {
        let mut seen = Vec::new();
        loop {
            match self.log.recv_timeout(LIMIT) {
                Ok(line) if line.contains(text) => return,
                Ok(line) => seen.push(line),
                Err(_) => panic!("never logged {text:?}:\n{}", seen.join("\n")),
            }
        }
    }

    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("reaped");
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    /// As an orchestrator stops it.
    pub fn terminate(&self) {
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(kill.is_ok_and(|status| status.success()));
    }

    pub fn ended(&mut self) -> bool {
        self.child.wait().expect("reaped").success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Scene {
    /// Which of the examples.
    program: &'static str,
    pub telegram: Telegram,
    pub bot: Account,
    pub test: TestDb,
}

impl Scene {
    async fn set() -> Self {
        Self::of("counter").await
    }

    pub async fn of(program: &'static str) -> Self {
        let telegram = Telegram::start().await.expect("a messenger");
        let bot = telegram.bot(&format!("{program}_bot")).await;
        Self { program, bot, telegram, test: TestDb::new(&[&CORE]).await }
    }

    pub fn start(&self) -> Process {
        Process::start(self)
    }

    /// Waits until so many updates are filed.
    pub async fn filed(&self, updates: usize) {
        let filed = async {
            let count = || sqlx::query_scalar("SELECT count(*) FROM nexus.inbox").fetch_one(&self.test.pool);
            while count().await.unwrap_or(0i64) < updates as i64 {
                tokio::task::yield_now().await;
            }
        };
        soon("the updates in the inbox", filed).await;
    }

    pub async fn chat(&self, name: &str) -> Chat {
        self.telegram.person(name).create().await.chat(&self.bot).await
    }

    /// Accepted answers by chat, in order.
    async fn answers(&self) -> HashMap<i64, Vec<i64>> {
        let mut answers: HashMap<i64, Vec<i64>> = HashMap::new();
        for call in self.telegram.calls(&self.bot, "sendMessage").await.iter().filter(|call| call.ok) {
            let chat = call.params["chat_id"].as_i64().expect("a chat");
            let text = call.params["text"].as_str().expect("a text");
            answers.entry(chat).or_default().push(text.parse().expect("a number"));
        }
        answers
    }

    async fn accepted(&self) -> usize {
        self.answers().await.values().map(Vec::len).sum()
    }

    async fn counts(&self) -> Vec<i64> {
        sqlx::query_scalar("SELECT (state ->> 'count')::int8 FROM nexus.subscriptions ORDER BY 1")
            .fetch_all(&self.test.pool)
            .await
            .expect("counts")
    }
}

/// Fifteen times, each at another moment of its work; the killed process's successor takes over at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifteen_times_it_answers_everything_and_counts_right() {
    const PEOPLE: usize = 5;
    const KILLS: usize = 15;
    const EACH: i64 = 3;
    let scene = Scene::set().await;
    let chats =
        join_all((0..PEOPLE).map(|number| scene.chat(["Anna", "Bert", "Cleo", "Dora", "Emil"][number])))
            .await;
    for kill in 0..KILLS {
        let mut process = scene.start();
        let before = scene.accepted().await;
        // From right at its start to after the last answer of the round.
        let until = before + (kill * 7) % (PEOPLE * EACH as usize + 1);
        let write = join_all(chats.iter().map(async |chat| {
            for _ in 0..EACH {
                chat.send("x").await;
            }
        }));
        let watch = async {
            while scene.accepted().await < until {
                tokio::task::yield_now().await;
            }
        };
        soon("the answers before the kill", futures::future::join(write, watch)).await;
        process.kill();
    }
    let total = KILLS as i64 * EACH;
    let process = scene.start();
    for chat in &chats {
        soon("the last answer", chat.expect_that("the last number", |seen| seen.text == total.to_string()))
            .await;
    }
    until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    assert_eq!(scene.counts().await, vec![total; PEOPLE]);
    let mut repeats = 0;
    for (chat, mut answers) in scene.answers().await {
        repeats += answers.len() as i64 - total;
        answers.sort_unstable();
        answers.dedup();
        assert_eq!(answers, (1..=total).collect::<Vec<_>>(), "chat {chat}");
    }
    println!("{repeats} repeats in {KILLS} kills");
    // In each chat four that were sent and not yet marked, and one on its way.
    assert!(repeats <= (KILLS * PEOPLE * 5) as i64, "{repeats}: only what was in flight is repeated");
    drop(process);
}

/// Groups become supergroups while the bot works for them and dies: what was said before and after is answered once, but
/// for what was on its way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_groups_move_it_answers_everything_and_counts_right() {
    const KILLS: usize = 8;
    const EACH: i64 = 10;
    let scene = Scene::set().await;
    scene.telegram.privacy(&scene.bot, false).await;
    let anna = scene.telegram.person("Anna").create().await;
    let numbers = async || {
        let answers = scene.answers().await.into_values().flatten();
        answers.collect::<Vec<i64>>()
    };
    let mut process = scene.start();
    for kill in 0..KILLS {
        let group = scene.telegram.group("Club").with(&anna).bot(&scene.bot).create().await;
        let chat = group.chat(&anna).await;
        let before = kill as i64 * EACH;
        // From the middle of the old chat's answers to the middle of the new one's.
        let until = before as usize + 1 + kill;
        let write = async {
            for number in 0..EACH {
                if number == EACH / 2 {
                    group.upgrade().await;
                }
                chat.send("x").await;
            }
        };
        let watch = async {
            while numbers().await.len() < until {
                tokio::task::yield_now().await;
            }
            process.kill();
        };
        soon("the answers before the kill", futures::future::join(write, watch)).await;
        process = scene.start();
        let last = (before + EACH).to_string();
        let answered =
            format!("SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE state ->> 'count' = '{last}')");
        until_sql(&scene.test.pool, "all are counted", answered.leak()).await;
        until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    }
    let total = KILLS as i64 * EACH;
    assert_eq!(scene.counts().await, [total]);
    let mut answers = numbers().await;
    let repeats = answers.len() as i64 - total;
    answers.sort_unstable();
    answers.dedup();
    assert_eq!(answers, (1..=total).collect::<Vec<_>>());
    println!("{repeats} repeats in {KILLS} kills");
    assert!(repeats <= (KILLS * 5) as i64, "{repeats}: only what was in flight is repeated");
    drop(process);
}

/// A file is stored with its turn: a process that dies while it uploads leaves all of it to its successor.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_it_uploads_its_successor_sends_the_file_in_its_place() {
    let scene = Scene::of("courier").await;
    let chat = scene.chat("Anna").await;
    let start = || scene.start();
    let mut process = start();
    let slow = Fault { method: Some("sendDocument".into()), latency_ms: 60_000, ..Fault::default() };
    scene.telegram.fault(slow).await;
    chat.send("milk").await;
    chat.expect("Here it is:").await;
    until_sql(
        &scene.test.pool,
        "its turn is closed",
        "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending::text LIKE '%\"file\"%')",
    )
    .await;
    process.kill();
    scene.telegram.clear_faults().await;
    process = start();
    // The message before it was on its way too, so it may come twice.
    let file = chat.expect_file("text.txt").await;
    assert_eq!((file.bytes.as_slice(), file.seen.text.as_str()), (&b"milk"[..], "As you wrote it"));
    chat.expect("Anything else?").await;
    chat.send("milk").await;
    assert_eq!(chat.expect_file("text.txt").await.bytes, b"milk");
    chat.expect("Anything else?").await;
    until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    let calls = scene.telegram.calls(&scene.bot, "sendDocument").await;
    let accepted: Vec<bool> = calls
        .iter()
        .filter(|call| call.ok)
        .map(|call| call.params["document"].as_str().is_some_and(|given| given.starts_with('<')))
        .collect();
    assert_eq!(accepted, [true, false], "uploaded once, then sent by its name");
    drop(process);
}

/// Albums of four are being waited for when the process is killed, those of ten are being answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_over_albums_it_answers_each_once_and_counts_right() {
    const PEOPLE: usize = 3;
    let scene = Scene::of("gallery").await;
    let chats = join_all(["Anna", "Bert", "Cleo"].map(|name| scene.chat(name))).await;
    let mut sums: Vec<i64> = Vec::new();
    for size in [4, 10, 4, 10, 4, 10, 10] {
        let mut process = scene.start();
        let files = vec![PHOTO; size];
        join_all(chats.iter().map(|chat| chat.send_album("", &files))).await;
        sums.push(sums.last().copied().unwrap_or(0) + size as i64);
        scene.filed(sums[sums.len() - 1] as usize * PEOPLE).await;
        process.kill();
    }
    let total = sums[sums.len() - 1];
    let process = scene.start();
    for chat in &chats {
        soon("the last answer", chat.expect_that("the last sum", |seen| seen.text == total.to_string()))
            .await;
    }
    until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    assert_eq!(scene.counts().await, vec![total; PEOPLE]);
    for (chat, mut answers) in scene.answers().await {
        answers.sort_unstable();
        answers.dedup();
        assert_eq!(answers, sums, "chat {chat}");
    }
    drop(process);
}

/// A rolling restart: the successor stands by, takes over when the first has put everything away, and repeats nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_successor_takes_over_from_one_that_stops_and_repeats_nothing() {
    let scene = Scene::set().await;
    let chat = scene.chat("Anna").await;
    let mut first = scene.start();
    chat.send("x").await;
    chat.expect("1").await;
    let second = scene.start();
    second.logged("standing by");
    // The first is stopped while it sends.
    let slow =
        Fault { method: Some("sendMessage".into()), latency_ms: 2500, times: Some(1), ..Fault::default() };
    scene.telegram.fault(slow).await;
    chat.send("x").await;
    until_sql(
        &scene.test.pool,
        "it is said",
        "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]')",
    )
    .await;
    first.terminate();
    assert!(first.ended(), "a stop is no failure");
    chat.send("x").await;
    chat.expect("3").await;
    until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    let answers: Vec<Vec<i64>> = scene.answers().await.into_values().collect();
    assert_eq!(answers, [[1, 2, 3]]);
    assert_eq!(scene.counts().await, [3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_successor_takes_over_from_one_that_was_killed() {
    let scene = Scene::set().await;
    let chat = scene.chat("Anna").await;
    let mut first = scene.start();
    chat.send("x").await;
    chat.expect("1").await;
    until_sql(&scene.test.pool, "nothing is open", NOTHING_OPEN).await;
    let second = scene.start();
    second.logged("standing by");
    first.kill();
    // The dead one's lease has 8 s to run: who answers earlier did not wait for it.
    let taken_over = async {
        chat.send("x").await;
        chat.expect("2").await;
    };
    assert!(
        tokio::time::timeout(Duration::from_secs(7), taken_over).await.is_ok(),
        "it waited for the lease to run out"
    );
    assert_eq!(scene.counts().await, [2]);
}

#[test]
fn a_token_that_is_missing_or_wrong_is_named() {
    for (token, complaint) in [("", "COUNTER_TOKEN is not set"), ("12", "COUNTER_TOKEN is malformed")] {
        let output = Command::new(program("counter")).env("COUNTER_TOKEN", token).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(complaint), "{said}");
    }
}

#[tokio::test]
async fn waiting_for_the_messenger_it_can_be_stopped() {
    let scene = Scene::set().await;
    scene.telegram.stop().await;
    let mut process = scene.start();
    process.logged("waiting for it");
    process.terminate();
    assert!(process.ended());
}

/// Two houses at work on one account, each believing that the other has gone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_at_once_never_count_a_message_twice() {
    let world = World::with(counter()).await;
    let mut other = TestHouse::open(&world.test, world.telegram.url(), &[]).await;
    other.start(counter(), &world.bot.token).await;
    let chats = join_all(["Anna", "Bert", "Cleo"].map(|name| world.chat(name))).await;
    join_all(chats.iter().map(async |chat| {
        for _ in 0..25 {
            chat.send("x").await;
        }
    }))
    .await;
    for chat in &chats {
        chat.expect_that("the last number", |seen| seen.text == "25").await;
    }
    world.until("nothing is open", NOTHING_OPEN).await;
    let exact = "SELECT count(*) FROM nexus.subscriptions WHERE state ->> 'count' = '25'";
    assert_eq!(world.number(exact).await, 3);
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox").await, 75);
    other.stop().await;
    world.stop().await;
}

/// The sum belongs to the person: right also when their turns in two chats close at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_person_in_two_chats_is_counted_exactly() {
    let world = World::with(counter()).await;
    let anna = world.telegram.person("Anna").create().await;
    let chat = anna.chat(&world.bot).await;
    let private = async {
        for _ in 0..40 {
            chat.send("x").await;
        }
    };
    let group = async {
        for _ in 0..40 {
            let from = json!({"id": anna.id, "is_bot": false, "first_name": "Anna", "language_code": "en"});
            let place = json!({"id": -1001, "type": "supergroup", "title": "Us"});
            world.inject_message(json!({"from": from, "chat": place})).await;
        }
    };
    futures::future::join(private, group).await;
    world.until("all of it is done", "SELECT count(*) = 80 FROM nexus.inbox WHERE state = 1").await;
    assert_eq!(world.number("SELECT (state ->> 'count')::int8 FROM nexus.subscriptions").await, 80);
    world.stop().await;
}
