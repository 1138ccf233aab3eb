//! What a calendar of two million future reminders costs a bot that has nothing to do.

use std::{path::Path, time::Duration};

use anyhow::{Context, ensure};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::{
    Bench,
    contender::REMINDER,
    store::{self, Schedule},
};
use crate::{
    faults::{Setup, World},
    figures::{grouped, head, median, number, row},
    load::{FIRST_PERSON, Reminded},
    machine::usage,
};

const PEOPLE: i64 = 10_000;
/// How many are due when the bot first looks.
const DUE: i64 = 500;
/// Over which they are spread: a day away, then a year.
const DAY: f64 = 86_400.0;
/// How long the bot is watched doing nothing.
const IDLE: Duration = Duration::from_secs(30);
/// How long it is given to look for what is due, as often as it does.
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
    admin.execute("VACUUM (ANALYZE)").await?;
    admin.execute("CHECKPOINT").await?;
    let looks = explain(&mut world, &mut admin, each * PEOPLE).await?;
    let (bot, postgres) = idle(&mut world).await?;
    admin.close().await?;
    let rows = [
        ("a look that finds 500 due, ms", number(looks.iter().copied().fold(0.0, f64::max))),
        ("a look that finds nothing, ms", number(median(&looks))),
        ("CPU of the idle bot in 30 s, ms", number(bot.as_secs_f64() * 1000.0)),
        ("CPU of Postgres meanwhile, ms", number(postgres.as_secs_f64() * 1000.0)),
    ];
    println!("{}", head(&[&format!("{} future notifications", grouped(each * PEOPLE)), "measured"]));
    rows.into_iter().for_each(|(what, value)| println!("{}", row(&[what.to_owned(), value])));
    Ok(())
}

/// Has the server log the plans of what the bot itself asks, and keeps those that are about notifications; returns how
/// long each look took, in milliseconds.
async fn explain(world: &mut World<'_>, admin: &mut PgConnection, rows: i64) -> anyhow::Result<Vec<f64>> {
    store::make_due(admin, DUE).await?;
    let log = world.bench.machine.postgres.log().to_owned();
    let before = std::fs::metadata(&log)?.len();
    set_explaining(admin, true).await?;
    world.start_replica(0)?;
    tokio::time::sleep(LOOKING).await;
    world.kill(0).await?;
    set_explaining(admin, false).await?;
    let text = std::fs::read(&log)?;
    let text = String::from_utf8_lossy(&text[usize::try_from(before)?..]).into_owned();
    let plans = plans(&text);
    ensure!(!plans.is_empty(), "the server explained nothing; is auto_explain installed?");
    write(Path::new(EXPLAINED), &plans, rows)?;
    Ok(plans.into_iter().flat_map(|plan| plan.times).collect())
}

/// For connections that are made from now on.
async fn set_explaining(admin: &mut PgConnection, on: bool) -> anyhow::Result<()> {
    let database: String =
        sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut *admin).await?;
    let settings = [
        ("session_preload_libraries", "auto_explain"),
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_analyze", "on"),
        ("auto_explain.log_buffers", "on"),
    ];
    // Known to the session only once it is loaded.
    admin.execute("LOAD 'auto_explain'").await.context("auto_explain cannot be loaded")?;
    for (name, value) in settings {
        let change = if on { format!("SET {name} = '{value}'") } else { format!("RESET {name}") };
        // Names and values are ours.
        admin.execute(AssertSqlSafe(format!("ALTER DATABASE {database} {change}"))).await?;
    }
    Ok(())
}

/// A statement's plan when it took longest.
#[derive(Debug, Default, PartialEq)]
struct Plan {
    statement: String,
    text: String,
    slowest: f64,
    /// Milliseconds of every time.
    times: Vec<f64>,
}

/// The plans of a log that are about notifications, one of each statement.
fn plans(log: &str) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for entry in entries(log) {
        let Some((head, text)) = entry.split_once("  plan:") else { continue };
        let ms = head.rsplit("duration: ").next().and_then(|rest| rest.split(' ').next()?.parse().ok());
        let Some(ms) = ms else { continue };
        let statement = query_of(text);
        if !statement.contains("nexus.notifications") {
            continue;
        }
        let index = plans.iter().position(|plan| plan.statement == statement).unwrap_or_else(|| {
            plans.push(Plan { statement, ..Plan::default() });
            plans.len() - 1
        });
        plans[index].note(ms, text);
    }
    plans
}

impl Plan {
    fn note(&mut self, ms: f64, text: &str) {
        self.times.push(ms);
        if ms > self.slowest {
            (self.slowest, self.text) = (ms, text.replace("\n\t", "\n").trim().to_owned());
        }
    }
}

/// A log's entries: each begins with a line that is not indented.
fn entries(log: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in log.lines() {
        match entries.last_mut() {
            Some(last) if line.starts_with('\t') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

/// From `Query Text:` to the plan, whose first line has a cost.
fn query_of(text: &str) -> String {
    let lines = text.lines().take_while(|line| !line.contains("(cost="));
    lines.collect::<Vec<_>>().join("\n")
}

fn write(path: &Path, plans: &[Plan], rows: i64) -> anyhow::Result<()> {
    let mut text = format!(
        "What the scheduler asks with {} notifications to come, {DUE} of them due at its first look, as Postgres\n\
         explains it; of each statement the time when it took longest.\n\
         Made by: cargo run --release -p nexus-bench -- schedule\n",
        grouped(rows)
    );
    for plan in plans {
        text.push_str(&format!("\n{}\nTime: {} ms\n", plan.text, number(plan.slowest)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_found_in_a_servers_log() {
        let log = "2026-11-25 UTC [1] LOG:  duration: 0.050 ms  plan:\n\tQuery Text: SELECT 1\n\tResult  (cost=0.00..0.01)\n\
            2026-11-25 UTC [1] LOG:  duration: 0.120 ms  plan:\n\tQuery Text: SELECT min(due_at)\n\t  FROM nexus.notifications\n\
            \tAggregate  (cost=1.00..2.00)\n\t  ->  Index Only Scan\n\
            2026-11-25 UTC [1] LOG:  duration: 0.100 ms  plan:\n\tQuery Text: SELECT min(due_at)\n\t  FROM nexus.notifications\n\
            \tAggregate  (cost=1.00..2.00)\n2026-11-25 UTC [1] LOG:  checkpoint starting\n";
        let found = plans(log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].times, [0.12, 0.1]);
        assert!(
            found[0].text.starts_with("Query Text: SELECT min(due_at)")
                && found[0].text.ends_with("Index Only Scan")
        );
    }
}
