//! Days: how they are written, and which day of the calendar they name.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, Months, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Weekday,
};
use chrono_tz::Tz;

use super::grammar::Value;
use super::lexicon::DateRule;
use super::matcher::{Candidates, Matcher};
use super::pieces::{DateRef, Length, Unit, Which};

/// The instant of a wall time: one that exists twice is the first, one that does not exist moves forward by the gap.
pub fn instant(wall: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => instant,
        MappedLocalTime::None => after_gap(wall, zone),
    }
}

/// Reads the wall time with the offset that held before the gap, which moves it forward by the gap's length.
fn after_gap(wall: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    let before = (1..=48).map(|hours| wall - TimeDelta::minutes(hours * 30));
    let offset = before
        .filter_map(|earlier| {
            zone.from_local_datetime(&earlier).latest().map(|found| found.naive_utc() - earlier)
        })
        .next()
        .unwrap_or_default();
    zone.from_utc_datetime(&(wall + offset))
}

/// `15.03`, `15.03.27`, `15.03.2027`; the day may be one that no month has.
pub fn dotted(matcher: &Matcher, at: usize) -> Candidates {
    let candidates = numeric(matcher, at, ".").into_iter();
    let dates =
        candidates.filter(|(numbers, _)| (1..=31).contains(&numbers[0]) && (1..=12).contains(&numbers[1]));
    dates
        .filter(|_| matcher.word(at + 2).len() == 2)
        .map(|([day, month, year], end)| {
            (Value::Date(DateRef::DayMonth { day, month, year: full_year(year) }), end)
        })
        .collect()
}

/// `3/4`, `3/4/2027`.
pub fn slashed(matcher: &Matcher, at: usize) -> Candidates {
    let fits = |numbers: &[u32; 3]| {
        let [first, second, _] = *numbers;
        (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12)
    };
    let candidates = numeric(matcher, at, "/").into_iter().filter(|(numbers, _)| fits(numbers));
    candidates
        .map(|([first, second, year], end)| {
            let year = full_year(year);
            let date = if matcher.grammar.lexicon.twelve_hours {
                DateRef::Slash { first, second, year }
            } else {
                DateRef::DayMonth { day: first, month: second, year }
            };
            (Value::Date(date), end)
        })
        .filter(|(value, _)| !matches!(value, Value::Date(DateRef::DayMonth { month: 13.., .. })))
        .collect()
}

/// Two or three numbers with a sign between them; the third is 0 where there is none.
fn numeric(matcher: &Matcher, at: usize, sign: &str) -> Vec<([u32; 3], usize)> {
    let number = |place: usize, longest: usize| {
        let short = (1..=longest).contains(&matcher.word(place).len());
        matcher.word(place).parse::<u32>().ok().filter(|_| short)
    };
    let joined =
        |place: usize| matcher.word(place) == sign && matcher.is_glued(place) && matcher.is_glued(place + 1);
    let begins = !(at > 0 && matcher.is_glued(at) && [".", "/", ":", ","].contains(&matcher.word(at - 1)));
    let (Some(first), Some(second)) = (number(at, 2), number(at + 2, 2)) else { return Vec::new() };
    if !joined(at + 1) || !begins {
        return Vec::new();
    }
    match number(at + 4, 4).filter(|_| joined(at + 3)) {
        Some(year) if matcher.word(at + 4).len() != 3 => vec![([first, second, year], at + 5)],
        Some(_) => Vec::new(),
        None => vec![([first, second, 0], at + 3)],
    }
}

fn full_year(year: u32) -> Option<i32> {
    match year {
        0 => None,
        1..=99 => i32::try_from(2000 + year).ok(),
        _ => i32::try_from(year).ok(),
    }
}

/// `2027-01-15`.
pub fn iso(matcher: &Matcher, at: usize) -> Candidates {
    let Some(year) = (matcher.word(at).len() == 4).then(|| matcher.word(at).parse().ok()).flatten() else {
        return Vec::new();
    };
    let number = |place: usize| matcher.word(place).parse::<u32>().ok().filter(|_| matcher.is_glued(place));
    let dashes = ["-", "/"].contains(&matcher.word(at + 1)) && matcher.word(at + 3) == matcher.word(at + 1);
    match (number(at + 2), number(at + 4)) {
        (Some(month), Some(day)) if dashes => {
            vec![(Value::Date(DateRef::DayMonth { day, month, year: Some(year) }), at + 5)]
        }
        _ => Vec::new(),
    }
}

