//! How far it is, and how it ended.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    broadcast::{Broadcast, Cause, Phase, Totals},
    locale::Format,
    prelude::*,
};

use super::{super::Act, back_to_all, locale, of, snippet};

/// Characters of the text by which it is recognised.
const SNIPPET: usize = 80;
/// Blocks of the bar.
const BAR: i64 = 12;

pub(in super::super) fn progress(
    format: Format,
    now: DateTime<Utc>,
    found: &Broadcast,
    causes: &[Cause],
) -> Screen {
    let mut parts = vec![head(format, found)];
    match found.phase {
        Phase::Draft | Phase::Scheduled => parts.push(begins(format, now, found)),
        Phase::Running if !found.totals.is_gathered => {
            parts.push(html!(locale(format), "cast-gathering", count = found.totals.recipients));
        }
        Phase::Running | Phase::Paused => parts.push(bar(format, found.totals)),
        Phase::Stopped | Phase::Done => {}
    }
    if found.started_at.is_some() {
        parts.push(sums(format, found.totals, found.phase.is_over(), causes));
        parts.extend(pace(format, now, found));
    }
    let screen = Screen::new(Html::join(parts, "\n\n"));
    screen.row(steering(format, found)).row([back_to_all(format)])
}

fn head(format: Format, found: &Broadcast) -> Html {
    let locale = locale(format);
    let title = match found.phase {
        Phase::Draft => html!(locale, "cast-draft-title"),
        Phase::Scheduled => html!(locale, "cast-title-scheduled"),
        Phase::Running => html!(locale, "cast-title-running"),
        Phase::Paused => html!(locale, "cast-title-paused"),
        Phase::Stopped => html!(locale, "cast-title-stopped"),
        Phase::Done => html!(locale, "cast-title-done"),
    };
    let bot = html!(locale, "cast-speaker", bot = &found.bot_name);
    let words = snippet(&found.content, SNIPPET).map(|words| Html::escape(&words).italic());
    Html::join([Some(title.bold()), Some(bot), words].into_iter().flatten(), "\n")
}

fn begins(format: Format, now: DateTime<Utc>, found: &Broadcast) -> Html {
    let at = found.scheduled_at.unwrap_or(now);
    html!(locale(format), "cast-begins-at", at = format.moment(at, now))
}

fn bar(format: Format, totals: Totals) -> Html {
    let (settled, all) = (totals.settled(), totals.recipients);
    let full = (settled * BAR).checked_div(all).unwrap_or(BAR).clamp(0, BAR);
    let blocks: String = (0..BAR).map(|block| if block < full { '▰' } else { '▱' }).collect();
    let numbers = html!(locale(format), "cast-progress", done = settled, all = all);
    Html::join([Html::escape(&blocks), numbers], "\n")
}

fn sums(format: Format, totals: Totals, is_over: bool, causes: &[Cause]) -> Html {
    let locale = locale(format);
    let mut lines = vec![html!(locale, "cast-delivered", count = totals.delivered)];
    if totals.blocked > 0 {
        lines.push(html!(locale, "cast-blocked", count = totals.blocked));
    }
    if totals.failed > 0 {
        lines.push(html!(locale, "cast-failed", count = totals.failed));
    }
    let cause = |cause: &Cause| html!(locale, "cast-cause", count = cause.count, cause = &cause.cause);
    lines.extend(causes.iter().map(cause));
    if is_over && totals.left() > 0 {
        lines.push(html!(locale, "cast-left", count = totals.left()));
    }
    Html::join(lines, "\n")
}

/// How long it took, how fast it went, and how often the messenger wanted it slower.
fn pace(format: Format, now: DateTime<Utc>, found: &Broadcast) -> Option<Html> {
    let locale = locale(format);
    let lasted = found.lasted(now);
    if !found.phase.is_over() {
        return None;
    }
    let seconds = lasted.as_seconds_f64().max(1.0);
    let rate = format.decimal(&format!("{:.1}", found.totals.settled() as f64 / seconds));
    let mut lines = vec![html!(locale, "cast-lasted", time = stopwatch(lasted), rate = rate)];
    if found.totals.floods > 0 {
        lines.push(html!(locale, "cast-floods", count = found.totals.floods));
    }
    Some(Html::join(lines, "\n"))
}

/// `0:50`, `1:02:03`: broadcasts take seconds or hours.
fn stopwatch(time: TimeDelta) -> String {
    let (hours, minutes, seconds) = (time.num_hours(), time.num_minutes() % 60, time.num_seconds() % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn steering(format: Format, found: &Broadcast) -> Vec<Button> {
    let locale = locale(format);
    let button = |label, act| of(found.id, label, act);
    let stop = || button(text!(locale, "cast-button-stop"), Act::AskStop);
    match found.phase {
        Phase::Draft => Vec::new(),
        Phase::Scheduled => vec![button(text!(locale, "cast-button-unschedule"), Act::Unschedule)],
        Phase::Running => vec![button(text!(locale, "cast-button-pause"), Act::Pause), stop()],
        Phase::Paused => vec![button(text!(locale, "cast-button-resume"), Act::Resume), stop()],
        Phase::Stopped | Phase::Done => vec![button(text!(locale, "cast-button-report"), Act::Report)],
    }
}

pub(in super::super) fn ask_stop(format: Format, found: &Broadcast) -> Screen {
    let locale = locale(format);
    let (done, left) = (found.totals.delivered, found.totals.left());
    Screen::new(html!(locale, "cast-ask-stop", bot = &found.bot_name, done = done, left = left))
        .row([of(found.id, text!(locale, "cast-button-stop-yes"), Act::Stop)])
        .row([of(found.id, text!(locale, "cast-back"), Act::Open)])
}

pub(in super::super) fn report_caption(format: Format, found: &Broadcast, rows: usize) -> Html {
    html!(locale(format), "cast-report", bot = &found.bot_name, count = rows as i64)
}
