//! When the next backup is due.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};

/// After a failure it is tried again once this has passed.
const PAUSE: TimeDelta = TimeDelta::minutes(15);

/// When one is to be made that is wanted daily at that time (UTC): now or in the past, where the last time was missed or
/// failed. `good`: when the last whole one began; `failed`: when the last try ended that came to nothing.
pub(crate) fn due(
    at: NaiveTime,
    now: DateTime<Utc>,
    good: Option<DateTime<Utc>>,
    failed: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let today = now.date_naive().and_time(at).and_utc();
    let day = Days::new(1);
    let last = if today <= now { today } else { today.checked_sub_days(day).unwrap_or(today) };
    if good.is_some_and(|good| good >= last) {
        return last.checked_add_days(day).unwrap_or(last);
    }
    match failed.filter(|failed| *failed >= last) {
        Some(failed) => failed + PAUSE,
        None => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-11-{text}:00Z").parse().expect("an instant")
    }

    #[test]
    fn a_missed_time_is_made_up_for_and_a_failure_is_tried_again() {
        let half_past_three = NaiveTime::from_hms_opt(3, 30, 0).expect("a time");
        for (now, good, failed, expected, why) in [
            ("27T12:00", None, None, "27T03:30", "there is none at all"),
            ("27T12:00", Some("27T03:30"), None, "28T03:30", "today's is there"),
            ("27T02:00", Some("26T03:31"), None, "27T03:30", "yesterday's is there"),
            ("27T03:30", Some("26T03:31"), None, "27T03:30", "its time has come"),
            ("27T12:00", Some("24T03:30"), None, "27T03:30", "the process was down, one is enough"),
            ("27T02:00", Some("24T03:30"), None, "26T03:30", "the process was down over yesterday's time"),
            ("27T03:31", Some("26T03:30"), Some("27T03:30"), "27T03:45", "it failed just now"),
            ("27T09:00", Some("26T03:30"), Some("26T04:00"), "27T03:30", "a failure of the day before"),
            ("27T12:00", Some("27T11:00"), Some("27T03:31"), "28T03:30", "somebody made one by hand"),
        ] {
            let found = due(half_past_three, at(now), good.map(at), failed.map(at));
            assert_eq!(found, at(expected), "{why}");
        }
    }
}
