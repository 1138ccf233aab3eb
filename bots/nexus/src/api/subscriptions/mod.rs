//! Who uses which bot, with what settings and in what state.

mod document;
mod routes;
mod store;

pub(super) use routes::routes;
pub(super) use store::Row;

use nexus_core::http::api::ApiError;

fn no_such_subscription() -> ApiError {
    ApiError::not_found("subscription_not_found", "There is no such subscription.")
}
