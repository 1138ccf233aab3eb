//! What may be changed about a person.

use nexus_core::{
    http::api::{ApiError, Problems},
    zone,
};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::{Language, Tier, User};

/// A merge patch: what is left out stays, null takes a choice back.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UserPatch {
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Language>)]
    language: Option<Option<Language>>,
    /// Of the IANA database, such as `Europe/Kyiv`. All bots of the person hear of it and move their reminders.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<String>, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$")]
    zone: Option<Option<String>>,
    /// For tokens of all of the registry.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Tier, nullable = false, required = false)]
    tier: Option<Tier>,
}

/// What is named, if only to be null.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl UserPatch {
    pub fn changes_tier(&self) -> bool {
        self.tier.is_some()
    }

    /// # Errors
    /// 422 `invalid`, for a zone that there is not.
    pub fn apply(self, user: &User) -> Result<User, ApiError> {
        let zone = match self.zone {
            None => user.zone.clone(),
            Some(None) => None,
            Some(Some(name)) => {
                let zone = zone::parse(&name).filter(|_| name.len() <= 64);
                Problems::default().unless(zone.is_some(), "zone", "a zone of the IANA database").done()?;
                zone.map(|zone| zone.name().to_owned())
            }
        };
        let language = self.language.unwrap_or(user.language);
        Ok(User { language, zone, tier: self.tier.unwrap_or(user.tier), ..user.clone() })
    }
}
