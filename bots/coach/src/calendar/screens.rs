//! The calendar's wording.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use nexus_core::{
    locale::{Format, Locale, format::capitalized},
    prelude::*,
    shared::CoreTap,
    zone,
};
use uuid::Uuid;

use super::{Event, Occurrence, Timing};
use crate::{Action, locale};

/// Occurrences on one page of the calendar.
pub(crate) const PAGE: u32 = 6;
/// Characters of a title on a button.
const BUTTON_TITLE: usize = 28;

/// An occurrence with the event that it is of.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub event: Event,
    pub occurrence: Occurrence,
    pub is_done: bool,
}

/// Marks what is done.
pub(crate) fn rows_of(
    events: &[Event],
    occurrences: impl Fn(&Event) -> Vec<Occurrence>,
    done: &HashSet<(Uuid, NaiveDateTime)>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = events
        .iter()
        .flat_map(|event| {
            occurrences(event).into_iter().map(|occurrence| Row {
                event: event.clone(),
                occurrence,
                is_done: done.contains(&(event.id, occurrence.wall)),
            })
        })
        .collect();
    rows.sort_by(|one, other| {
        (one.occurrence.at, &one.event.title).cmp(&(other.occurrence.at, &other.event.title))
    });
    rows
}

/// One page of what is coming, grouped by day, each with a button to its card.
pub(crate) fn upcoming(turn: &Turn, rows: &[Row], wanted: u32) -> Screen {
    let locale = locale(turn);
    if rows.is_empty() {
        return with_menu(turn, Screen::new(html!(locale, "calendar-empty")));
    }
    let page = Page::of(wanted, rows.len() as u64, PAGE);
    let first = usize::try_from(page.offset()).unwrap_or_default();
    let shown = &rows[first.min(rows.len())..rows.len().min(first + PAGE as usize)];
    let mut screen = Screen::new(agenda(turn, html!(locale, "calendar-title").bold(), shown));
    screen = card_buttons(turn, screen, shown);
    with_menu(turn, screen.row(page.buttons(|page| Action::Upcoming { page })))
}

/// What today holds.
pub(crate) fn today(turn: &Turn, rows: &[Row]) -> Screen {
    let locale = locale(turn);
    let screen = if rows.is_empty() {
        Screen::new(html!(locale, "today-empty"))
    } else {
        let shown = &rows[..rows.len().min(PAGE as usize * 2)];
        card_buttons(turn, Screen::new(agenda(turn, html!(locale, "today-title").bold(), shown)), shown)
    };
    let row = [
        Button::tap(text!(locale, "button-new"), &Action::NewEvent),
        Button::tap(text!(locale, "button-calendar"), &Action::Upcoming { page: 0 }),
    ];
    screen.row(row).home_row(turn)
}

fn with_menu(turn: &Turn, screen: Screen) -> Screen {
    let new = Button::tap(text!(locale(turn), "button-new"), &Action::NewEvent);
    screen.row([new, turn.home_button()])
}

fn card_buttons(turn: &Turn, screen: Screen, rows: &[Row]) -> Screen {
    rows.iter().fold(screen, |screen, row| {
        let title = shorten(&row.event.title, BUTTON_TITLE);
        let label = format!("{} {title}", time_label(turn.format(), row));
        screen.row([Button::tap(label, &Action::Card { event: row.event.id })])
    })
}

/// `━━━ Monday, 11.11 ━━━` and below it the day's lines.
fn agenda(turn: &Turn, title: Html, rows: &[Row]) -> Html {
    let mut text = title;
    let mut day = None;
    for row in rows {
        let date = turn.format().date(row.occurrence.at);
        if day != Some(date) {
            text.push("\n\n");
            text.push(day_heading(turn.format(), date));
            day = Some(date);
        }
        text.push("\n");
        text.push(line(turn, row));
    }
    text
}

fn day_heading(format: Format, date: NaiveDate) -> Html {
    let weekday = capitalized(&format.weekday(chrono::Datelike::weekday(&date)));
    Html::escape(&format!("━━━ {weekday}, {} ━━━", format.short_date(date)))
}

/// `⏰ 15:00  Meeting with the client (2 h)`
fn line(turn: &Turn, row: &Row) -> Html {
    let title =
        if row.is_done { Html::escape(&row.event.title).strike() } else { Html::escape(&row.event.title) };
    let mut line = Html::escape(if row.is_done {
        "✅ "
    } else if row.event.timing.is_all_day() {
        "📌 "
    } else {
        "⏰ "
    });
    if !row.event.timing.is_all_day() {
        line.push(format!("{}  ", turn.format().time(row.occurrence.at)));
    }
    line.push(title);
    if let Timing::At { minutes: Some(minutes), .. } = row.event.timing {
        line.push(format!(" ({})", turn.format().duration(TimeDelta::minutes(minutes.into()))));
    }
    if row.event.rrule.is_some() {
        line.push(" 🔁");
    }
    line
}

