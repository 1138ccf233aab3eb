//! When it begins, and whether it does.

use chrono::{DateTime, Utc};
use nexus_core::{
    broadcast::{Broadcast, Counted},
    ids::BroadcastId,
    locale::Format,
    prelude::*,
};

use super::{
    super::{Act, Start, when::Oddity},
    amount, back_to_draft, heading, locale, of, recipients,
};

/// Now, or at one of these moments, or at another.
pub(in super::super) fn when(format: Format, draft: &Broadcast, choices: [Start; 2]) -> Screen {
    let (locale, id) = (locale(format), draft.id);
    let [hour, morning] = choices;
    let at = |start: Start| start.moment().map(|at| format.time(at)).unwrap_or_default();
    Screen::new(html!(locale, "cast-ask-when"))
        .row([of(id, text!(locale, "cast-now"), Act::Confirm(Start::Now))])
        .row([
            of(id, text!(locale, "cast-in-an-hour", time = at(hour)), Act::Confirm(hour)),
            of(id, text!(locale, "cast-tomorrow", time = at(morning)), Act::Confirm(morning)),
        ])
        .row([of(id, text!(locale, "cast-other-time"), Act::AskWhen)])
        .row([back_to_draft(format, id)])
}

pub(in super::super) fn ask_time(format: Format, id: BroadcastId) -> Screen {
    let question = html!(locale(format), "cast-ask-time", zone = format.zone.name());
    Screen::new(question).row([back_to_draft(format, id)])
}

pub(in super::super) fn odd_time(format: Format, id: BroadcastId, oddity: Oddity) -> Screen {
    let locale = locale(format);
    let text = match oddity {
        Oddity::Unreadable => html!(locale, "cast-time-unreadable"),
        Oddity::Past => html!(locale, "cast-time-past"),
        Oddity::TooFar => html!(locale, "cast-time-far"),
    };
    Screen::new(text).row([back_to_draft(format, id)])
}

/// Names who speaks, how many people get which version, and when.
pub(in super::super) fn confirm(
    format: Format,
    now: DateTime<Utc>,
    draft: &Broadcast,
    counted: &Counted,
    start: Start,
    is_at_work: bool,
) -> Screen {
    let (locale, bot) = (locale(format), &draft.bot_name);
    let begins = match start.moment() {
        None => html!(locale, "cast-begins-now"),
        Some(at) => html!(locale, "cast-begins-at", at = format.moment(at, now)),
    };
    let mut lines = vec![html!(locale, "cast-speaker", bot = bot), begins, recipients(format, counted.all)];
    lines.extend(counted.by_language.iter().map(|(language, count)| {
        html!(locale, "cast-version", language = heading(*language), count = *count)
    }));
    let mut parts = vec![html!(locale, "cast-confirm").bold(), Html::join(lines, "\n")];
    if !is_at_work {
        parts.push(html!(locale, "cast-asleep", bot = bot));
    }
    let label = text!(locale, "cast-button-send", count = amount(format, counted.all));
    Screen::new(Html::join(parts, "\n\n"))
        .row([of(draft.id, label, Act::Send(draft.revision, start))])
        .row([back_to_draft(format, draft.id)])
}
