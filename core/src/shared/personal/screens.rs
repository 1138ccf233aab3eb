//! How it looks.

use chrono::{DateTime, TimeDelta, Utc};

use super::{super::CoreTap, PersonalTap, What};
use crate::{
    bot::{Bot, PrivacyPart},
    delivery::Turn,
    html,
    ids::Realm,
    locale::Locale,
    retention,
    screen::{Button, Html, Screen},
    text,
};

fn tap(label: String, tap: PersonalTap) -> Button {
    Button::tap(label, &CoreTap::Personal(tap))
}

/// The way to the private chat, on messengers whose links are known here.
pub(super) fn in_private(turn: &Turn) -> Screen {
    let account = turn.account();
    let link = match account.realm {
        Realm::Telegram | Realm::Local => Some(format!("https://t.me/{}", account.username)),
        Realm::Max => None,
    };
    let locale = turn.core_locale();
    let button = link.map(|link| Button::url(text!(locale, "personal-button-private"), link));
    Screen::new(html!(locale, "personal-in-private")).row(button)
}

pub(super) fn privacy(turn: &Turn, bot: &Bot) -> Screen {
    let locale = turn.core_locale();
    let part = bot.privacy.map(|privacy| privacy(turn.language())).unwrap_or_default();
    let mut paragraphs = vec![
        html!(locale, "personal-privacy-title").bold(),
        Html::join(kept(turn), "\n"),
        html!(locale, "personal-privacy-where"),
        models(locale, &part),
    ];
    if !part.lines.is_empty() {
        let title = html!(locale, "personal-privacy-own", bot = bot.name);
        paragraphs.push(Html::join(std::iter::once(title).chain(part.lines), "\n"));
    }
    paragraphs.push(html!(locale, "personal-privacy-rights"));
    Screen::new(Html::join(paragraphs, "\n\n"))
        .row([
            tap(text!(locale, "personal-button-export"), PersonalTap::Export(None)),
            tap(text!(locale, "personal-button-delete"), PersonalTap::AskDelete),
        ])
        .row([Button::tap(text!(locale, "button-back"), &CoreTap::Settings)])
}

/// What core keeps and how long: the numbers are those that housekeeping goes by.
fn kept(turn: &Turn) -> Vec<Html> {
    let locale = turn.core_locale();
    let (config, long) = (turn.config().retention, |kept: TimeDelta| turn.format().duration(kept));
    vec![
        html!(locale, "personal-privacy-profile"),
        html!(locale, "personal-privacy-messages", kept = long(config.inbox)),
        html!(locale, "personal-privacy-notifications", kept = long(config.notifications)),
        html!(locale, "personal-privacy-files", kept = long(config.files)),
        html!(locale, "personal-privacy-refused", kept = long(config.refused)),
        html!(locale, "personal-privacy-feedback", kept = long(retention::FEEDBACK)),
        html!(locale, "personal-privacy-log"),
    ]
}

fn models(locale: Locale, part: &PrivacyPart) -> Html {
    if part.model_providers.is_empty() {
        return html!(locale, "personal-privacy-no-models");
    }
    html!(locale, "personal-privacy-models", providers = part.model_providers.join(", "))
}

pub(super) fn export_begun(turn: &Turn, bot: Option<&str>) -> Screen {
    let locale = turn.core_locale();
    let text = match bot {
        None => html!(locale, "personal-export-begun"),
        Some(bot) => html!(locale, "personal-export-begun-bot", bot = bot),
    };
    Screen::new(text).home_row(turn)
}

pub(super) fn export_under_way(turn: &Turn) -> Screen {
    Screen::new(html!(turn.core_locale(), "personal-export-under-way")).home_row(turn)
}

pub(super) fn export_too_soon(turn: &Turn, until: DateTime<Utc>) -> Screen {
    let wait = turn.format().distance(until - turn.now());
    Screen::new(html!(turn.core_locale(), "personal-export-too-soon", wait = wait)).home_row(turn)
}

/// Both ways, with what goes and what stays.
pub(super) fn ask_delete(turn: &Turn, own: &str, bots: &[&str]) -> Screen {
    let locale = turn.core_locale();
    let text = Html::join(
        [
            html!(locale, "personal-delete-title").bold(),
            html!(locale, "personal-delete-bot", bot = own),
            html!(locale, "personal-delete-everything", bots = bots.join(", ")),
            html!(locale, "personal-delete-stays"),
            html!(locale, "personal-delete-first"),
        ],
        "\n\n",
    );
    let bot = What::Bot(turn.account().bot);
    Screen::new(text)
        .row([
            tap(text!(locale, "personal-button-delete-bot", bot = own), PersonalTap::Delete(bot)),
            tap(text!(locale, "personal-button-delete-everything"), PersonalTap::Delete(What::Everything)),
        ])
        .row([tap(text!(locale, "personal-button-export"), PersonalTap::Export(None))])
        .home_row(turn)
}

pub(super) fn ask_again(turn: &Turn, what: What, bot: &str) -> Screen {
    let locale = turn.core_locale();
    let (text, label) = match what {
        What::Everything => (
            html!(locale, "personal-confirm-everything"),
            text!(locale, "personal-button-confirm-everything"),
        ),
        What::Bot(_) => (
            html!(locale, "personal-confirm-bot", bot = bot),
            text!(locale, "personal-button-confirm-bot", bot = bot),
        ),
    };
    Screen::new(text)
        .row([tap(label, PersonalTap::ConfirmDelete(what))])
        .row([Button::tap(text!(locale, "personal-button-keep"), &CoreTap::Home)])
}

pub(super) fn erase_begun(turn: &Turn) -> Html {
    html!(turn.core_locale(), "personal-erase-begun")
}

pub(super) fn erase_under_way(turn: &Turn) -> Screen {
    Screen::new(html!(turn.core_locale(), "personal-erase-under-way")).home_row(turn)
}

pub(super) fn paused_plan(turn: &Turn) -> Screen {
    let locale = turn.core_locale();
    Screen::new(html!(locale, "personal-paused-plan"))
        .row([tap(text!(locale, "personal-button-resume"), PersonalTap::Resume)])
}

pub(super) fn paused(turn: &Turn) -> Screen {
    let locale = turn.core_locale();
    Screen::new(html!(locale, "personal-paused"))
        .row([tap(text!(locale, "personal-button-resume"), PersonalTap::Resume)])
}
