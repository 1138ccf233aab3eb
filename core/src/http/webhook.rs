//! The route that the messenger brings updates to.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use uuid::Uuid;

use crate::{
    delivery::{Doors, NotTaken},
    ids::AccountId,
};

/// Bytes of an update; the longest that people can cause are a tenth of it.
const BODY_LIMIT: usize = 1024 * 1024;
/// <https://core.telegram.org/bots/api#setwebhook>
const SECRET: &str = "x-telegram-bot-api-secret-token";

pub(crate) fn routes(doors: Doors) -> Router {
    Router::new()
        .route("/{code}/telegram/{account}", post(take))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(doors)
}

/// 200 when the update is on the disk. Whatever else is answered, the messenger brings it again.
async fn take(
    State(doors): State<Doors>,
    Path((_, account)): Path<(String, Uuid)>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    let secret = headers.get(SECRET).map_or(&[][..], |secret| secret.as_bytes());
    match doors.take(AccountId(account), secret, &body).await {
        Ok(()) => StatusCode::OK,
        Err(NotTaken::Stranger) => StatusCode::UNAUTHORIZED,
        Err(NotTaken::Closed | NotTaken::Unfiled) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
