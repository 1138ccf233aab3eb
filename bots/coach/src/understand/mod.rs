//! Offline understanding: one line of English, Russian, Ukrainian or Polish to a typed [`Reading`].
//!
//! Pure: no clock, no I/O, no state. The stages, each in its own file:
//! `token` (words with byte spans) → `matcher` (runs what `grammar` and `words` compile from a language's `lexicon`, which
//! is data) → `scan` (typed pieces with their spans, the longest wins) → `resolve` (the conventions) → `title` (what remains).

mod clocks;
mod dates;
mod found;
mod grammar;
mod intents;
mod json;
mod lexicon;
mod matcher;
mod pieces;
mod recurrence;
mod resolve;
mod scan;
mod slots;
mod times;
mod title;
mod token;
mod types;
mod words;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use nexus_core::locale::Language;

use matcher::Matcher;
use pieces::{DateRef, Piece, What};

pub use dates::instant;
pub use json::to_json;
pub use recurrence::{Frequency, Recurrence};
pub use types::{Alternative, DEFAULT_REMINDER, Intent, Mutation, Problem, Reading, When};

/// What the words are read against; the same text and context always give the same reading.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub language: Language,
    /// The person's zone: wall times of a reading are in it.
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Context {
    /// Now on the person's wall clock, to the second.
    pub fn wall_now(&self) -> NaiveDateTime {
        let wall = self.now.with_timezone(&self.zone).naive_local();
        wall - chrono::TimeDelta::nanoseconds(i64::from(chrono::Timelike::nanosecond(&wall)))
    }
}

/// Reads one message. Never fails: what could not be read is in `problems`, what is open in `alternatives`.
/// Time grows linearly with the text; only the first 400 tokens (`token::LIMIT`) are looked at for dates and times.
pub fn read(text: &str, context: &Context) -> Reading {
    let tokens = token::split(text);
    let grammar = grammar::of(context.language);
    let matcher = Matcher::new(&tokens, grammar);
    let scan = scan::scan(&matcher);
    let intent = intents::detect(&matcher, &scan);
    resolve::assemble(text, &tokens, scan, intent, grammar, context)
}

/// Reads an answer to "when?": a date, a time or both, and nothing else (`завтра в 9`, `19:00`, `in an hour`, also a bare `9`).
/// `None` when no date or time is in it.
pub fn read_when(text: &str, context: &Context) -> Option<Reading> {
    read_answer(text, None, context)
}

/// As [`read_when`], about something that has a day already: a time alone means that day.
pub fn read_when_on(text: &str, day: NaiveDate, context: &Context) -> Option<Reading> {
    read_answer(text, Some(day), context)
}

fn read_answer(text: &str, day: Option<NaiveDate>, context: &Context) -> Option<Reading> {
    let tokens = token::split(text);
    let grammar = grammar::of(context.language);
    let mut scan = scan::scan_answer(&Matcher::new(&tokens, grammar));
    let mut pieces = scan.pieces.iter().map(|piece| &piece.what);
    let is_bare_time = pieces.clone().any(What::is_time) && pieces.all(What::says_no_day);
    if let Some(day) = day.filter(|_| is_bare_time) {
        let date = DateRef::DayMonth { day: day.day(), month: day.month(), year: Some(day.year()) };
        scan.pieces.push(Piece { what: What::Date(date), tokens: 0..0 });
    }
    let intent = intents::Detected::answer();
    let mut reading = resolve::assemble(text, &tokens, scan, intent, grammar, context);
    reading.problems.retain(|problem| *problem != Problem::TitleMissing);
    let told = reading.when != When::None || !reading.alternatives.is_empty() || !reading.problems.is_empty();
    told.then_some(reading)
}
