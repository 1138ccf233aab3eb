//! One bot under one load, in a database of its own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

use super::{Bench, contender::Contender};
use crate::{
    figures::Latency,
    load::{People, Script},
    machine::{process::Process, usage},
    stub::{Chats, Stub},
};

/// Longest that a bot may take to ask for updates, or to answer those that are left.
pub const LIMIT: Duration = Duration::from_secs(180);
/// Everybody is answered at least once, and for at least so long, before the clock starts.
const WARM_UP: Duration = Duration::from_secs(2);

/// A bot at work, and the people who write to it.
pub struct Trial<'a> {
    bench: &'a Bench,
    contender: Contender,
    database: url::Url,
    pub stub: Stub,
    pub people: Arc<People>,
    /// `None` while it is stopped.
    bot: Option<Process>,
}

/// What one trial gave; CPU in seconds per 10,000 answers.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Answers a second.
    pub rate: f64,
    pub bot_cpu: f64,
    pub postgres_cpu: f64,
    /// Of the benchmark itself: stub and people.
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
        let database = bench.fresh_database().await?;
        let people = People::new(script);
        let stub = Stub::start(contender.bot, Arc::clone(&people) as Arc<dyn Chats>, bench.seed).await?;
        let mut contacts = stub.account.contacts();
        let mut trial = Self { bench, contender, database, stub, people, bot: None };
        trial.start_again()?;
        let asked = tokio::time::timeout(LIMIT, contacts.changed()).await;
        ensure!(asked.is_ok(), "{} asks for no updates: {}", contender.program, trial.complaint());
        Ok(trial)
    }

    /// Starts the bot after [`Trial::stop`]; it may take a moment until it asks for updates.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        let command = self.contender.command(self.bench, &self.stub.url(), &self.database)?;
        let log = self.bench.machine.folder.join("bots.log");
        self.bot = Some(Process::spawn(command, &log, &self.bench.machine.janitor)?);
        Ok(())
    }

    /// Ends the bot, abruptly: the peer stops no other way.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        match self.bot.take() {
            Some(bot) => bot.kill().await.context("the bot cannot be ended"),
            None => Ok(()),
        }
    }

    /// Takes `count` people through the first steps, where the bot has such.
    ///
    /// # Errors
    /// When somebody is left behind.
    pub async fn introduce(&self, count: i64) -> anyhow::Result<()> {
        let is_done =
            !self.contender.asks_newcomers || self.people.introduce(&self.stub.account, count, LIMIT).await;
        ensure!(is_done, "the first steps do not end: {}", self.complaint());
        Ok(())
    }

    /// Waits, while the load goes on, until each of `count` people was answered and things have settled in.
    ///
    /// # Errors
    /// When somebody gets no answer.
    pub async fn warm_up(&self, count: i64) -> anyhow::Result<()> {
        let begun = Instant::now();
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
            memory: usage::memory(self.pid()).1,
            postgres_memory: self.bench.machine.postgres.pid().map_or(f64::NAN, usage::memory_of_all),
        }
    }

    fn pid(&self) -> u32 {
        self.bot.as_ref().map(Process::pid).unwrap_or_default()
    }

    fn used(&self) -> Used {
        Used {
            bot: usage::cpu(self.pid()),
            postgres: self.bench.machine.postgres.cpu(),
            own: usage::own_cpu(),
        }
    }

    /// Ends the load, and waits for the last answers.
    ///
    /// # Errors
    /// When one is missing.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.people.end();
        ensure!(self.people.settle(LIMIT).await, "answers are missing: {}", self.complaint());
        Ok(())
    }

    /// Ends the load and the bot, and checks what it said.
    ///
    /// # Errors
    /// When an answer is missing, wrong or came twice.
    pub async fn finish(mut self) -> anyhow::Result<()> {
        self.settle().await?;
        ensure!(self.people.tally().is_clean(), "it answered wrongly: {}", self.complaint());
        self.stop().await
    }

    /// What is known of a failure.
    fn complaint(&self) -> String {
        let other = self.people.last_other().map(|other| format!("; it said {other:?}")).unwrap_or_default();
        let (unanswered, waiting) = (self.people.unanswered(), self.stub.account.waiting());
        let log = self.bot.as_ref().map(Process::tail).unwrap_or_default();
        let tally = self.people.tally();
        format!("{unanswered} unanswered, {waiting} never fetched, {tally:?}{other}\n{log}")
    }
}
