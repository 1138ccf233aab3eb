//! A moment that an admin types: `2026-12-01 09:00`, or `09:00` for the next time that it is nine.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

/// Nobody plans further ahead.
const FURTHEST: TimeDelta = TimeDelta::days(366);

/// Why a text is no moment to begin at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Neither form.
    Unreadable,
    Past,
    TooFar,
}

/// Reads a moment by the wall clock of a zone.
pub(super) fn read<Z: TimeZone>(text: &str, zone: &Z, now: DateTime<Utc>) -> Result<DateTime<Utc>, Oddity> {
    let today = now.with_timezone(zone).date_naive();
    let text = text.trim();
    let at = match text.split_once(' ') {
        None => next(time_of(text)?, today, zone, now),
        Some((date, time)) => Some(instant(date_of(date)?.and_time(time_of(time.trim())?), zone)),
    };
    match at.ok_or(Oddity::Unreadable)? {
        at if at <= now => Err(Oddity::Past),
        at if at > now + FURTHEST => Err(Oddity::TooFar),
        at => Ok(at),
    }
}

/// Tomorrow at nine.
pub(super) fn tomorrow_morning<Z: TimeZone>(zone: &Z, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = now.with_timezone(zone).date_naive();
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    instant(today.succ_opt().unwrap_or(today).and_time(nine), zone)
}

/// Today, where it is still ahead, else tomorrow.
fn next<Z: TimeZone>(
    time: NaiveTime,
    today: NaiveDate,
    zone: &Z,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let days = [Some(today), today.succ_opt()].into_iter().flatten();
    days.map(|day| instant(day.and_time(time), zone)).find(|at| *at > now)
}

/// Two digits each, so that nothing is guessed.
fn time_of(text: &str) -> Result<NaiveTime, Oddity> {
    if text.len() != 5 {
        return Err(Oddity::Unreadable);
    }
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Oddity::Unreadable)
}

fn date_of(text: &str) -> Result<NaiveDate, Oddity> {
    if text.len() != 10 {
        return Err(Oddity::Unreadable);
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Oddity::Unreadable)
}

/// The first of two where the clock is set back; an hour later where it is set forward over it.
fn instant<Z: TimeZone>(wall: NaiveDateTime, zone: &Z) -> DateTime<Utc> {
    let found = zone.from_local_datetime(&wall).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest());
    found.map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Warsaw;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an RFC 3339 instant")
    }

    #[test]
    fn both_forms_are_read_by_the_wall_clock() {
        // 13:30 in Warsaw.
        let now = at("2026-11-20T12:30:00Z");
        for (text, expected) in [
            ("13:31", Ok("2026-11-20T12:31:00Z")),
            ("13:30", Ok("2026-11-21T12:30:00Z")),
            ("00:00", Ok("2026-11-20T23:00:00Z")),
            (" 2026-12-01 09:00 ", Ok("2026-12-01T08:00:00Z")),
            ("2026-11-20 13:30", Err(Oddity::Past)),
            ("2027-11-20 13:30", Ok("2027-11-20T12:30:00Z")),
            ("2027-11-22 13:30", Err(Oddity::TooFar)),
            ("2027-03-28 02:30", Ok("2027-03-28T01:30:00Z")),
            ("2026-02-30 09:00", Err(Oddity::Unreadable)),
            ("24:00", Err(Oddity::Unreadable)),
            ("9:00", Err(Oddity::Unreadable)),
            ("+9:00", Err(Oddity::Unreadable)),
            ("tomorrow", Err(Oddity::Unreadable)),
            ("20.12.2026 09:00", Err(Oddity::Unreadable)),
            ("", Err(Oddity::Unreadable)),
        ] {
            assert_eq!(read(text, &Warsaw, now), expected.map(at), "{text:?}");
        }
        assert_eq!(tomorrow_morning(&Warsaw, now), at("2026-11-21T08:00:00Z"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_a_moment_ahead_or_none(text in "[0-9: -]{0,20}") {
            let now = at("2026-11-20T12:30:00Z");
            if let Ok(at) = read(&text, &Warsaw, now) {
                assert!(at > now && at <= now + FURTHEST);
            }
        }
    }
}