fn time_label(format: Format, row: &Row) -> String {
    if row.event.timing.is_all_day() { "📌".to_owned() } else { format.time(row.occurrence.at) }
}

/// Cut at a character, with an ellipsis.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Out of a question about an event, back to its card.
pub(crate) fn leave(turn: &Turn, event: Uuid) -> Button {
    Button::tap(text!(locale(turn), "button-cancel"), &Action::Card { event })
}

/// Title, time, repetition and reminder, as lines.
pub(crate) fn describe(turn: &Turn, event: &Event, next: Option<Occurrence>) -> Html {
    let mut lines = vec![Html::escape(&event.title).bold()];
    let anchor = next.map_or(event.timing.anchor(), |next| next.wall);
    lines.push(when_line(turn, event.timing.moved_to(anchor)));
    if let Some(rule) = &event.rrule {
        lines.push(html!(locale(turn), "line-repeats", rule = repeats(&locale(turn), turn.format(), rule)));
    }
    lines.push(reminder_line(turn, &event.reminders, event.timing.is_all_day()));
    if event.zone != turn.zone() {
        let place = zone::describe(event.zone, turn.language(), turn.now()).city;
        lines.push(html!(locale(turn), "line-zone", zone = place));
    }
    Html::join(&lines, "\n")
}

fn when_line(turn: &Turn, timing: Timing) -> Html {
    let (locale, format) = (locale(turn), turn.format());
    let today = format.date(turn.now());
    match timing {
        Timing::At { start, minutes: None } => {
            html!(locale, "line-when", when = capitalized(&format.wall_moment(start, today)))
        }
        Timing::At { start, minutes: Some(minutes) } => html!(
            locale,
            "line-when-long",
            when = capitalized(&format.wall_moment(start, today)),
            length = format.duration(TimeDelta::minutes(minutes.into()))
        ),
        Timing::Days { first, last } if first == last => {
            html!(locale, "line-day", day = capitalized(&format.relative_day(first, today)))
        }
        Timing::Days { first, last } => {
            let days = [first, last].map(|day| format.day(day, today));
            html!(locale, "line-days", first = capitalized(&days[0]), last = &days[1])
        }
    }
}

fn reminder_line(turn: &Turn, reminders: &[u32], is_all_day: bool) -> Html {
    let locale = locale(turn);
    if reminders.is_empty() {
        return html!(locale, "line-no-reminder");
    }
    let each = reminders.iter().map(|minutes| reminder_label(turn, *minutes, is_all_day));
    html!(locale, "line-reminder", when = each.collect::<Vec<_>>().join(", "))
}

/// `15 min before`, `at the start`, `in the morning`.
pub(crate) fn reminder_label(turn: &Turn, minutes: u32, is_all_day: bool) -> String {
    let locale = locale(turn);
    match (minutes, is_all_day) {
        (0, false) => text!(locale, "reminder-at-start"),
        (0, true) => text!(locale, "reminder-morning"),
        (minutes, _) => {
            let length = turn.format().duration(TimeDelta::minutes(minutes.into()));
            text!(locale, "reminder-before", length = length)
        }
    }
}

/// A rule in words, as far as there are words for it; else the rule itself.
fn repeats(locale: &Locale, format: Format, rule: &str) -> String {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let interval: u32 = part("INTERVAL").and_then(|interval| interval.parse().ok()).unwrap_or(1);
    let days = part("BYDAY");
    let every = match (part("FREQ"), days) {
        (Some("DAILY"), _) => text!(locale, "repeats-daily", count = interval),
        (Some("WEEKLY"), Some("MO,TU,WE,TH,FR")) => text!(locale, "repeats-workdays"),
        (Some("WEEKLY"), Some(days)) if days.split(',').all(|day| weekday(day).is_some()) => {
            let names = days.split(',').filter_map(weekday).map(|day| format.weekday_short(day));
            let days = names.collect::<Vec<_>>().join(", ");
            text!(locale, "repeats-weekly-on", count = interval, days = days)
        }
        (Some("WEEKLY"), None) => text!(locale, "repeats-weekly", count = interval),
        (Some("MONTHLY"), None) => text!(locale, "repeats-monthly", count = interval),
        (Some("YEARLY"), None) => text!(locale, "repeats-yearly", count = interval),
        _ => return rule.to_owned(),
    };
    let until = part("UNTIL").and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok());
    match until {
        Some(day) => text!(locale, "repeats-until", every = every, day = format.short_date_year(day)),
        None => every,
    }
}

