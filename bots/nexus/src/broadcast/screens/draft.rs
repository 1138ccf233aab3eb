//! A draft and what is asked about it.

use nexus_core::{
    broadcast::{Broadcast, Counted, Flaw, NAME, Version},
    ids::BroadcastId,
    locale::Format,
    prelude::*,
};

use super::{super::Act, back_to_all, back_to_draft, locale, of, recipients};

pub(in super::super) fn draft(format: Format, draft: &Broadcast, counted: &Counted) -> Screen {
    let (locale, id) = (locale(format), draft.id);
    let mut screen = Screen::new(Html::join([title(format), summary(format, draft, counted)], "\n\n"));
    for pair in Language::ALL.chunks(2) {
        screen = screen.row(pair.iter().map(|language| version_button(draft, *language)));
    }
    screen = screen.row([of(id, text!(locale, "cast-button-segment"), Act::Segment)]);
    if draft.content.flaw().is_none() {
        screen = screen
            .row([
                of(id, text!(locale, "cast-button-preview"), Act::Preview),
                of(id, text!(locale, "cast-button-trial"), Act::Trial),
            ])
            .row([of(id, text!(locale, "cast-button-when"), Act::When)]);
    }
    screen.row([of(id, text!(locale, "cast-button-discard"), Act::AskDiscard), back_to_all(format)])
}

fn title(format: Format) -> Html {
    html!(locale(format), "cast-draft-title").bold()
}

fn summary(format: Format, draft: &Broadcast, counted: &Counted) -> Html {
    let (locale, content) = (locale(format), &draft.content);
    let mut lines = vec![html!(locale, "cast-speaker", bot = &draft.bot_name)];
    let names: Vec<_> = content.languages().into_iter().map(Language::native_name).collect();
    match names.first() {
        Some(_) => lines.push(html!(locale, "cast-languages", languages = names.join(", "))),
        None => lines.push(html!(locale, "cast-no-text")),
    }
    if content.0.iter().any(|version| version.photo.is_some()) {
        lines.push(html!(locale, "cast-photo"));
    }
    let buttons = content.0.iter().map(|version| version.buttons.len()).max().unwrap_or_default();
    if buttons > 0 {
        lines.push(html!(locale, "cast-buttons", count = buttons as i64));
    }
    lines.push(recipients(format, counted.all));
    if let Some((Some(language), flaw)) = content.flaw() {
        lines.push(heading(language));
        lines.push(flaw_text(format, &flaw));
    } else if let Some(first) = names.first() {
        lines.push(html!(locale, "cast-fallback", language = *first).italic());
    }
    Html::join(lines, "\n")
}

fn version_button(draft: &Broadcast, language: Language) -> Button {
    let mark = if draft.content.version(language).is_some() { "✅" } else { "➕" };
    of(draft.id, format!("{mark} {}", language.native_name()), Act::Version(language))
}

pub(in super::super) fn heading(language: Language) -> Html {
    Html::escape(language.native_name()).bold()
}

/// A version as it is, with what can be done about it.
pub(in super::super) fn version(format: Format, draft: &Broadcast, version: &Version) -> Screen {
    let (locale, id, language) = (locale(format), draft.id, version.language);
    let mut parts = vec![heading(language), version.text.clone()];
    if draft.content.photo_of(version).is_some() {
        parts.push(html!(locale, "cast-photo"));
    }
    let links = version.buttons.iter().map(|button| Html::escape(&button.label).link(&button.url));
    let links: Vec<_> = links.collect();
    let has_links = !links.is_empty();
    if has_links {
        parts.push(Html::join(links, "\n"));
    }
    let screen = Screen::new(Html::join(parts, "\n\n")).row([
        of(id, text!(locale, "cast-button-rewrite"), Act::AskText(language)),
        of(id, text!(locale, "cast-button-buttons"), Act::AskButtons(language)),
    ]);
    let clear = has_links.then(|| of(id, text!(locale, "cast-button-clear"), Act::ClearButtons(language)));
    screen
        .row(clear)
        .row([of(id, text!(locale, "cast-button-remove"), Act::AskRemove(language))])
        .row([back_to_draft(format, id)])
}

pub(in super::super) fn ask_text(format: Format, draft: &Broadcast, language: Language) -> Screen {
    let question = html!(
        locale(format),
        "cast-ask-text",
        language = heading(language),
        bot = &draft.bot_name,
        name = Html::escape(NAME).code(),
    );
    Screen::new(question).row([back_to_draft(format, draft.id)])
}

pub(in super::super) fn ask_buttons(format: Format, id: BroadcastId, language: Language) -> Screen {
    let question = html!(locale(format), "cast-ask-buttons", language = heading(language));
    Screen::new(question).row([back_to_draft(format, id)])
}

pub(in super::super) fn only_texts(format: Format, id: BroadcastId) -> Screen {
    Screen::new(html!(locale(format), "cast-only-texts")).row([back_to_draft(format, id)])
}

pub(in super::super) fn photo_lost(format: Format) -> Screen {
    Screen::new(html!(locale(format), "cast-photo-lost")).row([back_to_all(format)])
}

/// Why a version cannot be sent so; the question goes on.
pub(in super::super) fn flaw(format: Format, id: BroadcastId, language: Language, flaw: &Flaw) -> Screen {
    let text = Html::join([heading(language), flaw_text(format, flaw)], "\n");
    Screen::new(text).row([back_to_draft(format, id)])
}

fn flaw_text(format: Format, flaw: &Flaw) -> Html {
    let locale = locale(format);
    match flaw {
        Flaw::Empty => html!(locale, "cast-flaw-empty"),
        Flaw::TooLong { length, limit } => {
            html!(locale, "cast-flaw-long", length = *length as i64, limit = *limit as i64)
        }
        Flaw::Button { line } => html!(locale, "cast-flaw-button", line = *line as i64),
        Flaw::Buttons { most } => html!(locale, "cast-flaw-buttons", most = *most as i64),
    }
}

/// Names what is lost, and what its readers get then.
pub(in super::super) fn ask_remove(format: Format, draft: &Broadcast, language: Language) -> Screen {
    let locale = locale(format);
    let others = draft.content.languages().into_iter().find(|other| *other != language);
    let question = match others {
        Some(other) => {
            html!(locale, "cast-ask-remove", language = heading(language), other = heading(other))
        }
        None => html!(locale, "cast-ask-remove-last", language = heading(language)),
    };
    Screen::new(question)
        .row([of(draft.id, text!(locale, "cast-button-remove"), Act::Remove(language))])
        .row([back_to_draft(format, draft.id)])
}

pub(in super::super) fn ask_discard(format: Format, draft: &Broadcast) -> Screen {
    let locale = locale(format);
    Screen::new(html!(locale, "cast-ask-discard", bot = Html::escape(&draft.bot_name).bold()))
        .row([of(draft.id, text!(locale, "cast-button-discard-yes"), Act::Discard)])
        .row([back_to_draft(format, draft.id)])
}

pub(in super::super) fn after_preview(format: Format, id: BroadcastId) -> Screen {
    Screen::new(html!(locale(format), "cast-preview-over")).row([back_to_draft(format, id)])
}
