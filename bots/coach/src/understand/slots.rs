//! What fills a slot of a pattern at a place in the text.

use super::clocks;
use super::dates;
use super::grammar::{Slot, Value};
use super::lexicon::{Class, LengthRule, Sense};
use super::matcher::{Candidates, Matcher};
use super::pieces::{Length, Unit};
use super::token::Kind;

pub fn fill(matcher: &Matcher, slot: Slot, at: usize) -> Candidates {
    match slot {
        Slot::Number => numbers(matcher, at),
        Slot::NumberWord if digits(matcher, at).is_some() => Vec::new(),
        Slot::NumberWord => numbers(matcher, at),
        Slot::AndHalf => and_half(matcher, at),
        Slot::Hour => hours(matcher, at),
        Slot::HourOrdinal => within(ordinals(matcher, at), 1..=24),
        Slot::HourOrdinalAfterPreposition => {
            let told = at > 0 && matcher.is(Class::HourPreposition, at - 1);
            if told { within(ordinals(matcher, at), 1..=24) } else { Vec::new() }
        }
        Slot::HourMinute => clocks::hour_minute(matcher, at, ":"),
        Slot::HourDotMinute => clocks::hour_minute(matcher, at, "."),
        // 9-11 are two hours; 9-30 can only be a time.
        Slot::HourDashMinute if matches!(digits(matcher, at + 2), Some(0 | 25..=59)) => {
            clocks::hour_minute(matcher, at, "-")
        }
        Slot::HourDashMinute => Vec::new(),
        Slot::Day => days(matcher, at),
        Slot::Ordinal => ordinals(matcher, at),
        Slot::OrdinalDigits if digits(matcher, at).is_none() => Vec::new(),
        Slot::OrdinalDigits => within(ordinals(matcher, at), 1..=31),
        Slot::Month => by_sense(matcher, at, |sense| match sense {
            Sense::Month(month) => Some(Value::Number(month)),
            _ => None,
        }),
        Slot::Season => by_sense(matcher, at, |sense| match sense {
            Sense::Season(month) => Some(Value::Number(month)),
            _ => None,
        }),
        Slot::Unit => by_sense(matcher, at, |sense| match sense {
            Sense::Unit(unit) => Some(Value::Unit(unit)),
            _ => None,
        }),
        Slot::Weekday => weekdays(matcher, at),
        Slot::Habit => list(matcher, at, |sense| match sense {
            Sense::Habit(day) => Some(day),
            _ => None,
        }),
        Slot::Weekdays => list(matcher, at, |sense| match sense {
            Sense::Weekday(day) => Some(day),
            _ => None,
        }),
        Slot::Year => year(matcher, at).map_or_else(Vec::new, |year| vec![(Value::Number(year), at + 1)]),
        Slot::DotDate => dates::dotted(matcher, at),
        Slot::SlashDate => dates::slashed(matcher, at),
        Slot::IsoDate => dates::iso(matcher, at),
        Slot::Part => parts(matcher, at),
        Slot::Length => lengths(matcher, at),
        Slot::Clock => clocks::clocks(matcher, at),
        Slot::Date => dates::dates(matcher, at),
    }
}

fn by_sense(matcher: &Matcher, at: usize, pick: impl Fn(Sense) -> Option<Value>) -> Candidates {
    let values = matcher.senses(at).iter().filter_map(|sense| pick(*sense));
    let mut found: Candidates = values.map(|value| (value, at + 1)).collect();
    let short = matcher.word(at).chars().count() <= 4;
    if short && matcher.word(at + 1) == "." && matcher.is_glued(at + 1) {
        let dotted: Candidates = found.iter().map(|(value, end)| (*value, end + 1)).collect();
        found.extend(dotted);
    }
    found
}

fn weekdays(matcher: &Matcher, at: usize) -> Candidates {
    by_sense(matcher, at, |sense| match sense {
        Sense::Weekday(day) => Some(Value::Number(u32::from(day))),
        _ => None,
    })
}

