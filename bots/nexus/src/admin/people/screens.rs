//! How people look to an admin.

mod questions;

pub(super) use questions::{ask_reason, confirm_ban, confirm_erase, tiers};

use nexus_core::{locale::Locale, prelude::*};

use super::{Base, Card, Filter, Identity, Listed, Named, PeopleTap, Tier, UsedBot};
use crate::{
    admin::{
        AdminTap,
        audit::AuditTap,
        view::{View, label, shorten},
    },
    tap::NexusTap,
};

/// People on one page.
pub(super) const PAGE: u32 = 8;

pub(in crate::admin) fn tap(tap: PeopleTap) -> NexusTap {
    NexusTap::Admin(AdminTap::People(tap))
}

fn filter_name(locale: Locale, filter: Filter) -> String {
    match filter {
        Filter::All => text!(locale, "admin-people-all"),
        Filter::Active => text!(locale, "admin-people-active"),
        Filter::Blocked => text!(locale, "admin-people-blocked"),
        Filter::Banned => text!(locale, "admin-people-banned"),
        Filter::Premium => text!(locale, "admin-people-premium"),
    }
}

pub(in crate::admin) fn tier_name(locale: Locale, tier: Tier) -> String {
    match tier {
        Tier::Anonymous => text!(locale, "admin-tier-anonymous"),
        Tier::SignedIn => text!(locale, "admin-tier-signed-in"),
        Tier::Premium => text!(locale, "admin-tier-premium"),
    }
}

/// What is listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub filter: Filter,
    pub search: Option<&'a str>,
    pub page: Page,
    /// How many there are, as far as they are counted.
    pub total: u64,
    pub is_more: bool,
}

pub(super) fn list(view: View, shown: Shown<'_>, people: &[Listed]) -> Screen {
    let locale = view.locale();
    let screen = Screen::new(list_text(view, shown, people));
    let screen = people.iter().fold(screen, |screen, person| {
        let button = Button::tap(label(&person.named.name()), &tap(PeopleTap::Card(person.named.user)));
        screen.row([button])
    });
    let screen = screen.row(shown.page.buttons(|page| tap(PeopleTap::List { filter: shown.filter, page })));
    let others = Filter::ALL.into_iter().filter(|filter| *filter != shown.filter);
    let filters: Vec<Button> = others
        .map(|filter| Button::tap(filter_name(locale, filter), &tap(PeopleTap::List { filter, page: 0 })))
        .collect();
    let screen = filters.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    let search = Button::tap(text!(locale, "admin-button-search"), &tap(PeopleTap::Search));
    let clear = Button::tap(text!(locale, "admin-button-clear"), &tap(PeopleTap::ClearSearch));
    screen.row([search].into_iter().chain(shown.search.map(|_| clear)))
}

fn list_text(view: View, shown: Shown<'_>, people: &[Listed]) -> Html {
    let locale = view.locale();
    let total = view.format.integer(i64::try_from(shown.total).unwrap_or(i64::MAX));
    let total = if shown.is_more { format!("{total}+") } else { total };
    let title =
        html!(locale, "admin-people-title", filter = filter_name(locale, shown.filter), total = total);
    let mut parts = vec![title.bold()];
    parts.extend(shown.search.map(|text| html!(locale, "admin-people-search", text = text)));
    match people {
        [] => parts.push(html!(locale, "admin-people-none")),
        people => parts.push(Html::join(people.iter().map(|person| line(view, person)), "\n")),
    }
    Html::join(parts, "\n\n")
}

/// `💎 Anna Nowak @anna · today, 15:00`
fn line(view: View, person: &Listed) -> Html {
    let mut text = Html::default();
    text.push(if person.is_banned { "⛔ " } else { "" });
    text.push(if person.is_premium { "💎 " } else { "" });
    text.push(person.named.html());
    if let Some(last) = person.last_seen {
        text.push(Html::escape(&format!(" · {}", view.moment(last))));
    }
    text
}

/// What is to be searched for?
pub(super) fn ask_search(view: View) -> Screen {
    let locale = view.locale();
    let back = Button::tap(text!(locale, "admin-button-people"), &all());
    Screen::new(html!(locale, "admin-people-ask-search")).row([back])
}

fn all() -> NexusTap {
    tap(PeopleTap::List { filter: Filter::All, page: 0 })
}

