//! The life of an alert, as a function of what it was, what is found, and the time.
//!
//! ```text
//! nothing -> begun -> open -> closed
//!               |      ^         |
//!               v      +---------+   comes back within [`RETURNS_WITHIN`]: the same one goes on
//!            forgotten
//! ```

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::ids::UserId;
use uuid::Uuid;

use super::rules::{Finding, Measure, Rule};

/// What comes back so soon is not news: its message says so, and nobody hears it again.
pub(super) const RETURNS_WITHIN: TimeDelta = TimeDelta::minutes(5);
/// What changes a little is told this often.
const CALM: TimeDelta = TimeDelta::seconds(30);

/// An alert.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alert {
    pub id: Uuid,
    pub rule: Rule,
    pub subject: String,
    /// When it was seen first.
    pub since: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub well_since: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub returns: i32,
    pub measure: Measure,
    pub revision: i32,
    pub told_revision: i32,
    /// When admins were told at first; `None` while it is muted.
    pub told_at: Option<DateTime<Utc>>,
    /// When they were told last.
    pub updated_at: DateTime<Utc>,
    pub taken_by: Option<UserId>,
}

/// How admins are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tell {
    /// By a new message; heard where the rule rings.
    Anew,
    /// In place of what they were told before.
    InPlace,
}

/// What becomes of one rule and subject.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Nothing,
    Begin,
    /// It passed before anybody was told.
    Forget(Uuid),
    Save(Alert, Option<Tell>),
}

/// `alert`: the one that is not closed, or was a short while ago.
pub(super) fn next(
    alert: Option<&Alert>,
    finding: Option<&Finding>,
    is_muted: bool,
    now: DateTime<Utc>,
) -> Step {
    let news = finding.filter(|finding| !finding.is_implied);
    match (alert, finding) {
        (None, _) => news.map_or(Step::Nothing, |_| Step::Begin),
        (Some(alert), _) if alert.closed_at.is_some() => match news {
            Some(finding) if alert.closed_at.is_some_and(|closed| now - closed < RETURNS_WITHIN) => {
                come_back(alert, finding, is_muted, now)
            }
            Some(_) => Step::Begin,
            None => Step::Nothing,
        },
        (Some(alert), None) if alert.opened_at.is_none() => Step::Forget(alert.id),
        (Some(alert), Some(finding)) if alert.opened_at.is_none() => match news {
            Some(_) if now - alert.since >= alert.rule.spec().holds => open(alert, finding, is_muted, now),
            _ => Step::Nothing,
        },
        (Some(alert), Some(finding)) => go_on(alert, finding, is_muted, now),
        (Some(alert), None) => be_well(alert, now),
    }
}

fn open(alert: &Alert, finding: &Finding, is_muted: bool, now: DateTime<Utc>) -> Step {
    let open = Alert { opened_at: Some(now), measure: finding.measure, ..alert.clone() };
    if is_muted { Step::Save(open, None) } else { told_first(open, now) }
}

fn come_back(alert: &Alert, finding: &Finding, is_muted: bool, now: DateTime<Utc>) -> Step {
    let again = Alert {
        closed_at: None,
        well_since: None,
        returns: alert.returns.saturating_add(1),
        measure: finding.measure,
        ..alert.clone()
    };
    match (alert.told_at, is_muted) {
        (_, true) => Step::Save(again, None),
        (None, false) => told_first(again, now),
        (Some(_), false) => told(again, now),
    }
}

fn go_on(alert: &Alert, finding: &Finding, is_muted: bool, now: DateTime<Utc>) -> Step {
    let on = Alert { well_since: None, ..alert.clone() };
    let asks_to_be_told = alert.revision != alert.told_revision;
    if alert.told_at.is_none() {
        let on = Alert { measure: finding.measure, ..on };
        return if is_muted { Step::Nothing } else { told_first(on, now) };
    }
    if asks_to_be_told || (!is_muted && is_worth_telling(alert, finding.measure, now)) {
        return told(Alert { measure: finding.measure, ..on }, now);
    }
    if on == *alert { Step::Nothing } else { Step::Save(on, None) }
}

fn be_well(alert: &Alert, now: DateTime<Utc>) -> Step {
    let well_since = alert.well_since.unwrap_or(now);
    let well = Alert { well_since: Some(well_since), ..alert.clone() };
    if now - well_since >= alert.rule.spec().well {
        let closed = Alert { closed_at: Some(now), ..well };
        // Also when it is muted: who was told that it is bad is told that it is over.
        return if alert.told_at.is_some() { told(closed, now) } else { Step::Save(closed, None) };
    }
    if alert.told_at.is_some() && alert.revision != alert.told_revision {
        return told(well, now);
    }
    if well == *alert { Step::Nothing } else { Step::Save(well, None) }
}

fn told_first(alert: Alert, now: DateTime<Utc>) -> Step {
    with_revision(Alert { told_at: Some(now), ..alert }, now, Tell::Anew)
}

fn told(alert: Alert, now: DateTime<Utc>) -> Step {
    with_revision(alert, now, Tell::InPlace)
}

fn with_revision(alert: Alert, now: DateTime<Utc>, tell: Tell) -> Step {
    let revision = alert.revision.saturating_add(1);
    Step::Save(Alert { revision, told_revision: revision, updated_at: now, ..alert }, Some(tell))
}

/// At once when it is twice as bad, or half; in calm steps when it is somewhat different.
fn is_worth_telling(alert: &Alert, measure: Measure, now: DateTime<Utc>) -> bool {
    let ((before, after), elapsed) = (sizes(alert, measure, now), now - alert.updated_at);
    let is_material = after >= before.saturating_mul(2) || before >= after.saturating_mul(2);
    let is_something = (after - before).abs().saturating_mul(10) >= before;
    before != after && (is_material || (is_something && elapsed >= CALM))
}

fn sizes(alert: &Alert, measure: Measure, now: DateTime<Utc>) -> (i64, i64) {
    match (alert.measure, measure) {
        (
            Measure::Seconds(before) | Measure::Count(before),
            Measure::Seconds(after) | Measure::Count(after),
        ) => (before, after),
        // What lasts is seen to last: never more often than calmly.
        _ => {
            let (before, after) = (alert.updated_at - alert.since, now - alert.since);
            let after = if now - alert.updated_at >= CALM { after } else { before };
            (before.num_seconds(), after.num_seconds())
        }
    }
}

#[cfg(test)]
mod tests;
