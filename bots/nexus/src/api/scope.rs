//! How far a token reaches.

use nexus_core::{
    http::api::ApiError,
    token::{Caller, Scope},
};

/// # Errors
/// 403 `out_of_scope`, for a token of one bot.
pub(super) fn require_all(caller: &Caller) -> Result<(), ApiError> {
    if caller.scope.is_all() {
        return Ok(());
    }
    Err(ApiError::out_of_scope("This takes a token for all of the registry."))
}

/// # Errors
/// 403 `out_of_scope`, where the token is another bot's.
pub(super) fn require_bot(caller: &Caller, code: &str) -> Result<(), ApiError> {
    match &caller.scope {
        Scope::Bot { code: own, .. } if own != code => {
            Err(ApiError::out_of_scope("This token is another bot's."))
        }
        _ => Ok(()),
    }
}