/// Every date that begins at a place.
pub fn dates(matcher: &Matcher, at: usize) -> Candidates {
    let mut found = Vec::new();
    matcher.each_match(&matcher.grammar.date, at, |rule, values, end| {
        found.extend(build(rule, values).map(|date| (Value::Date(date), end)));
    });
    found
}

fn build(rule: DateRule, values: &[Value]) -> Option<DateRef> {
    let numbers: Vec<u32> = values
        .iter()
        .filter_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let year = |place: usize| numbers.get(place).and_then(|year| i32::try_from(*year).ok());
    let weekday = || u8::try_from(*numbers.first()?).ok();
    Some(match (rule, numbers.as_slice()) {
        (DateRule::Written, _) => match values {
            [Value::Date(date)] => *date,
            _ => return None,
        },
        (DateRule::Relative(days), _) => DateRef::Relative(days),
        (DateRule::Weekday(which), _) => DateRef::Weekday(weekday()?, which),
        (DateRule::WeekdayIn(weeks), _) => DateRef::WeekdayIn(weekday()?, weeks),
        (DateRule::WeekdayAfter(weeks), _) => DateRef::WeekdayAfter(weekday()?, weeks),
        (DateRule::DayMonth, [day, month, ..]) => {
            DateRef::DayMonth { day: *day, month: *month, year: year(2) }
        }
        (DateRule::MonthDay, [month, day, ..]) => {
            DateRef::DayMonth { day: *day, month: *month, year: year(2) }
        }
        (DateRule::DayOfMonth, [day]) if (1..=31).contains(day) => DateRef::DayOfMonth(*day),
        (DateRule::Period(unit, ahead), _) => DateRef::Period(unit, ahead),
        (DateRule::StartOf(unit, ahead), _) => DateRef::StartOf(unit, ahead),
        (DateRule::EndOf(unit, ahead), _) => DateRef::EndOf(unit, ahead),
        (DateRule::MonthStart, [month, ..]) => DateRef::MonthStart(*month, year(1)),
        (DateRule::Month, [month, ..]) => DateRef::Month(*month, year(1)),
        (DateRule::MonthEnd, [month, ..]) => DateRef::MonthEnd(*month, year(1)),
        _ => return None,
    })
}

/// The day or days that words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A weekday that today is too: today while its time is ahead, else a week later.
    TodayOr(NaiveDate, NaiveDate),
    One(NaiveDate),
    /// The words have two readings, soonest first.
    Either(NaiveDate, NaiveDate),
    Range(NaiveDate, NaiveDate),
    /// A whole week, month or year: its first day for an event, all of it for a search.
    Whole(NaiveDate, NaiveDate),
}

/// Resolves a named day by the conventions; `None` where the calendar has no such day.
pub fn resolve(date: DateRef, today: NaiveDate) -> Option<Day> {
    Some(match date {
        DateRef::Relative(days) => Day::One(shift(today, days)?),
        DateRef::Weekday(day, Which::Next) => Day::One(in_week(today, day, 1)?),
        DateRef::Weekday(day, _) => {
            let ahead = (i64::from(day) - weekday_of(today)).rem_euclid(7);
            let found = shift(today, ahead)?;
            if ahead == 0 { Day::TodayOr(today, shift(today, 7)?) } else { Day::One(found) }
        }
        DateRef::WeekdayIn(day, weeks) => Day::One(in_week(today, day, weeks)?),
        DateRef::WeekdayAfter(day, weeks) => {
            let coming = (i64::from(day) - weekday_of(today) - 1).rem_euclid(7) + 1;
            let (of_week, later) = (in_week(today, day, weeks)?, shift(today, coming + 7 * weeks)?);
            if of_week == later {
                Day::One(later)
            } else {
                Day::Either(of_week.min(later), of_week.max(later))
            }
        }
        DateRef::DayMonth { day, month, year } => Day::One(day_month(today, day, month, year)?),
        DateRef::DayOfMonth(day) => {
            Day::One(months_from(today).find_map(|month| month.with_day(day).filter(|date| *date >= today))?)
        }
        DateRef::Slash { first, second, year } => slash(today, first, second, year)?,
        DateRef::Period(unit, ahead) => {
            let (first, last) = period(today, unit, ahead)?;
            if unit == Unit::Weekend { Day::Whole(first.max(today), last) } else { Day::Whole(first, last) }
        }
        DateRef::StartOf(unit, ahead) => Day::One(period(today, unit, ahead)?.0),
        DateRef::EndOf(unit, ahead) => Day::One(period(today, unit, ahead)?.1),
        DateRef::MonthStart(month, year) => {
            let this = NaiveDate::from_ymd_opt(year.unwrap_or(today.year()), month, 1)?;
            Day::One(if year.is_none() && this < today {
                this.checked_add_months(Months::new(12))?
            } else {
                this
            })
        }
        DateRef::MonthEnd(month, year) => {
            let this = month_end(NaiveDate::from_ymd_opt(year.unwrap_or(today.year()), month, 1)?)?;
            let past = year.is_none() && this < today;
            Day::One(if past {
                month_end(this.with_day(1)?.checked_add_months(Months::new(12))?)?
            } else {
                this
            })
        }
        DateRef::Month(month, year) => {
            let ahead = i32::from(year.is_none() && month < today.month());
            let first = NaiveDate::from_ymd_opt(year.unwrap_or(today.year()) + ahead, month, 1)?;
            let last = month_end(first)?;
            Day::Range(if last < today { first } else { first.max(today) }, last)
        }
        DateRef::YearStart(year) => Day::One(NaiveDate::from_ymd_opt(year, 1, 1)?),
        DateRef::After(length) => Day::One(after(today, length)?),
        DateRef::DayInMonth(day, ahead) => Day::One(period(today, Unit::Month, ahead)?.0.with_day(day)?),
    })
}

