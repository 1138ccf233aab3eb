//! All of them, and who may speak.

use chrono::{DateTime, Utc};
use nexus_core::{
    broadcast::{Broadcast, Phase, Speaker},
    locale::Format,
    prelude::*,
};

use super::{
    super::{Act, BroadcastTap},
    back_to_all, button, locale, of, snippet,
};

/// Broadcasts on one page.
pub(in super::super) const PAGE: u32 = 6;
/// Characters of a text on a button, and in the list.
const ON_BUTTON: usize = 24;
const IN_LIST: usize = 60;

pub(in super::super) fn list(format: Format, now: DateTime<Utc>, page: Page, shown: &[Broadcast]) -> Screen {
    let locale = locale(format);
    let mut parts = vec![html!(locale, "cast-title").bold()];
    if shown.is_empty() {
        parts.push(html!(locale, "cast-none"));
    }
    parts.extend(shown.iter().map(|found| entry(format, now, found)));
    let mut screen = Screen::new(Html::join(parts, "\n\n"));
    for found in shown {
        let words = snippet(&found.content, ON_BUTTON).unwrap_or_else(|| found.bot_name.clone());
        screen = screen.row([of(found.id, format!("{} {words}", mark(found.phase)), Act::Open)]);
    }
    screen = screen.row(page.buttons(|page| crate::tap::NexusTap::Broadcast(BroadcastTap::List(page))));
    screen.row([button(text!(locale, "cast-new"), BroadcastTap::New)])
}

fn entry(format: Format, now: DateTime<Utc>, found: &Broadcast) -> Html {
    let locale = locale(format);
    let words = snippet(&found.content, IN_LIST).map(Html::from);
    let words = words.unwrap_or_else(|| html!(locale, "cast-no-text"));
    let bot = Html::escape(&found.bot_name).bold();
    let mut first = Html::join([Html::escape(mark(found.phase)), bot], " ");
    first.push(" · ");
    first.push(standing(format, now, found));
    Html::join([first, words.italic()], "\n")
}

fn mark(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "📝",
        Phase::Scheduled => "🕘",
        Phase::Running => "📤",
        Phase::Paused => "⏸",
        Phase::Stopped => "⏹",
        Phase::Done => "✅",
    }
}

fn standing(format: Format, now: DateTime<Utc>, found: &Broadcast) -> Html {
    let locale = locale(format);
    let (done, all) = (found.totals.delivered, found.totals.recipients);
    match found.phase {
        Phase::Draft => html!(locale, "cast-draft"),
        Phase::Scheduled => {
            html!(locale, "cast-scheduled", at = format.moment(found.scheduled_at.unwrap_or(now), now))
        }
        Phase::Paused => html!(locale, "cast-paused", done = done, all = all),
        Phase::Stopped => html!(locale, "cast-stopped", done = done, all = all),
        Phase::Running | Phase::Done => html!(locale, "cast-sent", done = done, all = all),
    }
}

pub(in super::super) fn speakers(format: Format, speakers: &[Speaker]) -> Screen {
    let mut screen = Screen::new(html!(locale(format), "cast-which-bot"));
    for pair in speakers.chunks(2) {
        let labelled =
            |speaker: &Speaker| button(speaker.name.clone(), BroadcastTap::Speaker(speaker.account));
        screen = screen.row(pair.iter().map(labelled));
    }
    screen.row([back_to_all(format)])
}
