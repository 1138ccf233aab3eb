//! How "my bots" look.

use chrono::{DateTime, Datelike, Month, Utc};
use nexus_core::{
    ids::Realm,
    locale::{Format, Locale},
    prelude::*,
    registry::{
        Account,
        store::{ListedBot, Usage},
    },
    shared::{CoreTap, PersonalTap, What},
};

use super::OwnTap;
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
}

impl View {
    pub(super) fn of(turn: &Turn) -> Self {
        let realm = turn.account().realm;
        View { format: turn.format(), now: turn.now(), realm }
    }

    fn locale(self) -> Locale {
        TEXTS.of(self.format.language)
    }
}

/// One page of the bots in `bots`, those in use first, each with a button that opens it; then the ways on.
pub(super) fn my_bots(view: View, bots: &[ListedBot], is_admin: bool, number: u32) -> Screen {
    let locale = view.locale();
    let page = Page::of(number, bots.len() as u64, PAGE);
    let shown = window(bots, page);
    let mut screen = Screen::new(text_of(view, bots, shown));
    let (used, others): (Vec<_>, Vec<_>) = shown.iter().partition(|bot| is_used(bot));
    for bot in used {
        screen = screen.row(open_button(view, bot).into_iter().chain([card_button(view, bot)]));
    }
    let buttons: Vec<Button> = others.into_iter().filter_map(|bot| open_button(view, bot)).collect();
    for row in buttons.chunks(ROW) {
        screen = screen.row(row.iter().cloned());
    }
    screen = screen.row(page.buttons(NexusTap::Bots));
    if is_admin {
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
    if bot.paused_at.is_some() {
        lines.push(html!(locale, "bot-paused"));
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

fn card_button(view: View, bot: &ListedBot) -> Button {
    let label = text!(view.locale(), "bot-card", name = &bot.name);
    Button::tap(label, &NexusTap::Own(OwnTap::Card(bot.id)))
}

/// One bot that the person uses: what the registry knows of that, and what can be done about it.
pub(super) fn bot_card(view: View, bot: &ListedBot, usage: Usage) -> Screen {
    let locale = view.locale();
    let mut lines = vec![card(view, bot)];
    lines.push(html!(locale, "card-planned", count = usage.planned));
    if let Some(next) = usage.next_due.filter(|next| *next > view.now && bot.paused_at.is_none()) {
        lines.push(html!(locale, "card-next", next = view.format.moment(next, view.now)));
    }
    lines.push(html!(locale, "card-settings", count = usage.settings));
    if usage.is_blocked {
        lines.push(html!(locale, "card-blocked"));
    }
    let switch = match bot.paused_at {
        None => Button::tap(text!(locale, "button-pause"), &NexusTap::Own(OwnTap::Pause(bot.id))),
        Some(_) => Button::tap(text!(locale, "button-resume"), &NexusTap::Own(OwnTap::Resume(bot.id))),
    };
    let core = |label: String, tap| Button::tap(label, &CoreTap::Personal(tap));
    Screen::new(Html::join(lines, "\n"))
        .row(open_button(view, bot))
        .row([switch])
        .row([
            core(text!(locale, "button-export"), PersonalTap::Export(Some(bot.id))),
            core(text!(locale, "button-forget"), PersonalTap::Delete(What::Bot(bot.id))),
        ])
        .row([Button::tap(text!(locale, "button-my-bots"), &NexusTap::Bots(0))])
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
