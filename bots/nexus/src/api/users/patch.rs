//! What may be changed about a person.

use nexus_core::{
    client::{User, UserPatch},
    http::api::{ApiError, Problems},
    zone,
};

/// # Errors
/// 422 `invalid`, for a zone that there is not.
pub(super) fn applied(patch: UserPatch, user: &User) -> Result<User, ApiError> {
    let zone = match patch.zone {
        None => user.zone.clone(),
        Some(None) => None,
        Some(Some(name)) => {
            let zone = zone::parse(&name).filter(|_| name.len() <= 64);
            Problems::default().unless(zone.is_some(), "zone", "a zone of the IANA database").done()?;
            zone.map(|zone| zone.name().to_owned())
        }
    };
    let language = patch.language.unwrap_or(user.language);
    Ok(User { language, zone, tier: patch.tier.unwrap_or(user.tier), ..user.clone() })
}
