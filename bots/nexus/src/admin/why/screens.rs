//! How the findings look.

use nexus_core::{ids::UserId, prelude::*};

use super::{BotFacts, Facts, Finding, Verdict, Weight, findings, verdict};
use crate::admin::{
    people::{Named, PeopleTap, screens::tap},
    view::{View, label, shorten},
};

/// Letters of a cause.
const CAUSE: usize = 200;

pub(super) fn report(view: View, named: &Named, facts: &Facts) -> Screen {
    let locale = view.locale();
    let mut parts = vec![html!(locale, "admin-why-title", who = named.html())];
    parts.extend(facts.bots.iter().filter(|bot| bot.is_used).map(|bot| section(view, bot)));
    let unused: Vec<&str> =
        facts.bots.iter().filter(|bot| !bot.is_used).map(|bot| bot.name.as_str()).collect();
    parts.extend((!unused.is_empty()).then(|| html!(locale, "admin-why-unused", bots = unused.join(", "))));
    parts.push(conclusion(view, &verdict(facts, view.now)).bold());
    Screen::new(Html::join(parts, "\n\n")).row(buttons(view, named.user, &named.name()))
}

fn buttons(view: View, user: UserId, name: &str) -> [Button; 2] {
    let locale = view.locale();
    [
        Button::tap(text!(locale, "button-refresh"), &tap(PeopleTap::Why(user))),
        Button::tap(text!(locale, "admin-button-back-to", name = label(name)), &tap(PeopleTap::Card(user))),
    ]
}

fn section(view: View, bot: &BotFacts) -> Html {
    let found = findings(bot, view.now);
    let lines = found.iter().map(|finding| {
        let mut line = Html::escape(mark(finding.weight()));
        line.push(finding_text(view, finding));
        line
    });
    Html::join([Html::escape(&bot.name).bold()].into_iter().chain(lines), "\n")
}

fn mark(weight: Weight) -> &'static str {
    match weight {
        Weight::Stops => "🔴 ",
        Weight::Odd => "🟡 ",
        Weight::Fine => "🟢 ",
    }
}

fn finding_text(view: View, finding: &Finding) -> Html {
    let locale = view.locale();
    match finding {
        Finding::Off => html!(locale, "admin-why-off"),
        Finding::NoProcess(None) => html!(locale, "health-unseen"),
        Finding::NoProcess(Some(silent)) => {
            html!(locale, "health-silent", last = view.moment(view.now - *silent))
        }
        Finding::Deaf => html!(locale, "health-idle"),
        Finding::Blocked(at) => html!(locale, "admin-why-blocked", at = view.moment(*at)),
        Finding::NoHome => html!(locale, "admin-why-no-home"),
        Finding::SwitchedOff(name) => {
            html!(locale, "admin-why-switched-off", name = Html::escape(name).code())
        }
        Finding::Quiet(hours) => html!(locale, "admin-why-quiet", hours = hours),
        Finding::Overdue(at) => html!(locale, "admin-why-overdue", at = view.moment(*at)),
        Finding::Held(count) => html!(locale, "admin-why-held", count = *count),
        Finding::Waiting(count, since) => {
            html!(locale, "admin-why-waiting", count = *count, since = view.moment(*since))
        }
        Finding::Dead(count, cause) => {
            html!(locale, "admin-why-dead", count = *count, cause = shorten(cause, CAUSE))
        }
        Finding::Refused(count, at, cause) => html!(
            locale,
            "admin-why-refused",
            count = *count,
            at = view.moment(*at),
            cause = shorten(cause, CAUSE)
        ),
        Finding::LastDue(at) => html!(locale, "admin-why-last", at = view.moment(*at)),
        Finding::Next(at) => html!(locale, "admin-why-next", at = view.moment(*at)),
        Finding::NothingPlanned => html!(locale, "admin-why-nothing-planned"),
    }
}

fn conclusion(view: View, verdict: &Verdict) -> Html {
    let locale = view.locale();
    match verdict {
        Verdict::Banned(at) => html!(locale, "admin-verdict-banned", at = view.moment(*at)),
        Verdict::UsesNone => html!(locale, "admin-verdict-uses-none"),
        Verdict::Stopped(bots) => html!(locale, "admin-verdict-stopped", bots = bots.join(", ")),
        Verdict::Odd(bots) => html!(locale, "admin-verdict-odd", bots = bots.join(", ")),
        Verdict::Next(at, bot) => html!(locale, "admin-verdict-next", at = view.moment(*at), bot = bot),
        Verdict::NothingPlanned => html!(locale, "admin-verdict-nothing-planned"),
    }
}

#[cfg(test)]
mod tests;
