//! What a language brings: its words with their senses, and the patterns made of them. Data only; one file per language.

mod commands;
mod en;
mod pl;
mod ru;
mod uk;

use nexus_core::locale::Language;

use super::intents::Detected;
use super::pieces::{Part, Unit, Which};

/// What a word can be. Monday is 0; months are 1..=12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Weekday(u8),
    /// A weekday in a form that tells of a habit: tuesdays, вторникам, wtorki.
    Habit(u8),
    Month(u32),
    /// With the month it begins in.
    Season(u32),
    Unit(Unit),
    Number(u32),
    Ordinal(u32),
    /// Stays in the title, but tells the half of the day: dinner, breakfast, lunch.
    Hint(Part),
}

/// The classes that code asks about; patterns may name others too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    At,
    And,
    Every,
    /// Between the members of a list of weekdays.
    Listed,
    /// What makes an ordinal of digits: th, го.
    Ordinal,
    /// An hour that is one without saying so: час.
    OneHour,
    /// A preposition before an hour as an ordinal.
    HourPreposition,
    /// What a number counts that is no hour: %, kg, pages.
    Measure,
    /// A name follows, not a day.
    Street,
    /// What a search may say without a title.
    Searched,
}

impl Class {
    pub fn named(name: &str) -> Option<Class> {
        Some(match name {
            "at" => Class::At,
            "and" => Class::And,
            "every" => Class::Every,
            "listed" => Class::Listed,
            "ordinal" => Class::Ordinal,
            "onehour" => Class::OneHour,
            "hourprep" => Class::HourPreposition,
            "measure" => Class::Measure,
            "street" => Class::Street,
            "searched" => Class::Searched,
            _ => return None,
        })
    }
}

/// How the values of a pattern make a time of day.
#[derive(Clone, Copy, Debug)]
pub enum ClockRule {
    Written,
    Hour,
    /// The hour with a word for it, and whether that word says nothing else (o'clock; but 2 часа is also a length).
    OClock(bool),
    HourMinute,
    HalfPast,
    HalfTo,
    /// полтретьего: half of the hour that ends at the number
    HalfOf(u32),
    QuarterPast,
    QuarterTo,
    /// четверть десятого: a quarter of the hour that ends at ten
    QuarterInto,
    Past,
    To,
    /// двадцать минут шестого
    Into,
    Fixed(u32),
}

#[derive(Clone, Copy, Debug)]
pub enum DateRule {
    Written,
    Relative(i64),
    Weekday(Which),
    WeekdayIn(i64),
    WeekdayAfter(i64),
    DayMonth,
    MonthDay,
    DayOfMonth,
    Period(Unit, i64),
    StartOf(Unit, i64),
    EndOf(Unit, i64),
    MonthStart,
    MonthEnd,
    /// All of a month.
    Month,
}

#[derive(Clone, Copy, Debug)]
pub enum LengthRule {
    Counted,
    One,
    Half,
    OneAndHalf,
    /// a couple of
    Two,
    CountAndHalf,
    HourMinutes,
    Fixed(u32, Unit),
    FixedHalf(Unit),
}

/// How the values of a pattern make a piece of the message.
#[derive(Clone, Copy, Debug)]
pub enum TopRule {
    /// A time after a preposition that says so.
    At,
    /// A time after a preposition with other uses (на 16:00): only an unmistakable one.
    AtIfStrong,
    /// A time alone: only an unmistakable one.
    Clock,
    /// A time named by a word that is only one after its preposition (в обед).
    AtFixed(u32),
    TimeRange,
    /// Two times with a dash: at least one unmistakable.
    TimeRangeIfStrong,
    Part,
    PartOf(Part),
    /// A part of day that counts only beside a day: Monday morning.
    PartBesideDay(Part),
    DayPart(i64, Part),
    Date,
    /// A weekday so short that it is also a word (sun): only beside a time.
    DateBesideTime(u8),
    DateRange,
    /// 1-10 May
    DaysThenMonth,
    /// May 1-10
    MonthThenDays,
    /// 1-10.05
    DaysThenDate,
    After,
    /// минут через 10
    AfterCounted,
    /// the day before: one unit
    BeforeOne,
    Within,
    AfterOrBefore,
    Before,
    Duration,
    /// A length alone: hours and minutes only.
    DurationIfClock,
    By,
    ByMonth,
    BySeason,
    ByYear,
    /// A feast: month and day.
    ByFeast(u32, u32),
    ByTime,
    ByPart(u32),
    Every(u32, Unit),
    EveryUnit(u32),
    EveryCounted,
    EveryDays(u32),
    /// several weekdays named together: Mon, Wed, Fri
    EveryListed,
    /// every half a year
    EveryLength,
    /// every 10 January
    EveryDate,
    EveryMask(u8),
    /// every third Tuesday: a weekday every n weeks
    EveryNthDay,
    /// the second Tuesday of the month
    NthOfMonth,
    LastOfMonth,
    MonthDay,
    LastDayOfMonth,
    EveryPart,
    EveryPartOf(Part),
    Count,
    Remind,
    Filler,
    /// An idiom that belongs to the title.
    Plain,
    Wish,
}

