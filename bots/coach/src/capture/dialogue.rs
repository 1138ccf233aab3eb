//! Capture's handlers.

use chrono::NaiveDate;
use nexus_core::prelude::*;
use uuid::Uuid;

use super::{Next, context, draft_of, is_capture, next, screens};
use crate::{
    State,
    calendar::{Draft, Event, Timing, Undoable, clean_title, dialogue as events, screens as cards},
    home, locale,
    understand::{self, Intent, Mutation, Problem},
};

/// More than this is no line for a calendar; the rest would be cut anyway.
const LINE_LIMIT: usize = 4096;

pub(crate) async fn invite(turn: Turn) -> anyhow::Result<()> {
    turn.rest();
    turn.show(screens::invite(&turn));
    Ok(())
}

/// A text: an answer to what was asked, else something new.
pub(crate) async fn take_text(turn: Turn, state: State, text: String) -> anyhow::Result<()> {
    match state {
        State::Idle => take_line(turn, text).await,
        State::Previewing { draft } if is_only_a_time(&turn, &text) => {
            take_when(turn, draft, None, text).await
        }
        State::Previewing { .. } => take_line(turn, text).await,
        State::AskedWhen { draft } => take_when(turn, draft, None, text).await,
        State::Choosing { draft, options } => {
            let day = options.first().map(|option| option.first_day());
            take_when(turn, draft, day, text).await
        }
        State::AskedTitle { draft } => take_title(turn, draft, &text).await,
        State::RenamingEvent { event } => events::rename(turn, event, &text).await,
        State::MovingEvent { event } => events::move_to(turn, event, &text).await,
    }
}

/// Whether a text says when and nothing else, so that it is meant for what is being looked at.
fn is_only_a_time(turn: &Turn, text: &str) -> bool {
    let reading = understand::read(text, &context(turn));
    let says_when = reading.when != understand::When::None || !reading.alternatives.is_empty();
    is_capture(&reading) && says_when && reading.problems.contains(&Problem::TitleMissing)
}

/// One line that should become something.
pub(crate) async fn take_line(turn: Turn, line: String) -> anyhow::Result<()> {
    turn.rest();
    let line: String = line.chars().take(LINE_LIMIT).collect();
    let reading = understand::read(&line, &context(&turn));
    if is_capture(&reading) {
        return proceed(turn, next(draft_of(&reading), &reading.alternatives, &reading.problems)).await;
    }
    match reading.intent {
        Intent::EventSearch => search(turn, &reading).await,
        // Which one is best chosen by hand.
        Intent::EventMutate(Mutation::Change | Mutation::Delete) => events::show_upcoming(turn, 0).await,
        Intent::SettingsChange => say(turn, screens::to_settings),
        Intent::SmallTalk => say(turn, screens::small_talk),
        Intent::Help => say(turn, screens::invite),
        _ => {
            let mut draft = draft_of(&reading);
            let day = reading.deadline.map(|day| Timing::Days { first: day, last: day });
            draft.timing = draft.timing.or(day);
            let can_be_event = !draft.title.is_empty() && draft.timing.is_some();
            if can_be_event {
                turn.go(&State::Previewing { draft })?;
            }
            turn.show(screens::not_yet(&turn, can_be_event));
            Ok(())
        }
    }
}

fn say(turn: Turn, screen: fn(&Turn) -> Screen) -> anyhow::Result<()> {
    turn.show(screen(&turn));
    Ok(())
}

async fn search(turn: Turn, reading: &understand::Reading) -> anyhow::Result<()> {
    let today = turn.format().date(turn.now());
    if reading.when.day() == Some(today) {
        events::show_today(turn).await
    } else {
        events::show_upcoming(turn, 0).await
    }
}

/// Does what was decided.
async fn proceed(turn: Turn, next: Next) -> anyhow::Result<()> {
    match next {
        Next::Save(draft) => save(turn, draft).await,
        Next::Preview(draft) => preview(turn, draft),
        Next::Choose(draft, options) => {
            turn.show(screens::choose(&turn, &draft, &options));
            turn.go(&State::Choosing { draft, options })
        }
        Next::AskTitle(draft) => {
            turn.show(screens::ask_title(&turn));
            turn.go(&State::AskedTitle { draft })
        }
        Next::AskWhen(draft, why) => ask_when(turn, draft, why.as_ref()),
    }
}

