//! Somebody came to a bot, and the program that noticed says so.

use nexus_core::http::api::{ApiError, Problems};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MOST_TELEGRAM_ID, User};
use crate::api::{bots::Bot, subscriptions::Subscription};

/// A person, as Telegram tells of them, and the bot that they came to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Visitor {
    #[schema(minimum = 1, maximum = 4503599627370495_i64)]
    pub telegram_id: i64,
    /// Without `@`.
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_]+$")]
    pub username: Option<String>,
    #[schema(max_length = 256)]
    pub first_name: String,
    #[schema(max_length = 256)]
    pub last_name: Option<String>,
    /// An IETF tag.
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Za-z0-9-]+$")]
    pub language_code: Option<String>,
    #[schema(min_length = 2, max_length = 64, pattern = "^[a-z][a-z0-9_]+$")]
    pub bot_code: String,
}

/// Who came, to what, and how they use it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Visit {
    pub user: User,
    pub bot: Bot,
    pub subscription: Subscription,
    /// Nobody knew the person before.
    pub is_new_user: bool,
    /// The person had not used this bot before.
    pub is_new_subscription: bool,
}

impl Visitor {
    /// # Errors
    /// 422 `invalid`.
    pub fn check(&self) -> Result<(), ApiError> {
        let is_made_of = |text: &Option<String>, most: usize, other: &str| {
            text.as_deref().is_none_or(|text| {
                (1..=most).contains(&text.len())
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || other.contains(c))
            })
        };
        let is_name = |text: Option<&str>| text.is_none_or(|text| text.chars().count() <= 256);
        Problems::default()
            .unless((1..=MOST_TELEGRAM_ID).contains(&self.telegram_id), "telegram_id", "from 1 to 2^52 - 1")
            .unless(is_made_of(&self.username, 64, "_"), "username", "1 to 64 letters, digits and _")
            .unless(is_name(Some(&self.first_name)), "first_name", "at most 256 characters")
            .unless(is_name(self.last_name.as_deref()), "last_name", "at most 256 characters")
            .unless(is_made_of(&self.language_code, 35, "-"), "language_code", "an IETF tag")
            .unless(
                crate::api::bots::is_code(&self.bot_code),
                "bot_code",
                "2 to 64 of a-z, 0-9 and _, a letter first",
            )
            .done()
    }
}
