//! The registry as a service: people, bots, and who uses which.
//!
//! A token of one bot sees that bot, its subscriptions and the people who use it. What it does not see does not exist for
//! it: the same 404, with the same words, as for an id that nobody has.

mod bots;
mod scope;
mod subscriptions;
mod users;

use nexus_core::http::{Ground, Routes};
use utoipa_axum::router::OpenApiRouter;

/// All of it. Most routes have the words for the document at their handlers.
pub(crate) fn routes(ground: Ground) -> Routes {
    let routes =
        OpenApiRouter::default().merge(users::routes()).merge(subscriptions::routes()).merge(bots::routes());
    Routes::api(routes.with_state(ground))
}
