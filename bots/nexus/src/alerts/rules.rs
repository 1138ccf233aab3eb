//! What counts as wrong. Nothing here reads or tells anything.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What can be wrong. Its code is stored, so it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    /// No process receives the bot's updates, though one did before.
    BotDown,
    /// Entries wait to be worked off.
    QueueAge,
    /// Notifications are late.
    Overdue,
    /// What was said is not sent.
    OutboxAge,
    /// Jobs that could run do not.
    JobsStuck,
    /// Much was given up in a short time.
    ErrorRate,
    /// Something was given up.
    NewDead,
    /// The last backup came to nothing.
    BackupFailed,
    /// The one that is due is not there.
    BackupLate,
}

/// From when on. Ages are in seconds, as the database tells them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thresholds {
    /// The oldest open entry: people wait for an answer.
    pub queue_age: f64,
    /// The notification that is late the longest.
    pub overdue: f64,
    /// The oldest message that is not sent. Longer than floods usually last.
    pub outbox_age: f64,
    /// The job that could have run for the longest.
    pub jobs_age: f64,
    /// Things given up within [`LATELY`].
    pub failures: i64,
    /// How long after its time a backup is not there. Longer than one takes.
    pub backup_late: f64,
}

pub(super) const THRESHOLDS: Thresholds = Thresholds {
    queue_age: 60.,
    overdue: 60.,
    outbox_age: 120.,
    jobs_age: 300.,
    failures: 5,
    backup_late: 3600.,
};

/// How far back failures count.
pub(super) const LATELY: TimeDelta = TimeDelta::minutes(10);

/// How the house stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Observed {
    /// Those that are not switched off.
    pub bots: Vec<BotNow>,
    pub backup: BackupNow,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BackupNow {
    /// Whether the last try came to nothing.
    pub is_failed: bool,
    /// How long one is due that is not there.
    pub late: f64,
}

/// What no single bot is about.
const HOUSE: &str = "nexus";

