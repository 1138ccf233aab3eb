//! How "my bots" look.

use chrono::{DateTime, Datelike, Month, Utc};
use nexus_core::{
    ids::Realm,
    locale::{Format, Locale},
    prelude::*,
    registry::{Account, store::ListedBot},
    shared::CoreTap,
};

use crate::{TEXTS, admin::AdminTap, tap::NexusTap};

/// Bots on one page.
const PAGE: u32 = 8;
/// Buttons that open bots, in a row.
const ROW: usize = 2;
/// What a bot opened from here is told by /start.
const PAYLOAD: &str = "nexus";

/// For whom a screen is drawn, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub format: Format,
    pub now: DateTime<Utc>,
    pub realm: Realm,
    pub is_admin: bool,
}

impl View {
    fn locale(self) -> Locale {
        TEXTS.of(self.format.language)
    }
}

/// One page of the bots in `bots`, those in use first, each with a button that opens it; then the ways on.
pub(super) fn my_bots(view: View, bots: &[ListedBot], number: u32) -> Screen {
    let locale = view.locale();
    let page = Page::of(number, bots.len() as u64, PAGE);
    let shown = window(bots, page);
    let mut screen = Screen::new(text_of(view, bots, shown));
    let buttons: Vec<Button> = shown.iter().filter_map(|bot| open_button(view, bot)).collect();
    for row in buttons.chunks(ROW) {
        screen = screen.row(row.iter().cloned());
    }
    screen = screen.row(page.buttons(NexusTap::Bots));
    if view.is_admin {
        screen =
            screen.row([Button::tap(text!(locale, "admin-button-menu"), &NexusTap::Admin(AdminTap::Menu))]);
    }
    screen.row([Button::tap(text!(locale, "button-settings"), &CoreTap::Settings)])
}

fn window(bots: &[ListedBot], page: Page) -> &[ListedBot] {
    let rest = bots.get(usize::try_from(page.offset()).unwrap_or(usize::MAX)..).unwrap_or_default();
    &rest[..rest.len().min(PAGE as usize)]
}

fn text_of(view: View, bots: &[ListedBot], shown: &[ListedBot]) -> Html {
    let locale = view.locale();
    let mut parts = vec![html!(locale, "bots-title").bold()];
    if !bots.iter().any(is_used) {
        parts.push(html!(locale, "bots-none-used"));
    }
    let (used, others): (Vec<_>, Vec<_>) = shown.iter().partition(|bot| is_used(bot));
    parts.extend(used.iter().map(|bot| card(view, bot)));
    if !others.is_empty() {
        parts.push(html!(locale, "bots-others").bold());
    }
    parts.extend(others.iter().map(|bot| card(view, bot)));
    Html::join(parts, "\n\n")
}

fn is_used(bot: &ListedBot) -> bool {
    bot.installed_at.is_some()
}

/// Name, what it is for, and what is known about the person's use of it.
fn card(view: View, bot: &ListedBot) -> Html {
    let locale = view.locale();
    let mut lines = vec![Html::escape(&bot.name).bold()];
    if !bot.about.is_empty() {
        lines.push(Html::escape(&bot.about));
    }
    if let (Some(since), Some(last)) = (bot.installed_at, bot.last_interaction_at) {
        lines.push(usage(view, since, last).italic());
    }
    if !bot.is_active {
        lines.push(html!(locale, "bot-off"));
    }
    Html::join(lines, "\n")
}

fn usage(view: View, since: DateTime<Utc>, last: DateTime<Utc>) -> Html {
    let since = view.format.date(since);
    let month = u8::try_from(since.month()).ok().and_then(|month| Month::try_from(month).ok());
    html!(
        view.locale(),
        "bot-used",
        day = since.day(),
        month = month.map(|month| view.format.month_of_date(month)).unwrap_or_default(),
        year = since.year().to_string(),
        last = view.format.moment(last, view.now),
    )
}

/// Nobody is led to a bot that does not answer.
fn open_button(view: View, bot: &ListedBot) -> Option<Button> {
    let link = deep_link(view.realm, bot.username.as_deref().filter(|_| bot.is_active)?)?;
    let label = match is_used(bot) {
        true => text!(view.locale(), "bot-open", name = &bot.name),
        false => text!(view.locale(), "bot-try", name = &bot.name),
    };
    Some(Button::url(label, link))
}

/// `None` on messengers whose links are not known here.
fn deep_link(realm: Realm, username: &str) -> Option<String> {
    match realm {
        Realm::Telegram | Realm::Local => Some(format!("https://t.me/{username}?start={PAYLOAD}")),
        Realm::Max => None,
    }
}

/// What is answered in a group.
pub(super) fn in_private(language: Language, account: &Account) -> Screen {
    let locale = TEXTS.of(language);
    let link = deep_link(account.realm, &account.username);
    let button = link.map(|link| Button::url(text!(locale, "button-private"), link));
    Screen::new(html!(locale, "bots-in-private")).row(button)
}

#[cfg(test)]
mod tests;
