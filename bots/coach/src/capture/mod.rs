//! Capture: from a person's words to an event.

pub(crate) mod dialogue;
mod screens;

use chrono::{NaiveDate, TimeDelta};
use nexus_core::prelude::*;

use crate::{
    calendar::{Draft, Timing, clean_title},
    locale,
    understand::{self, Alternative, Intent, Problem, Reading, When},
};

/// What is to be done with a reading that is meant for the calendar. Decided without I/O.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Next {
    /// Everything is known, date and time included.
    Save(Draft),
    /// Known, but without a time of day: shown before it is saved.
    Preview(Draft),
    /// The words have several readings.
    Choose(Draft, Vec<Timing>),
    AskTitle(Draft),
    /// With what stands in the way, where it is more than silence.
    AskWhen(Draft, Option<Problem>),
}

/// The part of a reading that an event is made of.
pub(crate) fn draft_of(reading: &Reading) -> Draft {
    let minutes = reading.duration_minutes;
    let said = !reading.reminders.is_empty() || reading.asks_reminder;
    Draft {
        title: clean_title(&reading.title).unwrap_or_default(),
        timing: timing_of(reading.when, minutes),
        minutes,
        rrule: reading.recurrence.as_ref().map(ToString::to_string),
        reminders: said.then(|| reading.reminder_offsets()),
    }
}

fn timing_of(when: When, minutes: Option<u32>) -> Option<Timing> {
    match when {
        When::None => None,
        When::Day(day) => Some(Timing::Days { first: day, last: day }),
        When::Days(first, last) => Some(Timing::Days { first, last }),
        When::At(start) => Some(Timing::At { start, minutes }),
        When::Span(start, end) => {
            let length = (end - start).max(TimeDelta::zero()).num_minutes();
            Some(Timing::At { start, minutes: u32::try_from(length).ok().filter(|minutes| *minutes > 0) })
        }
    }
}

/// What to do next with what is known.
pub(crate) fn next(mut draft: Draft, alternatives: &[Alternative], problems: &[Problem]) -> Next {
    let problem = problems.iter().find(|problem| **problem != Problem::TitleMissing);
    if let Some(problem) = problem {
        draft.timing = None;
        return Next::AskWhen(draft, Some(problem.clone()));
    }
    let options: Vec<Timing> =
        alternatives.iter().filter_map(|option| timing_of(option.when, draft.minutes)).collect();
    if draft.title.is_empty() {
        return Next::AskTitle(draft);
    }
    match draft.timing {
        _ if options.len() > 1 => Next::Choose(draft, options),
        None => Next::AskWhen(draft, None),
        Some(Timing::At { .. }) => Next::Save(draft),
        Some(Timing::Days { .. }) => Next::Preview(draft),
    }
}

/// What the understanding of words is told about the person.
pub(crate) fn context(turn: &Turn) -> understand::Context {
    understand::Context { language: turn.language(), zone: turn.zone(), now: turn.now() }
}

/// The one time that an answer to "when?" names, for an event of `day`, and how it repeats where that was said too; else
/// what to say about it.
pub(crate) fn timing_in(turn: &Turn, words: &str, day: NaiveDate) -> Result<(Timing, Option<String>), Html> {
    let Some(reading) = understand::read_when_on(words, day, &context(turn)) else {
        return Err(html!(locale(turn), "when-not-understood"));
    };
    if let Some(problem) = reading.problems.first() {
        return Err(screens::problem(turn, problem));
    }
    let timing = timing_of(reading.when, reading.duration_minutes);
    let timing = timing.ok_or_else(|| html!(locale(turn), "when-ambiguous"))?;
    Ok((timing, reading.recurrence.map(|rule| rule.to_string())))
}

/// Whether a reading is about the calendar at all.
pub(crate) fn is_capture(reading: &Reading) -> bool {
    matches!(reading.intent, Intent::EventMutate(understand::Mutation::Create))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn at(hour: u32) -> When {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        When::At(day.and_hms_opt(hour, 0, 0).expect("a time"))
    }

    fn draft(title: &str, when: When) -> Draft {
        Draft { title: title.to_owned(), timing: timing_of(when, None), ..Draft::default() }
    }

    #[test]
    fn what_is_whole_is_saved_and_what_is_not_is_asked() {
        assert!(matches!(next(draft("x", at(9)), &[], &[]), Next::Save(_)));
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        assert!(matches!(next(draft("x", When::Day(day)), &[], &[]), Next::Preview(_)));
        assert!(matches!(next(draft("x", When::None), &[], &[]), Next::AskWhen(_, None)));
        assert!(matches!(next(draft("", at(9)), &[], &[Problem::TitleMissing]), Next::AskTitle(_)));
    }

    #[test]
    fn two_readings_are_never_guessed_between() {
        let options = [Alternative { when: at(7) }, Alternative { when: at(19) }];
        let Next::Choose(_, options) = next(draft("x", When::None), &options, &[]) else {
            unreachable!("a choice")
        };
        assert_eq!(options.len(), 2);
    }

    #[test]
    fn an_impossible_date_is_named_before_anything_is_asked() {
        let problem = Problem::NoSuchDate("31.02".to_owned());
        let next = next(draft("", When::None), &[], &[problem.clone(), Problem::TitleMissing]);
        assert_eq!(next, Next::AskWhen(Draft::default(), Some(problem)));
    }

    #[test]
    fn a_span_is_an_event_with_a_length() {
        let (When::At(start), When::At(end)) = (at(15), at(17)) else { unreachable!("wall times") };
        assert_eq!(timing_of(When::Span(start, end), None), Some(Timing::At { start, minutes: Some(120) }));
    }
}
