//! Why a person gets no messages: from what the registry knows to findings, bot by bot, and a plain verdict.

pub(super) mod dialogue;
mod screens;
mod settings;
mod store;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::http::RECENT;
use serde_json::Value;
use sqlx::FromRow;

/// What waits less than this is being worked on.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

/// What is known of a person.
#[derive(Clone, Debug, Default)]
struct Facts {
    pub banned_at: Option<DateTime<Utc>>,
    /// Every bot of the registry, those that they use first.
    pub bots: Vec<BotFacts>,
}

/// What is known of a bot, and of the person's use of it.
#[derive(Clone, Debug, FromRow)]
struct BotFacts {
    pub name: String,
    pub is_on: bool,
    /// Since the last heartbeat; `None`: there was none for a day.
    pub silent_seconds: Option<f64>,
    /// Whether some process of it gets updates.
    pub is_receiving: bool,
    pub is_used: bool,
    pub blocked_at: Option<DateTime<Utc>>,
    /// Whether it is known where messages of its own accord go.
    pub has_home: bool,
    pub settings: Value,
    /// The next notification that is scheduled.
    pub next_due: Option<DateTime<Utc>>,
    /// Notifications held back.
    pub held: i64,
    /// When the last one was due that was told.
    pub last_due: Option<DateTime<Utc>>,
    /// Entries of the private chat that are to be worked off, as far as they are counted.
    pub waiting: i64,
    pub waits_since: Option<DateTime<Utc>>,
    /// Entries of it that were given up, as far as they are counted.
    pub dead: i64,
    pub dead_cause: Option<String>,
    /// Messages to it that the messenger refused, as far as they are kept.
    pub refused: i64,
    pub refused_at: Option<DateTime<Utc>>,
    pub refused_cause: Option<String>,
}

/// How much a finding means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// As it should be.
    Fine,
    /// Worth knowing: some messages may be missing.
    Odd,
    /// Nothing arrives because of it.
    Stops,
}

/// Something that was found about one bot.
#[derive(Clone, Debug, PartialEq)]
enum Finding {
    Off,
    /// No sign of life of any process; since when, where that is known.
    NoProcess(Option<Duration>),
    /// Its processes live, and get no updates.
    Deaf,
    Blocked(DateTime<Utc>),
    /// They never wrote to it in private.
    NoHome,
    /// A switch of the settings that is off.
    SwitchedOff(String),
    /// Hours of the settings in which it is quiet, as they stand there.
    Quiet(String),
    /// Due, and not told.
    Overdue(DateTime<Utc>),
    Held(i64),
    /// Entries that wait longer than they should.
    Waiting(i64, DateTime<Utc>),
    Dead(i64, String),
    Refused(i64, DateTime<Utc>, String),
    LastDue(DateTime<Utc>),
    Next(DateTime<Utc>),
    NothingPlanned,
}

impl Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Off | Self::NoProcess(_) | Self::Blocked(_) | Self::NoHome | Self::Overdue(_) => {
                Weight::Stops
            }
            Self::Deaf
            | Self::SwitchedOff(_)
            | Self::Held(_)
            | Self::Waiting(..)
            | Self::Dead(..)
            | Self::Refused(..) => Weight::Odd,
            Self::Quiet(_) | Self::LastDue(_) | Self::Next(_) | Self::NothingPlanned => Weight::Fine,
        }
    }
}

/// What it comes down to.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Banned(DateTime<Utc>),
    UsesNone,
    /// Nothing arrives from these bots.
    Stopped(Vec<String>),
    /// Some may be missing from these bots.
    Odd(Vec<String>),
    /// The next notification, and whose it is.
    Next(DateTime<Utc>, String),
    NothingPlanned,
}

/// What was found of each bot that the person uses, what stops them first.
fn findings(bot: &BotFacts, now: DateTime<Utc>) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        [of_bot(bot), of_person(bot), of_schedule(bot, now), of_delivery(bot, now)].concat();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight()));
    found
}

fn of_bot(bot: &BotFacts) -> Vec<Finding> {
    let silent = bot.silent_seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or_default());
    let is_alive = silent.is_some_and(|silent| silent <= RECENT);
    let mut found = Vec::new();
    found.extend((!bot.is_on).then_some(Finding::Off));
    found.extend((!is_alive).then_some(Finding::NoProcess(silent)));
    found.extend((is_alive && !bot.is_receiving).then_some(Finding::Deaf));
    found
}

fn of_person(bot: &BotFacts) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(bot.blocked_at.map(Finding::Blocked));
    found.extend((!bot.has_home).then_some(Finding::NoHome));
    found.extend(settings::switched_off(&bot.settings).into_iter().map(Finding::SwitchedOff));
    found.extend(settings::quiet(&bot.settings).map(Finding::Quiet));
    found
}

fn of_schedule(bot: &BotFacts, now: DateTime<Utc>) -> Vec<Finding> {
    let next = match bot.next_due {
        // What waits for a bot that is off is in its place.
        Some(at) if at < now - PATIENCE && bot.is_on => Finding::Overdue(at),
        Some(at) => Finding::Next(at),
        None => Finding::NothingPlanned,
    };
    let held = (bot.held > 0).then_some(Finding::Held(bot.held));
    held.into_iter().chain(bot.last_due.map(Finding::LastDue)).chain([next]).collect()
}

fn of_delivery(bot: &BotFacts, now: DateTime<Utc>) -> Vec<Finding> {
    let mut found = Vec::new();
    let waits = bot.waits_since.filter(|since| *since < now - PATIENCE);
    found.extend(waits.map(|since| Finding::Waiting(bot.waiting, since)));
    if bot.dead > 0 {
        found.push(Finding::Dead(bot.dead, bot.dead_cause.clone().unwrap_or_default()));
    }
    let cause = || bot.refused_cause.clone().unwrap_or_default();
    found.extend(bot.refused_at.map(|at| Finding::Refused(bot.refused, at, cause())));
    found
}

/// The worst of it, else what comes next.
fn verdict(facts: &Facts, now: DateTime<Utc>) -> Verdict {
    if let Some(at) = facts.banned_at {
        return Verdict::Banned(at);
    }
    let used: Vec<&BotFacts> = facts.bots.iter().filter(|bot| bot.is_used).collect();
    if used.is_empty() {
        return Verdict::UsesNone;
    }
    let of_weight = |weight: Weight| -> Vec<String> {
        let is_so = |bot: &&&BotFacts| findings(bot, now).iter().any(|finding| finding.weight() == weight);
        used.iter().filter(is_so).map(|bot| bot.name.clone()).collect()
    };
    let (stopped, odd) = (of_weight(Weight::Stops), of_weight(Weight::Odd));
    let next = used.iter().filter_map(|bot| Some((bot.next_due?, bot.name.clone()))).min();
    match (stopped.is_empty(), odd.is_empty(), next) {
        (false, ..) => Verdict::Stopped(stopped),
        (true, false, _) => Verdict::Odd(odd),
        (true, true, Some((at, bot))) => Verdict::Next(at, bot),
        (true, true, None) => Verdict::NothingPlanned,
    }
}

#[cfg(test)]
mod tests;
