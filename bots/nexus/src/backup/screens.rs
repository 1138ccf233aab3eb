//! How backups look in the admin's chat.

use chrono::{DateTime, NaiveTime, Utc};
use nexus_core::{
    locale::{Format, Locale},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::store::rows::{Backup, State};
use crate::{TEXTS, tap::NexusTap};

/// Backups on one page.
pub(super) const PAGE: u32 = 8;
/// Characters of a cause; the command line and the log have all of it.
const CAUSE: usize = 160;

/// What the buttons do. It grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BackupTap {
    /// A page of them, counted from 0.
    List(u32),
    /// Back up now.
    Now,
}

/// What the list says besides the backups themselves.
pub(super) struct View {
    pub format: Format,
    pub now: DateTime<Utc>,
    /// The time of day in UTC; `None`: nobody makes one unasked.
    pub at: Option<NaiveTime>,
    pub next: Option<DateTime<Utc>>,
    /// The one that was restored for trial last.
    pub checked: Option<Backup>,
    pub page: Page,
}

/// A page of backups.
pub(super) fn list(view: &View, backups: &[Backup]) -> Screen {
    let locale = TEXTS.of(view.format.language);
    let mut parts = vec![
        html!(locale, "backup-title").bold(),
        Html::join([schedule(view, locale), drill(view, locale)], "\n"),
    ];
    match backups {
        [] => parts.push(html!(locale, "backup-none")),
        _ => parts.push(Html::join(backups.iter().map(|backup| line(view.format, view.now, backup)), "\n")),
    }
    Screen::new(Html::join(parts, "\n\n"))
        .row([Button::tap(text!(locale, "backup-now"), &NexusTap::Backup(BackupTap::Now))])
        .row(view.page.buttons(|page| NexusTap::Backup(BackupTap::List(page))))
        .row([Button::tap(
            text!(locale, "button-refresh"),
            &NexusTap::Backup(BackupTap::List(view.page.number)),
        )])
}

fn schedule(view: &View, locale: Locale) -> Html {
    let (Some(at), Some(next)) = (view.at, view.next) else { return html!(locale, "backup-unscheduled") };
    let at = view.format.clock(at);
    if next <= view.now {
        return html!(locale, "backup-due", at = at);
    }
    html!(locale, "backup-scheduled", at = at, next = view.format.moment(next, view.now))
}

fn drill(view: &View, locale: Locale) -> Html {
    let checked = view.checked.as_ref().and_then(|backup| Some((backup, backup.checked_at?)));
    let Some((backup, at)) = checked else { return html!(locale, "backup-unchecked") };
    let moment = view.format.moment(at, view.now);
    match &backup.check_problem {
        None => html!(locale, "backup-checked", moment = moment),
        Some(problem) => html!(locale, "backup-check-failed", moment = moment, problem = cut(problem)),
    }
}

fn line(format: Format, now: DateTime<Utc>, backup: &Backup) -> Html {
    let locale = TEXTS.of(format.language);
    let moment = format.moment(backup.at, now);
    match backup.state {
        State::Asked => html!(locale, "backup-line-asked", moment = moment),
        State::Running => html!(locale, "backup-line-running", moment = moment),
        State::Done => html!(locale, "backup-line-done", moment = moment, size = size(format, backup.bytes)),
        State::Failed => html!(locale, "backup-line-failed", moment = moment, cause = cause(backup)),
    }
}

/// One was asked for.
pub(super) fn waiting(format: Format) -> Screen {
    Screen::new(html!(TEXTS.of(format.language), "backup-waiting"))
}

/// How one that was asked for stands; `bytes`: how much is written so far.
pub(super) fn progress(format: Format, now: DateTime<Utc>, backup: &Backup, bytes: Option<u64>) -> Screen {
    let locale = TEXTS.of(format.language);
    match backup.state {
        State::Asked => return waiting(format),
        State::Running => {
            let bytes = bytes.and_then(|bytes| i64::try_from(bytes).ok());
            return Screen::new(html!(locale, "backup-running", size = size(format, bytes)));
        }
        State::Done | State::Failed => {}
    }
    let text = match backup.state {
        State::Failed => html!(locale, "backup-failed", cause = cause(backup)),
        _ => html!(
            locale,
            "backup-done",
            size = size(format, backup.bytes),
            moment = format.moment(backup.at, now),
            file = Html::escape(backup.file.as_deref().unwrap_or_default()).code()
        ),
    };
    Screen::new(text)
        .row([Button::tap(text!(locale, "backup-button"), &NexusTap::Backup(BackupTap::List(0)))])
}

fn cause(backup: &Backup) -> String {
    cut(backup.cause.as_deref().unwrap_or_default())
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(CAUSE) {
        None => line,
        Some((at, _)) => format!("{}…", &line[..at]),
    }
}

/// In the unit in which it has at most four digits, with one place behind the point.
fn size(format: Format, bytes: Option<i64>) -> String {
    const UNIT: i64 = 1024;
    let (locale, bytes) = (TEXTS.of(format.language), bytes.unwrap_or_default());
    let of = |unit: i64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format.decimal(&format!("{}.{}", tenths / 10, tenths % 10))
    };
    match bytes {
        ..1_048_576 => text!(locale, "backup-size-kb", number = of(UNIT)),
        1_048_576..1_073_741_824 => text!(locale, "backup-size-mb", number = of(UNIT * UNIT)),
        _ => text!(locale, "backup-size-gb", number = of(UNIT * UNIT * UNIT)),
    }
}

#[cfg(test)]
mod tests;
