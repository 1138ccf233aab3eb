//! Puts days and times of day together by the conventions.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::clocks::{self, Hints};
use super::dates::{Day, shift};
use super::found::Found;
use super::pieces::{Clock, Part};
use super::types::{Problem, When};

/// A time of day that words can mean: minutes from the day's midnight, the end after the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub start: u32,
    pub end: Option<u32>,
}

/// The times a message can mean; none, one, or two when open.
pub fn slots(found: &Found, part: Option<Part>, hints: Hints, duration: Option<u32>) -> Vec<Slot> {
    if let Some((from, to)) = found.times {
        return spans(from, to, part, hints);
    }
    let single = found.clock.or(found.by_time).filter(|clock| !clock.impossible);
    let starts = match (single, part) {
        (Some(clock), part) => clocks::settle(clock, part, hints),
        (None, Some(part)) if found.clock.is_none() => vec![part.hour() * 60],
        _ => Vec::new(),
    };
    starts.into_iter().map(|start| Slot { start, end: duration.map(|minutes| start + minutes) }).collect()
}

/// A part of day said at one end holds for the other where that fits; an end before the start is on the next day.
fn spans(from: Clock, to: Clock, part: Option<Part>, hints: Hints) -> Vec<Slot> {
    if from.impossible || to.impossible {
        return Vec::new();
    }
    let ends = clocks::settle(to, part, hints);
    let mut starts = clocks::settle(from, part, hints);
    if from.part.is_none() && starts.len() == 1 && starts.first().is_some_and(|start| *start < 720) {
        let shifted = clocks::settle(from, to.part, hints);
        let before = |start: &u32| ends.iter().any(|end| start < end);
        if to.part.is_some()
            && shifted.iter().any(before)
            && starts.iter().all(|start| ends.iter().all(|end| end - (*end).min(*start) > 600))
        {
            starts = shifted;
        }
    }
    if starts.len() > 1 && ends.len() == 1 {
        let nearest = starts.iter().copied().filter(|start| ends.iter().any(|end| start < end)).max();
        starts = vec![nearest.unwrap_or(starts[0])];
    }
    let span = |start: u32| {
        let end = ends.iter().copied().filter(|end| *end > start).min();
        let end = end.unwrap_or_else(|| ends.first().copied().unwrap_or(start) + 1440);
        Slot { start, end: Some(end) }
    };
    starts.into_iter().map(span).collect()
}

/// A day and a time, with what stands in the way.
pub struct Placed {
    pub options: Vec<When>,
    pub problems: Vec<Problem>,
}

/// Every reading of a day with a time; a time without a day is the next such moment.
pub fn place(day: Option<Day>, slots: &[Slot], part: Option<Part>, now: NaiveDateTime) -> Placed {
    let mut placed = Placed { options: Vec::new(), problems: Vec::new() };
    for slot in slots {
        for date in days_for(day, *slot, now) {
            let date = night_after(date, *slot, part, now);
            if let Some(when) = on(date, *slot) {
                placed.options.push(when);
            }
        }
    }
    if let [When::At(start) | When::Span(start, _)] = placed.options[..]
        && start <= now
    {
        placed.problems.push(Problem::InPast(start));
    }
    placed.options.sort_by_key(|when| match *when {
        When::At(start) | When::Span(start, _) => start,
        _ => now,
    });
    placed.options.dedup();
    placed
}

fn days_for(day: Option<Day>, slot: Slot, now: NaiveDateTime) -> Vec<NaiveDate> {
    let today = now.date();
    let ahead = |date: NaiveDate| moment(date, slot.start).is_some_and(|moment| moment > now);
    match day {
        None if ahead(today) => vec![today],
        None => shift(today, 1).into_iter().collect(),
        Some(Day::One(date)) => vec![date],
        Some(Day::TodayOr(today, later)) => vec![if ahead(today) { today } else { later }],
        Some(Day::Either(first, second)) => vec![first, second],
        Some(Day::Range(first, _)) => vec![first],
        Some(Day::Whole(first, _)) => vec![first.max(today)],
    }
}

/// "today at midnight" and "tonight at 2" are after the next midnight.
fn night_after(date: NaiveDate, slot: Slot, part: Option<Part>, now: NaiveDateTime) -> NaiveDate {
    let small = slot.start < 360 && (slot.start == 0 || matches!(part, Some(Part::Night | Part::Evening)));
    let passed = moment(date, slot.start).is_some_and(|moment| moment <= now);
    if small && passed && date == now.date() { shift(date, 1).unwrap_or(date) } else { date }
}

pub fn moment(date: NaiveDate, minute: u32) -> Option<NaiveDateTime> {
    date.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::minutes(i64::from(minute)))
}

pub fn on(date: NaiveDate, slot: Slot) -> Option<When> {
    let start = moment(date, slot.start)?;
    let Some(end) = slot.end else { return Some(When::At(start)) };
    let end = moment(date, end)?;
    // "0 to 24" ends where it begins on the clock face, a day later.
    let end = if end > start { end } else { end.checked_add_signed(TimeDelta::days(1))? };
    Some(When::Span(start, end))
}

/// A day without a time.
pub fn whole(day: Day, all: bool, today: NaiveDate) -> Vec<When> {
    match day {
        Day::One(date) | Day::TodayOr(_, date) => vec![When::Day(date)],
        Day::Either(first, second) => vec![When::Day(first), When::Day(second)],
        Day::Range(first, last) => vec![When::Days(first, last)],
        Day::Whole(first, last) if all => vec![When::Days(first, last)],
        Day::Whole(first, last) if first < today && last > today => vec![When::Days(today, last)],
        Day::Whole(first, _) => vec![When::Day(first.max(today))],
    }
}
