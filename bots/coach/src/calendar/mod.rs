//! Events: what they are, and when they happen.

pub(crate) mod dialogue;
mod occurrences;
pub(crate) mod screens;
pub(crate) mod store;

pub use occurrences::{Occurrence, instant};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most characters of a title.
pub const TITLE_LIMIT: usize = 255;

/// An all-day event's reminders count from this hour of its first day: the usual morning.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// When an event is, in wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    At {
        start: NaiveDateTime,
        minutes: Option<u32>,
    },
    /// All day; the last day is included.
    Days {
        first: NaiveDate,
        last: NaiveDate,
    },
}

impl Timing {
    pub fn first_day(self) -> NaiveDate {
        match self {
            Timing::At { start, .. } => start.date(),
            Timing::Days { first, .. } => first,
        }
    }

    pub fn is_all_day(self) -> bool {
        matches!(self, Timing::Days { .. })
    }

    /// The wall time from which reminders count.
    pub fn anchor(self) -> NaiveDateTime {
        match self {
            Timing::At { start, .. } => start,
            Timing::Days { first, .. } => first.and_time(MORNING),
        }
    }

    /// The same event, with its anchor at another wall time.
    pub fn moved_to(self, anchor: NaiveDateTime) -> Self {
        match self {
            Timing::At { minutes, .. } => Timing::At { start: anchor, minutes },
            Timing::Days { first, last } => {
                let length = last - first;
                Timing::Days { first: anchor.date(), last: anchor.date() + length }
            }
        }
    }
}

/// An event that is not saved yet: what was understood so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub title: String,
    pub timing: Option<Timing>,
    /// Kept while the time is still open.
    pub minutes: Option<u32>,
    pub rrule: Option<String>,
    /// Minutes before the start, where they were said.
    pub reminders: Option<Vec<u32>>,
}

/// An event of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: Uuid,
    pub title: String,
    pub timing: Timing,
    pub zone: Tz,
    /// RFC 5545, without `RRULE:`.
    pub rrule: Option<String>,
    /// Minutes before the start.
    pub reminders: Vec<u32>,
}

/// What can be taken back; kept as JSON while its button works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Undoable {
    Created { event: Uuid },
    Deleted { event: Uuid },
    Changed(Box<Change>),
    Completed { event: Uuid, occurrence: NaiveDateTime },
}

/// An event before and after it was edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Change {
    pub before: Event,
    pub after: Event,
}

impl Change {
    /// The event as it is now without this change; what was edited since stays.
    pub(crate) fn undone_in(self, now: Event) -> Event {
        let Change { before, after } = self;
        let when = |event: &Event| (event.timing, event.zone, event.rrule.clone());
        let (timing, zone, rrule) = when(if when(&before) == when(&after) { &now } else { &before });
        Event {
            title: if before.title == after.title { now.title } else { before.title },
            reminders: if before.reminders == after.reminders { now.reminders } else { before.reminders },
            timing,
            zone,
            rrule,
            id: now.id,
        }
    }
}

/// A title as it may be kept: trimmed, on one line, cut to the limit; `None` when nothing is left.
pub(crate) fn clean_title(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let title: String = words.join(" ").chars().filter(|c| !c.is_control()).take(TITLE_LIMIT).collect();
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_one_line_and_bounded() {
        assert_eq!(clean_title("  call\n mom "), Some("call mom".to_owned()));
        assert_eq!(clean_title(" \u{0}\n "), None);
        assert_eq!(clean_title(&"ж".repeat(5000)).map(|title| title.chars().count()), Some(TITLE_LIMIT));
    }

    #[test]
    fn an_all_day_event_moves_with_its_length() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let event = Timing::Days { first: day(20), last: day(22) };
        let moved = event.moved_to(day(27).and_time(MORNING));
        assert_eq!(moved, Timing::Days { first: day(27), last: day(29) });
    }
}