#[derive(Clone, Debug, Default)]
pub(super) struct BotNow {
    pub code: String,
    /// Whether it was ever at work, as far as that is still known.
    pub was_seen: bool,
    pub is_receiving: bool,
    pub queue_age: f64,
    pub overdue: f64,
    pub outbox_age: f64,
    pub jobs_age: f64,
    /// Given up [lately](LATELY), without what is muted.
    pub failures: i64,
    /// Those of them that are still dead.
    pub still_dead: i64,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Measure {
    /// As bad as it can be, for as long as it lasts.
    Lasts,
    Seconds(i64),
    Count(i64),
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub rule: Rule,
    /// What it is about: a bot's code, as a rule.
    pub subject: String,
    pub measure: Measure,
    /// Another finding says it already. It opens no alert; one that is open goes on.
    pub is_implied: bool,
}

/// A rule with its patience.
pub(super) struct Spec {
    pub rule: Rule,
    pub code: &'static str,
    /// So long it has to last before anybody is told.
    pub holds: TimeDelta,
    /// So long it has to be well again before it is over.
    pub well: TimeDelta,
    /// Whether admins hear it.
    pub rings: bool,
    /// What it is about, and how bad it is there.
    find: fn(&Observed, &Thresholds) -> Vec<(String, Measure)>,
}

const fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

/// All rules.
pub(super) static RULES: [Spec; 9] = [
    Spec {
        rule: Rule::BotDown,
        code: "bot_down",
        holds: seconds(30),
        well: seconds(5),
        rings: true,
        find: |house, _| each(house, |bot| (bot.was_seen && !bot.is_receiving).then_some(Measure::Lasts)),
    },
    Spec {
        rule: Rule::QueueAge,
        code: "queue_age",
        holds: seconds(5),
        well: seconds(15),
        rings: true,
        find: |house, limits| each(house, |bot| older(bot.queue_age, limits.queue_age)),
    },
    Spec {
        rule: Rule::Overdue,
        code: "overdue",
        holds: seconds(5),
        well: seconds(15),
        rings: true,
        find: |house, limits| each(house, |bot| older(bot.overdue, limits.overdue)),
    },
    Spec {
        rule: Rule::OutboxAge,
        code: "outbox_age",
        holds: seconds(5),
        well: seconds(15),
        rings: true,
        find: |house, limits| each(house, |bot| older(bot.outbox_age, limits.outbox_age)),
    },
    Spec {
        rule: Rule::JobsStuck,
        code: "jobs_stuck",
        holds: seconds(5),
        well: seconds(15),
        rings: true,
        find: |house, limits| each(house, |bot| older(bot.jobs_age, limits.jobs_age)),
    },
    Spec {
        rule: Rule::ErrorRate,
        code: "error_rate",
        holds: seconds(0),
        well: seconds(60),
        rings: true,
        find: |house, limits| {
            each(house, |bot| (bot.failures >= limits.failures).then_some(Measure::Count(bot.failures)))
        },
    },
    Spec {
        rule: Rule::NewDead,
        code: "new_dead",
        // A flood has become one by then.
        holds: seconds(10),
        well: seconds(0),
        rings: false,
        find: |house, _| each(house, |bot| (bot.still_dead > 0).then_some(Measure::Count(bot.still_dead))),
    },
    Spec {
        rule: Rule::BackupFailed,
        code: "backup_failed",
        holds: seconds(0),
        well: seconds(0),
        rings: true,
        find: |house, _| of_house(house.backup.is_failed.then_some(Measure::Lasts)),
    },
    Spec {
        rule: Rule::BackupLate,
        code: "backup_late",
        holds: seconds(5),
        well: seconds(0),
        rings: true,
        find: |house, limits| of_house(older(house.backup.late, limits.backup_late)),
    },
];

fn of_house(measure: Option<Measure>) -> Vec<(String, Measure)> {
    measure.map(|measure| (HOUSE.to_owned(), measure)).into_iter().collect()
}

/// Of every bot what is wrong with it.
fn each(house: &Observed, find: impl Fn(&BotNow) -> Option<Measure>) -> Vec<(String, Measure)> {
    house.bots.iter().filter_map(|bot| Some((bot.code.clone(), find(bot)?))).collect()
}

fn older(age: f64, limit: f64) -> Option<Measure> {
    // Ages are far from where the cast would cut them.
    (age > limit).then_some(Measure::Seconds(age as i64))
}

impl Rule {
    pub fn spec(self) -> &'static Spec {
        let [first, ..] = &RULES;
        RULES.iter().find(|spec| spec.rule == self).unwrap_or(first)
    }

    /// `None` for a rule of another version of the program.
    pub fn of(code: &str) -> Option<Self> {
        RULES.iter().find(|spec| spec.code == code).map(|spec| spec.rule)
    }
}

/// Everything that is wrong.
pub(super) fn findings(observed: &Observed, limits: &Thresholds) -> Vec<Finding> {
    let of_rule = |spec: &Spec| {
        let rule = spec.rule;
        let found = (spec.find)(observed, limits).into_iter();
        found.map(move |(subject, measure)| Finding { rule, subject, measure, is_implied: false })
    };
    let mut found: Vec<Finding> = RULES.iter().flat_map(of_rule).collect();
    let told: HashSet<(Rule, String)> =
        found.iter().map(|found| (found.rule, found.subject.clone())).collect();
    for finding in &mut found {
        let by = implied_by(finding.rule);
        finding.is_implied = by.is_some_and(|rule| told.contains(&(rule, finding.subject.clone())));
    }
    found
}

/// Of the same subject, this rule says it already.
fn implied_by(rule: Rule) -> Option<Rule> {
    match rule {
        // Of course everything waits.
        Rule::QueueAge | Rule::Overdue | Rule::OutboxAge | Rule::JobsStuck => Some(Rule::BotDown),
        Rule::NewDead => Some(Rule::ErrorRate),
        Rule::BackupLate => Some(Rule::BackupFailed),
        Rule::BotDown | Rule::ErrorRate | Rule::BackupFailed => None,
    }
}

#[cfg(test)]
mod tests;
