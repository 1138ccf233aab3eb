//! How the house is doing.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    health::{BotHealth, BotState, COUNTED},
    http::RECENT,
    locale::Format,
    prelude::*,
};

use super::{super::house::House, report};
use crate::{TEXTS, alerts, failures, tap::NexusTap};

/// What is wrong, what all stands on, and every active bot.
pub(in crate::admin) fn health(format: Format, now: DateTime<Utc>, house: &House) -> Screen {
    let title = html!(TEXTS.of(format.language), "health-title").bold();
    let cards = house.bots.iter().map(|bot| card(format, now, bot, house));
    let parts = [title, wrong(format, now, house), ground(format, house)];
    report(format, now, parts.into_iter().chain(cards), NexusTap::Health).row(failures::ways(format.language))
}

fn wrong(format: Format, now: DateTime<Utc>, house: &House) -> Html {
    match house.alerts.is_empty() {
        true => html!(TEXTS.of(format.language), "health-no-alerts"),
        false => Html::join(house.alerts.iter().map(|shown| alerts::line(format, now, shown)), "\n"),
    }
}

/// What is told here was read from the database, so that is up.
fn ground(format: Format, house: &House) -> Html {
    let locale = TEXTS.of(format.language);
    let redis = match house.is_redis_up() {
        Some(true) => html!(locale, "health-redis-up"),
        Some(false) => html!(locale, "health-redis-down"),
        None => html!(locale, "health-redis-none"),
    };
    let versions = house.versions().join(", ");
    let mut facts = vec![html!(locale, "health-database-up"), redis];
    if !versions.is_empty() {
        facts.push(html!(locale, "health-version", version = versions));
    }
    Html::join(facts, " · ")
}

fn card(format: Format, now: DateTime<Utc>, bot: &BotHealth, house: &House) -> Html {
    let locale = TEXTS.of(format.language);
    let (mark, state) = state(format, now, bot);
    let code = Html::escape(&bot.code).bold();
    let first = html!(locale, "health-bot", mark = mark, bot = code, state = state);
    let standing = house.states.iter().find(|state| state.bot == bot.code).cloned().unwrap_or_default();
    Html::join(
        [Some(first), Some(queue(format, bot, &standing)), late(format, &standing)].into_iter().flatten(),
        "\n",
    )
}

/// `waiting: 10,000+ · dead: 2 · processes: 1`
fn queue(format: Format, bot: &BotHealth, standing: &BotState) -> Html {
    let locale = TEXTS.of(format.language);
    let waiting = failures::counted(format, (bot.waiting, bot.waiting >= COUNTED));
    let dead = [bot.dead, standing.dead_messages, standing.jobs.dead];
    let is_more = dead.iter().any(|count| *count >= COUNTED);
    let dead = failures::counted(format, (dead.iter().sum(), is_more));
    let processes = html!(locale, "health-processes", count = standing.replicas);
    Html::join([html!(locale, "health-queue", waiting = waiting, dead = dead), processes], " · ")
}

/// What waits longer than a moment, and for how long.
fn late(format: Format, standing: &BotState) -> Option<Html> {
    let locale = TEXTS.of(format.language);
    let age =
        |seconds: f64| (seconds >= 1.).then(|| alerts::length(format, TimeDelta::seconds(seconds as i64)));
    let facts: Vec<Html> = [
        age(standing.inbox_oldest).map(|age| html!(locale, "health-oldest", length = age)),
        age(standing.outbox_oldest)
            .map(|age| html!(locale, "health-outbox", count = standing.outbox_messages, length = age)),
        age(standing.overdue_oldest)
            .map(|age| html!(locale, "health-overdue", count = standing.overdue, length = age)),
        age(standing.jobs.oldest).map(|age| html!(locale, "health-jobs", length = age)),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!facts.is_empty()).then(|| Html::join(facts, " · "))
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
