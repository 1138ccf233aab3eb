//! How alerts look.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    locale::{Format, Locale},
    prelude::*,
};

use super::{
    AlertTap,
    life::Alert,
    rules::{Measure, Rule},
    store::{Muted, Shown},
};
use crate::{TEXTS, failures::FailuresTap, tap::NexusTap};

/// What an admin sees of it.
pub(super) fn alert(turn: &Turn, shown: &Shown) -> Screen {
    let is_own = shown.alert.taken_by == Some(turn.person().user);
    drawn(turn.format(), turn.now(), is_own, shown)
}

fn drawn(format: Format, now: DateTime<Utc>, is_own: bool, shown: &Shown) -> Screen {
    let locale = TEXTS.of(format.language);
    let alert = &shown.alert;
    let mut lines = vec![head(locale, alert)];
    lines.extend(how_bad(format, alert));
    lines.push(how_long(format, alert, now));
    if alert.returns > 0 {
        lines.push(html!(locale, "alerts-returns", count = alert.returns));
    }
    if let Some(name) = &shown.taken_by {
        lines.push(html!(locale, "alerts-taken", name = name));
    }
    if alert.closed_at.is_some() {
        return Screen::new(Html::join(lines, "\n")).row([details(locale, alert)]);
    }
    lines.extend(shown.muted.map(|muted| muted_line(format, muted, now)));
    let take = match (&shown.taken_by, is_own) {
        (None, _) => Some(button(text!(locale, "alerts-button-take"), AlertTap::Take(alert.id))),
        (Some(_), true) => {
            Some(button(text!(locale, "alerts-button-give-back"), AlertTap::GiveBack(alert.id)))
        }
        (Some(_), false) => None,
    };
    Screen::new(Html::join(lines, "\n"))
        .row([details(locale, alert)].into_iter().chain(take))
        .row(mute_buttons(locale, shown))
}

fn button(label: String, tap: AlertTap) -> Button {
    Button::tap(label, &NexusTap::Failures(FailuresTap::Alert(tap)))
}

fn details(locale: Locale, alert: &Alert) -> Button {
    button(text!(locale, "alerts-button-details"), AlertTap::Details(alert.id))
}

fn mute_buttons(locale: Locale, shown: &Shown) -> Vec<Button> {
    let alert = shown.alert.id;
    match shown.muted {
        Some(_) => vec![button(text!(locale, "alerts-button-unmute"), AlertTap::Unmute(alert))],
        None => vec![
            button(text!(locale, "alerts-button-mute-hour"), AlertTap::Mute { alert, hours: 1 }),
            button(text!(locale, "alerts-button-mute-day"), AlertTap::Mute { alert, hours: 24 }),
        ],
    }
}

fn head(locale: Locale, alert: &Alert) -> Html {
    let what = what(locale, alert);
    match (alert.closed_at, alert.rule) {
        (Some(_), _) => html!(locale, "alerts-head", mark = "✅", what = what.strike()),
        (None, Rule::BotDown) => html!(locale, "alerts-head", mark = "🔴", what = what.bold()),
        (None, Rule::NewDead) => html!(locale, "alerts-head", mark = "🟡", what = what.bold()),
        (None, _) => html!(locale, "alerts-head", mark = "🟠", what = what.bold()),
    }
}

/// What is wrong, in a few words.
fn what(locale: Locale, alert: &Alert) -> Html {
    let bot = &alert.subject;
    match alert.rule {
        Rule::BotDown => html!(locale, "alerts-bot-down", bot = bot),
        Rule::QueueAge => html!(locale, "alerts-queue-age", bot = bot),
        Rule::Overdue => html!(locale, "alerts-overdue", bot = bot),
        Rule::OutboxAge => html!(locale, "alerts-outbox-age", bot = bot),
        Rule::JobsStuck => html!(locale, "alerts-jobs-stuck", bot = bot),
        Rule::ErrorRate => html!(locale, "alerts-error-rate", bot = bot),
        Rule::NewDead => html!(locale, "alerts-new-dead", bot = bot),
        Rule::BackupFailed => html!(locale, "alerts-backup-failed"),
        Rule::BackupLate => html!(locale, "alerts-backup-late"),
    }
}

/// How bad it is, where there is more to say than that it lasts.
fn how_bad(format: Format, alert: &Alert) -> Option<Html> {
    let locale = TEXTS.of(format.language);
    match alert.measure {
        Measure::Lasts => None,
        Measure::Seconds(seconds) => {
            let length = length(format, TimeDelta::seconds(seconds));
            Some(match alert.rule {
                Rule::BackupLate => html!(locale, "alerts-overdue-by", length = length),
                _ => html!(locale, "alerts-oldest", length = length),
            })
        }
        Measure::Count(count) => Some(html!(locale, "alerts-count", count = count)),
    }
}

fn how_long(format: Format, alert: &Alert, now: DateTime<Utc>) -> Html {
    let locale = TEXTS.of(format.language);
    let since = format.moment(alert.since, now);
    match (alert.closed_at, alert.well_since) {
        (Some(closed), well) => {
            let lasted = length(format, well.unwrap_or(closed) - alert.since);
            html!(locale, "alerts-lasted", since = since, length = lasted)
        }
        (None, _) => html!(locale, "alerts-since", since = since, length = length(format, now - alert.since)),
    }
}

/// `45 s`, `3 min`, `2 h 5 min`.
pub(crate) fn length(format: Format, length: TimeDelta) -> String {
    match length.num_seconds() {
        seconds @ ..60 => text!(TEXTS.of(format.language), "alerts-seconds", count = seconds.max(0)),
        _ => format.duration(length),
    }
}

/// That nobody is told, and until when.
pub(crate) fn muted_line(format: Format, muted: Muted, now: DateTime<Utc>) -> Html {
    let locale = TEXTS.of(format.language);
    match muted {
        Muted::Until(until) => html!(locale, "alerts-muted-until", until = format.moment(until, now)),
        Muted::ForEver => html!(locale, "alerts-muted"),
    }
}

/// One line of a list of what is wrong.
pub(crate) fn line(format: Format, now: DateTime<Utc>, shown: &Shown) -> Html {
    let locale = TEXTS.of(format.language);
    let mark = if shown.muted.is_some() { "🔕" } else { "❗" };
    let since = format.moment(shown.alert.since, now);
    html!(locale, "alerts-line", mark = mark, what = what(locale, &shown.alert), since = since)
}

#[cfg(test)]
mod tests;
