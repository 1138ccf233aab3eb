//! Many reminders in one minute: whether each comes, once, and how late.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::Connection;

use super::{
    Bench,
    contender::REMINDER,
    store::{self, Schedule},
};
use crate::{
    faults::{Kind, Setup, Strike, World},
    figures::{Latency, grouped, head, number, row},
    load::{FIRST_PERSON, Reminded},
    random::Random,
};

/// Over which the notifications are spread.
const MINUTE: Duration = Duration::from_secs(60);
/// From writing them to the first.
const LEAD: Duration = Duration::from_secs(3);
/// After the minute, as long as somebody hears something at least every so often.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is tried: how many people, whether Telegram's limits hold, how many kills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    pub people: i64,
    pub limits: bool,
    pub kills: usize,
}

/// # Errors
/// What goes wrong; false when a reminder was lost, came early or was due twice.
pub async fn run(bench: &Bench, cases: &[Case]) -> anyhow::Result<bool> {
    let mut lines = vec![head(&[
        "reminders due within a minute",
        "Telegram's limits",
        "kills",
        "lost",
        "due twice",
        "sent again",
        "late p50 ms",
        "late p99 ms",
        "late max ms",
        "429 provoked",
    ])];
    let mut holds = true;
    for &case in cases {
        let (line, held) = try_case(bench, case).await?;
        lines.push(line);
        holds &= held;
    }
    println!("{}\n", lines.join("\n"));
    Ok(holds)
}

async fn try_case(bench: &Bench, case: Case) -> anyhow::Result<(String, bool)> {
    let Case { people, limits, kills } = case;
    eprintln!("{} reminders, {kills} kills", grouped(people));
    let reminded = Reminded::new();
    let setup = Setup { limits, ..Setup::default() };
    let mut world = World::start(bench, REMINDER, setup, reminded.clone()).await?;
    // It has registered itself; what is planned while it is away, it finds at its start.
    world.kill(0).await?;
    plan(&world, &reminded, people).await?;
    world.start_replica(0)?;
    let begun = Instant::now();
    strike(&mut world, bench.seed, kills).await?;
    tokio::time::sleep((LEAD + MINUTE).saturating_sub(begun.elapsed())).await;
    wait(&reminded).await;
    world.look_after()?;
    for broken in &world.broken {
        eprintln!("BROKEN: {broken}");
    }
    let heard = reminded.reminders();
    let late = Latency::of(heard.late.clone());
    let cells = [
        grouped(people),
        if limits { "kept" } else { "off" }.to_owned(),
        kills.to_string(),
        heard.lost.to_string(),
        heard.twice.to_string(),
        heard.repeats.to_string(),
        number(late.p50),
        number(late.p99),
        number(late.max),
        world.stub.account.refused().to_string(),
    ];
    let holds = heard.lost + heard.twice + heard.early == 0 && world.broken.is_empty();
    Ok((row(&cells), holds))
}

async fn plan(world: &World<'_>, reminded: &Arc<Reminded>, people: i64) -> anyhow::Result<()> {
    let mut admin = world.admin().await?;
    let schedule = Schedule {
        bot: REMINDER.bot,
        first_person: FIRST_PERSON,
        people,
        each: 1,
        begins: LEAD.as_secs_f64(),
        lasts: MINUTE.as_secs_f64(),
    };
    // The statement's own clock stands at its begin.
    let begun = Instant::now() + LEAD;
    store::fill(&mut admin, schedule).await?;
    let due = |person: i64| begun + MINUTE.mul_f64(person as f64 / people as f64);
    reminded.expect((0..people).map(|person| (FIRST_PERSON + person, due(person))));
    Ok(admin.close().await?)
}

/// The kills are spread over the minute.
async fn strike(world: &mut World<'_>, seed: u64, kills: usize) -> anyhow::Result<()> {
    let mut random = Random::new(seed);
    let pause = MINUTE.checked_div(u32::try_from(kills)?).unwrap_or_default();
    for _ in 0..kills {
        let strike = Strike::draw(Kind::Kill, &mut random);
        let after = random.between(pause / 2, pause).saturating_sub(strike.lasts);
        world.strike(Strike { after, ..strike }).await?;
    }
    Ok(())
}

/// Until everybody heard, or nobody does any more; and then a little for what would come twice.
async fn wait(reminded: &Reminded) {
    let (mut waiting, mut since) = (reminded.waiting(), Instant::now());
    while waiting > 0 && since.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = reminded.waiting();
        if now < waiting {
            (waiting, since) = (now, Instant::now());
        }
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
}
