//! A message to very many people beside others who talk with the bot: how fast it goes, what it costs them, and whether
//! everybody gets it whatever is killed.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use nexus_core::broadcast::IN_HAND;
use sqlx::Connection;

use super::{
    Bench,
    contender::COUNTER,
    store::{self, Schedule},
};
use crate::{
    faults::{Setup, World},
    figures::{Latency, grouped, head, number, row},
    load::{COUNTING, FIRST_PERSON, NEWS, People, Readers},
    machine::usage,
};

/// The number of the first reader; those who talk have lower ones.
const FIRST_READER: i64 = 20_000_001;
/// People who talk with the bot meanwhile.
const TALKERS: i64 = 100;
/// Their messages a second, by whether Telegram's limits leave room for few.
const TALK: u32 = 50;
const LIMITED_TALK: u32 = 4;
/// Without anybody hearing anything for so long, it has come to a stand. A killed process's duty runs out before.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(100);

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    pub people: i64,
    pub limits: bool,
    /// Whether the process is killed in the middle.
    pub kill: bool,
}

impl Case {
    /// Those who talk with the bot are told too.
    fn recipients(self) -> anyhow::Result<u64> {
        Ok(u64::try_from(self.people + TALKERS)?)
    }
}

/// Memory of the bot's process, in MiB.
#[derive(Clone, Copy, Debug)]
struct Memory {
    /// When a tenth of the people had it.
    early: f64,
    /// When the last had it.
    late: f64,
    /// At most, of the process that sent the last.
    most: f64,
}

/// # Errors
/// What goes wrong; false when somebody was left out, or more were told twice than were in hand.
pub async fn run(bench: &Bench, case: Case) -> anyhow::Result<bool> {
    let people = People::new(COUNTING);
    let readers = Readers::beside(Arc::clone(&people));
    let setup = Setup { limits: case.limits, ..Setup::default() };
    let mut world = World::start(bench, COUNTER, setup, readers.clone()).await?;
    for person in 0..TALKERS {
        people.write(&world.stub.account, FIRST_PERSON + person);
    }
    ensure!(people.settle(PATIENCE).await, "somebody is not answered:\n{}", world.log());
    announce(&world, case.people).await?;
    people.measure();
    let rate = if case.limits { LIMITED_TALK } else { TALK };
    let account = Arc::clone(&world.stub.account);
    let memory = tokio::select! {
        memory = watch(&mut world, &readers, case) => memory?,
        () = people.write_steadily(&account, rate, TALKERS) => anyhow::bail!("the writing ended"),
    };
    ensure!(people.settle(PATIENCE).await, "somebody is not answered:\n{}", world.log());
    world.look_after()?;
    report(&world, case, &people, &readers, memory)
}

/// Writes the readers and the broadcast, which begins at once.
async fn announce(world: &World<'_>, people: i64) -> anyhow::Result<()> {
    let mut admin = world.admin().await?;
    let schedule =
        Schedule { bot: COUNTER.bot, first_person: FIRST_READER, people, each: 0, begins: 0.0, lasts: 0.0 };
    store::fill(&mut admin, schedule).await?;
    store::settle(&mut admin).await?;
    store::announce(&mut admin, COUNTER.bot, FIRST_READER, NEWS).await?;
    Ok(admin.close().await?)
}

/// Until everybody has it, or nobody gets it any more.
async fn watch(world: &mut World<'_>, readers: &Readers, case: Case) -> anyhow::Result<Memory> {
    let all = case.recipients()?;
    let (mut told, mut since, mut early, mut is_killed) = (0, Instant::now(), None, false);
    while told < all && since.elapsed() < PATIENCE {
        tokio::time::sleep(LOOK).await;
        let now = readers.told().people;
        if now > told {
            (told, since) = (now, Instant::now());
        }
        if early.is_none() && told * 10 >= all {
            early = Some(now_of(world)?);
        }
        if case.kill && !is_killed && told * 2 >= all {
            is_killed = true;
            world.kill(0).await?;
            world.start_replica(0)?;
        }
    }
    // What would come twice comes now.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let pid = world.pid(0).context("the bot does not run")?;
    let (late, most) = usage::memory(pid);
    Ok(Memory { early: early.unwrap_or(f64::NAN), late, most })
}

fn now_of(world: &World<'_>) -> anyhow::Result<f64> {
    Ok(usage::memory(world.pid(0).context("the bot does not run")?).0)
}

fn report(
    world: &World<'_>,
    case: Case,
    people: &People,
    readers: &Readers,
    memory: Memory,
) -> anyhow::Result<bool> {
    let (told, tally) = (readers.told(), people.tally());
    let latency: Latency = people.latency();
    let left_out = case.recipients()?.saturating_sub(told.people);
    let columns = [
        "people",
        "limits",
        "killed",
        "left out",
        "sent again",
        "a second",
        "answers beside p50 ms",
        "p99 ms",
        "MiB at a tenth",
        "at the end",
        "at most",
        "429 provoked",
    ];
    let cells = [
        grouped(case.people),
        if case.limits { "kept" } else { "off" }.to_owned(),
        u8::from(case.kill).to_string(),
        left_out.to_string(),
        told.repeats.to_string(),
        number(told.people as f64 / told.took.as_secs_f64()),
        number(latency.p50),
        number(latency.p99),
        number(memory.early),
        number(memory.late),
        number(memory.most),
        world.stub.account.refused().to_string(),
    ];
    println!("{}\n{}\n", head(&columns), row(&cells));
    for broken in &world.broken {
        eprintln!("BROKEN: {broken}");
    }
    let may_repeat = if case.kill { IN_HAND as u64 } else { 0 };
    let answers_hold = tally.disorder + tally.excess == 0 && (case.kill || tally.repeats == 0);
    Ok(left_out == 0 && told.repeats <= may_repeat && answers_hold && world.broken.is_empty())
}
