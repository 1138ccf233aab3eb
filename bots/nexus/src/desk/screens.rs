//! How the desk looks.

use chrono::{DateTime, Utc};
use nexus_core::{feedback::Note, locale::Format, prelude::*};

use super::DeskTap;
use crate::{TEXTS, my_bots::OwnTap, tap::NexusTap};

/// Notes on one page.
pub(super) const PAGE: u32 = 6;
/// Characters of a note on its button.
const GLIMPSE: usize = 28;

fn tap(label: String, tap: DeskTap) -> Button {
    Button::tap(label, &NexusTap::Own(OwnTap::Desk(tap)))
}

pub(super) fn all_button(language: Language) -> Button {
    tap(text!(TEXTS.of(language), "button-feedback"), DeskTap::Page(0))
}

/// Those that wait for an answer first; each opens with a tap.
pub(super) fn page(format: Format, now: DateTime<Utc>, notes: &[Note], page: Page) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut lines = vec![html!(locale, "desk-title").bold()];
    if notes.is_empty() {
        lines.push(html!(locale, "desk-none"));
    }
    lines.extend(notes.iter().map(|note| line(format, now, note)));
    let mut screen = Screen::new(Html::join(lines, "\n"));
    for note in notes {
        let glimpse: String = note.text.chars().take(GLIMPSE).collect();
        let label = format!("{} {}", mark(note), glimpse.replace('\n', " "));
        screen = screen.row([tap(label, DeskTap::Note(note.id))]);
    }
    screen.row(page.buttons(|number| NexusTap::Own(OwnTap::Desk(DeskTap::Page(number)))))
}

fn mark(note: &Note) -> &'static str {
    if note.answer.is_some() { "✅" } else { "✉️" }
}

fn line(format: Format, now: DateTime<Utc>, note: &Note) -> Html {
    html!(
        TEXTS.of(format.language),
        "desk-line",
        mark = mark(note),
        name = name(note),
        bot = &note.bot_name,
        at = format.moment(note.created_at, now),
    )
}

fn name(note: &Note) -> &str {
    note.first_name.as_deref().unwrap_or("–")
}

/// What somebody wrote, and what was answered.
pub(super) fn note(format: Format, now: DateTime<Utc>, note: &Note) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![line(format, now, note), Html::escape(&note.text).quote()];
    if let Some(answer) = &note.answer {
        parts.push(html!(locale, "desk-answer", answer = Html::escape(answer).italic()));
    }
    let answer = note.answer.is_none().then(|| tap(text!(locale, "button-answer"), DeskTap::Answer(note.id)));
    Screen::new(Html::join(parts, "\n\n")).row(answer).row([all_button(format.language)])
}

pub(super) fn ask(language: Language, note: &Note) -> Screen {
    let locale = TEXTS.of(language);
    let asked: String = note.text.chars().take(300).collect();
    let text = Html::join(
        [Html::escape(&asked).quote(), html!(locale, "desk-ask", name = name(note), bot = &note.bot_name)],
        "\n\n",
    );
    Screen::new(text).row([tap(text!(locale, "button-keep-for-later"), DeskTap::Note(note.id))])
}
