//! How the log looks.

use nexus_core::{audit::Entry, ids::UserId, locale::Locale, prelude::*};

use super::{AuditTap, Names, diff};
use crate::{
    admin::{
        AdminTap,
        people::{PeopleTap, screens::tap as person},
        view::{View, label, shorten},
    },
    tap::NexusTap,
};

fn tap(tap: AuditTap) -> NexusTap {
    NexusTap::Admin(AdminTap::Audit(tap))
}

/// What is done so often that it has words; everything else is called by its code.
fn action(locale: Locale, code: &str) -> String {
    match code {
        "user.ban" => text!(locale, "admin-did-user-ban"),
        "user.unban" => text!(locale, "admin-did-user-unban"),
        "user.tier" => text!(locale, "admin-did-user-tier"),
        "bot.on" => text!(locale, "admin-did-bot-on"),
        "bot.off" => text!(locale, "admin-did-bot-off"),
        "admin.add" => text!(locale, "admin-did-admin-add"),
        "admin.role" => text!(locale, "admin-did-admin-role"),
        "admin.remove" => text!(locale, "admin-did-admin-remove"),
        "token.issue" => text!(locale, "admin-did-token-issue"),
        "token.revoke" => text!(locale, "admin-did-token-revoke"),
        other => shorten(other, 64),
    }
}

fn actor(locale: Locale, entry: &Entry, names: &Names) -> String {
    let somebody = || names.of(&entry.actor).unwrap_or_else(|| shorten(&entry.actor, 40));
    match entry.actor_kind.as_str() {
        "service" => text!(locale, "admin-by-service", id = shorten(&entry.actor, 40)),
        "operator" => text!(locale, "admin-by-operator"),
        "system" => text!(locale, "admin-by-system"),
        _ => somebody(),
    }
}

fn subject(entry: &Entry, names: &Names) -> String {
    names.of(&entry.subject).unwrap_or_else(|| shorten(&entry.subject, 64))
}

/// What a page is of, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Listing<'a> {
    /// What was searched for, or whose entries these are.
    pub about: Option<&'a str>,
    /// The first page.
    pub newest: AuditTap,
    pub is_newest: bool,
    /// The page after this one.
    pub older: Option<AuditTap>,
    /// The way back to the card that led here.
    pub from: Option<(String, NexusTap)>,
    /// Whether all of the log may be searched.
    pub has_all: bool,
}

pub(super) fn list(view: View, listing: &Listing<'_>, entries: &[Entry], names: &Names) -> Screen {
    let locale = view.locale();
    let mut parts = vec![html!(locale, "admin-audit-title").bold()];
    parts.extend(listing.about.map(|text| html!(locale, "admin-people-search", text = text)));
    match entries {
        [] => parts.push(html!(locale, "admin-audit-none")),
        entries => parts.extend(entries.iter().map(|entry| brief(view, entry, names))),
    }
    let screen = Screen::new(Html::join(parts, "\n\n"));
    let numbers: Vec<Button> = entries
        .iter()
        .map(|entry| Button::tap(format!("#{}", entry.number), &tap(AuditTap::Entry(entry.number))))
        .collect();
    let screen = numbers.chunks(3).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    ways_on(locale, listing, screen)
}

fn ways_on(locale: Locale, listing: &Listing<'_>, screen: Screen) -> Screen {
    let newest = Button::tap(text!(locale, "admin-button-newest"), &tap(listing.newest));
    let older = listing.older.map(|older| Button::tap(text!(locale, "admin-button-older"), &tap(older)));
    let screen = screen.row((!listing.is_newest).then_some(newest).into_iter().chain(older));
    let search = Button::tap(text!(locale, "admin-button-search"), &tap(AuditTap::Search));
    let all = Button::tap(text!(locale, "admin-button-clear"), &tap(AuditTap::All));
    let screen = match listing.has_all {
        true => screen.row([search].into_iter().chain(listing.about.map(|_| all))),
        false => screen,
    };
    let back = listing.from.as_ref();
    screen.row(
        back.map(|(name, to)| Button::tap(text!(locale, "admin-button-back-to", name = label(name)), to)),
    )
}

/// Two lines, and what changed.
fn brief(view: View, entry: &Entry, names: &Names) -> Html {
    let mut lines = vec![
        Html::escape(&format!("#{} · {}", entry.number, view.moment(entry.at))).italic(),
        what(view.locale(), entry, names),
    ];
    let changes = diff::lines(entry.before.as_ref(), entry.after.as_ref());
    lines.extend((!changes.is_empty()).then(|| Html::escape(&shorten(&changes.join(", "), 200))));
    Html::join(lines, "\n")
}

/// `Ada: banned → Anna`
fn what(locale: Locale, entry: &Entry, names: &Names) -> Html {
    let actor = Html::escape(&actor(locale, entry, names)).bold();
    let (action, subject) = (action(locale, &entry.action), subject(entry, names));
    if subject.is_empty() {
        return html!(locale, "admin-audit-did", actor = actor, action = action);
    }
    html!(
        locale,
        "admin-audit-did-to",
        actor = actor,
        action = action,
        subject = Html::escape(&subject).bold()
    )
}

/// All of one entry.
pub(super) fn entry(view: View, entry: &Entry, names: &Names, has_all: bool) -> Screen {
    let locale = view.locale();
    let mut parts = vec![
        html!(locale, "admin-audit-entry", number = entry.number.to_string()).bold(),
        what(locale, entry, names),
    ];
    let changes = diff::lines(entry.before.as_ref(), entry.after.as_ref());
    parts.extend(
        (!changes.is_empty()).then(|| Html::join(changes.iter().map(|line| Html::escape(line)), "\n")),
    );
    parts.push(details(view, entry));
    let user: Option<UserId> = entry.subject.parse().ok().map(UserId);
    let card = user.filter(|_| entry.subject_kind == "user").map(|user| {
        let name = label(&subject(entry, names));
        Button::tap(text!(locale, "admin-button-back-to", name = name), &person(PeopleTap::Card(user)))
    });
    let all = Button::tap(text!(locale, "admin-button-audit"), &tap(AuditTap::Page { before: None }));
    Screen::new(Html::join(parts, "\n\n")).row(card.into_iter().chain(has_all.then_some(all)))
}

fn details(view: View, entry: &Entry) -> Html {
    let locale = view.locale();
    let code = |text: &str| Html::escape(&shorten(text, 100)).code();
    let mut lines = vec![
        html!(locale, "admin-audit-at", at = view.moment(entry.at)),
        html!(locale, "admin-audit-action", action = code(&entry.action)),
        html!(
            locale,
            "admin-audit-subject",
            kind = shorten(&entry.subject_kind, 40),
            subject = code(&entry.subject)
        ),
    ];
    if !entry.actor.is_empty() {
        lines.push(html!(locale, "admin-audit-actor", kind = &entry.actor_kind, actor = code(&entry.actor)));
    }
    lines.extend(
        entry.operation_id.as_deref().map(|id| html!(locale, "admin-audit-operation", id = code(id))),
    );
    lines.extend(entry.trace_id.map(|id| html!(locale, "admin-audit-trace", id = code(&id.to_string()))));
    Html::join(lines, "\n")
}

/// What is to be searched for?
pub(super) fn ask_search(view: View) -> Screen {
    let locale = view.locale();
    let back = Button::tap(text!(locale, "admin-button-audit"), &tap(AuditTap::All));
    Screen::new(html!(locale, "admin-audit-ask-search")).row([back])
}

#[cfg(test)]
mod tests;
