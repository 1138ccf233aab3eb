//! Another payload: the question, what is wrong with it, what it changes.

use nexus_core::{
    dead::{
        Dead,
        edit::{Change, Edit, Kind, LIMIT, Mistake},
    },
    locale::{Format, Locale},
    prelude::*,
};
use serde_json::Value;

use super::{
    super::{List, editing::Shown, tap::FailuresTap},
    button,
    card::to_card,
    cut,
};
use crate::TEXTS;

/// Characters of a payload that is shown to be copied; a longer one comes as a file.
const PAYLOAD: usize = 1500;
/// Changes that are shown, and characters of each side.
const CHANGES: usize = 12;
const SIDE: usize = 60;

/// Whether it is shown in the message, whole.
pub(in crate::failures) fn fits(payload: &str) -> bool {
    payload.chars().count() <= PAYLOAD
}

pub(in crate::failures) fn ask(format: Format, dead: &Dead, shown: &Shown, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    let id = dead.id.to_string();
    let question = match shown.is_json {
        true => html!(locale, "failures-ask-json", id = id, what = &dead.what),
        false => html!(locale, "failures-ask-text", id = id),
    };
    let mut parts = vec![question];
    match fits(&shown.text) {
        true => parts.push(Html::escape(&shown.text).pre()),
        false => parts.push(html!(locale, "failures-payload-follows")),
    }
    Screen::new(Html::join(parts, "\n\n")).row([cancel(locale, dead, list)])
}

fn cancel(locale: Locale, dead: &Dead, list: List) -> Button {
    button(text!(locale, "failures-button-cancel"), FailuresTap::Card { id: dead.id, list })
}

/// Something was sent in which there is no payload.
pub(in crate::failures) fn only_text(format: Format, dead: &Dead, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    Screen::new(html!(locale, "failures-only-text")).row([cancel(locale, dead, list)])
}

/// What is wrong; the question stays open.
pub(in crate::failures) fn mistake(format: Format, dead: &Dead, mistake: &Mistake, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    let path = |path: &str| {
        // As JSONPath calls the whole.
        let shown = if path.is_empty() { "$".to_owned() } else { cut(path, 100) };
        Html::escape(&shown).code()
    };
    let text = match mistake {
        Mistake::NotEditable => html!(locale, "failures-not-editable"),
        Mistake::TooLong => html!(locale, "failures-too-long", kilobytes = LIMIT / 1024),
        Mistake::NoJson { line, column } => {
            html!(locale, "failures-no-json", line = line.to_string(), column = column.to_string())
        }
        Mistake::Nul => html!(locale, "failures-nul"),
        Mistake::Shape { path: place, expected } => {
            html!(locale, "failures-shape", path = path(place), kind = kind(locale, *expected))
        }
        Mistake::Missing { path: place } => html!(locale, "failures-missing", path = path(place)),
        Mistake::Fixed { path: place } => html!(locale, "failures-fixed", path = path(place)),
        Mistake::Unchanged => html!(locale, "failures-unchanged"),
    };
    Screen::new(text).row([cancel(locale, dead, list)])
}

fn kind(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Null => text!(locale, "failures-kind-null"),
        Kind::Boolean => text!(locale, "failures-kind-boolean"),
        Kind::Number => text!(locale, "failures-kind-number"),
        Kind::Text => text!(locale, "failures-kind-text"),
        Kind::List => text!(locale, "failures-kind-list"),
        Kind::Object => text!(locale, "failures-kind-object"),
    }
}

/// What changes, before it does.
pub(in crate::failures) fn preview(format: Format, dead: &Dead, edit: &Edit, list: List) -> Screen {
    let locale = TEXTS.of(format.language);
    let changes = edit.changes();
    let shown: String = changes.iter().take(CHANGES).map(diff).collect();
    let mut parts = vec![html!(locale, "failures-preview", id = dead.id.to_string(), count = changes.len())];
    parts.push(Html::escape(shown.trim_end()).pre());
    if changes.len() > CHANGES {
        parts.push(html!(locale, "failures-more-changes", count = changes.len() - CHANGES));
    }
    parts.push(html!(locale, "failures-preview-hint"));
    Screen::new(Html::join(parts, "\n\n"))
        .row([button(text!(locale, "failures-button-save"), FailuresTap::SaveEdit { id: dead.id })])
        .row([to_card(locale, dead.id, list)])
}

/// A place, and below it what goes and what comes.
fn diff(change: &Change) -> String {
    let side = |mark: char, value: &Option<Value>| {
        let shown = value.as_ref().map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        shown.map(|shown| format!("{mark} {}\n", cut(&shown.replace('\n', "⏎"), SIDE))).unwrap_or_default()
    };
    let place = if change.path.is_empty() { String::new() } else { format!("{}\n", cut(&change.path, SIDE)) };
    format!("{place}{}{}", side('-', &change.before), side('+', &change.after))
}