fn weekday(code: &str) -> Option<chrono::Weekday> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let codes = [("MO", Mon), ("TU", Tue), ("WE", Wed), ("TH", Thu), ("FR", Fri), ("SA", Sat), ("SU", Sun)];
    codes.into_iter().find(|(known, _)| *known == code).map(|(_, day)| day)
}

/// An event's own screen.
pub(crate) fn card(turn: &Turn, event: &Event, next: Option<Occurrence>) -> Screen {
    let locale = locale(turn);
    Screen::new(describe(turn, event, next))
        .row([
            Button::tap(text!(locale, "button-edit"), &Action::EditMenu { event: event.id }),
            Button::tap(text!(locale, "button-delete"), &Action::AskDelete { event: event.id }),
        ])
        .row([
            Button::tap(text!(locale, "button-calendar"), &Action::Upcoming { page: 0 }),
            turn.home_button(),
        ])
}

/// The event's own screen below a sentence that says what was just done to it, with the way to take that back.
pub(crate) fn changed(
    turn: &Turn,
    said: Html,
    event: &Event,
    next: Option<Occurrence>,
    undo: Button,
) -> Screen {
    let locale = locale(turn);
    let mut text = said;
    text.push("\n\n");
    text.push(describe(turn, event, next));
    Screen::new(text)
        .row([undo, Button::tap(text!(locale, "button-edit"), &Action::EditMenu { event: event.id })])
        .row([
            Button::tap(text!(locale, "button-calendar"), &Action::Upcoming { page: 0 }),
            turn.home_button(),
        ])
}

pub(crate) fn edit_menu(turn: &Turn, event: &Event, next: Option<Occurrence>) -> Screen {
    let locale = locale(turn);
    let id = event.id;
    let mut text = describe(turn, event, next);
    text.push("\n\n");
    text.push(html!(locale, "what-to-change"));
    Screen::new(text)
        .row([
            Button::tap(text!(locale, "button-title"), &Action::Rename { event: id }),
            Button::tap(text!(locale, "button-when"), &Action::Move { event: id }),
        ])
        .row([
            Button::tap(text!(locale, "button-reminder"), &Action::ReminderMenu { event: id }),
            Button::tap(text!(locale, "button-delete"), &Action::AskDelete { event: id }),
        ])
        .row([Button::tap(text!(locale, "button-back"), &Action::Card { event: id })])
}

/// Offsets that are offered, in minutes.
const OFFERED: [u16; 6] = [0, 5, 15, 30, 60, 1440];

pub(crate) fn reminder_menu(turn: &Turn, event: &Event) -> Screen {
    let locale = locale(turn);
    let id = event.id;
    let is_all_day = event.timing.is_all_day();
    let button = |minutes: u16| {
        let mark = if event.reminders == [u32::from(minutes)] { "✓ " } else { "" };
        let label = format!("{mark}{}", reminder_label(turn, minutes.into(), is_all_day));
        Button::tap(label, &Action::SetReminder { event: id, minutes: Some(minutes) })
    };
    let screen = Screen::new(html!(locale, "ask-reminder", title = &event.title));
    let screen = OFFERED.chunks(2).fold(screen, |screen, pair| screen.row(pair.iter().copied().map(button)));
    screen
        .row([Button::tap(
            text!(locale, "button-no-reminder"),
            &Action::SetReminder { event: id, minutes: None },
        )])
        .row([Button::tap(text!(locale, "button-back"), &Action::EditMenu { event: id })])
}

pub(crate) fn confirm_delete(turn: &Turn, event: &Event) -> Screen {
    let locale = locale(turn);
    let text = if event.rrule.is_some() {
        html!(locale, "confirm-delete-series", title = &event.title)
    } else {
        html!(locale, "confirm-delete", title = &event.title)
    };
    Screen::new(text).row([
        Button::tap(text!(locale, "button-delete-yes"), &Action::Delete { event: event.id }),
        Button::tap(text!(locale, "button-keep"), &Action::Card { event: event.id }),
    ])
}

/// What was understood, before it is saved.
pub(crate) fn preview(turn: &Turn, event: &Event) -> Screen {
    let locale = locale(turn);
    let mut text = html!(locale, "preview-title");
    text.push("\n\n");
    text.push(describe(turn, event, None));
    Screen::new(text).row([Button::tap(text!(locale, "button-save"), &Action::SaveDraft)]).row([
        Button::tap(text!(locale, "button-title"), &Action::RenameDraft),
        Button::tap(text!(locale, "button-when"), &Action::MoveDraft),
        Button::tap(text!(locale, "button-cancel"), &Action::DropDraft),
    ])
}

/// The settings of reminders and the like lead here.
pub(crate) fn back_to_settings(turn: &Turn) -> Button {
    Button::tap(text!(locale(turn), "button-back"), &CoreTap::Settings)
}
