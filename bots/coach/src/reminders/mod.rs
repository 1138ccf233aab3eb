//! Reminders: which notification of an event comes next.
//!
//! Only the next one per (event, offset) is planned; the one after it is planned when it comes due. What was missed in a
//! downtime is planned too, so that the ledger knows of every occurrence, and comes together in one message.

pub(crate) mod dialogue;
mod screens;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{ids::NotificationId, prelude::*};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::{Event, Occurrence};

/// The kind of notification that an event's reminders are.
const KIND: &str = "event";

/// The most occurrences of one series that a downtime makes up for.
const CAUGHT_UP: u16 = 50;

/// How long a reminder is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Snooze {
    TenMinutes,
    Hour,
    /// The same wall time, the next day.
    Tomorrow,
}

/// Takes back what is planned for an event.
pub(crate) fn cancel(turn: &Turn, event: Uuid) {
    turn.cancel_planned(KIND, event);
}

/// Plans the next reminder for each offset of an event.
pub(crate) fn plan(turn: &Turn, event: &Event) {
    for &offset in &event.reminders {
        if let Some(first) = first_reminder(event, offset, turn.now()) {
            turn.plan(first);
        }
    }
}

/// The first reminder of an offset that is still ahead at `now`. An event that begins sooner than its offset reminds at
/// its start: a promise of a reminder is kept.
fn first_reminder(event: &Event, offset: u32, now: DateTime<Utc>) -> Option<Notification> {
    let next = event.occurrences_after(now, 1).into_iter().next()?;
    let due_at = next.at - TimeDelta::minutes(offset.into());
    Some(notification(event, next, offset, if due_at > now { due_at } else { next.at }))
}

/// What is to be planned when the reminder of `occurrence` came due at `now`: every missed one, and the next.
fn following(event: &Event, offset: u32, occurrence: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Notification> {
    let before = TimeDelta::minutes(offset.into());
    let mut planned = Vec::new();
    for next in event.occurrences_after(occurrence, CAUGHT_UP) {
        let due_at = next.at - before;
        planned.push(notification(event, next, offset, due_at));
        if due_at > now {
            break;
        }
    }
    planned
}

fn notification(event: &Event, occurrence: Occurrence, offset: u32, due_at: DateTime<Utc>) -> Notification {
    Notification {
        id: NotificationId::new(),
        kind: KIND.to_owned(),
        subject: event.id,
        occurrence: occurrence.wall,
        offset_minutes: i32::try_from(offset).unwrap_or(i32::MAX),
        snooze: 0,
        due_at,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::calendar::Timing;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn event(rrule: Option<&str>) -> Event {
        let start = "2026-11-20T10:00:00".parse().expect("a wall time");
        Event {
            id: Uuid::nil(),
            title: "x".to_owned(),
            timing: Timing::At { start, minutes: None },
            zone: Tz::UTC,
            rrule: rrule.map(str::to_owned),
            reminders: vec![15],
        }
    }

    #[test]
    fn a_reminder_comes_its_offset_before() {
        let first = first_reminder(&event(None), 15, at("2026-11-20T08:00:00Z")).expect("a reminder");
        assert_eq!(first.due_at, at("2026-11-20T09:45:00Z"));
    }

    #[test]
    fn an_event_sooner_than_its_offset_reminds_at_its_start() {
        let first = first_reminder(&event(None), 15, at("2026-11-20T09:50:00Z")).expect("a reminder");
        assert_eq!(first.due_at, at("2026-11-20T10:00:00Z"));
        assert_eq!(first_reminder(&event(None), 15, at("2026-11-20T10:00:00Z")), None);
    }

    #[test]
    fn after_a_downtime_every_missed_one_is_planned_and_one_more() {
        let daily = event(Some("FREQ=DAILY"));
        let planned = following(&daily, 15, at("2026-11-20T10:00:00Z"), at("2026-11-23T12:00:00Z"));
        let due: Vec<String> = planned.iter().map(|one| one.due_at.format("%d %H:%M").to_string()).collect();
        assert_eq!(due, ["21 09:45", "22 09:45", "23 09:45", "24 09:45"]);
        assert!(
            following(&event(None), 15, at("2026-11-20T10:00:00Z"), at("2026-11-20T09:45:00Z")).is_empty()
        );
    }
}
