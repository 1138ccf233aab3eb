//! The pieces of a message, one of each kind; what is said twice stays in the title.

use super::pieces::{Clock, DateRef, Length, Part, Piece, Repeat, Unit, What, Which};

#[derive(Debug, Default)]
pub struct Found {
    pub clock: Option<Clock>,
    pub part: Option<Part>,
    pub times: Option<(Clock, Clock)>,
    pub date: Option<DateRef>,
    pub dates: Option<(DateRef, DateRef)>,
    pub after: Option<Length>,
    /// A term whose sense hangs on the rest, and whether it may count from now (else it is a deadline).
    pub term: Option<(Length, bool)>,
    pub duration: Option<Length>,
    pub by: Option<DateRef>,
    pub by_time: Option<Clock>,
    pub repeat: Option<Repeat>,
    pub count: Option<u32>,
    /// Minutes before the start.
    pub reminders: Vec<u32>,
    pub asks_reminder: bool,
    pub wish: bool,
    pub kept: Vec<Piece>,
}

impl Found {
    pub fn collect(pieces: Vec<Piece>) -> Found {
        let mut found =
            Found { asks_reminder: pieces.iter().any(|it| it.what == What::Remind), ..Found::default() };
        let timed =
            pieces.iter().any(|it| matches!(it.what, What::Clock(_) | What::TimeRange(..) | What::Date(_)));
        for piece in pieces {
            if found.take(piece.what, timed) {
                found.kept.push(piece);
            }
        }
        if let (Some(term), Some(start)) = (found.by_time, found.clock.filter(|_| found.times.is_none())) {
            found.times = Some((start, term));
            (found.clock, found.by_time) = (None, None);
        }
        found.join_weeks();
        found.join_deadline();
        found
    }

    /// "by tomorrow noon": the time belongs to the deadline's day.
    fn join_deadline(&mut self) {
        let day =
            self.kept.iter().find(|piece| matches!(piece.what, What::By(_))).map(|piece| piece.tokens.end);
        let time = self
            .kept
            .iter()
            .find(|piece| matches!(piece.what, What::Clock(_)))
            .map(|piece| piece.tokens.start);
        if day.is_some() && day == time && self.date.is_none() && self.repeat.is_none() {
            self.date = self.by;
        }
    }

    /// "in two weeks on Monday" is the Monday of that week.
    fn join_weeks(&mut self) {
        if let (Some(DateRef::Weekday(day, _)), Some(Length { months: 0, days, minutes: 0 })) =
            (self.date, self.after)
            && days > 0
            && days % 7 == 0
        {
            self.date = Some(DateRef::WeekdayAfter(day, i64::from(days / 7)));
            self.after = None;
        }
    }

    /// Takes a piece in; `false` when its place is taken, so that its words belong to the title.
    fn take(&mut self, what: What, timed: bool) -> bool {
        match what {
            What::Filler | What::Plain => true,
            What::Wish => set(&mut self.wish, true),
            What::Remind => true,
            What::Clock(clock) => self.times.is_none() && fill(&mut self.clock, clock),
            What::Part(part) => fill(&mut self.part, part),
            What::TimeRange(from, to) => self.clock.is_none() && fill(&mut self.times, (from, to)),
            What::Date(date) => self.dates.is_none() && self.take_date(date),
            What::DatePart(date, part) => self.take_date(date) && fill(&mut self.part, part),
            What::DateRange(from, to) => self.date.is_none() && fill(&mut self.dates, (from, to)),
            What::After(length) => fill(&mut self.after, length),
            What::Within(length) | What::AfterOrBefore(length) => self.take_term(what, length, timed),
            What::Before(length) => self.remind_before(length),
            What::Duration(length) => fill(&mut self.duration, length),
            What::By(date) => fill(&mut self.by, date),
            What::ByTime(clock) => self.times.is_none() && fill(&mut self.by_time, clock),
            What::Repeat(repeat) => self.take_repeat(repeat),
            What::Yearly(date) => self.take_date(date) && self.take_repeat(Repeat::Every(1, Unit::Year)),
            What::Count(count) => self.repeat.is_some() && fill(&mut self.count, count),
        }
    }

    fn remind_before(&mut self, length: Length) -> bool {
        self.reminders.push(length.in_minutes());
        true
    }

    /// With "remind me" beside a time it is how long before; else it counts from now, or is a deadline.
    fn take_term(&mut self, what: What, length: Length, timed: bool) -> bool {
        let from_now = matches!(what, What::AfterOrBefore(_));
        if self.asks_reminder && (timed || !from_now) {
            return self.remind_before(length);
        }
        if from_now { fill(&mut self.after, length) } else { fill(&mut self.term, (length, from_now)) }
    }

    /// Two words for one day (Monday, 23 November; Tuesday next week) make one date.
    fn take_date(&mut self, date: DateRef) -> bool {
        let merged = match (self.date, date) {
            (None, date) => date,
            (Some(DateRef::Weekday(day, _)), DateRef::Period(Unit::Week, ahead))
            | (Some(DateRef::Period(Unit::Week, ahead)), DateRef::Weekday(day, _)) => {
                DateRef::WeekdayIn(day, ahead)
            }
            (
                Some(DateRef::Weekday(_, Which::Bare)),
                DateRef::DayMonth { .. } | DateRef::Relative(_) | DateRef::DayOfMonth(_),
            ) => date,
            (
                Some(known @ (DateRef::DayMonth { .. } | DateRef::Relative(_))),
                DateRef::Weekday(_, Which::Bare),
            ) => known,
            (Some(DateRef::Period(Unit::Month, ahead)), DateRef::DayOfMonth(day))
            | (Some(DateRef::DayOfMonth(day)), DateRef::Period(Unit::Month, ahead)) => {
                DateRef::DayInMonth(day, ahead)
            }
            _ => return false,
        };
        self.date = Some(merged);
        true
    }

    /// "weekly on Fridays" is one repetition.
    fn take_repeat(&mut self, repeat: Repeat) -> bool {
        let merged = match (self.repeat, repeat) {
            (None, repeat) => repeat,
            (Some(Repeat::Every(interval, Unit::Week)), Repeat::Days { mask, interval: 1 })
            | (Some(Repeat::Days { mask, interval: 1 }), Repeat::Every(interval, Unit::Week)) => {
                Repeat::Days { mask, interval }
            }
            (
                Some(Repeat::Every(1, Unit::Month)),
                Repeat::NthOfMonth(..) | Repeat::MonthDay(_) | Repeat::LastDayOfMonth,
            ) => repeat,
            (Some(Repeat::Days { mask, interval: 1 }), Repeat::Days { mask: more, interval: 1 }) => {
                Repeat::Days { mask: mask | more, interval: 1 }
            }
            (Some(days @ Repeat::Days { .. }), Repeat::EveryPart(part)) => {
                self.part = Some(part);
                days
            }
            (Some(known), again) if known == again => known,
            _ => return false,
        };
        self.repeat = Some(merged);
        true
    }
}

fn fill<T>(place: &mut Option<T>, value: T) -> bool {
    let free = place.is_none();
    if free {
        *place = Some(value);
    }
    free
}

fn set(place: &mut bool, value: bool) -> bool {
    *place = value;
    true
}
