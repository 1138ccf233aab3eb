//! When an event happens: instants from wall time, and the occurrences of a series.
//!
//! A wall time that does not exist (a clock put forward) moves forward by the gap, one that exists twice happens the
//! first time; `rrule` follows the same rules.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rrule::{RRule, RRuleSet, Unvalidated};

use super::{Event, Timing};
use crate::understand;

/// As many occurrences of one series as are looked at in one go.
const LOOKED_AT: u16 = 400;

/// One time that an event happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Original wall time: what names this occurrence, whatever happens to zones and clocks.
    pub wall: NaiveDateTime,
    pub at: DateTime<Utc>,
}

/// The instant of a wall time in a zone.
pub fn instant(wall: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    understand::instant(wall, zone).with_timezone(&Utc)
}

impl Event {
    /// The occurrence of an event that happens once.
    fn single(&self) -> Occurrence {
        let wall = self.timing.anchor();
        Occurrence { wall, at: instant(wall, self.zone) }
    }

    /// The first occurrences whose instant is later than `after`, at most `count`, soonest first.
    pub fn occurrences_after(&self, after: DateTime<Utc>, count: u16) -> Vec<Occurrence> {
        let Some(rule) = &self.rrule else {
            return Some(self.single()).filter(|one| one.at > after).into_iter().collect();
        };
        let zone = rrule::Tz::Tz(self.zone);
        let start = self.single().at.with_timezone(&zone);
        let Some(rule) = parse_rule(rule, self.zone).and_then(|rule| rule.validate(start).ok()) else {
            tracing::error!(event = %self.id, rule, "a stored rule cannot be read; taking the event as single");
            return Some(self.single()).filter(|one| one.at > after).into_iter().collect();
        };
        // `after` of the set is inclusive.
        let later = (after + TimeDelta::milliseconds(1)).with_timezone(&zone);
        let set = RRuleSet::new(start).rrule(rule).after(later);
        let found = set.all(count.min(LOOKED_AT)).dates;
        found
            .into_iter()
            .map(|at| Occurrence { wall: at.naive_local(), at: at.with_timezone(&Utc) })
            .collect()
    }

    /// The rule when the series begins at another time: one day a week moves with it, several stay as they are, and a day
    /// of the month or year becomes the new one.
    pub(super) fn rrule_from(&self, timing: Timing) -> Option<String> {
        let rule = self.rrule.as_ref()?;
        let day = timing.first_day();
        let moved = Event { timing, ..self.clone() };
        let at = instant(timing.anchor(), self.zone);
        let fits = moved.occurrences_after(at - TimeDelta::milliseconds(1), 1);
        let keeps = |part: &&str| {
            !["BYDAY=", "BYMONTHDAY=", "BYMONTH=", "BYSETPOS="].iter().any(|by| part.starts_with(by))
        };
        let is_weekly = rule.contains("FREQ=WEEKLY");
        let has_days = rule.split(';').any(|part| part.starts_with("BYDAY=") && part.contains(','));
        if fits.first().is_some_and(|first| first.at == at) || is_weekly && has_days {
            return Some(rule.clone());
        }
        let mut parts: Vec<String> = rule.split(';').filter(keeps).map(str::to_owned).collect();
        if is_weekly && rule.contains("BYDAY=") {
            let name = day.weekday().to_string();
            parts.push(format!("BYDAY={}", name[..2].to_uppercase()));
        }
        Some(parts.join(";"))
    }

