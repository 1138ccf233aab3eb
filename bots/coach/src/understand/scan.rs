//! Finds the pieces of a message: at each word the longest pattern wins, earlier rules before later ones.

use super::clocks::Hints;
use super::grammar::{Rules, Slot, Value};
use super::lexicon::{Class, Sense, TopRule};
use super::matcher::Matcher;
use super::pieces::{Clock, DateRef, Length, Part, Piece, Repeat, Unit, What, Which};
use super::token::Kind;

#[derive(Debug, Default)]
pub struct Scan {
    /// In the order of the text, apart from each other.
    pub pieces: Vec<Piece>,
    pub hints: Hints,
}

pub fn scan(matcher: &Matcher) -> Scan {
    Scanner { matcher, answer: false, scan: Scan::default() }.run()
}

/// As [`scan`], where a number alone may be an hour: the answer to "when?".
pub fn scan_answer(matcher: &Matcher) -> Scan {
    Scanner { matcher, answer: true, scan: Scan::default() }.run()
}

struct Scanner<'a> {
    matcher: &'a Matcher<'a>,
    answer: bool,
    scan: Scan,
}

impl Scanner<'_> {
    fn run(mut self) -> Scan {
        let (mut at, mut opening) = (0, true);
        while let Some(token) = self.matcher.tokens.get(at) {
            if let Some((what, end)) = self.best(at, opening) {
                if what == What::Plain {
                    (at, opening) = (end, false);
                    continue;
                }
                self.scan.pieces.push(Piece { what, tokens: at..end });
                at = end;
                continue;
            }
            opening &= token.kind == Kind::Sign && !token.quoted;
            self.note_hint(at);
            at += 1;
        }
        self.scan
    }

    fn note_hint(&mut self, at: usize) {
        for sense in self.matcher.senses(at) {
            match sense {
                Sense::Hint(Part::Morning) => self.scan.hints.morning = true,
                Sense::Hint(Part::Evening) => self.scan.hints.evening = true,
                Sense::Hint(_) => self.scan.hints.midday = true,
                _ => {}
            }
        }
    }

    fn best(&self, at: usize, opening: bool) -> Option<(What, usize)> {
        if self.matcher.word(at).is_empty() || self.inside_word(at) {
            return None;
        }
        let grammar = self.matcher.grammar;
        let mut best = None;
        self.consider(&grammar.top, at, &mut best);
        if opening {
            self.consider(&grammar.opening, at, &mut best);
        }
        let street = at > 0 && self.matcher.is(Class::Street, at - 1);
        let named = |what: &What| matches!(what, What::Date(date) if !matches!(date, DateRef::Relative(_)));
        best.filter(|(what, _)| !street || !named(what))
    }

    /// The second half of a word with a hyphen: check-in.
    fn inside_word(&self, at: usize) -> bool {
        let hyphen = at > 1 && self.matcher.word(at - 1) == "-" && self.matcher.is_glued(at);
        hyphen && self.matcher.is_glued(at - 1) && self.matcher.tokens[at - 2].kind == Kind::Word
    }

    fn consider(&self, rules: &Rules<TopRule>, at: usize, best: &mut Option<(What, usize)>) {
        self.matcher.each_match(rules, at, |rule, values, end| {
            if best.as_ref().is_some_and(|(_, longest)| end <= *longest) {
                return;
            }
            if let Some(what) = self.build(rule, values, at, end) {
                *best = Some((what, end));
            }
        });
    }

    /// The piece right before a place.
    fn previous(&self, at: usize) -> Option<What> {
        self.scan.pieces.last().filter(|piece| piece.tokens.end == at).map(|piece| piece.what)
    }

    fn follows_day(&self, at: usize) -> bool {
        let comma = at > 0 && self.matcher.word(at - 1) == ",";
        let place = if comma { at - 1 } else { at };
        matches!(self.previous(place), Some(What::Date(_) | What::Repeat(_)))
    }

    /// Nothing but signs or the end after a place.
    fn ends(&self, end: usize) -> bool {
        self.matcher.tokens.get(end).is_none_or(|token| token.kind == Kind::Sign && token.text != "-")
    }

    fn build(&self, rule: TopRule, values: &[Value], at: usize, end: usize) -> Option<What> {
        let strong = |clock: &Clock| clock.strong || self.answer;
        match (rule, values) {
            (TopRule::At, [Value::Clock(clock)]) => Some(What::Clock(*clock)),
            (TopRule::AtIfStrong, [Value::Clock(clock)]) => {
                (strong(clock) || self.ends(end) || self.follows_day(at)).then_some(What::Clock(*clock))
            }
            (TopRule::Clock, [Value::Clock(clock)]) => {
                let trailing = self.follows_day(at) && self.ends(end);
                (strong(clock) || trailing).then_some(What::Clock(*clock))
            }
            (TopRule::TimeRange, [Value::Clock(from), Value::Clock(to)]) => Some(What::TimeRange(*from, *to)),
            (TopRule::TimeRangeIfStrong, [Value::Clock(from), Value::Clock(to)]) => {
                let told = strong(from) || strong(to) || self.follows_day(at);
                told.then_some(What::TimeRange(*from, *to))
            }
            (TopRule::ByTime, [Value::Clock(clock)]) => Some(What::ByTime(*clock)),
            (TopRule::ByPart(hour), _) => Some(What::ByTime(Clock::exact(hour * 60))),
            (TopRule::AtFixed(minute), _) => Some(What::Clock(Clock::exact(minute))),
            (TopRule::Part, [Value::Part(part)]) => {
                (!matches!(part, Part::Am | Part::Pm)).then_some(What::Part(*part))
            }
            (TopRule::PartOf(part), _) => Some(What::Part(part)),
            (TopRule::PartBesideDay(part), _) => self.follows_day(at).then_some(What::Part(part)),
            (TopRule::DayPart(days, part), _) => Some(What::DatePart(DateRef::Relative(days), part)),
            (TopRule::DateBesideTime(day), _) => {
                let timed = !self.matcher.candidates(Slot::Clock, end).is_empty()
                    || self.matcher.is(Class::At, end)
                    || matches!(self.previous(at), Some(What::Clock(_)));
                timed.then_some(What::Date(DateRef::Weekday(day, Which::Bare)))
            }
            (TopRule::BeforeOne, [Value::Unit(unit)]) => Some(What::Before(Length::of(1, *unit))),
            (TopRule::AfterCounted, [Value::Unit(unit), Value::Number(count)]) if *count <= 999 => {
                Some(What::After(Length::of(*count, *unit)))
            }
            (TopRule::Count, [Value::Number(count)]) if *count > 0 => Some(What::Count(*count)),
            (TopRule::Remind, _) => Some(What::Remind),
            (TopRule::Plain, _) => Some(What::Plain),
            (TopRule::Filler, _) => Some(What::Filler),
            (TopRule::Wish, _) => Some(What::Wish),
            _ => build_day(rule, values)
                .or_else(|| build_length(rule, values, end - at))
                .or_else(|| build_repeat(rule, values)),
        }
    }
}

