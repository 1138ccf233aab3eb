//! Repetition: the typed rule, its RFC 5545 text, and its first day.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::dates::{month_end, nth_weekday, shift, weekday_of};
use super::pieces::{DateRef, Repeat, Unit};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A recurrence rule; renders as RFC 5545 RRULE text without the `RRULE:` before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    pub frequency: Frequency,
    /// At least 1.
    pub interval: u32,
    /// The month of a yearly rule, 1..=12.
    pub month: Option<u32>,
    /// Days of the month; -1 is the last. Several, with `last_of_set`, clamp a day that short months lack.
    pub month_days: Vec<i32>,
    /// Weekdays (Monday is 0), each with its number in the month where one is said; -1 is the last.
    pub weekdays: Vec<(Option<i8>, u8)>,
    /// `BYSETPOS=-1`: the last of `month_days` that the month has.
    pub last_of_set: bool,
    /// The last day, included.
    pub until: Option<NaiveDate>,
    pub count: Option<u32>,
}

const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Recurrence {
    pub fn every(interval: u32, frequency: Frequency) -> Self {
        Recurrence {
            frequency,
            interval: interval.max(1),
            month: None,
            month_days: Vec::new(),
            weekdays: Vec::new(),
            last_of_set: false,
            until: None,
            count: None,
        }
    }

    fn on_days(mut self, mask: u8) -> Self {
        self.weekdays = (0..7).filter(|day| mask & (1 << day) != 0).map(|day| (None, day)).collect();
        self
    }

    /// On a day of the month; in a month without it, on the last.
    fn on_month_day(mut self, day: u32) -> Self {
        self.last_of_set = day > 28;
        let first = if self.last_of_set { 28 } else { day };
        self.month_days = (first..=day).filter_map(|day| i32::try_from(day).ok()).collect();
        self
    }

    /// On a day of one month; 29 February falls on the 28th where there is none.
    fn on_year_day(mut self, day: u32, month: u32) -> Self {
        self.month = Some(month);
        if (day, month) == (29, 2) {
            return self.on_month_day(29);
        }
        self.month_days = i32::try_from(day).into_iter().collect();
        self
    }

    /// Does a day fit the rule, the interval left aside?
    fn fits(&self, date: NaiveDate) -> bool {
        let month = self.month.is_none_or(|month| date.month() == month);
        month && self.fits_month_day(date) && self.fits_weekday(date)
    }

    fn fits_month_day(&self, date: NaiveDate) -> bool {
        let Some(last) = month_end(date) else { return false };
        let is_last = date == last;
        let day = i32::try_from(date.day()).unwrap_or_default();
        match self.month_days.as_slice() {
            [] => true,
            days if self.last_of_set => {
                days.last() == Some(&day) || is_last && days.last().is_some_and(|wanted| *wanted > day)
            }
            days => days.contains(&day) || is_last && days.contains(&-1),
        }
    }

    fn fits_weekday(&self, date: NaiveDate) -> bool {
        let is = |day: u8| weekday_of(date) == i64::from(day);
        let on = |(nth, day): &(Option<i8>, u8)| match nth {
            None => is(*day),
            Some(nth) => date.with_day(1).and_then(|first| nth_weekday(first, *nth, *day)) == Some(date),
        };
        self.weekdays.is_empty() || self.weekdays.iter().any(on)
    }

    /// The first day that fits, `from` included; within the nine years in which every rule meets a day.
    pub fn first_day(&self, from: NaiveDate) -> Option<NaiveDate> {
        (0..3300).filter_map(|ahead| shift(from, ahead)).find(|date| self.fits(*date))
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frequency = match self.frequency {
            Frequency::Minutely => "MINUTELY",
            Frequency::Hourly => "HOURLY",
            Frequency::Daily => "DAILY",
            Frequency::Weekly => "WEEKLY",
            Frequency::Monthly => "MONTHLY",
            Frequency::Yearly => "YEARLY",
        };
        write!(out, "FREQ={frequency}")?;
        if self.interval > 1 {
            write!(out, ";INTERVAL={}", self.interval)?;
        }
        if let Some(month) = self.month {
            write!(out, ";BYMONTH={month}")?;
        }
        write_list(out, "BYMONTHDAY", self.month_days.iter().map(ToString::to_string))?;
        let weekday = |(nth, day): &(Option<i8>, u8)| {
            let code = CODES.get(usize::from(*day)).copied().unwrap_or_default();
            nth.map_or_else(|| code.to_owned(), |nth| format!("{nth}{code}"))
        };
        write_list(out, "BYDAY", self.weekdays.iter().map(weekday))?;
        if self.last_of_set {
            out.write_str(";BYSETPOS=-1")?;
        }
        if let Some(until) = self.until {
            write!(out, ";UNTIL={}", until.format("%Y%m%d"))?;
        }
        self.count.map_or(Ok(()), |count| write!(out, ";COUNT={count}"))
    }
}

fn write_list(out: &mut fmt::Formatter<'_>, name: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    let items: Vec<String> = items.collect();
    if items.is_empty() { Ok(()) } else { write!(out, ";{name}={}", items.join(",")) }
}

/// The rule of what was said, and whether it takes its day from the date beside it ("every month on the 5th").
pub fn resolve(repeat: Repeat, date: Option<DateRef>) -> (Recurrence, bool) {
    let rule = match repeat {
        Repeat::Every(_, Unit::Workday) => return (weekly(1, 0b001_1111), false),
        Repeat::Every(interval, Unit::Weekend) => return (weekly(interval, 0b110_0000), false),
        Repeat::Every(interval, unit) => Recurrence::every(interval, frequency(unit)),
        Repeat::Days { mask, interval } => return (weekly(interval, mask), false),
        Repeat::NthOfMonth(nth, day) => {
            let mut rule = Recurrence::every(1, Frequency::Monthly);
            rule.weekdays = vec![(Some(nth), day)];
            return (rule, false);
        }
        Repeat::MonthDay(day) => return (Recurrence::every(1, Frequency::Monthly).on_month_day(day), false),
        Repeat::LastDayOfMonth => {
            let mut rule = Recurrence::every(1, Frequency::Monthly);
            rule.month_days = vec![-1];
            return (rule, false);
        }
        Repeat::EveryPart(_) => Recurrence::every(1, Frequency::Daily),
    };
    take_day(rule, date)
}

fn weekly(interval: u32, mask: u8) -> Recurrence {
    Recurrence::every(interval, Frequency::Weekly).on_days(mask)
}

fn take_day(rule: Recurrence, date: Option<DateRef>) -> (Recurrence, bool) {
    match (rule.frequency, date) {
        (Frequency::Weekly, Some(DateRef::Weekday(day, _))) => (rule.on_days(1 << day), true),
        (Frequency::Monthly, Some(DateRef::DayOfMonth(day))) => (rule.on_month_day(day), true),
        (Frequency::Monthly, Some(DateRef::EndOf(Unit::Month, _))) => {
            let mut rule = rule;
            rule.month_days = vec![-1];
            (rule, true)
        }
        (Frequency::Yearly, Some(DateRef::DayMonth { day, month, year: None })) => {
            (rule.on_year_day(day, month), true)
        }
        _ => (rule, false),
    }
}

const fn frequency(unit: Unit) -> Frequency {
    match unit {
        Unit::Minute => Frequency::Minutely,
        Unit::Hour => Frequency::Hourly,
        Unit::Day | Unit::Workday => Frequency::Daily,
        Unit::Week | Unit::Weekend => Frequency::Weekly,
        Unit::Month => Frequency::Monthly,
        Unit::Year => Frequency::Yearly,
    }
}
