//! One bot under one load, in a database of its own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::ensure;

use super::{Bench, contender::Contender};
use crate::{
    faults::{Setup, World},
    figures::Latency,
    load::{People, Script},
    machine::usage,
    stub::Account,
};

/// Longest that a bot may take to answer anybody when the load has ended.
pub const LIMIT: Duration = Duration::from_secs(60);
/// Longest that it may take to get to know everybody: 10,000 write at once.
const MEETING: Duration = Duration::from_secs(300);
/// Everybody is answered at least once, and for at least so long, before the clock starts.
const WARM_UP: Duration = Duration::from_secs(2);

/// A bot at work, and the people who write to it.
pub struct Trial<'a> {
    world: World<'a>,
    pub people: Arc<People>,
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
        let people = People::new(script);
        let world = World::start(bench, contender, Setup::default(), people.clone()).await?;
        Ok(Self { world, people })
    }

    /// Where people write to the bot.
    pub fn account(&self) -> &Account {
        &self.world.stub.account
    }

    /// Starts the bot after [`Trial::stop`]; it may take a moment until it asks for updates.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        self.world.start_replica(0)
    }

    /// Ends the bot, abruptly: the peer stops no other way.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        self.world.kill(0).await
    }

    /// Takes `count` people through the first steps, where the bot has such.
    ///
    /// # Errors
    /// When somebody is left behind.
    pub async fn introduce(&self, count: i64) -> anyhow::Result<()> {
        let is_done = !self.world.contender.asks_newcomers
            || self.people.introduce(self.account(), count, MEETING).await;
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
            ensure!(begun.elapsed() < MEETING, "not everybody is answered: {}", self.complaint());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Measures while the load goes on.
    pub async fn measure(&self) -> Figures {
        let (begun, before, answers) = (Instant::now(), self.used(), self.people.answers());
        self.people.measure();
        tokio::time::sleep(Duration::from_secs(self.world.bench.seconds)).await;
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
            postgres_memory: self.world.bench.machine.postgres.pid().map_or(f64::NAN, usage::memory_of_all),
        }
    }

    /// No process has the number 0, so nothing is measured while the bot is stopped.
    fn pid(&self) -> u32 {
        self.world.pid(0).unwrap_or_default()
    }

    fn used(&self) -> Used {
        Used {
            bot: usage::cpu(self.pid()),
            postgres: self.world.bench.machine.postgres.cpu(),
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
        let (unanswered, waiting) = (self.people.unanswered(), self.account().waiting());
        let log = self.world.log();
        let tally = self.people.tally();
        format!("{unanswered} unanswered, {waiting} never fetched, {tally:?}{other}\n{log}")
    }
}