fn build_day(rule: TopRule, values: &[Value]) -> Option<What> {
    let full = |day: u32, month: u32, year: Option<&Value>| DateRef::DayMonth {
        day,
        month,
        year: match year {
            Some(Value::Number(year)) => i32::try_from(*year).ok(),
            _ => None,
        },
    };
    Some(match (rule, values) {
        (TopRule::Date, [Value::Date(date)]) => What::Date(*date),
        (TopRule::By, [Value::Date(date)]) => What::By(*date),
        (TopRule::DateRange, [Value::Date(from), Value::Date(to)]) => What::DateRange(*from, *to),
        (
            TopRule::DaysThenMonth,
            [Value::Number(first), Value::Number(last), Value::Number(month), year @ ..],
        ) => What::DateRange(full(*first, *month, year.first()), full(*last, *month, year.first())),
        (
            TopRule::MonthThenDays,
            [Value::Number(month), Value::Number(first), Value::Number(last), year @ ..],
        ) => What::DateRange(full(*first, *month, year.first()), full(*last, *month, year.first())),
        (
            TopRule::DaysThenDate,
            [Value::Number(first), Value::Date(DateRef::DayMonth { day, month, year })],
        ) => {
            let date = |day: u32| DateRef::DayMonth { day, month: *month, year: *year };
            What::DateRange(date(*first), date(*day))
        }
        (TopRule::ByMonth, [Value::Number(month), year @ ..]) => {
            let year = match year.first() {
                Some(Value::Number(year)) => i32::try_from(*year).ok(),
                _ => None,
            };
            What::By(DateRef::MonthStart(*month, year))
        }
        (TopRule::BySeason, [Value::Number(month)]) => What::By(DateRef::MonthStart(*month, None)),
        (TopRule::ByFeast(month, day), _) => What::By(full(day, month, None)),
        (TopRule::ByYear, [Value::Number(year)]) => What::By(DateRef::YearStart(i32::try_from(*year).ok()?)),
        _ => return None,
    })
}