#[derive(Debug)]
pub struct Lexicon {
    /// Times are commonly written on the 12-hour clock: 3:30 may be either.
    pub twelve_hours: bool,
    /// Forms separated by spaces, all of one sense.
    pub forms: &'static [(&'static str, Sense)],
    /// Stems × endings, "-" for no ending.
    pub stems: &'static [(&'static str, &'static str, Sense)],
    pub classes: &'static [(&'static str, &'static str)],
    pub clock: &'static [(ClockRule, &'static str)],
    pub part: &'static [(Part, &'static str)],
    pub date: &'static [(DateRule, &'static str)],
    pub length: &'static [(LengthRule, &'static str)],
    pub top: &'static [(TopRule, &'static str)],
    /// What may open a message without belonging to its title.
    pub opening: &'static [&'static str],
    pub wishes: &'static [&'static str],
    pub intents: &'static [(Detected, &'static str)],
    /// Words of pure courtesy; a message of nothing else is small talk.
    pub small_talk: &'static str,
    /// Beginnings of the first word of a goal: without a date, or only with a deadline.
    pub goal_verbs: &'static str,
    pub goal_verbs_with_deadline: &'static str,
    /// Left hanging at the end of a title when a date is taken out after them.
    pub dangling: &'static str,
    /// Left hanging at its beginning.
    pub leading: &'static str,
    /// Left hanging after "remind me" only.
    pub leading_after_remind: &'static str,
}

pub const fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::En => &en::LEXICON,
        Language::Ru => &ru::LEXICON,
        Language::Uk => &uk::LEXICON,
        Language::Pl => &pl::LEXICON,
    }
}

pub const SHARED_CLOCK: &[(ClockRule, &str)] = &[
    (ClockRule::Written, "<hm>"),
    (ClockRule::Hour, "<h>"),
    (ClockRule::OClock(false), "<h> @oclock"),
    (ClockRule::OClock(false), "<h> @oclock ."),
];

pub const SHARED_DATE: &[(DateRule, &str)] = &[
    (DateRule::Written, "<d.m> @yearword? .?"),
    (DateRule::Written, "<d/m>"),
    (DateRule::Written, "<iso>"),
    (DateRule::DayMonth, "<d> <month> ,? <year> @yearword?"),
    (DateRule::DayMonth, "<d> <month>"),
];

pub const SHARED_LENGTH: &[(LengthRule, &str)] = &[
    (LengthRule::Counted, "<n> <unit>"),
    (LengthRule::HourMinutes, "<n> h <n>"),
    (LengthRule::CountAndHalf, "<n.5> <unit>"),
];

pub const SHARED_TOP: &[(TopRule, &str)] = &[
    // Before the times: from 28.12 to 10.01 are days.
    (TopRule::DateRange, "@from <date> @to <date>"),
    (TopRule::At, "@at <clock>"),
    (TopRule::At, "@at <h.m>"),
    (TopRule::Clock, "<clock>"),
    (TopRule::TimeRange, "@from <clock> @to <clock>"),
    (TopRule::TimeRange, "@from <clock> - <clock>"),
    (TopRule::TimeRange, "@at <clock> - <clock>"),
    (TopRule::TimeRange, "@from <h.m> @to <h.m>"),
    (TopRule::TimeRange, "@at <h.m> - <h.m>"),
    (TopRule::At, "@at <h-m>"),
    (TopRule::TimeRangeIfStrong, "<clock> - <clock>"),
    (TopRule::TimeRangeIfStrong, "<clock> @to <clock>"),
    (TopRule::Date, "@on? <date>"),
    (TopRule::DateRange, "@from? <date> - <date>"),
    (TopRule::DaysThenMonth, "@from? <d> - <d> <month> <year>? @yearword?"),
    (TopRule::DaysThenMonth, "@from <d> @to <d> <month> <year>? @yearword?"),
    (TopRule::DaysThenDate, "@from? <d> - <d.m>"),
    (TopRule::DaysThenDate, "@from <d> @to <d.m>"),
    (TopRule::DurationIfClock, "<length>"),
    (TopRule::By, "@by <date>"),
    (TopRule::ByMonth, "@by <month> <year>?"),
    (TopRule::BySeason, "@by @the? <season>"),
    (TopRule::ByYear, "@by <year> @yearword?"),
    (TopRule::ByTime, "@until <clock>"),
    (TopRule::EveryUnit(1), "@every <unit>"),
    (TopRule::EveryUnit(2), "@every @other <unit>"),
    (TopRule::EveryCounted, "@every <n> <unit>"),
    (TopRule::EveryCounted, "@every <od> <unit>"),
    (TopRule::EveryDays(1), "@every <wds>"),
    (TopRule::EveryListed, "@on? <wds>"),
    (TopRule::EveryLength, "@every <length>"),
    (TopRule::EveryDate, "@every <date>"),
    (TopRule::EveryDays(2), "@every @other <wds>"),
    (TopRule::EveryNthDay, "@every <od> <wd>"),
    (TopRule::EveryDays(1), "@on? @every? <habit>"),
    (TopRule::NthOfMonth, "@on? @every? <od> <wd> @of? @the? @every? @month"),
    (TopRule::LastOfMonth, "@on? @every? @the? @last <wd> @of? @the? @every? @month"),
    (TopRule::EveryPart, "@every <part>"),
];