/// Days since Monday.
pub fn weekday_of(date: NaiveDate) -> i64 {
    i64::from(date.weekday().num_days_from_monday())
}

pub fn shift(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}

/// A date a length later; a day the month has not is its last.
pub fn after(date: NaiveDate, length: Length) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(length.months))?.checked_add_days(Days::new(u64::from(length.days)))
}

fn in_week(today: NaiveDate, day: u8, weeks: i64) -> Option<NaiveDate> {
    shift(today, i64::from(day) - weekday_of(today) + 7 * weeks)
}

/// Without a year: the next such day, today included; a day that exists in some years only (29 February) waits for its year.
fn day_month(today: NaiveDate, day: u32, month: u32, year: Option<i32>) -> Option<NaiveDate> {
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => (0..9)
            .filter_map(|ahead| NaiveDate::from_ymd_opt(today.year() + ahead, month, day))
            .find(|date| *date >= today),
    }
}

fn slash(today: NaiveDate, first: u32, second: u32, year: Option<i32>) -> Option<Day> {
    let month_first = day_month(today, second, first, year);
    let day_first = day_month(today, first, second, year);
    match (month_first, day_first) {
        (Some(one), Some(other)) if one == other => Some(Day::One(one)),
        // With its year said, a day that has passed is not the one meant.
        (Some(one), Some(other)) if one < today || other < today => Some(Day::One(one.max(other))),
        (Some(one), Some(other)) => Some(Day::Either(one.min(other), one.max(other))),
        (one, other) => one.or(other).map(Day::One),
    }
}

/// The first days of this and the coming months, enough to meet every date of a month.
fn months_from(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = today.with_day(1);
    (0..14).filter_map(move |ahead| first?.checked_add_months(Months::new(ahead)))
}

pub fn month_end(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The nth weekday of the month of `first`; -1 is the last.
pub fn nth_weekday(first: NaiveDate, nth: i8, day: u8) -> Option<NaiveDate> {
    let weekday = Weekday::try_from(day).ok()?;
    match u8::try_from(nth) {
        Ok(nth) => NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, nth),
        Err(_) => (4..=5)
            .rev()
            .find_map(|nth| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, nth)),
    }
}

/// First and last day of a week, weekend, month or year; `ahead` counts from the one that is.
fn period(today: NaiveDate, unit: Unit, ahead: i64) -> Option<(NaiveDate, NaiveDate)> {
    let monday = shift(today, 7 * ahead - weekday_of(today))?;
    let months = Months::new(u32::try_from(ahead).ok()?);
    Some(match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (shift(today, ahead)?, shift(today, ahead)?),
        Unit::Week => (monday, shift(monday, 6)?),
        Unit::Workday => (monday, shift(monday, 4)?),
        Unit::Weekend => (shift(monday, 5)?, shift(monday, 6)?),
        Unit::Month => {
            let first = today.with_day(1)?.checked_add_months(months)?;
            (first, month_end(first)?)
        }
        Unit::Year => {
            let year = today.year() + i32::try_from(ahead).ok()?;
            (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
        }
    })
}
