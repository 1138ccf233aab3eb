//! Somebody came to a bot, and the program that noticed says so.

use nexus_core::{
    client::Visitor,
    http::api::{ApiError, Problems},
};

use super::MOST_TELEGRAM_ID;

/// # Errors
/// 422 `invalid`.
pub(super) fn check(visitor: &Visitor) -> Result<(), ApiError> {
    let is_made_of = |text: &Option<String>, most: usize, other: &str| {
        text.as_deref().is_none_or(|text| {
            (1..=most).contains(&text.len())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || other.contains(c))
        })
    };
    let is_name = |text: Option<&str>| text.is_none_or(|text| text.chars().count() <= 256);
    Problems::default()
        .unless((1..=MOST_TELEGRAM_ID).contains(&visitor.telegram_id), "telegram_id", "from 1 to 2^52 - 1")
        .unless(is_made_of(&visitor.username, 64, "_"), "username", "1 to 64 letters, digits and _")
        .unless(is_name(Some(&visitor.first_name)), "first_name", "at most 256 characters")
        .unless(is_name(visitor.last_name.as_deref()), "last_name", "at most 256 characters")
        .unless(is_made_of(&visitor.language_code, 35, "-"), "language_code", "an IETF tag")
        .unless(
            crate::api::bots::is_code(&visitor.bot_code),
            "bot_code",
            "2 to 64 of a-z, 0-9 and _, a letter first",
        )
        .done()
}