    /// Occurrences that are still going on at `from` or begin before `until`, soonest first.
    pub fn occurrences_between(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Occurrence> {
        let found = self.occurrences_after(from - self.length(), LOOKED_AT);
        found.into_iter().take_while(|one| one.at < until).collect()
    }

    /// How long after its anchor the event is still worth showing: to its end, an all-day one to the end of its day.
    fn length(&self) -> TimeDelta {
        match self.timing {
            Timing::At { minutes, .. } => TimeDelta::minutes(minutes.map_or(0, i64::from)),
            Timing::Days { first, last } => {
                let end = last.succ_opt().unwrap_or(last).and_hms_opt(0, 0, 0).unwrap_or_default();
                end - first.and_time(super::MORNING)
            }
        }
    }
}

/// RFC 5545 wants UNTIL in UTC where the start has a zone; people mean the whole of that day where they are.
fn parse_rule(rule: &str, zone: Tz) -> Option<RRule<Unvalidated>> {
    let parts = rule.split(';').map(|part| match part.strip_prefix("UNTIL=") {
        Some(day) => until_in_utc(day, zone).unwrap_or_else(|| part.to_owned()),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(";").parse().ok()
}

fn until_in_utc(day: &str, zone: Tz) -> Option<String> {
    let day = chrono::NaiveDate::parse_from_str(day, "%Y%m%d").ok()?;
    let end = instant(day.and_hms_opt(23, 59, 59)?, zone);
    Some(format!("UNTIL={}", end.format("%Y%m%dT%H%M%SZ")))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn event(start: &str, zone: Tz, rrule: Option<&str>) -> Event {
        let start = start.parse().expect("a wall time");
        Event {
            id: Uuid::nil(),
            title: "x".to_owned(),
            timing: Timing::At { start, minutes: None },
            zone,
            rrule: rrule.map(str::to_owned),
            reminders: vec![0],
        }
    }

    fn walls(event: &Event, after: &str, count: u16) -> Vec<String> {
        let after = after.parse().expect("an instant");
        event
            .occurrences_after(after, count)
            .iter()
            .map(|one| format!("{} {}", one.wall, one.at.format("%H:%MZ")))
            .collect()
    }

    #[test]
    fn a_daily_series_keeps_its_wall_time_when_clocks_change() {
        let daily = event("2026-10-23T09:00:00", Tz::Europe__Warsaw, Some("FREQ=DAILY"));
        assert_eq!(
            walls(&daily, "2026-10-24T00:00:00Z", 2),
            ["2026-10-24 09:00:00 07:00Z", "2026-10-25 09:00:00 08:00Z"]
        );
    }

    #[test]
    fn after_is_strict_and_a_single_event_happens_once() {
        let single = event("2026-11-20T10:00:00", Tz::UTC, None);
        assert_eq!(walls(&single, "2026-11-20T09:59:59Z", 5).len(), 1);
        assert!(walls(&single, "2026-11-20T10:00:00Z", 5).is_empty());
        let daily = event("2026-11-20T10:00:00", Tz::UTC, Some("FREQ=DAILY"));
        assert_eq!(walls(&daily, "2026-11-20T10:00:00Z", 1), ["2026-11-21 10:00:00 10:00Z"]);
    }

    #[test]
    fn a_series_that_moves_to_another_day_repeats_on_that_day() {
        let moved = |rule: &str, start: &str| {
            let timing = Timing::At { start: start.parse().expect("a wall time"), minutes: None };
            event("2026-11-20T10:00:00", Tz::UTC, Some(rule)).rrule_from(timing)
        };
        let cases = [
            ("FREQ=WEEKLY;BYDAY=FR", "2026-11-24T10:00:00", "FREQ=WEEKLY;BYDAY=TU"),
            ("FREQ=WEEKLY;BYDAY=FR", "2026-11-27T12:00:00", "FREQ=WEEKLY;BYDAY=FR"),
            ("FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-24T10:00:00", "FREQ=WEEKLY;BYDAY=MO,FR"),
            ("FREQ=DAILY;INTERVAL=2", "2026-11-24T10:00:00", "FREQ=DAILY;INTERVAL=2"),
            ("FREQ=MONTHLY;BYMONTHDAY=20", "2026-11-24T10:00:00", "FREQ=MONTHLY"),
            ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101", "2026-11-24T10:00:00", "FREQ=MONTHLY;UNTIL=20270101"),
        ];
        for (rule, start, expected) in cases {
            assert_eq!(moved(rule, start).as_deref(), Some(expected), "{rule} to {start}");
        }
    }

    #[test]
    fn until_includes_its_day_where_the_person_is() {
        let daily = event("2026-11-20T23:00:00", Tz::America__New_York, Some("FREQ=DAILY;UNTIL=20261121"));
        assert_eq!(walls(&daily, "2026-11-01T00:00:00Z", 9).len(), 2);
    }

    #[test]
    fn the_31st_falls_on_the_last_day_of_shorter_months() {
        let rule = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
        let monthly = event("2026-01-31T09:00:00", Tz::UTC, Some(rule));
        let days: Vec<NaiveDate> = monthly
            .occurrences_after("2026-01-01T00:00:00Z".parse().expect("an instant"), 4)
            .iter()
            .map(|one| one.wall.date())
            .collect();
        let expected =
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map(|day| day.parse().expect("a day"));
        assert_eq!(days, expected);
    }
}
