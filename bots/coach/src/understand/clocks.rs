//! Times of day: how they are written, and which moment of the day they mean.

use super::grammar::{Slot, Value};
use super::lexicon::ClockRule;
use super::matcher::{Candidates, Matcher};
use super::pieces::{Clock, Part, Style};

/// `15:00`, `9:05`, or with another sign; impossible ones (25:00) are marked as such.
pub fn hour_minute(matcher: &Matcher, at: usize, sign: &str) -> Candidates {
    let number =
        |place: usize| matcher.word(place).parse::<u32>().ok().filter(|_| matcher.word(place).len() <= 2);
    let (Some(hour), Some(minute)) = (number(at), number(at + 2)) else { return Vec::new() };
    let shaped = matcher.word(at + 1) == sign
        && matcher.is_glued(at + 1)
        && matcher.is_glued(at + 2)
        && matcher.word(at + 2).len() == 2
        && !(at > 0 && matcher.is_glued(at) && [".", ":", "/"].contains(&matcher.word(at - 1)))
        && !(matcher.is_glued(at + 3)
            && [":", "."].contains(&matcher.word(at + 3))
            && matcher.is_glued(at + 4)
            && number(at + 4).is_some());
    if !shaped {
        return Vec::new();
    }
    let impossible = minute > 59 || hour > 24 || hour == 24 && minute > 0;
    let open = matcher.grammar.lexicon.twelve_hours && !matcher.word(at).starts_with('0') && hour <= 12;
    let style = if open { Style::Open } else { Style::Exact };
    let clock = Clock { minute: (hour * 60 + minute).min(1440), style, part: None, strong: true, impossible };
    vec![(Value::Clock(clock), at + 3)]
}

/// Every time of day that begins at a place, with the part of day that may follow it.
pub fn clocks(matcher: &Matcher, at: usize) -> Candidates {
    let mut found = Vec::new();
    matcher.each_match(&matcher.grammar.clock, at, |rule, values, end| {
        let Some(clock) = build(rule, values) else { return };
        found.push((Value::Clock(clock), end));
        for &(part, end) in matcher.candidates(Slot::Part, end) {
            let Value::Part(part) = part else { continue };
            found.push((Value::Clock(Clock { part: Some(part), strong: true, ..clock }), end));
        }
    });
    found
}

fn build(rule: ClockRule, values: &[Value]) -> Option<Clock> {
    let open = |minute: u32, strong: bool| {
        Some(Clock { minute, style: Style::Open, part: None, strong, impossible: false })
    };
    let back = |hour: u32, minutes: u32| {
        (1..=24).contains(&hour).then(|| (hour + 12 * u32::from(hour == 1)) * 60 - minutes)
    };
    match (rule, values) {
        (ClockRule::Written, [Value::Clock(clock)]) => Some(*clock),
        (ClockRule::Hour, [Value::Number(hour)]) => open(hour * 60, false),
        (ClockRule::OClock(strong), [Value::Number(hour)]) if *hour <= 24 => open(hour * 60, strong),
        (ClockRule::HalfOf(hour), _) => open(back(hour, 30)?, true),
        (ClockRule::HourMinute, [Value::Number(hour), Value::Number(minute)])
            if *hour < 24 && (10..60).contains(minute) =>
        {
            open(hour * 60 + minute, false)
        }
        (ClockRule::HalfPast, [Value::Number(hour)]) if *hour <= 12 => open(hour * 60 + 30, true),
        (ClockRule::HalfTo, [Value::Number(hour)]) if *hour <= 12 => open(back(*hour, 30)?, true),
        (ClockRule::QuarterPast, [Value::Number(hour)]) if *hour <= 12 => open(hour * 60 + 15, true),
        (ClockRule::QuarterTo, [Value::Number(hour)]) if *hour <= 12 => open(back(*hour, 15)?, true),
        (ClockRule::QuarterInto, [Value::Number(hour)]) if *hour <= 12 => open(back(*hour, 45)?, true),
        (ClockRule::Past, [Value::Number(minute), Value::Number(hour)]) if *minute < 60 && *hour <= 24 => {
            open(hour * 60 + minute, true)
        }
        (ClockRule::To, [Value::Number(minute), Value::Number(hour)]) if (1..60).contains(minute) => {
            open(back(*hour, *minute)?, true)
        }
        (ClockRule::Into, [Value::Number(minute), Value::Number(hour)]) if *minute < 60 => {
            open(back(*hour, 60)? + minute, true)
        }
        (ClockRule::Fixed(minute), _) => {
            Some(Clock { minute, style: Style::Exact, part: None, strong: true, impossible: false })
        }
        _ => None,
    }
}

/// What surrounds a time and helps to place it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    pub morning: bool,
    pub midday: bool,
    pub evening: bool,
}

/// The minutes of the day a time can mean (1440 is the next midnight), likeliest first; two when the words leave it open.
pub fn settle(clock: Clock, part: Option<Part>, hints: Hints) -> Vec<u32> {
    let minute = clock.minute;
    let hour = minute / 60;
    if let Some(part) = clock.part.or(part).filter(|_| hour <= 12) {
        return vec![in_part(minute, part)];
    }
    if clock.style == Style::Exact || hour == 0 || hour >= 12 {
        return vec![minute];
    }
    if hints.evening && !hints.morning {
        return vec![if hour >= 4 { minute + 720 } else { minute }];
    }
    match hour {
        8.. => vec![minute],
        _ if hints.morning => vec![minute],
        1..=4 if hints.midday => vec![minute + 720],
        _ => vec![minute, minute + 720],
    }
}

/// A time of the 12-hour clock in a part of the day: 8 in the evening is 20:00, 12 at night is midnight.
fn in_part(minute: u32, part: Part) -> u32 {
    let hour = minute / 60;
    match part {
        Part::Am => minute % 720,
        Part::Pm => minute % 720 + 720,
        Part::Morning => minute,
        Part::Noon | Part::Afternoon if (1..8).contains(&hour) => minute + 720,
        Part::Noon | Part::Afternoon => minute,
        Part::Evening if hour == 12 => minute + 720,
        Part::Evening if hour > 0 => minute + 720,
        Part::Night if hour == 12 => minute - 720,
        Part::Night if hour >= 6 => minute + 720,
        Part::Evening | Part::Night => minute,
    }
}
