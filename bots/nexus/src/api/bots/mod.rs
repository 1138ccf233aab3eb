//! Bots of the registry.

mod routes;
mod store;

pub(super) use routes::routes;

use nexus_core::{
    client::{Bot, BotPatch, NewBot},
    http::api::{ApiError, Problems},
};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 512;
const LONGEST_VERSION: usize = 50;

/// # Errors
/// 422 `invalid`.
fn check(bot: &NewBot) -> Result<(), ApiError> {
    Problems::default()
        .unless(is_code(&bot.code), "code", "2 to 64 of a-z, 0-9 and _, a letter first")
        .unless(is_name(&bot.name), "name", "1 to 100 characters")
        .unless(
            bot.description.chars().count() <= LONGEST_DESCRIPTION,
            "description",
            "at most 512 characters",
        )
        .unless(bot.version.chars().count() <= LONGEST_VERSION, "version", "at most 50 characters")
        .done()
}

/// # Errors
/// 422 `invalid`.
fn applied(patch: BotPatch, bot: &Bot) -> Result<Bot, ApiError> {
    let name = patch.name.unwrap_or_else(|| bot.name.clone());
    let description = patch.description.unwrap_or_else(|| bot.description.clone());
    Problems::default()
        .unless(name == bot.name || is_name(&name), "name", "1 to 100 characters")
        .unless(description.chars().count() <= LONGEST_DESCRIPTION, "description", "at most 512 characters")
        .done()?;
    Ok(Bot { name, description, is_active: patch.is_active.unwrap_or(bot.is_active), ..bot.clone() })
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count())
}

/// Whether a text has the form of a bot's code; the schema has the same rule.
pub(super) fn is_code(code: &str) -> bool {
    let mut bytes = code.bytes();
    (2..=64).contains(&code.len())
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(super) fn no_such_bot() -> ApiError {
    ApiError::not_found("bot_not_found", "There is no such bot.")
}
