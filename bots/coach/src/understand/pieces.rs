//! The typed pieces that words can say, before the conventions give them a date.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    /// Monday to Friday.
    Workday,
    /// Saturday and Sunday.
    Weekend,
}

/// A part of the day; `Am` and `Pm` only say which half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Am,
    Pm,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// Its usual hour.
    pub const fn hour(self) -> u32 {
        match self {
            Part::Am | Part::Morning => 9,
            Part::Noon => 12,
            Part::Pm | Part::Afternoon => 15,
            Part::Evening => 19,
            Part::Night => 22,
        }
    }
}

/// A length of calendar and clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    pub months: u32,
    pub days: u32,
    pub minutes: u32,
}

impl Length {
    pub const fn of(count: u32, unit: Unit) -> Length {
        let [months, days, minutes] = match unit {
            Unit::Minute => [0, 0, 1],
            Unit::Hour => [0, 0, 60],
            Unit::Day | Unit::Workday => [0, 1, 0],
            Unit::Week | Unit::Weekend => [0, 7, 0],
            Unit::Month => [1, 0, 0],
            Unit::Year => [12, 0, 0],
        };
        Length { months: months * count, days: days * count, minutes: minutes * count }
    }

    /// Half of one unit: half an hour is 30 minutes, half a year 6 months.
    pub const fn half(unit: Unit) -> Length {
        match unit {
            Unit::Hour => Length { months: 0, days: 0, minutes: 30 },
            Unit::Day | Unit::Workday => Length { months: 0, days: 0, minutes: 720 },
            Unit::Year => Length { months: 6, days: 0, minutes: 0 },
            Unit::Month => Length { months: 0, days: 15, minutes: 0 },
            Unit::Minute | Unit::Week | Unit::Weekend => Length { months: 0, days: 3, minutes: 0 },
        }
    }

    pub const fn plus(self, other: Length) -> Length {
        Length {
            months: self.months + other.months,
            days: self.days + other.days,
            minutes: self.minutes + other.minutes,
        }
    }

    /// Hours and minutes only.
    pub const fn is_clock(self) -> bool {
        self.months == 0 && self.days == 0
    }

    /// In minutes, a month as 30 days: how long before an event a reminder stands.
    pub const fn in_minutes(self) -> u32 {
        (self.months * 30 + self.days) * 24 * 60 + self.minutes
    }
}

/// How a time of day was written, which decides how open it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// On the 24-hour clock: 15:00, 07:30.
    Exact,
    /// An hour alone, a spoken time, or 3:30 in English.
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minute of the day as said, 0..=1440.
    pub minute: u32,
    pub style: Style,
    pub part: Option<Part>,
    /// A time even without a preposition before it.
    pub strong: bool,
    /// Words that name an impossible time (25:00).
    pub impossible: bool,
}

impl Clock {
    /// A minute of the day that can mean nothing else.
    pub const fn exact(minute: u32) -> Clock {
        Clock { minute, style: Style::Exact, part: None, strong: true, impossible: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Bare,
    This,
    Next,
}

/// A day as it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRef {
    /// Days from today.
    Relative(i64),
    /// Monday is 0.
    Weekday(u8, Which),
    /// The weekday of the week so many weeks from this one.
    WeekdayIn(u8, i64),
    /// "in a week on Wednesday": of that calendar week, or as many weeks after the coming one.
    WeekdayAfter(u8, i64),
    DayMonth {
        day: u32,
        month: u32,
        year: Option<i32>,
    },
    DayOfMonth(u32),
    /// The day of the month so many months from this one.
    DayInMonth(u32, i64),
    /// `3/4`: day and month in either order.
    Slash {
        first: u32,
        second: u32,
        year: Option<i32>,
    },
    /// The whole of this (0) or the next (1) week, month, year or weekend.
    Period(Unit, i64),
    StartOf(Unit, i64),
    EndOf(Unit, i64),
    /// All of a month; of the one that is, what is left.
    Month(u32, Option<i32>),
    MonthStart(u32, Option<i32>),
    MonthEnd(u32, Option<i32>),
    YearStart(i32),
    After(Length),
}

/// A repetition as said; days may follow from a date beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    Every(u32, Unit),
    /// Bit 0 is Monday.
    Days {
        mask: u8,
        interval: u32,
    },
    NthOfMonth(i8, u8),
    MonthDay(u32),
    LastDayOfMonth,
    EveryPart(Part),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Clock(Clock),
    Part(Part),
    TimeRange(Clock, Clock),
    Date(DateRef),
    DatePart(DateRef, Part),
    DateRange(DateRef, DateRef),
    /// in 2 hours, in 3 days
    After(Length),
    /// ru `за 3 месяца`: a term, or a reminder's offset
    Within(Length),
    /// uk, pl `за 30 хвилин`: from now, or a reminder's offset
    AfterOrBefore(Length),
    Before(Length),
    Duration(Length),
    /// a deadline, or the end of a series
    By(DateRef),
    ByTime(Clock),
    Repeat(Repeat),
    /// every year on a date
    Yearly(DateRef),
    Count(u32),
    Remind,
    Filler,
    /// Looks like a date or time but is none: Black Friday, 5th Avenue.
    Plain,
    /// "I want to": a goal unless it is on a day
    Wish,
}

impl What {
    /// A time of day, whatever the day.
    pub const fn is_time(&self) -> bool {
        matches!(self, What::Clock(_) | What::Part(_) | What::TimeRange(..))
    }

    /// What may stand beside a time and leaves its day open.
    pub const fn says_no_day(&self) -> bool {
        self.is_time() || matches!(self, What::Duration(_) | What::Filler | What::Plain)
    }
}

#[derive(Clone, Debug)]
pub struct Piece {
    pub what: What,
    /// Of the token list.
    pub tokens: Range<usize>,
}
