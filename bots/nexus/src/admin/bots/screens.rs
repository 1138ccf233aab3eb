//! How bots look to an admin.

use std::time::Duration;

use nexus_core::{http::RECENT, prelude::*};

use super::{Account, Base, BotsTap, Card, Listed, Process};
use crate::{
    admin::{
        AdminTap,
        audit::AuditTap,
        view::{View, label, shorten},
    },
    tap::NexusTap,
};

/// Bots on one page.
const PAGE: u32 = 8;

fn tap(tap: BotsTap) -> NexusTap {
    NexusTap::Admin(AdminTap::Bots(tap))
}

pub(super) fn list(view: View, bots: &[Listed], number: u32) -> Screen {
    let locale = view.locale();
    let page = Page::of(number, bots.len() as u64, PAGE);
    let first = usize::try_from(page.offset()).unwrap_or(usize::MAX).min(bots.len());
    let shown = &bots[first..bots.len().min(first + PAGE as usize)];
    let lines = Html::join(shown.iter().map(|bot| line(view, bot)), "\n");
    let screen = Screen::new(Html::join([html!(locale, "admin-bots-title").bold(), lines], "\n\n"));
    let buttons: Vec<Button> =
        shown.iter().map(|bot| Button::tap(label(&bot.name), &tap(BotsTap::Card(bot.id)))).collect();
    let screen = buttons.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    screen.row(page.buttons(|page| tap(BotsTap::List(page))))
}

fn line(view: View, bot: &Listed) -> Html {
    let mark = if bot.is_on { "🟢" } else { "⏸" };
    let (name, code) = (Html::escape(&bot.name).bold(), Html::escape(&bot.code).code());
    html!(view.locale(), "admin-bots-line", mark = mark, name = name, code = code, count = bot.subscribers)
}

/// There is none of this code.
pub(super) fn unknown(view: View, code: &str) -> Screen {
    let locale = view.locale();
    let list = Button::tap(text!(locale, "admin-button-bots"), &tap(BotsTap::List(0)));
    Screen::new(html!(locale, "admin-bots-unknown", code = shorten(code, 64))).row([list])
}

/// `is_own`: the bot that shows it, which has no switch.
pub(super) fn card(view: View, card: &Card, is_own: bool) -> Screen {
    let locale = view.locale();
    let bot = card.base.id;
    let switch = match card.base.is_on {
        true => Button::tap(text!(locale, "admin-button-off"), &tap(BotsTap::AskOff(bot))),
        false => Button::tap(text!(locale, "admin-button-on"), &tap(BotsTap::On(bot))),
    };
    let audit = NexusTap::Admin(AdminTap::Audit(AuditTap::OfBot { bot, before: None }));
    Screen::new(card_text(view, card))
        .row((!is_own).then_some(switch))
        .row([
            Button::tap(text!(locale, "button-refresh"), &tap(BotsTap::Card(bot))),
            Button::tap(text!(locale, "admin-button-audit"), &audit),
        ])
        .row([Button::tap(text!(locale, "admin-button-bots"), &tap(BotsTap::List(0)))])
}

fn card_text(view: View, card: &Card) -> Html {
    let locale = view.locale();
    let base = &card.base;
    let mut title = Html::escape(if base.is_on { "🟢 " } else { "⏸ " });
    title.push(Html::escape(&base.name).bold());
    title.push(" ");
    title.push(Html::escape(&base.code).code());
    let state = if base.is_on { html!(locale, "admin-bot-on") } else { html!(locale, "admin-bot-off") };
    let since = html!(locale, "admin-bot-version", version = &base.version, day = view.day(base.created_at));
    let accounts = Html::join(card.accounts.iter().map(account), "\n");
    let processes = match card.processes.as_slice() {
        [] => html!(locale, "admin-bot-no-process"),
        processes => Html::join(processes.iter().map(|process| self::process(view, process)), "\n"),
    };
    let head = Html::join([title, state, since], "\n");
    Html::join(
        [head, accounts, numbers(view, base), processes].into_iter().filter(|part| !part.is_empty()),
        "\n\n",
    )
}

fn account(account: &Account) -> Html {
    let mut line = Html::escape(&format!("{} ", account.realm));
    line.push(Html::escape(&account.external_id.to_string()).code());
    if let Some(username) = &account.username {
        line.push(Html::escape(&format!(" @{username}")));
    }
    line
}

fn numbers(view: View, base: &Base) -> Html {
    let locale = view.locale();
    let lines = [
        html!(locale, "admin-bot-people", count = base.subscribers, blocked = base.blocked),
        html!(locale, "admin-bot-planned", count = base.planned),
        html!(locale, "health-queue", waiting = base.waiting, dead = base.dead),
    ];
    Html::join(lines, "\n")
}

/// A process by the end of its id, which tells it from others.
fn process(view: View, process: &Process) -> Html {
    let locale = view.locale();
    let id = process.process.to_string();
    let id = Html::escape(&id[id.len().saturating_sub(6)..]).code();
    let silent = Duration::try_from_secs_f64(process.silent_seconds).unwrap_or_default();
    let last = view.moment(view.now - silent);
    let version = process.version.as_str();
    match (silent <= RECENT, process.is_receiving) {
        (true, true) => html!(locale, "admin-bot-process-receives", id = id, version = version),
        (true, false) => html!(locale, "admin-bot-process-idle", id = id, version = version),
        (false, _) => html!(locale, "admin-bot-process-silent", id = id, version = version, last = last),
    }
}

/// Whether to switch it off, and what that means.
pub(super) fn ask_off(view: View, base: &Base) -> Screen {
    let locale = view.locale();
    let name = Html::escape(&base.name).bold();
    let question =
        html!(locale, "admin-bot-ask-off", bot = name, people = base.subscribers, planned = base.planned);
    Screen::new(question).row([
        Button::tap(text!(locale, "admin-button-off"), &tap(BotsTap::Off(base.id))),
        Button::tap(
            text!(locale, "admin-button-back-to", name = label(&base.name)),
            &tap(BotsTap::Card(base.id)),
        ),
    ])
}

#[cfg(test)]
mod tests;