/// Nobody, or several: which one?
pub(in crate::admin) fn which(view: View, text: &str, found: &[Named]) -> Screen {
    let locale = view.locale();
    let question = match found {
        [] if text.is_empty() => html!(locale, "admin-people-who"),
        [] => html!(locale, "admin-people-unknown", text = shorten(text, super::SEARCH)),
        _ => html!(locale, "admin-people-which", text = shorten(text, super::SEARCH)),
    };
    found.iter().fold(Screen::new(question), |screen, named| {
        screen.row([Button::tap(label(&named.name()), &tap(PeopleTap::Card(named.user)))])
    })
}

/// Everything about one person, and what can be done.
pub(super) fn card(view: View, card: &Card) -> Screen {
    let locale = view.locale();
    let user = card.base.named.user;
    let button = |label: String, action: PeopleTap| Button::tap(label, &tap(action));
    let ban = match card.base.banned_at {
        Some(_) => button(text!(locale, "admin-button-unban"), PeopleTap::Unban(user)),
        None => button(text!(locale, "admin-button-ban"), PeopleTap::AskBan(user)),
    };
    let actions = [ban, button(text!(locale, "admin-button-tier"), PeopleTap::AskTier(user))];
    let audit = NexusTap::Admin(AdminTap::Audit(AuditTap::OfPerson { user, before: None }));
    Screen::new(card_text(view, card))
        .row(actions)
        .row([
            button(text!(locale, "admin-button-why"), PeopleTap::Why(user)),
            Button::tap(text!(locale, "admin-button-audit"), &audit),
        ])
        .row([
            button(text!(locale, "admin-button-export"), PeopleTap::Export(user)),
            button(text!(locale, "admin-button-erase"), PeopleTap::AskErase(user)),
        ])
        .row([Button::tap(text!(locale, "admin-button-people"), &all())])
}

fn card_text(view: View, card: &Card) -> Html {
    let locale = view.locale();
    let base = &card.base;
    let mut title = Html::escape("👤 ");
    title.push(base.named.html());
    let mut parts = vec![title];
    parts.extend(base.banned_at.map(|at| {
        let reason = if base.ban_reason.is_empty() { "–" } else { &base.ban_reason };
        html!(locale, "admin-card-banned", at = view.moment(at), reason = reason)
    }));
    let identities = card.identities.iter().map(|identity| identity_line(locale, identity));
    parts.push(Html::join([id_line(locale, base)].into_iter().chain(identities), "\n"));
    parts.push(facts(view, base));
    parts.push(bots(view, &card.bots));
    Html::join(parts, "\n\n")
}

fn id_line(locale: Locale, base: &Base) -> Html {
    let id = Html::escape(&base.named.user.to_string()).code();
    html!(locale, "admin-card-id", id = id)
}

/// `telegram 123456 · Anna Nowak @anna · pl`
fn identity_line(locale: Locale, identity: &Identity) -> Html {
    let names = [Some(identity.first_name.as_str()), identity.last_name.as_deref()];
    let mut name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(username) = &identity.username {
        name.push_str(&format!(" @{username}"));
    }
    let number = Html::escape(&identity.external_id.to_string()).code();
    let speaks = identity.language_code.as_deref().unwrap_or("–");
    html!(
        locale,
        "admin-card-identity",
        realm = &identity.realm,
        number = number,
        name = name,
        speaks = speaks
    )
}

fn facts(view: View, base: &Base) -> Html {
    let locale = view.locale();
    let none = || text!(locale, "admin-card-not-chosen");
    let chosen = base.language.as_deref().and_then(Language::from_tag);
    let language = chosen.map(|language| language.native_name().to_owned());
    let planned = html!(locale, "admin-card-planned", count = base.planned);
    let held = (base.held > 0).then(|| html!(locale, "admin-card-held", count = base.held));
    let lines = [
        html!(locale, "admin-card-language", language = language.unwrap_or_else(none)),
        html!(locale, "admin-card-zone", zone = base.zone.clone().unwrap_or_else(none)),
        html!(locale, "admin-card-tier", tier = tier_name(locale, base.tier)),
        html!(locale, "admin-card-since", day = view.day(base.created_at)),
        planned,
    ];
    Html::join(lines.into_iter().chain(held), "\n")
}

fn bots(view: View, bots: &[UsedBot]) -> Html {
    let locale = view.locale();
    let line = |bot: &UsedBot| {
        let name = Html::escape(&bot.name).bold();
        let last = view.moment(bot.last_interaction_at);
        match bot.blocked_at {
            Some(at) => {
                html!(locale, "admin-card-bot-blocked", name = name, last = last, at = view.moment(at))
            }
            None => html!(locale, "admin-card-bot", name = name, last = last),
        }
    };
    match bots {
        [] => html!(locale, "admin-card-no-bots"),
        bots => Html::join(bots.iter().map(line), "\n"),
    }
}

#[cfg(test)]
mod tests;
