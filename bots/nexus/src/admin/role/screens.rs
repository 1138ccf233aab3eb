//! How admins look.

use nexus_core::{locale::Locale, prelude::*};

use super::{Admin, Role, RoleTap, change::Refusal};
use crate::{
    admin::{
        AdminTap,
        people::Named,
        view::{View, label},
    },
    tap::NexusTap,
};

/// Admins on one page.
pub(super) const PAGE: u32 = 8;

pub(crate) fn name(locale: Locale, role: Role) -> String {
    match role {
        Role::Owner => text!(locale, "admin-role-owner"),
        Role::Operator => text!(locale, "admin-role-operator"),
        Role::Support => text!(locale, "admin-role-support"),
        Role::Editor => text!(locale, "admin-role-editor"),
    }
}

fn what_it_may(locale: Locale, role: Role) -> Html {
    match role {
        Role::Owner => html!(locale, "admin-role-owner-may"),
        Role::Operator => html!(locale, "admin-role-operator-may"),
        Role::Support => html!(locale, "admin-role-support-may"),
        Role::Editor => html!(locale, "admin-role-editor-may"),
    }
}

pub(super) fn tap(tap: RoleTap) -> NexusTap {
    NexusTap::Admin(AdminTap::Role(tap))
}

/// One page of the admins, those of the configuration first.
pub(super) fn list(view: View, admins: &[Admin], number: u32) -> Screen {
    let locale = view.locale();
    let page = Page::of(number, admins.len() as u64, PAGE);
    let first = usize::try_from(page.offset()).unwrap_or(usize::MAX).min(admins.len());
    let shown = &admins[first..admins.len().min(first + PAGE as usize)];
    let lines = Html::join(shown.iter().map(|admin| line(view, admin)), "\n");
    let screen = Screen::new(Html::join([html!(locale, "admin-admins-title").bold(), lines], "\n\n"));
    let changeable =
        shown.iter().filter(|admin| admin.configured.is_none()).filter_map(|admin| admin.named.as_ref());
    let buttons: Vec<Button> =
        changeable.map(|named| Button::tap(label(&named.name()), &tap(RoleTap::Offer(named.user)))).collect();
    let screen = buttons.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    screen
        .row(page.buttons(|page| tap(RoleTap::List(page))))
        .row([Button::tap(text!(locale, "admin-button-add"), &tap(RoleTap::Add))])
}

fn line(view: View, admin: &Admin) -> Html {
    let locale = view.locale();
    let who = match (&admin.named, admin.configured) {
        (Some(named), _) => named.html(),
        (None, Some(id)) => Html::escape(&id.to_string()).code(),
        (None, None) => Html::default(),
    };
    let role = name(locale, admin.role);
    match admin.configured {
        Some(_) => html!(locale, "admin-admins-configured", who = who, role = role),
        None => html!(locale, "admin-admins-line", who = who, role = role),
    }
}

/// Who becomes an admin?
pub(super) fn ask(view: View) -> Screen {
    let locale = view.locale();
    Screen::new(html!(locale, "admin-admins-ask")).row([back(locale)])
}

/// The choice of a role for somebody, and the way to take the one they have.
pub(super) fn offer(view: View, named: &Named, role: Option<Role>) -> Screen {
    let locale = view.locale();
    let now = match role {
        Some(role) => html!(locale, "admin-admins-has", who = named.html(), role = name(locale, role)),
        None => html!(locale, "admin-admins-has-none", who = named.html()),
    };
    let roles = Role::ALL.map(|role| {
        html!(
            locale,
            "admin-admins-role",
            role = Html::escape(&name(locale, role)).bold(),
            may = what_it_may(locale, role)
        )
    });
    let screen = Screen::new(Html::join([now, Html::join(roles, "\n")], "\n\n"));
    let buttons = Role::ALL.into_iter().filter(|other| Some(*other) != role);
    let buttons: Vec<Button> =
        buttons.map(|role| Button::tap(name(locale, role), &tap(RoleTap::Give(named.user, role)))).collect();
    let screen = buttons.chunks(2).fold(screen, |screen, row| screen.row(row.iter().cloned()));
    let remove = Button::tap(text!(locale, "admin-button-remove"), &tap(RoleTap::AskRemove(named.user)));
    screen.row(role.map(|_| remove)).row([back(locale)])
}

/// Whether to take it.
pub(super) fn ask_remove(view: View, named: &Named, role: Role) -> Screen {
    let locale = view.locale();
    let question = html!(locale, "admin-admins-ask-remove", who = named.html(), role = name(locale, role));
    Screen::new(question).row([
        Button::tap(text!(locale, "admin-button-remove"), &tap(RoleTap::Remove(named.user))),
        Button::tap(text!(locale, "admin-button-keep"), &tap(RoleTap::Offer(named.user))),
    ])
}

/// Why it cannot be done.
pub(super) fn refusal(locale: Locale, refusal: Refusal) -> String {
    match refusal {
        Refusal::Yourself => text!(locale, "admin-admins-yourself"),
        Refusal::LastOwner => text!(locale, "admin-admins-last-owner"),
        Refusal::Configured => text!(locale, "admin-admins-is-configured"),
        Refusal::Banned => text!(locale, "admin-admins-banned"),
    }
}

fn back(locale: Locale) -> Button {
    Button::tap(text!(locale, "admin-button-admins"), &tap(RoleTap::List(0)))
}

#[cfg(test)]
mod tests;
