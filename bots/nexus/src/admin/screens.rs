//! How numbers and health look.

mod health;

pub(super) use health::health;

use chrono::{DateTime, Utc};
use nexus_core::{
    health::Totals,
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
