//! One thing that was given up.

use chrono::{DateTime, Utc};
use nexus_core::{
    dead::{Dead, DeadId, edit},
    locale::{Format, Locale},
    prelude::*,
    secrets::mask,
};

use super::{
    super::{
        List,
        card::pretty,
        list::back,
        tap::{FailuresTap, Length},
    },
    button, cut,
};
use crate::{
    TEXTS,
    alerts::{self, Muted},
};

/// Characters: with the facts around them a message holds them, also when each is a pair of UTF-16 units.
const CAUSE: usize = 600;
const PAYLOAD: usize = 900;

pub(in crate::failures) fn card(
    format: Format,
    now: DateTime<Utc>,
    dead: &Dead,
    muted: Option<Muted>,
    list: List,
) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![facts(format, now, dead)];
    parts.push(titled(html!(locale, "failures-cause"), &cut(mask(&dead.cause).trim(), CAUSE)));
    parts.push(titled(html!(locale, "failures-payload"), &cut(&pretty(&dead.body), PAYLOAD)));
    parts.extend(muted.map(|muted| alerts::muted_line(format, muted, now)));
    Screen::new(Html::join(parts, "\n\n"))
        .row(first_row(locale, dead, list))
        .row([
            button(text!(locale, "failures-button-payload"), FailuresTap::Payload { id: dead.id, list }),
            button(text!(locale, "failures-button-drop"), FailuresTap::AskDrop { id: dead.id, list }),
        ])
        .row([mute_button(locale, dead.id, muted.is_some(), list), back(format.language, list)])
}

fn titled(title: Html, text: &str) -> Html {
    Html::join([title.bold(), Html::escape(text).pre()], "\n")
}

fn first_row(locale: Locale, dead: &Dead, list: List) -> Vec<Button> {
    let id = dead.id;
    let edit = edit::payload(dead)
        .map(|_| button(text!(locale, "failures-button-edit"), FailuresTap::Edit { id, list }));
    std::iter::once(button(text!(locale, "failures-button-retry"), FailuresTap::Retry { id, list }))
        .chain(edit)
        .collect()
}

fn mute_button(locale: Locale, id: DeadId, is_muted: bool, list: List) -> Button {
    match is_muted {
        true => button(text!(locale, "failures-button-unmute"), FailuresTap::Unmute { id, list }),
        false => button(text!(locale, "failures-button-mute"), FailuresTap::MuteMenu { id, list }),
    }
}

/// What, whose, when.
fn facts(format: Format, now: DateTime<Utc>, dead: &Dead) -> Html {
    let locale = TEXTS.of(format.language);
    let title = Html::escape(&format!("🪦 {} · {}", dead.id, cut(&dead.what, 60))).bold();
    let bot = match &dead.account {
        Some(account) => format!("{} (@{account})", dead.bot),
        None => dead.bot.clone(),
    };
    let chat = dead.chat.to_string();
    let mut lines = vec![title, html!(locale, "failures-bot", bot = bot)];
    lines.push(match &dead.person {
        Some(person) => html!(locale, "failures-person", person = cut(person, 64), chat = chat),
        None => html!(locale, "failures-chat", chat = chat),
    });
    lines.push(html!(locale, "failures-when", when = format.moment(dead.at, now), tries = dead.tries));
    if let Some(trace) = dead.trace {
        lines.push(html!(locale, "failures-trace", trace = Html::escape(&trace.to_string()).code()));
    }
    Html::join(lines, "\n")
}

/// Whom it was about, for a sentence.
fn whom(locale: Locale, dead: &Dead) -> String {
    match &dead.person {
        Some(person) => cut(person, 64),
        None => text!(locale, "failures-whoever", chat = dead.chat.to_string()),
    }
}

/// What is lost for whom.
pub(in crate::failures) fn ask_drop(format: Format, dead: &Dead, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    let (id, bot, whom) = (dead.id.to_string(), &dead.bot, whom(locale, dead));
    let question = match dead.id {
        DeadId::Entry(_) => {
            html!(locale, "failures-ask-drop-entry", id = id, bot = bot, whom = whom, what = &dead.what)
        }
        DeadId::Job(_) => {
            html!(locale, "failures-ask-drop-job", id = id, bot = bot, whom = whom, what = &dead.what)
        }
        DeadId::Message(_) => html!(locale, "failures-ask-drop-message", id = id, bot = bot, whom = whom),
    };
    Screen::new(question)
        .row([button(text!(locale, "failures-button-drop-yes"), FailuresTap::Drop { id: dead.id, list })])
        .row([to_card(locale, dead.id, list)])
}

/// The way back to a card.
pub(super) fn to_card(locale: Locale, id: DeadId, list: List) -> Button {
    button(text!(locale, "failures-button-back"), FailuresTap::Card { id, list })
}

/// For how long its cause is to raise no alert.
pub(in crate::failures) fn mute_menu(format: Format, dead: &Dead, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    let id = dead.id;
    let choice = |label: String, length| button(label, FailuresTap::Mute { id, list, length });
    let cause = super::first_line(&dead.cause, 200);
    let text = html!(locale, "failures-ask-mute", bot = &dead.bot, what = &dead.what, cause = cause);
    Screen::new(text)
        .row([
            choice(text!(locale, "failures-mute-hour"), Length::Hour),
            choice(text!(locale, "failures-mute-day"), Length::Day),
            choice(text!(locale, "failures-mute-ever"), Length::ForEver),
        ])
        .row([to_card(locale, id, list)])
}
