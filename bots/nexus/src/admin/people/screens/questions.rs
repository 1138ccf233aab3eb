//! What is asked before something is done to a person.

use nexus_core::{locale::Locale, prelude::*};

use super::{tap, tier_name};
use crate::admin::{
    people::{Base, PeopleTap, Tier},
    view::{View, label},
};

/// Which tier?
pub(in crate::admin::people) fn tiers(view: View, base: &Base) -> Screen {
    let locale = view.locale();
    let (who, user) = (base.named.html(), base.named.user);
    let question = html!(locale, "admin-tier-ask", who = who, tier = tier_name(locale, base.tier));
    let others = Tier::ALL.into_iter().filter(|tier| *tier != base.tier);
    let screen = others.fold(Screen::new(question), |screen, tier| {
        screen.row([Button::tap(tier_name(locale, tier), &tap(PeopleTap::SetTier(user, tier)))])
    });
    screen.row([back_to_card(locale, base)])
}

fn back_to_card(locale: Locale, base: &Base) -> Button {
    let name = label(&base.named.name());
    Button::tap(text!(locale, "admin-button-back-to", name = name), &tap(PeopleTap::Card(base.named.user)))
}

/// Why is this person to be banned?
pub(in crate::admin::people) fn ask_reason(view: View, base: &Base) -> Screen {
    let locale = view.locale();
    Screen::new(html!(locale, "admin-ban-ask-reason", who = base.named.html()))
        .row([back_to_card(locale, base)])
}

/// Whether to ban, and what that means.
pub(in crate::admin::people) fn confirm_ban(view: View, base: &Base, reason: &str, is_admin: bool) -> Screen {
    let locale = view.locale();
    let mut parts = vec![
        html!(locale, "admin-ban-confirm", who = base.named.html()),
        html!(locale, "admin-ban-consequence", count = base.planned),
    ];
    parts.extend(is_admin.then(|| html!(locale, "admin-ban-loses-role")));
    parts.push(html!(locale, "admin-ban-reason", reason = reason));
    let user = base.named.user;
    Screen::new(Html::join(parts, "\n\n")).row([
        Button::tap(text!(locale, "admin-button-ban"), &tap(PeopleTap::Ban(user))),
        back_to_card(locale, base),
    ])
}

/// Whether to erase somebody, and what that means.
pub(in crate::admin::people) fn confirm_erase(view: View, base: &Base) -> Screen {
    let locale = view.locale();
    let question = html!(locale, "admin-erase-ask", who = base.named.html());
    let parts = [question, html!(locale, "admin-erase-consequence")];
    Screen::new(Html::join(parts, "\n\n")).row([
        Button::tap(text!(locale, "admin-button-erase-yes"), &tap(PeopleTap::Erase(base.named.user))),
        back_to_card(locale, base),
    ])
}
