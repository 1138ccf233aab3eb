//! What is wrong at the moment, and what is muted.

use chrono::{DateTime, Utc};
use nexus_core::{locale::Format, prelude::*};

use super::{
    super::{muting::digest_of, tap::FailuresTap},
    as_of, button, cut, ways,
};
use crate::{
    TEXTS,
    alerts::{self, Mute, Shown},
};

/// Mutes that can be lifted here, the oldest first.
const MUTES: usize = 8;
const LABEL: usize = 100;

pub(in crate::failures) fn alerts(
    format: Format,
    now: DateTime<Utc>,
    open: &[Shown],
    mutes: &[Mute],
) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![html!(locale, "failures-alerts-title").bold()];
    match open.is_empty() {
        true => parts.push(html!(locale, "failures-alerts-none")),
        false => parts.push(Html::join(open.iter().map(|shown| alerts::line(format, now, shown)), "\n")),
    }
    let shown = &mutes[..mutes.len().min(MUTES)];
    if !shown.is_empty() {
        let numbered = (1..).zip(shown).map(|(number, mute)| self::mute(format, now, number, mute));
        let title = html!(locale, "failures-mutes-title").bold();
        parts.push(Html::join(std::iter::once(title).chain(numbered), "\n"));
    }
    parts.push(as_of(format, now));
    let lift = (1..).zip(shown).map(|(number, mute): (i32, &Mute)| {
        button(format!("🔔 {number}"), FailuresTap::Lift(digest_of(&mute.key)))
    });
    let lift: Vec<Button> = lift.collect();
    let mut screen = Screen::new(Html::join(parts, "\n\n"));
    for row in lift.chunks(4) {
        screen = screen.row(row.iter().cloned());
    }
    screen
        .row([button(text!(locale, "button-refresh"), FailuresTap::Alerts)])
        .row(ways(format.language, FailuresTap::Alerts))
}

fn mute(format: Format, now: DateTime<Utc>, number: i32, mute: &Mute) -> Html {
    let locale = TEXTS.of(format.language);
    let (number, label) = (number.to_string(), cut(&mute.label, LABEL));
    match mute.until {
        Some(until) => {
            html!(locale, "failures-mute", number = number, label = label, until = format.moment(until, now))
        }
        None => html!(locale, "failures-mute-for-ever", number = number, label = label),
    }
}
