//! How broadcasts look while they are written, aimed, sent and over.

mod aim;
mod draft;
mod list;
mod progress;
mod start;
#[cfg(test)]
mod tests;

pub(super) use aim::{menu, segment};
pub(super) use draft::{
    after_preview, ask_buttons, ask_discard, ask_remove, ask_text, draft, flaw, heading, only_texts,
    photo_lost, version,
};
pub(super) use list::{PAGE, list, speakers};
pub(super) use progress::{ask_stop, progress, report_caption};
pub(super) use start::{ask_time, confirm, odd_time, when};

use nexus_core::{
    broadcast::{Bound, Content},
    ids::BroadcastId,
    locale::{Format, Locale},
    prelude::*,
};

use super::{Act, BroadcastTap};
use crate::{TEXTS, tap::NexusTap};

fn locale(format: Format) -> Locale {
    TEXTS.of(format.language)
}

fn button(label: String, tap: BroadcastTap) -> Button {
    Button::tap(label, &NexusTap::Broadcast(tap))
}

fn of(id: BroadcastId, label: String, act: Act) -> Button {
    button(label, BroadcastTap::Of(id, act))
}

fn back_to_all(format: Format) -> Button {
    button(text!(locale(format), "cast-all"), BroadcastTap::List(0))
}

fn back_to_draft(format: Format, id: BroadcastId) -> Button {
    of(id, text!(locale(format), "cast-back"), Act::Open)
}

/// A number, or what it is more than.
fn amount(format: Format, count: Bound) -> String {
    match count {
        Bound::Exactly(count) => format.integer(count),
        Bound::MoreThan(count) => text!(locale(format), "cast-more-than", count = format.integer(count)),
    }
}

fn recipients(format: Format, count: Bound) -> Html {
    html!(locale(format), "cast-recipients", count = amount(format, count))
}

/// What the author's first version begins with.
fn snippet(content: &Content, most: usize) -> Option<String> {
    let plain = content.0.first()?.text.plain_text();
    let line = plain.lines().map(str::trim).find(|line| !line.is_empty())?;
    let mut short: String = line.chars().take(most).collect();
    if short.len() < line.len() {
        short = format!("{}…", short.trim_end());
    }
    Some(short)
}
