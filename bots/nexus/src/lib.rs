//! Nexus, the registry's bot: for everybody the list of their bots, for admins the state of the house; and the
//! command line that operators and containers call.

mod admin;
mod alerts;
mod api;
mod backup;
mod broadcast;
pub mod cli;
mod desk;
mod failures;
mod my_bots;
mod tap;

use nexus_core::{bot::About, dptree, feedback, http::Extra, locale::Language, prelude::*};

nexus_core::texts!(pub(crate) TEXTS, "../../locales");

/// The bot.
pub fn bot() -> Bot {
    Bot::new("nexus", "Nexus", handlers())
        .about(about)
        .commands::<my_bots::Command>(my_bots::describe)
        .home(my_bots::home)
        .feedback_desk(desk::show)
        .jobs(broadcast::jobs())
        .on(alerts::told)
        .on(backup::told)
        .on(broadcast::progressed)
        .on::<feedback::Came, _, _>(desk::came)
        .background(alerts::run)
        .background(backup::work)
        .background(desk::pass_on)
        .routes(api::routes)
}

fn handlers() -> Handler {
    dptree::entry()
        .branch(my_bots::handlers())
        .branch(desk::handlers())
        .branch(admin::handlers())
        .branch(failures::handlers())
        .branch(backup::handlers())
        .branch(broadcast::handlers())
}

/// What the registry's process serves beside the bot: its readiness speaks for every bot of the registry.
pub fn endpoint() -> Extra {
    Extra { speaks_for_all: true, ..Extra::default() }
}

fn about(language: Language) -> About {
    let locale = TEXTS.of(language);
    About { short: text!(locale, "about-short"), long: text!(locale, "about-long") }
}

#[cfg(test)]
mod tests {
    use nexus_core::locale::check;

    use super::*;

    #[test]
    fn texts_are_whole() -> Result<(), check::Problems> {
        check::crate_texts(&TEXTS, env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn it_presents_itself_within_telegrams_limits() {
        for language in Language::ALL {
            let About { short, long } = about(language);
            assert!(short.chars().count() <= 120 && long.chars().count() <= 512, "{language:?}");
        }
    }
}
