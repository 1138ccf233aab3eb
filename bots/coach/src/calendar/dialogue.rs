//! The calendar's handlers.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use nexus_core::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Change, Event, Occurrence, Timing, Undoable, clean_title,
    screens::{self, Row},
    store,
};
use crate::{State, capture, locale, reminders};

/// How far the calendar looks ahead.
const AHEAD: TimeDelta = TimeDelta::days(90);
/// What came before today and may still matter to a list that starts now.
const BEFORE: TimeDelta = TimeDelta::days(2);

pub(crate) async fn show_upcoming(turn: Turn, page: u32) -> anyhow::Result<()> {
    turn.rest();
    let rows = rows_between(&turn, turn.now(), turn.now() + AHEAD).await?;
    turn.show(screens::upcoming(&turn, &rows, page));
    Ok(())
}

pub(crate) async fn show_today(turn: Turn) -> anyhow::Result<()> {
    turn.rest();
    let rows = rows_today(&turn).await?;
    turn.show(screens::today(&turn, &rows));
    Ok(())
}

/// The day of the person, from midnight to midnight.
pub(crate) async fn rows_today(turn: &Turn) -> anyhow::Result<Vec<Row>> {
    let today = turn.format().date(turn.now());
    let midnight = |day: NaiveDate| super::instant(day.and_time(chrono::NaiveTime::MIN), turn.zone());
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    rows_between(turn, midnight(today), midnight(tomorrow)).await
}

async fn rows_between(turn: &Turn, from: DateTime<Utc>, until: DateTime<Utc>) -> anyhow::Result<Vec<Row>> {
    let since = (from - BEFORE).with_timezone(&turn.zone()).naive_local();
    let mut db = turn.db().await?;
    let events = store::upcoming(&mut *db, since.date()).await?;
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    let done: HashSet<_> = store::completed(&mut *db, &ids, since).await?.into_iter().collect();
    Ok(screens::rows_of(&events, |event| event.occurrences_between(from, until), &done))
}

/// The occurrence that a card tells of: the next one, of a single event the one that was.
fn next_of(turn: &Turn, event: &Event) -> Option<Occurrence> {
    event.occurrences_after(turn.now(), 1).into_iter().next()
}

/// The event, or a word that it has gone and what there is instead.
async fn find_or_say(turn: &Turn, event: Uuid) -> anyhow::Result<Option<Event>> {
    let found = store::find(&mut *turn.db().await?, event).await?;
    if found.is_none() {
        turn.toast(text!(locale(turn), "event-gone"));
        show_upcoming(turn.clone(), 0).await?;
    }
    Ok(found)
}

pub(crate) async fn show_card(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    turn.rest();
    if let Some(event) = find_or_say(&turn, event).await? {
        turn.show(screens::card(&turn, &event, next_of(&turn, &event)));
    }
    Ok(())
}

pub(crate) async fn show_edit_menu(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    turn.rest();
    if let Some(event) = find_or_say(&turn, event).await? {
        turn.show(screens::edit_menu(&turn, &event, next_of(&turn, &event)));
    }
    Ok(())
}

pub(crate) async fn show_reminder_menu(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    if let Some(event) = find_or_say(&turn, event).await? {
        turn.show(screens::reminder_menu(&turn, &event));
    }
    Ok(())
}

pub(crate) async fn ask_title(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    if let Some(found) = find_or_say(&turn, event).await? {
        turn.go(&State::RenamingEvent { event })?;
        let question = html!(locale(&turn), "ask-new-title", title = &found.title);
        turn.say(Screen::new(question).row([screens::leave(&turn, event)]));
    }
    Ok(())
}

pub(crate) async fn ask_when(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    if let Some(found) = find_or_say(&turn, event).await? {
        turn.go(&State::MovingEvent { event })?;
        let question = html!(locale(&turn), "ask-new-when", title = &found.title);
        turn.say(Screen::new(question).row([screens::leave(&turn, event)]));
    }
    Ok(())
}

pub(crate) async fn rename(turn: Turn, event: Uuid, title: &str) -> anyhow::Result<()> {
    let Some(title) = clean_title(title) else {
        turn.say(Screen::new(html!(locale(&turn), "ask-title")).row([screens::leave(&turn, event)]));
        return Ok(());
    };
    let Some(before) = find_or_say(&turn, event).await? else { return Ok(()) };
    let after = Event { title, ..before.clone() };
    change(&turn, before, after).await
}

