//! The wording of what is asked while an event is being understood.

use nexus_core::{locale::format::capitalized, prelude::*, shared::CoreTap};

use crate::{
    Action,
    calendar::{Draft, Timing},
    locale,
    understand::Problem,
};

pub(super) fn invite(turn: &Turn) -> Screen {
    Screen::new(html!(locale(turn), "invite-event")).row([
        Button::tap(text!(locale(turn), "button-calendar"), &Action::Upcoming { page: 0 }),
        turn.home_button(),
    ])
}

/// Why a time cannot be taken as it was said.
pub(super) fn problem(turn: &Turn, problem: &Problem) -> Html {
    let locale = locale(turn);
    match problem {
        Problem::NoSuchDate(words) => html!(locale, "no-such-date", words = words),
        Problem::NoSuchTime(words) => html!(locale, "no-such-time", words = words),
        Problem::InPast(moment) => {
            let today = turn.format().date(turn.now());
            html!(locale, "in-the-past", moment = turn.format().wall_moment(*moment, today))
        }
        Problem::TitleMissing => html!(locale, "ask-title"),
    }
}

pub(super) fn ask_when(turn: &Turn, draft: &Draft, why: Option<&Problem>) -> Screen {
    let locale = locale(turn);
    let question = match why {
        Some(why) => {
            let mut text = problem(turn, why);
            text.push("\n");
            text.push(html!(locale, "ask-another-time"));
            text
        }
        None => html!(locale, "ask-when", title = &draft.title),
    };
    cancellable(turn, question)
}

pub(super) fn ask_title(turn: &Turn) -> Screen {
    cancellable(turn, html!(locale(turn), "ask-title"))
}

fn cancellable(turn: &Turn, text: Html) -> Screen {
    Screen::new(text).row([Button::tap(text!(locale(turn), "button-cancel"), &Action::DropDraft)])
}

pub(super) fn choose(turn: &Turn, draft: &Draft, options: &[Timing]) -> Screen {
    let (locale, format) = (locale(turn), turn.format());
    let today = format.date(turn.now());
    let label = |timing: &Timing| match *timing {
        Timing::At { start, .. } => capitalized(&format.wall_moment(start, today)),
        Timing::Days { first, .. } => capitalized(&format.day(first, today)),
    };
    let mut screen = Screen::new(html!(locale, "which-time", title = &draft.title));
    for (option, timing) in (0u8..).zip(options.iter().take(4)) {
        screen = screen.row([Button::tap(label(timing), &Action::Choose { option })]);
    }
    screen.row([Button::tap(text!(locale, "button-cancel"), &Action::DropDraft)])
}

pub(super) fn small_talk(turn: &Turn) -> Screen {
    Screen::new(html!(locale(turn), "small-talk", name = &turn.person().profile.first_name)).row([
        Button::tap(text!(locale(turn), "button-new"), &Action::NewEvent),
        Button::tap(text!(locale(turn), "button-calendar"), &Action::Upcoming { page: 0 }),
    ])
}

pub(super) fn to_settings(turn: &Turn) -> Screen {
    let settings = Button::tap(text!(locale(turn), "button-settings"), &CoreTap::Settings);
    Screen::new(html!(locale(turn), "settings-are-here")).row([settings, turn.home_button()])
}

/// An honest answer to what Coach cannot do yet, with what it can.
pub(super) fn not_yet(turn: &Turn, can_be_event: bool) -> Screen {
    let screen = Screen::new(html!(locale(turn), "not-yet"));
    if can_be_event {
        let save = Button::tap(text!(locale(turn), "button-as-event"), &Action::SaveDraft);
        return screen.row([save, Button::tap(text!(locale(turn), "button-cancel"), &Action::DropDraft)]);
    }
    screen.row([Button::tap(text!(locale(turn), "button-new"), &Action::NewEvent), turn.home_button()])
}