fn ask_when(turn: Turn, draft: Draft, why: Option<&Problem>) -> anyhow::Result<()> {
    turn.show(screens::ask_when(&turn, &draft, why));
    turn.go(&State::AskedWhen { draft })
}

fn preview(turn: Turn, draft: Draft) -> anyhow::Result<()> {
    match event_of(&turn, &draft) {
        Some(event) => turn.show(cards::preview(&turn, &event)),
        None => turn.show(screens::ask_when(&turn, &draft, None)),
    }
    turn.go(&State::Previewing { draft })
}

/// An answer to "when?"; a time alone is meant for the day that is known already. What is no time at all is taken as
/// something new.
async fn take_when(turn: Turn, draft: Draft, day: Option<NaiveDate>, text: String) -> anyhow::Result<()> {
    let context = context(&turn);
    let day = day.or(draft.timing.map(Timing::first_day));
    let reading = match day {
        Some(day) => understand::read_when_on(&text, day, &context),
        None => understand::read_when(&text, &context),
    };
    let Some(reading) = reading else { return take_line(turn, text).await };
    let answered = draft_of(&reading);
    let problems: Vec<Problem> =
        reading.problems.iter().filter(|problem| **problem != Problem::TitleMissing).cloned().collect();
    let draft = Draft {
        timing: answered.timing,
        minutes: answered.minutes.or(draft.minutes),
        rrule: answered.rrule.or(draft.rrule),
        ..draft
    };
    proceed(turn, next(draft, &reading.alternatives, &problems)).await
}

async fn take_title(turn: Turn, draft: Draft, text: &str) -> anyhow::Result<()> {
    let draft = Draft { title: clean_title(text).unwrap_or_default(), ..draft };
    proceed(turn, next(draft, &[], &[])).await
}

/// One of the offered readings was pressed.
pub(crate) async fn choose(turn: Turn, state: State, option: u8) -> anyhow::Result<()> {
    let State::Choosing { draft, options } = state else { return stale(turn).await };
    let Some(timing) = options.get(usize::from(option)) else { return stale(turn).await };
    proceed(turn, next(Draft { timing: Some(*timing), ..draft }, &[], &[])).await
}

async fn stale(turn: Turn) -> anyhow::Result<()> {
    turn.toast(text!(locale(&turn), "draft-gone"));
    home::show(turn).await
}

pub(crate) async fn save_draft(turn: Turn, state: State) -> anyhow::Result<()> {
    match state {
        State::Previewing { draft } => save(turn, draft).await,
        _ => stale(turn).await,
    }
}

pub(crate) async fn rename_draft(turn: Turn, state: State) -> anyhow::Result<()> {
    let State::Previewing { draft } = state else { return stale(turn).await };
    turn.show(screens::ask_title(&turn));
    turn.go(&State::AskedTitle { draft })
}

pub(crate) async fn move_draft(turn: Turn, state: State) -> anyhow::Result<()> {
    let State::Previewing { draft } = state else { return stale(turn).await };
    ask_when(turn, draft, None)
}

pub(crate) async fn drop_draft(turn: Turn) -> anyhow::Result<()> {
    turn.rest();
    turn.toast(text!(locale(&turn), "draft-dropped"));
    home::show(turn).await
}

/// The event that a draft would be; `None` while its time is open.
fn event_of(turn: &Turn, draft: &Draft) -> Option<Event> {
    let timing = draft.timing?;
    let reminders = draft.reminders.clone().unwrap_or_else(|| vec![home::default_reminder(turn, timing)]);
    Some(Event {
        id: Uuid::now_v7(),
        title: draft.title.clone(),
        timing,
        zone: turn.zone(),
        rrule: draft.rrule.clone(),
        reminders,
    })
}

async fn save(turn: Turn, draft: Draft) -> anyhow::Result<()> {
    let Some(event) = event_of(&turn, &draft) else { return ask_when(turn, draft, None) };
    events::add(&turn, &event);
    turn.rest();
    let undo =
        turn.undo_button(text!(locale(&turn), "button-undo"), &Undoable::Created { event: event.id })?;
    let next = event.occurrences_after(turn.now(), 1).into_iter().next();
    let said = html!(locale(&turn), "event-saved");
    turn.show(cards::changed(&turn, said, &event, next, undo));
    Ok(())
}
