//! What a calendar of two million future reminders costs a bot that has nothing to do.

use std::{path::Path, time::Duration};

use anyhow::{Context, ensure};
use sqlx::{Connection, PgConnection};

use super::{
    Bench,
    contender::REMINDER,
    explained::{Plan, plans},
    store::{self, Schedule},
};
use crate::{
    faults::{Setup, World},
    figures::{grouped, head, median, number, row},
    load::{FIRST_PERSON, Reminded},
    machine::usage,
};

const PEOPLE: i64 = 10_000;
/// How many come due at once when the bot has been watched finding nothing.
const DUE: i64 = 500;
/// Over which they are spread: a day away, then a year.
const DAY: f64 = 86_400.0;
/// How long the bot is watched doing nothing.
const IDLE: Duration = Duration::from_secs(30);
/// In so long it looks at least once, whatever it knows.
const LOOKING: Duration = Duration::from_secs(20);

/// Where the plans go.
const EXPLAINED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/explain-due.txt");

/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench, notifications: i64) -> anyhow::Result<()> {
    let mut world = World::start(bench, REMINDER, Setup::default(), Reminded::new()).await?;
    world.kill(0).await?;
    let mut admin = world.admin().await?;
    eprintln!("writing {} notifications", grouped(notifications));
    let each = notifications / PEOPLE;
    let schedule = Schedule {
        bot: REMINDER.bot,
        first_person: FIRST_PERSON,
        people: PEOPLE,
        each,
        begins: DAY,
        lasts: 365.0 * DAY,
    };
    store::fill(&mut admin, schedule).await?;
    store::settle(&mut admin).await?;
    let looks = explain(&mut world, &mut admin, each * PEOPLE).await?;
    let (bot, postgres) = idle(&mut world).await?;
    admin.close().await?;
    let rows = [
        ("a statement that looks for what is due and finds nothing, ms", number(median(&looks.empty))),
        ("the same when 500 are due, until they are in the inbox, ms", number(looks.full)),
        ("CPU of the idle bot in 30 s, ms", number(bot.as_secs_f64() * 1000.0)),
        ("CPU of Postgres meanwhile, ms", number(postgres.as_secs_f64() * 1000.0)),
    ];
    println!("{}", head(&[&format!("{} future notifications", grouped(each * PEOPLE)), "measured"]));
    rows.into_iter().for_each(|(what, value)| println!("{}", row(&[what.to_owned(), value])));
    println!();
    Ok(())
}

/// Milliseconds.
struct Looks {
    /// Of every statement that found nothing.
    empty: Vec<f64>,
    /// Of the slowest when [`DUE`] were due.
    full: f64,
}

/// Has the server log the plans of what the bot itself asks. What it asks about notifications while none is due is how
/// it looks for them; the same statements are then watched when some are.
async fn explain(world: &mut World<'_>, admin: &mut PgConnection, rows: i64) -> anyhow::Result<Looks> {
    let log = world.bench.machine.postgres.log().to_owned();
    store::log_plans(admin, true).await.context("the server cannot be told to log plans")?;
    let begun = std::fs::metadata(&log)?.len();
    world.start_replica(0)?;
    tokio::time::sleep(LOOKING).await;
    let came_due = std::fs::metadata(&log)?.len();
    store::make_due(admin, DUE).await?;
    tokio::time::sleep(LOOKING).await;
    world.kill(0).await?;
    store::log_plans(admin, false).await?;
    let text = std::fs::read(&log)?;
    let (begun, came_due) = (usize::try_from(begun)?, usize::try_from(came_due)?);
    let empty = plans(&String::from_utf8_lossy(&text[begun..came_due]));
    ensure!(!empty.is_empty(), "the server explained nothing; is auto_explain installed?");
    let mut full = plans(&String::from_utf8_lossy(&text[came_due..]));
    full.retain(|plan| empty.iter().any(|known| known.statement == plan.statement));
    write(Path::new(EXPLAINED), [("nothing is due", &empty), ("500 are due", &full)], rows)?;
    Ok(Looks {
        empty: empty.into_iter().flat_map(|plan| plan.times).collect(),
        full: full.iter().map(|plan| plan.slowest).fold(0.0, f64::max),
    })
}

fn write(path: &Path, parts: [(&str, &Vec<Plan>); 2], rows: i64) -> anyhow::Result<()> {
    let mut text = format!(
        "What the scheduler asks with {} notifications to come, as Postgres explains it; of each statement the time\n\
         when it took longest.\nMade by: cargo run --release -p nexus-bench -- schedule\n",
        grouped(rows)
    );
    for (when, plans) in parts {
        text.push_str(&format!("\n\n== When {when}\n"));
        for plan in plans {
            text.push_str(&format!("\n{}\nTime: {} ms\n", plan.text, number(plan.slowest)));
        }
    }
    Ok(std::fs::write(path, text)?)
}

/// CPU time of the bot and of Postgres while nothing is due.
async fn idle(world: &mut World<'_>) -> anyhow::Result<(Duration, Duration)> {
    world.start_replica(0)?;
    // Its start is not what is measured.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let used = |world: &World<'_>| {
        (world.pid(0).map(usage::cpu).unwrap_or_default(), world.bench.machine.postgres.cpu())
    };
    let before = used(world);
    tokio::time::sleep(IDLE).await;
    let after = used(world);
    world.kill(0).await?;
    Ok((after.0 - before.0, after.1 - before.1))
}