pub(crate) async fn move_to(turn: Turn, event: Uuid, words: &str) -> anyhow::Result<()> {
    let Some(before) = find_or_say(&turn, event).await? else { return Ok(()) };
    match capture::timing_in(&turn, words, day_of(&turn, &before)) {
        Ok((timing, rrule)) => {
            let timing = keep_length(before.timing, timing);
            let rrule = rrule.or_else(|| before.rrule_from(timing));
            let after = Event { timing, rrule, zone: turn.zone(), ..before.clone() };
            change(&turn, before, after).await
        }
        Err(why) => {
            turn.say(Screen::new(why).row([screens::leave(&turn, event)]));
            Ok(())
        }
    }
}

/// The day that a new time of day is meant for: the event's next, today where it is over.
fn day_of(turn: &Turn, event: &Event) -> NaiveDate {
    let next = next_of(turn, event).map(|next| next.wall.date());
    next.unwrap_or_else(|| turn.format().date(turn.now()))
}

/// A meeting that is moved stays as long as it was, where nothing else was said.
fn keep_length(before: Timing, after: Timing) -> Timing {
    match (before, after) {
        (Timing::At { minutes, .. }, Timing::At { start, minutes: None }) => Timing::At { start, minutes },
        (_, after) => after,
    }
}

pub(crate) async fn set_reminder(turn: Turn, event: Uuid, minutes: Option<u16>) -> anyhow::Result<()> {
    let Some(before) = find_or_say(&turn, event).await? else { return Ok(()) };
    let after = Event { reminders: minutes.map(u32::from).into_iter().collect(), ..before.clone() };
    change(&turn, before, after).await
}

/// Saves an event as it is now, and offers the way back.
async fn change(turn: &Turn, before: Event, after: Event) -> anyhow::Result<()> {
    save(turn, &after);
    turn.rest();
    let undoable = Undoable::Changed(Box::new(Change { before, after: after.clone() }));
    let undo = turn.undo_button(text!(locale(turn), "button-undo"), &undoable)?;
    let said = html!(locale(turn), "event-changed");
    turn.show(screens::changed(turn, said, &after, next_of(turn, &after), undo));
    Ok(())
}

/// Writes a new event, and plans its reminders.
pub(crate) fn add(turn: &Turn, event: &Event) {
    turn.write(store::add(turn.workspace(), turn.person().user, event, turn.now()));
    reminders::plan(turn, event);
}

/// Writes an event as it is now, and plans its reminders anew.
fn save(turn: &Turn, event: &Event) {
    turn.write(store::change(event));
    reminders::cancel(turn, event.id);
    reminders::plan(turn, event);
}

pub(crate) async fn ask_delete(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    if let Some(event) = find_or_say(&turn, event).await? {
        turn.show(screens::confirm_delete(&turn, &event));
    }
    Ok(())
}

pub(crate) async fn delete(turn: Turn, event: Uuid) -> anyhow::Result<()> {
    let Some(found) = find_or_say(&turn, event).await? else { return Ok(()) };
    turn.write(store::delete(event, turn.now()));
    reminders::cancel(&turn, event);
    let undo = turn.undo_button(text!(locale(&turn), "button-undo"), &Undoable::Deleted { event })?;
    let text = html!(locale(&turn), "event-deleted", title = &found.title);
    turn.show(Screen::new(text).row([undo, turn.home_button()]));
    Ok(())
}

/// Takes back what an Undo button stands for.
pub(crate) async fn take_back(turn: Turn, undo: Value) -> anyhow::Result<()> {
    match serde_json::from_value(undo)? {
        Undoable::Created { event } => {
            let found = store::find(&mut *turn.db().await?, event).await?;
            turn.write(store::delete(event, turn.now()));
            reminders::cancel(&turn, event);
            let title = found.map(|event| event.title).unwrap_or_default();
            turn.show(Screen::new(html!(locale(&turn), "undone-created", title = title)).home_row(&turn));
        }
        Undoable::Deleted { event } => {
            let restored = store::restore(&mut *turn.db().await?, event).await?;
            show_restored(&turn, restored).await?;
        }
        Undoable::Changed(change) => {
            // What was deleted since stays deleted.
            let Some(now) = find_or_say(&turn, change.after.id).await? else { return Ok(()) };
            let restored = change.undone_in(now);
            save(&turn, &restored);
            show_restored(&turn, Some(restored)).await?;
        }
        Undoable::Completed { event, occurrence } => {
            turn.write(store::reopen(event, occurrence));
            let found = store::find(&mut *turn.db().await?, event).await?;
            show_restored(&turn, found).await?;
        }
    }
    Ok(())
}

async fn show_restored(turn: &Turn, event: Option<Event>) -> anyhow::Result<()> {
    let Some(event) = event else {
        turn.toast(text!(locale(turn), "event-gone"));
        return show_upcoming(turn.clone(), 0).await;
    };
    reminders::plan(turn, &event);
    turn.toast(text!(locale(turn), "undone"));
    turn.show(screens::card(turn, &event, next_of(turn, &event)));
    Ok(())
}
