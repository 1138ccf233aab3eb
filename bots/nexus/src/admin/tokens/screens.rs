//! How tokens look to an owner.

use chrono::{DateTime, Utc};
use nexus_core::{
    locale::Locale,
    prelude::*,
    token::{LONGEST_NAME, Listed, Scope},
};

use super::{Life, NoName, Standing, TokensTap};
use crate::{
    admin::{
        AdminTap, bots,
        view::{View, label},
    },
    tap::NexusTap,
};

/// Tokens on one page, and bots to choose from.
pub(super) const PAGE: u32 = 8;

fn tap(tap: TokensTap) -> NexusTap {
    NexusTap::Admin(AdminTap::Tokens(tap))
}

fn back(locale: Locale) -> Button {
    Button::tap(text!(locale, "admin-button-tokens"), &tap(TokensTap::List(0)))
}

/// One page of the tokens, the newest first.
pub(super) fn list(view: View, tokens: &[Listed], page: Page) -> Screen {
    let locale = view.locale();
    let lines = match tokens {
        [] => html!(locale, "admin-token-none"),
        tokens => Html::join(tokens.iter().map(|token| line(view, token)), "\n"),
    };
    let title = html!(locale, "admin-token-title").bold();
    let screen = Screen::new(Html::join([title, html!(locale, "admin-token-what"), lines], "\n\n"));
    let buttons: Vec<Button> =
        tokens.iter().map(|token| Button::tap(label(&token.name), &tap(TokensTap::Card(token.id)))).collect();
    let screen = buttons.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    screen
        .row(page.buttons(|page| tap(TokensTap::List(page))))
        .row([Button::tap(text!(locale, "admin-token-button-new"), &tap(TokensTap::New(0)))])
}

fn line(view: View, token: &Listed) -> Html {
    let standing = Standing::of(token, view.now);
    let mark = match standing {
        Standing::Counts => "🟢",
        Standing::Expired => "⌛",
        Standing::Revoked(_) => "⛔",
    };
    let locale = view.locale();
    html!(
        locale,
        "admin-token-line",
        mark = mark,
        name = Html::escape(&token.name).bold(),
        scope = reach(locale, token.bot.as_deref()),
        standing = standing_text(view, token, standing)
    )
}

fn standing_text(view: View, token: &Listed, standing: Standing) -> Html {
    let locale = view.locale();
    match standing {
        Standing::Counts => html!(locale, "admin-token-until", day = view.day(token.expires_at)),
        Standing::Expired => html!(locale, "admin-token-expired", day = view.day(token.expires_at)),
        Standing::Revoked(at) => html!(locale, "admin-token-revoked", day = view.day(at)),
    }
}

/// In few words, by the bot's code.
fn reach(locale: Locale, bot: Option<&str>) -> Html {
    match bot {
        Some(code) => html!(locale, "admin-token-reach-bot", bot = Html::escape(code).code()),
        None => html!(locale, "admin-token-reach-all"),
    }
}

/// What whoever has the token can do.
fn power(locale: Locale, bot: Option<&str>) -> Html {
    match bot {
        Some(code) => html!(locale, "admin-token-power-bot", bot = Html::escape(code).code()),
        None => html!(locale, "admin-token-power-all"),
    }
}

fn code_of(scope: &Scope) -> Option<&str> {
    match scope {
        Scope::All => None,
        Scope::Bot { code, .. } => Some(code),
    }
}

pub(super) fn card(view: View, token: &Listed) -> Screen {
    let locale = view.locale();
    let standing = Standing::of(token, view.now);
    let mut title = Html::escape("🎟 ");
    title.push(Html::escape(&token.name).bold());
    let lines = [
        html!(locale, "admin-token-made", day = view.day(token.created_at)),
        html!(locale, "admin-token-standing", standing = standing_text(view, token, standing)),
        html!(locale, "admin-token-id", id = Html::escape(&token.id.to_string()).code()),
    ];
    let text = Html::join([title, power(locale, token.bot.as_deref()), Html::join(lines, "\n")], "\n\n");
    let revoke =
        Button::tap(text!(locale, "admin-token-button-revoke"), &tap(TokensTap::AskRevoke(token.id)));
    Screen::new(text).row((standing == Standing::Counts).then_some(revoke)).row([back(locale)])
}

