//! Zones by their distance from UTC.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Candidate, cities, search};
use crate::locale::{Format, Language};

/// How many cities are offered beside the bare offset: they know about summer time, which an offset does not.
const CITIES: usize = 4;

/// Minutes east of UTC of `+3`, `UTC+5:30`, `GMT-4`, `UTC`, `МСК+2`; `None` for anything else.
pub(super) fn parse(query: &str) -> Option<i32> {
    let query: String = query.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    for (prefix, base) in [("utc", 0), ("gmt", 0), ("ютс", 0), ("гмт", 0), ("msk", 180), ("мск", 180)]
    {
        if let Some(rest) = query.strip_prefix(prefix) {
            return match rest {
                // Moscow by name is a city with its own history, not an offset.
                "" => (base == 0).then_some(0),
                _ => in_range(base + signed(rest)?),
            };
        }
    }
    in_range(signed(&query)?)
}

/// Offsets in use lie between UTC-12 and UTC+14.
fn in_range(minutes: i32) -> Option<i32> {
    (-12 * 60..=14 * 60).contains(&minutes).then_some(minutes)
}

/// `+3`, `-03:30`, `+0545`, `−9.5` is not: a point is read as a colon.
fn signed(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, text.strip_prefix(['-', '−', '–'])?),
    };
    if digits.starts_with('+') {
        return None;
    }
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    if hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60).then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}

/// A bare offset where the IANA database has one (whole hours), then the largest cities that keep it now, each of
/// another zone.
pub(super) fn candidates(minutes: i32, language: Language, now: DateTime<Utc>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> =
        fixed(minutes).map(|zone| bare(zone, language, now)).into_iter().collect();
    let most = found.len() + CITIES;
    let mut seen: Vec<&str> = Vec::new();
    for city in cities::all() {
        if found.len() == most {
            break;
        }
        if seen.contains(&city.zone_index()) {
            continue;
        }
        seen.push(city.zone_index());
        if city.zone().is_some_and(|zone| minutes_east(zone, now) == minutes) {
            found.extend(search::candidate(city, None, language));
        }
    }
    found
}

/// A zone that is nothing but an offset.
pub(super) fn bare(zone: Tz, language: Language, now: DateTime<Utc>) -> Candidate {
    let city = Format::new(language, zone).offset(now);
    Candidate { zone, city, region: None, country: None, population: 0 }
}

/// The zone that keeps an offset for ever. Its name has the sign turned round: `Etc/GMT-3` is UTC+3.
fn fixed(minutes: i32) -> Option<Tz> {
    match (minutes / 60, minutes % 60) {
        (0, 0) => Some(Tz::UTC),
        (hours, 0) => format!("Etc/GMT{:+}", -hours).parse().ok(),
        _ => None,
    }
}

fn minutes_east(zone: Tz, now: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&now.naive_utc()).fix().local_minus_utc() / 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("+3", 180),
            ("utc+03:00", 180),
            ("GMT-4", -240),
            ("UTC +5:30", 330),
            ("+0545", 345),
            ("−3.30", -210),
            ("UTC", 0),
            ("МСК+2", 300),
            ("+14", 840),
        ] {
            assert_eq!(parse(text), Some(minutes), "{text}");
        }
        for text in ["3", "+15", "-13", "+3:60", "+3:5", "++", "utcx", "msk", "+123", "+1:2:3", "+-3", "+３"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_signs_of_etc_are_turned_round() {
        assert_eq!(fixed(180), Some(Tz::Etc__GMTMinus3));
        assert_eq!(fixed(-240), Some(Tz::Etc__GMTPlus4));
        assert_eq!(fixed(0), Some(Tz::UTC));
        assert_eq!(fixed(330), None);
    }
}
