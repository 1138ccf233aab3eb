//! People.

mod patch;
mod routes;
mod store;
mod visit;

pub(super) use routes::routes;

use nexus_core::{
    client::{ChosenLanguage, User},
    http::api::ApiError,
    locale::Language,
    zone,
};

/// Telegram's numbers have at most 52 significant bits: <https://core.telegram.org/bots/api#user>
const MOST_TELEGRAM_ID: i64 = (1 << 52) - 1;

/// Where a person is taken to be: in the zone that they chose, else in the usual one of their language.
fn effective_zone(user: &User) -> chrono_tz::Tz {
    let chosen = user.zone.as_deref().and_then(zone::parse);
    chosen.unwrap_or_else(|| zone::default_for(effective_language(user)))
}

fn effective_language(user: &User) -> Language {
    match user.language {
        Some(ChosenLanguage::En) => Language::En,
        Some(ChosenLanguage::Ru) => Language::Ru,
        Some(ChosenLanguage::Uk) => Language::Uk,
        Some(ChosenLanguage::Pl) => Language::Pl,
        None => Language::for_person(user.language_code.as_deref()),
    }
}

fn no_such_user() -> ApiError {
    ApiError::not_found("user_not_found", "There is no such user.")
}