/// Whether to revoke it, and what that means.
pub(super) fn ask_revoke(view: View, token: &Listed) -> Screen {
    let locale = view.locale();
    let question = html!(
        locale,
        "admin-token-ask-revoke",
        name = Html::escape(&token.name).bold(),
        scope = reach(locale, token.bot.as_deref())
    );
    Screen::new(question).row([
        Button::tap(text!(locale, "admin-token-button-revoke"), &tap(TokensTap::Revoke(token.id))),
        Button::tap(text!(locale, "admin-button-keep"), &tap(TokensTap::Card(token.id))),
    ])
}

/// Nothing signs tokens here.
pub(super) fn no_key(view: View) -> Screen {
    let locale = view.locale();
    let text = html!(
        locale,
        "admin-token-no-key",
        variable = Html::escape("TOKEN_KEY").code(),
        command = Html::escape("openssl rand -base64 32").code()
    );
    Screen::new(text).row([back(locale)])
}

/// What does the new one open?
pub(super) fn ask_scope(view: View, bots: &[bots::Listed], number: u32) -> Screen {
    let locale = view.locale();
    let page = Page::of(number, bots.len() as u64, PAGE);
    let first = usize::try_from(page.offset()).unwrap_or(usize::MAX).min(bots.len());
    let shown = &bots[first..bots.len().min(first + PAGE as usize)];
    let buttons: Vec<Button> =
        shown.iter().map(|bot| Button::tap(label(&bot.name), &tap(TokensTap::For(Some(bot.id))))).collect();
    let screen = Screen::new(html!(locale, "admin-token-ask-scope"));
    let screen = buttons.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    screen
        .row(page.buttons(|page| tap(TokensTap::New(page))))
        .row([Button::tap(text!(locale, "admin-token-button-all"), &tap(TokensTap::For(None)))])
        .row([back(locale)])
}

/// How long does it count?
pub(super) fn ask_life(view: View, scope: &Scope) -> Screen {
    let locale = view.locale();
    let lives = Life::ALL.map(|life| {
        let label = match life {
            Life::Month => text!(locale, "admin-token-month"),
            Life::Quarter => text!(locale, "admin-token-quarter"),
            Life::Year => text!(locale, "admin-token-year"),
        };
        Button::tap(label, &tap(TokensTap::Lasting(scope.bot(), life)))
    });
    let text = Html::join([power(locale, code_of(scope)), html!(locale, "admin-token-ask-life")], "\n\n");
    Screen::new(text)
        .row(lives)
        .row([Button::tap(text!(locale, "admin-token-button-scope"), &tap(TokensTap::New(0))), back(locale)])
}

/// What is it called?
pub(super) fn ask_name(view: View, scope: &Scope) -> Screen {
    naming(view, html!(view.locale(), "admin-token-ask-name"), scope)
}

pub(super) fn no_name(view: View, why: NoName, scope: &Scope) -> Screen {
    let locale = view.locale();
    let text = match why {
        NoName::Empty => html!(locale, "admin-token-name-empty"),
        NoName::Long(length) => {
            html!(locale, "admin-token-name-long", length = length, longest = LONGEST_NAME)
        }
    };
    naming(view, text, scope)
}

fn naming(view: View, text: Html, scope: &Scope) -> Screen {
    let locale = view.locale();
    let life = Button::tap(text!(locale, "admin-token-button-life"), &tap(TokensTap::For(scope.bot())));
    Screen::new(text).row([life, back(locale)])
}

/// Whether to make it.
pub(super) fn confirm(view: View, name: &str, scope: &Scope, until: DateTime<Utc>) -> Screen {
    let locale = view.locale();
    let name = Html::escape(name).bold();
    let question = html!(locale, "admin-token-confirm", name = name, day = view.day(until));
    let once = html!(locale, "admin-token-shown-once");
    Screen::new(Html::join([question, power(locale, code_of(scope)), once], "\n\n")).row([
        Button::tap(text!(locale, "admin-token-button-issue"), &tap(TokensTap::Issue)),
        Button::tap(text!(locale, "admin-token-button-not"), &tap(TokensTap::List(0))),
    ])
}

/// The only message that ever has the token itself. No button: what is pressed is drawn over.
pub(super) fn issued(view: View, name: &str, scope: &Scope, until: DateTime<Utc>, token: &str) -> Screen {
    let locale = view.locale();
    let name = Html::escape(name).bold();
    let head = html!(locale, "admin-token-issued", name = name, day = view.day(until));
    let keep = html!(locale, "admin-token-keep");
    let token = Html::escape(token).code();
    Screen::new(Html::join([head, token, power(locale, code_of(scope)), keep], "\n\n"))
}

#[cfg(test)]
mod tests;
