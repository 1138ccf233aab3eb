//! One bot under one load, in a database of its own.

use std::{
    sync::{Arc, atomic::AtomicU32},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use tokio::process::Command;
use url::Url;

use super::Bench;
use crate::{
    figures::Latency,
    load::{People, Script},
    machine::{process::Process, usage},
    stub::{Chats, Stub},
};

/// Longest that a bot may take to ask for updates, or to answer those that are left.
pub const LIMIT: Duration = Duration::from_secs(60);
/// Everybody is answered at least once, and for at least so long, before the clock starts.
const WARM_UP: Duration = Duration::from_secs(2);

/// A bot that can be measured.
#[derive(Clone, Copy, Debug)]
pub struct Contender {
    /// Its file in Cargo's folder.
    pub program: &'static str,
    /// In the name of the variable that holds its token.
    pub code: &'static str,
    /// The messenger's number of it.
    pub bot: i64,
}

pub const COUNTER: Contender = Contender { program: "examples/counter", code: "COUNTER", bot: 7_000_000_101 };
pub const PEER_COUNTER: Contender = Contender { program: "bench-peer-counter", ..COUNTER };

impl Contender {
    pub fn token(&self) -> String {
        format!("{}:{}", self.bot, self.code.to_lowercase())
    }

    /// Its command, with the environment that every bot gets.
    ///
    /// # Errors
    /// When the program is missing.
    pub fn command(&self, bench: &Bench, telegram: &str, database: &Url) -> anyhow::Result<Command> {
        let mut command = Command::new(bench.programs.path(self.program)?);
        command
            // What is set for the person who runs this is not meant for the bots.
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(&bench.machine.folder)
            .env(format!("{}_TOKEN", self.code), self.token())
            .env("TELEGRAM_API_URL", telegram)
            .env("DATABASE_URL", database.as_str())
            .env("HTTP_ADDR", "127.0.0.1:0")
            .env("SEND_LIMITS", "off")
            .env("RUST_LOG", "warn");
        Ok(command)
    }
}

/// A database that no trial had before.
///
/// # Errors
/// What the server says.
pub async fn fresh_database(bench: &Bench) -> anyhow::Result<Url> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    bench.machine.postgres.fresh(&format!("bench_{number}")).await
}

/// A bot at work, and the people who write to it.
pub struct Trial<'a> {
    bench: &'a Bench,
    pub stub: Stub,
    pub people: Arc<People>,
    pub bot: Process,
}

/// What one trial gave; CPU in seconds per 10,000 answers.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Answers a second.
    pub rate: f64,
    pub bot_cpu: f64,
    pub postgres_cpu: f64,
    pub stub_cpu: f64,
    pub latency: Latency,
    /// MiB of the bot, at most.
    pub memory: f64,
    /// MiB of Postgres with all its processes, shared memory counted once.
    pub postgres_memory: f64,
}

/// CPU time so far.
#[derive(Clone, Copy)]
struct Used {
    bot: Duration,
    postgres: Duration,
    own: Duration,
}

impl<'a> Trial<'a> {
    /// Starts the bot on an empty database, and waits until it asks for updates.
    ///
    /// # Errors
    /// When it does not.
    pub async fn start(bench: &'a Bench, contender: Contender, script: Script) -> anyhow::Result<Self> {
        let database = fresh_database(bench).await?;
        let people = People::new(script);
        let stub = Stub::start(contender.bot, Arc::clone(&people) as Arc<dyn Chats>, bench.seed).await?;
        let mut contacts = stub.account.contacts();
        let command = contender.command(bench, &stub.url(), &database)?;
        let log = bench.machine.folder.join("bots.log");
        let bot = Process::spawn(command, &log, &bench.machine.janitor)?;
        let asked = tokio::time::timeout(LIMIT, contacts.changed()).await;
        ensure!(asked.is_ok(), "{} asks for no updates:\n{}", contender.program, bot.tail());
        Ok(Self { bench, stub, people, bot })
    }

    /// Lets `count` people talk until each was answered and things have settled in.
    ///
    /// # Errors
    /// When somebody gets no answer.
    pub async fn warm_up(&self, count: i64) -> anyhow::Result<()> {
        let begun = Instant::now();
        self.people.converse(&self.stub.account, count);
        let wanted = usize::try_from(count)?;
        while self.people.answered_once() < wanted || begun.elapsed() < WARM_UP {
            ensure!(begun.elapsed() < LIMIT, "not everybody is answered: {}", self.complaint());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Measures while the load goes on.
    pub async fn measure(&self) -> Figures {
        let (begun, before, answers) = (Instant::now(), self.used(), self.people.answers());
        self.people.measure();
        tokio::time::sleep(Duration::from_secs(self.bench.seconds)).await;
        let (taken, after) = (begun.elapsed(), self.used());
        let answers = (self.people.answers() - answers) as f64;
        let cpu = |of: fn(&Used) -> Duration| (of(&after) - of(&before)).as_secs_f64() * 10_000.0 / answers;
        Figures {
            rate: answers / taken.as_secs_f64(),
            bot_cpu: cpu(|used| used.bot),
            postgres_cpu: cpu(|used| used.postgres),
            stub_cpu: cpu(|used| used.own),
            latency: self.people.latency(),
            memory: usage::memory(self.bot.pid()).1,
            postgres_memory: self.bench.machine.postgres.pid().map_or(f64::NAN, usage::memory_of_all),
        }
    }

    fn used(&self) -> Used {
        Used {
            bot: usage::cpu(self.bot.pid()),
            postgres: self.bench.machine.postgres.cpu(),
            own: usage::own_cpu(),
        }
    }

    /// Ends the load, waits for the last answers, stops the bot, and checks what it said.
    ///
    /// # Errors
    /// When an answer is missing, wrong or came twice.
    pub async fn finish(self) -> anyhow::Result<()> {
        self.people.end();
        ensure!(self.people.settle(LIMIT).await, "answers are missing: {}", self.complaint());
        let tally = self.people.tally();
        ensure!(
            tally.repeats + tally.gaps + tally.excess + tally.others == 0,
            "it answered wrongly: {}",
            self.complaint()
        );
        self.bot.kill().await.context("the bot cannot be ended")
    }

    /// What is known of a failure.
    fn complaint(&self) -> String {
        let other = self.people.last_other().map(|other| format!("; it said {other:?}")).unwrap_or_default();
        let (unanswered, waiting) = (self.people.unanswered(), self.stub.account.waiting());
        let tally = self.people.tally();
        format!("{unanswered} unanswered, {waiting} never fetched, {tally:?}{other}\n{}", self.bot.tail())
    }
}
