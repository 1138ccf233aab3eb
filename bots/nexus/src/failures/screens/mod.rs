//! How failures look. What is shown of payloads and causes may have come from strangers: it is masked, cut and escaped.

pub(super) mod alerts;
pub(super) mod card;
pub(super) mod edit;
pub(super) mod errors;
pub(super) mod jobs;
pub(super) mod list;

use chrono::{DateTime, Utc};
use nexus_core::{locale::Format, prelude::*, secrets::mask};

use super::tap::FailuresTap;
use crate::{TEXTS, tap::NexusTap};

pub(super) fn button(label: impl Into<String>, tap: FailuresTap) -> Button {
    Button::tap(label, &NexusTap::Failures(tap))
}

/// So many, or at least so many where they were not counted any further.
pub(crate) fn counted(format: Format, (count, is_more): (i64, bool)) -> String {
    format!("{}{}", format.integer(count), if is_more { "+" } else { "" })
}

/// The first line, without secrets, cut at a character.
pub(super) fn first_line(text: &str, limit: usize) -> String {
    cut(mask(text).lines().next().unwrap_or_default(), limit)
}

/// Cut at a character, with an ellipsis.
pub(super) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// To the second, so that a refresh is seen.
fn as_of(format: Format, now: DateTime<Utc>) -> Html {
    let time = format.local(now).format("%H:%M:%S").to_string();
    html!(TEXTS.of(format.language), "as-of", time = time).italic()
}

fn all(language: Language) -> [(String, FailuresTap); 4] {
    let locale = TEXTS.of(language);
    let errors = FailuresTap::Errors { days: super::errors::DAY, page: 0 };
    [
        (text!(locale, "failures-button-dead"), FailuresTap::List(super::List::ALL)),
        (text!(locale, "failures-button-errors"), errors),
        (text!(locale, "failures-button-jobs"), FailuresTap::Jobs),
        (text!(locale, "failures-button-alerts"), FailuresTap::Alerts),
    ]
}

/// The ways to all that is told here.
pub(crate) fn all_ways(language: Language) -> Vec<Button> {
    all(language).map(|(label, tap)| button(label, tap)).into()
}

/// Where the lists lead to each other.
fn ways(language: Language, but: FailuresTap) -> Vec<Button> {
    all(language).into_iter().filter(|(_, tap)| *tap != but).map(|(label, tap)| button(label, tap)).collect()
}

#[cfg(test)]
mod tests;
