//! `GET /jobs`: how the queue stands.

use axum::{Json, Router, extract::State, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Ground, Routes, api::ApiError};
use crate::{
    jobs::standing::{Standing, standing},
    token::Caller,
};

/// Where only operators come: for anybody.
pub(super) fn private(ground: Ground) -> Router {
    Router::new().route("/jobs", get(all)).with_state(ground)
}

/// Where others come too: with a token.
pub(super) fn public(ground: Ground) -> Routes {
    Routes::api(OpenApiRouter::default().routes(routes!(jobs)).with_state(ground))
}

async fn all(State(ground): State<Ground>) -> Result<Json<Standing>, ApiError> {
    Ok(Json(standing(&ground.db, None).await?))
}

/// How the job queue stands
///
/// By bot and job, with the latest of those that were given up. A token of one bot sees that bot's.
#[utoipa::path(get, path = "/jobs", tag = "operation", responses((status = 200, body = Standing)))]
async fn jobs(State(ground): State<Ground>, caller: Caller) -> Result<Json<Standing>, ApiError> {
    Ok(Json(standing(&ground.db, caller.scope.bot()).await?))
}