fn build_length(rule: TopRule, values: &[Value], words: usize) -> Option<What> {
    let [Value::Length(length)] = values else { return None };
    Some(match rule {
        TopRule::After => What::After(*length),
        TopRule::Within => What::Within(*length),
        TopRule::AfterOrBefore => What::AfterOrBefore(*length),
        TopRule::Before => What::Before(*length),
        TopRule::Duration => What::Duration(*length),
        TopRule::DurationIfClock
            if length.is_clock() && length.minutes > 0 && (words > 1 || length.minutes == 30) =>
        {
            What::Duration(*length)
        }
        _ => return None,
    })
}

fn build_repeat(rule: TopRule, values: &[Value]) -> Option<What> {
    if let (TopRule::EveryDate, [Value::Date(date @ DateRef::DayMonth { year: None, .. })]) = (rule, values) {
        return Some(What::Yearly(*date));
    }
    let every = |interval: u32, unit: Unit| (interval > 0).then_some(Repeat::Every(interval, unit));
    let mask = |day: u32| 1_u8.checked_shl(day);
    Some(What::Repeat(match (rule, values) {
        (TopRule::Every(interval, unit), _) => Repeat::Every(interval, unit),
        (TopRule::EveryUnit(interval), [Value::Unit(unit)]) => every(interval, *unit)?,
        (TopRule::EveryCounted, [Value::Number(interval), Value::Unit(unit)]) => every(*interval, *unit)?,
        (TopRule::EveryDays(interval), [Value::Mask(mask)]) => Repeat::Days { mask: *mask, interval },
        (TopRule::EveryListed, [Value::Mask(mask)]) if mask.count_ones() > 1 => {
            Repeat::Days { mask: *mask, interval: 1 }
        }
        (TopRule::EveryLength, [Value::Length(length)]) => match *length {
            Length { months: months @ 1.., days: 0, minutes: 0 } => Repeat::Every(months, Unit::Month),
            Length { months: 0, days: days @ 1.., minutes: 0 } => Repeat::Every(days, Unit::Day),
            Length { months: 0, days: 0, minutes } if minutes > 0 && minutes % 60 == 0 => {
                Repeat::Every(minutes / 60, Unit::Hour)
            }
            Length { months: 0, days: 0, minutes: minutes @ 1.. } => Repeat::Every(minutes, Unit::Minute),
            _ => return None,
        },
        (TopRule::EveryMask(mask), _) => Repeat::Days { mask, interval: 1 },
        (TopRule::EveryNthDay, [Value::Number(interval), Value::Number(day)])
            if (1..=52).contains(interval) =>
        {
            Repeat::Days { mask: mask(*day)?, interval: *interval }
        }
        (TopRule::NthOfMonth, [Value::Number(nth @ 1..=5), Value::Number(day)]) => {
            Repeat::NthOfMonth(i8::try_from(*nth).ok()?, u8::try_from(*day).ok()?)
        }
        (TopRule::LastOfMonth, [Value::Number(day)]) => Repeat::NthOfMonth(-1, u8::try_from(*day).ok()?),
        (TopRule::MonthDay, [Value::Number(day @ 1..=31)]) => Repeat::MonthDay(*day),
        (TopRule::LastDayOfMonth, _) => Repeat::LastDayOfMonth,
        (TopRule::EveryPart, [Value::Part(part)]) => Repeat::EveryPart(*part),
        (TopRule::EveryPartOf(part), _) => Repeat::EveryPart(part),
        _ => return None,
    }))
}
