//! The reminders' wording.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use nexus_core::{locale::format::capitalized, prelude::*};

use super::Snooze;
use crate::{
    Action,
    calendar::{Event, instant, screens::shorten},
    locale,
};

/// Something to remind of.
#[derive(Clone, Debug)]
pub(super) struct Reminded {
    pub notification: Due,
    pub event: Event,
    /// When the event happens.
    pub at: DateTime<Utc>,
}

/// Later than this a reminder says that it is late.
const LATE: TimeDelta = TimeDelta::minutes(3);

impl Reminded {
    pub(super) fn is_late(&self, now: DateTime<Utc>) -> bool {
        now - self.notification.due_at > LATE
    }
}

/// One reminder, with what can be done about it.
pub(super) fn reminder(turn: &Turn, reminded: &Reminded) -> Screen {
    let locale = locale(turn);
    let mut text = html!(locale, "reminder-title", title = &reminded.event.title);
    text.push("\n");
    text.push(moment(turn, reminded));
    if reminded.is_late(turn.now()) {
        let due = turn.format().moment(reminded.notification.due_at, turn.now());
        text.push("\n");
        text.push(html!(locale, "reminder-late", due = due));
    }
    let notification = reminded.notification.id.0;
    let snooze = |label: String, until: Snooze| Button::tap(label, &Action::Snooze { notification, until });
    Screen::new(text).row([Button::tap(text!(locale, "button-done"), &Action::Done { notification })]).row([
        snooze(text!(locale, "snooze-ten-minutes"), Snooze::TenMinutes),
        snooze(text!(locale, "snooze-hour"), Snooze::Hour),
        snooze(text!(locale, "snooze-tomorrow"), Snooze::Tomorrow),
    ])
}

fn moment(turn: &Turn, reminded: &Reminded) -> Html {
    let (locale, format, now) = (locale(turn), turn.format(), turn.now());
    if reminded.event.timing.is_all_day() {
        let (day, today) = (format.date(reminded.at), format.date(now));
        return html!(locale, "line-day", day = capitalized(&format.relative_day(day, today)));
    }
    let when = capitalized(&format.moment(reminded.at, now));
    let left = reminded.at - now;
    if left < TimeDelta::minutes(1) {
        return html!(locale, "line-when", when = when);
    }
    html!(locale, "line-when-left", when = when, left = format.distance(left))
}

/// When an occurrence is, within a line: an all-day one has no time.
fn short_moment(turn: &Turn, event: &Event, wall: NaiveDateTime) -> String {
    let today = turn.format().date(turn.now());
    if event.timing.is_all_day() {
        return turn.format().relative_day(wall.date(), today);
    }
    let here = instant(wall, event.zone).with_timezone(&turn.zone());
    turn.format().wall_moment(here.naive_local(), today)
}

/// All that was missed, in one message.
pub(super) fn catch_up(turn: &Turn, missed: &[Reminded]) -> Screen {
    let locale = locale(turn);
    let mut text = html!(locale, "catch-up", count = missed.len());
    let mut screen = Screen::default();
    for reminded in missed {
        text.push("\n• ");
        text.push(html!(
            locale,
            "catch-up-line",
            title = &reminded.event.title,
            when = short_moment(turn, &reminded.event, reminded.notification.occurrence)
        ));
    }
    for reminded in missed.iter().take(8) {
        let notification = reminded.notification.id.0;
        let label = format!("✅ {}", shorten(&reminded.event.title, 28));
        screen = screen.row([Button::tap(label, &Action::DoneOfSeveral { notification })]);
    }
    screen.text = text;
    screen
}

pub(super) fn done(turn: &Turn, event: &Event, undo: Button) -> Screen {
    let title = Html::escape(&event.title).strike();
    Screen::new(html!(locale(turn), "reminder-done", title = title)).row([undo, turn.home_button()])
}

/// Put off; it can still be done before it comes again.
pub(super) fn snoozed(turn: &Turn, event: &Event, notification: uuid::Uuid, until: DateTime<Utc>) -> Screen {
    let when = turn.format().moment(until, turn.now());
    Screen::new(html!(locale(turn), "reminder-snoozed", title = &event.title, when = when))
        .row([Button::tap(text!(locale(turn), "button-done"), &Action::Done { notification })])
}

/// What moved with the person to another zone.
pub(super) fn zone_moved(turn: &Turn, moved: &[(Event, NaiveDateTime)]) -> Html {
    let mut text = html!(locale(turn), "zone-moved", count = moved.len());
    for (event, wall) in moved.iter().take(5) {
        text.push("\n• ");
        text.push(html!(
            locale(turn),
            "catch-up-line",
            title = &event.title,
            when = short_moment(turn, event, *wall)
        ));
    }
    text
}