/// One or more weekdays, as a mask; "Monday, Wednesday and Friday".
fn list(matcher: &Matcher, at: usize, pick: impl Fn(Sense) -> Option<u8>) -> Candidates {
    let named = |place: usize| matcher.senses(place).iter().find_map(|sense| pick(*sense));
    let (mut mask, mut place, mut found) = (0, at, Vec::new());
    while let Some(day) = named(place) {
        mask |= 1 << day;
        place += 1;
        if matcher.word(place) == "." && matcher.is_glued(place) && named(place - 1).is_some() {
            found.push((Value::Mask(mask), place));
            place += 1;
        }
        found.push((Value::Mask(mask), place));
        while matcher.word(place) == "," || matcher.is(Class::And, place) {
            place += 1;
        }
        if matcher.is(Class::Every, place) || matcher.is(Class::Listed, place) {
            place += 1;
        }
    }
    found
}

fn digits(matcher: &Matcher, at: usize) -> Option<u32> {
    let token = matcher.tokens.get(at).filter(|token| token.kind == Kind::Number && !token.quoted)?;
    (token.text.len() <= 4).then(|| token.text.parse().ok())?
}

/// Digits that stand for themselves: no part of 15:00, 3.5, 50%.
fn lone_digits(matcher: &Matcher, at: usize) -> Option<u32> {
    let value = digits(matcher, at)?;
    let joined = |place: usize| {
        let sign = matcher.word(place);
        matcher.is_glued(place)
            && (sign == "%"
                || [":", ".", ",", "/"].contains(&sign)
                    && digits(matcher, place + 1).is_some()
                    && matcher.is_glued(place + 1))
    };
    let after_sign = at > 0
        && matcher.is_glued(at)
        && [".", ",", ":", "/", "#", "№", "$", "€", "+"].contains(&matcher.word(at - 1));
    (!joined(at + 1) && !after_sign).then_some(value)
}

/// A cardinal: digits, a word, or tens and a unit.
fn numbers(matcher: &Matcher, at: usize) -> Candidates {
    if let Some(value) = lone_digits(matcher, at) {
        return vec![(Value::Number(value), at + 1)];
    }
    let cardinal = |place: usize| {
        matcher.senses(place).iter().find_map(|sense| match sense {
            Sense::Number(value) => Some(*value),
            _ => None,
        })
    };
    let Some(first) = cardinal(at) else { return Vec::new() };
    let mut found = vec![(Value::Number(first), at + 1)];
    if (20..100).contains(&first) && first % 10 == 0 {
        let next = if matcher.word(at + 1) == "-" { at + 2 } else { at + 1 };
        if let Some(unit) = cardinal(next).filter(|unit| (1..10).contains(unit)) {
            found.push((Value::Number(first + unit), next + 1));
        }
    }
    found
}

fn and_half(matcher: &Matcher, at: usize) -> Candidates {
    let halves = matches!(matcher.word(at + 1), "." | ",") && matcher.word(at + 2) == "5";
    let glued = matcher.is_glued(at + 1) && matcher.is_glued(at + 2);
    let whole = digits(matcher, at).filter(|_| halves && glued);
    whole.map_or_else(Vec::new, |whole| vec![(Value::Number(whole), at + 3)])
}

/// 5th, 5-го, 5., fifth, twenty fifth.
fn ordinals(matcher: &Matcher, at: usize) -> Candidates {
    if let Some(value) = digits(matcher, at) {
        let dash = usize::from(matcher.word(at + 1) == "-" && matcher.is_glued(at + 1));
        let suffix = at + 1 + dash;
        let ordinal = matcher.is_glued(suffix) && matcher.is(Class::Ordinal, suffix);
        return if ordinal { vec![(Value::Number(value), suffix + 1)] } else { Vec::new() };
    }
    let ordinal = |place: usize| {
        matcher.senses(place).iter().find_map(|sense| match sense {
            Sense::Ordinal(value) => Some(*value),
            _ => None,
        })
    };
    let mut found = Vec::new();
    if let Some(value) = ordinal(at) {
        found.push((Value::Number(value), at + 1));
    }
    let tens = matcher.senses(at).iter().find_map(|sense| match sense {
        Sense::Number(value) | Sense::Ordinal(value) if matches!(value, 20 | 30) => Some(*value),
        _ => None,
    });
    let next = if matcher.word(at + 1) == "-" { at + 2 } else { at + 1 };
    if let (Some(tens), Some(unit)) = (tens, ordinal(next).filter(|unit| *unit < 10)) {
        found.push((Value::Number(tens + unit), next + 1));
    }
    found
}

