//! The main menu's wording.

use nexus_core::{prelude::*, shared::CoreTap};

use crate::{
    Action,
    calendar::screens::{back_to_settings, reminder_label},
    locale,
};

/// Default offsets that are offered, in minutes.
const OFFERED: [u16; 5] = [0, 5, 15, 30, 60];

pub(super) fn menu(turn: &Turn, ahead_today: usize) -> Screen {
    let locale = locale(turn);
    let mut text = html!(locale, "menu-greeting", name = &turn.person().profile.first_name);
    text.push("\n");
    text.push(html!(locale, "menu-today", count = ahead_today));
    text.push("\n\n");
    text.push(html!(locale, "menu-hint"));
    Screen::new(text)
        .row([
            Button::tap(text!(locale, "button-calendar"), &Action::Upcoming { page: 0 }),
            Button::tap(text!(locale, "button-today"), &Action::Today),
        ])
        .row([
            Button::tap(text!(locale, "button-new"), &Action::NewEvent),
            Button::tap(text!(locale, "button-settings"), &CoreTap::Settings),
        ])
}

pub(super) fn settings(turn: &Turn, minutes: u32) -> SettingsPart {
    let locale = locale(turn);
    SettingsPart {
        lines: vec![html!(locale, "settings-reminder", when = reminder_label(turn, minutes, false))],
        rows: vec![vec![Button::tap(text!(locale, "button-default-reminder"), &Action::DefaultReminderMenu)]],
    }
}

pub(super) fn default_reminder(turn: &Turn, chosen: u32) -> Screen {
    let button = |minutes: u16| {
        let mark = if chosen == u32::from(minutes) { "✓ " } else { "" };
        let label = format!("{mark}{}", reminder_label(turn, minutes.into(), false));
        Button::tap(label, &Action::SetDefaultReminder { minutes })
    };
    let screen = Screen::new(html!(locale(turn), "ask-default-reminder"));
    let screen = OFFERED.chunks(2).fold(screen, |screen, pair| screen.row(pair.iter().copied().map(button)));
    screen.row([back_to_settings(turn)])
}

pub(super) fn default_reminder_set(turn: &Turn, minutes: u32) -> String {
    text!(locale(turn), "default-reminder-set", when = reminder_label(turn, minutes, false))
}
