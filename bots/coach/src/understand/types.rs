//! What a reading is made of.

use chrono::{NaiveDate, NaiveDateTime};

use super::recurrence::Recurrence;

/// Minutes before its start that a plain event reminds.
pub const DEFAULT_REMINDER: u32 = 15;

/// What is done to events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    Create,
    Change,
    Delete,
}

/// What a person wants; the model path fills the same type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    SmallTalk,
    EventSearch,
    EventMutate(Mutation),
    GoalSearch,
    GoalCreate,
    GoalDelete,
    GoalQuery,
    GoalUpdateStep,
    GoalAddStep,
    GoalDeleteStep,
    ProductSearch,
    SettingsChange,
    Help,
}

impl Intent {
    /// The name in `coach parse` and in the model's schema.
    pub const fn code(self) -> &'static str {
        match self {
            Intent::SmallTalk => "small_talk",
            Intent::EventSearch => "event.search",
            Intent::EventMutate(_) => "event.mutate",
            Intent::GoalSearch => "goal.search",
            Intent::GoalCreate => "goal.create",
            Intent::GoalDelete => "goal.delete",
            Intent::GoalQuery => "goal.query",
            Intent::GoalUpdateStep => "goal.update_step",
            Intent::GoalAddStep => "goal.add_step",
            Intent::GoalDeleteStep => "goal.delete_step",
            Intent::ProductSearch => "product.search",
            Intent::SettingsChange => "settings.change",
            Intent::Help => "help",
        }
    }
}

/// Days and wall times of the person's zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Not said, or open: see the alternatives.
    #[default]
    None,
    Day(NaiveDate),
    /// All-day, the last day included.
    Days(NaiveDate, NaiveDate),
    At(NaiveDateTime),
    Span(NaiveDateTime, NaiveDateTime),
}

impl When {
    /// The day it begins on.
    pub fn day(&self) -> Option<NaiveDate> {
        match *self {
            When::None => None,
            When::Day(day) | When::Days(day, _) => Some(day),
            When::At(start) | When::Span(start, _) => Some(start.date()),
        }
    }
}

/// One of the readings of words that have several; offered as a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    pub when: When,
}

/// What stands in the way of acting at once; worded by the dialogue in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The words as typed: `31.02`, `February 30`.
    NoSuchDate(String),
    /// The words as typed: `25:00`.
    NoSuchTime(String),
    /// The day was named, and this moment of it has passed.
    InPast(NaiveDateTime),
    TitleMissing,
}

impl Problem {
    pub const fn code(&self) -> &'static str {
        match self {
            Problem::NoSuchDate(_) => "no_such_date",
            Problem::NoSuchTime(_) => "no_such_time",
            Problem::InPast(_) => "in_past",
            Problem::TitleMissing => "title_missing",
        }
    }
}

/// A message as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub intent: Intent,
    /// What remains without dates, times, reminders and filler words, as typed.
    pub title: String,
    /// `When::None` while `alternatives` are open.
    pub when: When,
    pub duration_minutes: Option<u32>,
    pub recurrence: Option<Recurrence>,
    pub deadline: Option<NaiveDate>,
    /// Offsets that were said, in minutes before the start; empty means none was said (see [`Reading::reminder_offsets`]).
    pub reminders: Vec<u32>,
    /// "remind me" or its like was said.
    pub asks_reminder: bool,
    /// Soonest first; empty where the words have one reading, else two or more.
    pub alternatives: Vec<Alternative>,
    pub problems: Vec<Problem>,
    /// Byte ranges of the text that were read as something other than the title; sorted, apart, on character boundaries.
    pub spans: Vec<std::ops::Range<usize>>,
}

impl Reading {
    /// The offsets that hold: those said, 0 for "remind me", else the default; none for what is not a new event.
    pub fn reminder_offsets(&self) -> Vec<u32> {
        if !self.reminders.is_empty() {
            return self.reminders.clone();
        }
        match self.intent {
            Intent::EventMutate(Mutation::Create) if self.asks_reminder => vec![0],
            Intent::EventMutate(Mutation::Create) => vec![DEFAULT_REMINDER],
            _ => Vec::new(),
        }
    }
}