fn within(candidates: Candidates, range: std::ops::RangeInclusive<u32>) -> Candidates {
    let fits = |value: &Value| matches!(value, Value::Number(number) if range.contains(number));
    candidates.into_iter().filter(|(value, _)| fits(value)).collect()
}

fn hours(matcher: &Matcher, at: usize) -> Candidates {
    if matcher.is(Class::OneHour, at) {
        return vec![(Value::Number(1), at + 1)];
    }
    let short = matcher.word(at).len() <= 2 || digits(matcher, at).is_none();
    let found = if short { within(numbers(matcher, at), 0..=24) } else { Vec::new() };
    found.into_iter().filter(|(_, end)| !matcher.is(Class::Measure, *end)).collect()
}

fn days(matcher: &Matcher, at: usize) -> Candidates {
    let mut found = within(ordinals(matcher, at), 1..=31);
    if lone_digits(matcher, at).is_some() || digits(matcher, at).is_none() {
        found.extend(within(numbers(matcher, at), 1..=31));
    }
    found
}

pub fn year(matcher: &Matcher, at: usize) -> Option<u32> {
    let four = matcher.word(at).len() == 4;
    lone_digits(matcher, at).filter(|year| four && (1900..2200).contains(year))
}

fn parts(matcher: &Matcher, at: usize) -> Candidates {
    let mut found = Vec::new();
    matcher.each_match(&matcher.grammar.part, at, |part, _, end| found.push((Value::Part(part), end)));
    found
}

/// 2 hours, half an hour, an hour and a half, 1 h 30 min.
fn lengths(matcher: &Matcher, at: usize) -> Candidates {
    let mut found: Vec<(Length, usize)> = Vec::new();
    matcher.each_match(&matcher.grammar.length, at, |rule, values, end| {
        found.extend(length(rule, values).map(|length| (length, end)));
    });
    let whole = found.clone();
    for (first, end) in whole.into_iter().filter(|(first, _)| first.is_clock() && first.minutes % 60 == 0) {
        let next = if matcher.is(Class::And, end) { end + 1 } else { end };
        matcher.each_match(&matcher.grammar.length, next, |rule, values, end| {
            let minutes = length(rule, values).filter(|more| more.is_clock() && more.minutes < 60);
            found.extend(minutes.map(|more| (first.plus(more), end)));
        });
    }
    found.into_iter().map(|(length, end)| (Value::Length(length), end)).collect()
}

fn length(rule: LengthRule, values: &[Value]) -> Option<Length> {
    if values.iter().any(|value| matches!(value, Value::Unit(Unit::Workday | Unit::Weekend))) {
        return None;
    }
    Some(match (rule, values) {
        (LengthRule::Counted, [Value::Number(count), Value::Unit(unit)]) if *count <= 999 => {
            Length::of(*count, *unit)
        }
        (LengthRule::One, [Value::Unit(unit)]) => Length::of(1, *unit),
        (LengthRule::Two, [Value::Unit(unit)]) => Length::of(2, *unit),
        (LengthRule::Half, [Value::Unit(unit)]) => Length::half(*unit),
        (LengthRule::OneAndHalf, [Value::Unit(unit)]) => Length::of(1, *unit).plus(Length::half(*unit)),
        (LengthRule::CountAndHalf, [Value::Number(count), Value::Unit(unit)]) if *count <= 99 => {
            Length::of(*count, *unit).plus(Length::half(*unit))
        }
        (LengthRule::HourMinutes, [Value::Number(hours), Value::Number(minutes)])
            if *hours < 24 && *minutes < 60 =>
        {
            Length { minutes: hours * 60 + minutes, ..Length::default() }
        }
        (LengthRule::Fixed(count, unit), _) => Length::of(count, unit),
        (LengthRule::FixedHalf(unit), _) => Length::half(unit),
        _ => return None,
    })
}
