//! How numbers and health look.

use std::time::Duration;

use chrono::{DateTime, Utc};
use nexus_core::{
    health::{BotHealth, Totals},
    http::RECENT,
    locale::{Format, Locale},
    prelude::*,
};

use super::store::BotNumbers;
use crate::{TEXTS, tap::NexusTap};

/// The registry in numbers.
pub(super) fn stats(format: Format, now: DateTime<Utc>, totals: Totals, by_bot: &[BotNumbers]) -> Screen {
    let locale = TEXTS.of(format.language);
    let summary = [
        html!(locale, "stats-people", count = totals.users),
        html!(locale, "stats-active", count = totals.active_today),
        html!(locale, "stats-subscriptions", count = totals.subscriptions),
        html!(locale, "stats-blocked", count = totals.blocked),
        html!(locale, "stats-planned", count = totals.planned),
    ];
    let bots = by_bot.iter().map(|bot| bot_numbers(locale, bot));
    report(
        format,
        now,
        [html!(locale, "stats-title").bold(), Html::join(summary, "\n"), Html::join(bots, "\n")],
        NexusTap::Stats,
    )
}

fn bot_numbers(locale: Locale, bot: &BotNumbers) -> Html {
    let name = Html::escape(&bot.name).bold();
    let people = html!(locale, "stats-bot", name = name, count = bot.subscribers);
    if bot.blocked == 0 {
        return people;
    }
    Html::join([people, html!(locale, "stats-bot-blocked", count = bot.blocked)], ", ")
}

/// How every active bot is doing.
pub(super) fn health(format: Format, now: DateTime<Utc>, bots: &[BotHealth]) -> Screen {
    let title = html!(TEXTS.of(format.language), "health-title").bold();
    let cards = bots.iter().map(|bot| bot_health(format, now, bot));
    report(format, now, std::iter::once(title).chain(cards), NexusTap::Health)
}

fn bot_health(format: Format, now: DateTime<Utc>, bot: &BotHealth) -> Html {
    let locale = TEXTS.of(format.language);
    let (mark, state) = state(format, now, bot);
    let code = Html::escape(&bot.code).bold();
    let first = html!(locale, "health-bot", mark = mark, bot = code, state = state);
    let queue = html!(locale, "health-queue", waiting = bot.waiting, dead = bot.dead);
    Html::join([first, queue], "\n")
}

/// A sign that is seen at a glance, and the state in words.
fn state(format: Format, now: DateTime<Utc>, bot: &BotHealth) -> (&'static str, Html) {
    let locale = TEXTS.of(format.language);
    match bot.silent_seconds {
        _ if bot.is_polling => ("🟢", html!(locale, "health-polling")),
        Some(seconds) if seconds <= RECENT.as_secs_f64() => ("🟡", html!(locale, "health-idle")),
        Some(seconds) => {
            let last = now - Duration::try_from_secs_f64(seconds).unwrap_or_default();
            ("🔴", html!(locale, "health-silent", last = format.moment(last, now)))
        }
        None => ("🔴", html!(locale, "health-unseen")),
    }
}

/// Paragraphs, the time they are true for, and the button that asks again.
fn report(
    format: Format,
    now: DateTime<Utc>,
    paragraphs: impl IntoIterator<Item = Html>,
    again: NexusTap,
) -> Screen {
    let locale = TEXTS.of(format.language);
    // To the second, so that a refresh is seen.
    let time = format.local(now).format("%H:%M:%S").to_string();
    let mut text = Html::join(paragraphs, "\n\n");
    text.push("\n\n");
    text.push(html!(locale, "as-of", time = time).italic());
    Screen::new(text).row([Button::tap(text!(locale, "button-refresh"), &again)])
}

#[cfg(test)]
mod tests;
