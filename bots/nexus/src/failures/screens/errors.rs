//! What went wrong of late.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{dead::history::Group, health::BotProcesses, locale::Format, prelude::*};

use super::{
    super::{
        List,
        errors::{DAY, Errors, WEEK},
        tap::{FailuresTap, Of},
    },
    button, cut, ways,
};
use crate::{
    TEXTS,
    alerts::{key_of_cause, length},
    tap::NexusTap,
};

/// Characters of a cause.
const CAUSE: usize = 200;

pub(in crate::failures) fn errors(format: Format, now: DateTime<Utc>, errors: &Errors) -> Screen {
    let locale = TEXTS.of(format.language);
    let title = match errors.days {
        DAY => html!(locale, "failures-errors-day"),
        _ => html!(locale, "failures-errors-week"),
    };
    let mut parts = vec![title.bold()];
    let first = errors.page.offset() + 1;
    let numbered = (first..).zip(&errors.groups);
    parts.extend(numbered.clone().map(|(number, group)| self::group(format, now, number, group, errors)));
    if errors.groups.is_empty() {
        parts.push(html!(locale, "failures-errors-none"));
    }
    parts.extend(processes(format, now, &errors.processes));
    let cards: Vec<Button> = numbered.filter_map(|(number, group)| way(number, group)).collect();
    let other = match errors.days {
        DAY => (text!(locale, "failures-button-week"), WEEK),
        _ => (text!(locale, "failures-button-day"), DAY),
    };
    let days = errors.days;
    Screen::new(Html::join(parts, "\n\n"))
        .row(cards)
        .row(errors.page.buttons(|page| NexusTap::Failures(FailuresTap::Errors { days, page })))
        .row([button(other.0, FailuresTap::Errors { days: other.1, page: 0 })])
        .row(ways(format.language, FailuresTap::Errors { days: DAY, page: 0 }))
}

/// One cause: where, why, how often, from when to when.
fn group(format: Format, now: DateTime<Utc>, number: i64, group: &Group, errors: &Errors) -> Html {
    let locale = TEXTS.of(format.language);
    let key = u32::try_from(group.cause_key).map(key_of_cause);
    let is_muted = key.is_ok_and(|key| errors.muted.contains(&key));
    let head = html!(
        locale,
        "failures-errors-head",
        number = number.to_string(),
        bot = &group.bot,
        what = cut(&group.what, 40),
        muted = if is_muted { " 🔕" } else { "" }
    );
    let (last, first) = (format.moment(group.last, now), format.moment(group.first, now));
    let when = match group.count {
        1 => html!(locale, "failures-errors-once", when = last),
        count => html!(locale, "failures-errors-often", count = count, last = last, first = first),
    };
    let mut lines = vec![head.bold(), Html::escape(&super::first_line(&group.cause, CAUSE)), when.italic()];
    if group.still > 0 {
        lines.push(html!(locale, "failures-errors-still", count = group.still));
    }
    Html::join(lines, "\n")
}

/// To those of a cause that are still dead.
fn way(number: i64, group: &Group) -> Option<Button> {
    let key = u32::try_from(group.cause_key).ok()?;
    let list = List::of(Of::Cause(key));
    (group.still > 0).then(|| button(format!("🪦 {number}"), FailuresTap::List(list)))
}

/// Processes that ended without leaving, and bots that the messenger wants to be silent.
fn processes(format: Format, now: DateTime<Utc>, processes: &[BotProcesses]) -> Option<Html> {
    let locale = TEXTS.of(format.language);
    let seconds = |seconds: f64| TimeDelta::seconds(seconds as i64);
    let mut lines = Vec::new();
    for of in processes {
        if let Some(ago) = of.crashed_ago.filter(|_| of.crashed > 0) {
            let last = format.moment(now - seconds(ago), now);
            lines.push(html!(locale, "failures-crashed", bot = &of.bot, count = of.crashed, last = last));
        }
        if let Some(left) = of.held_for {
            lines.push(html!(locale, "failures-held", bot = &of.bot, length = length(format, seconds(left))));
        }
    }
    (!lines.is_empty()).then(|| Html::join(lines, "\n"))
}
