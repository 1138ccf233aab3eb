//! Who uses which bot, with what settings and in what state.

mod document;
mod routes;
mod store;

pub(super) use routes::routes;
pub(super) use store::Row;

use chrono::{DateTime, Utc};
use nexus_core::{
    http::api::ApiError,
    ids::{SubscriptionId, UserId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A person's use of a bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Subscription {
    #[schema(value_type = Uuid)]
    pub id: SubscriptionId,
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    pub bot_code: String,
    pub installed_at: DateTime<Utc>,
    pub last_interaction_at: DateTime<Utc>,
    /// Whether the person has blocked the bot: nothing can be said to them until they come back.
    pub is_blocked: bool,
    /// What the person chose in this bot.
    #[schema(value_type = Object)]
    pub settings: Value,
    /// What the bot knows of the person.
    #[schema(value_type = Object)]
    pub state: Value,
}

fn no_such_subscription() -> ApiError {
    ApiError::not_found("subscription_not_found", "There is no such subscription.")
}
