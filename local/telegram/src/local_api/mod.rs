//! `/local/api`: what the chat page and the test harness use.

mod act;
mod admin;
mod album;
mod clock;
mod follow;
mod groups;
mod guard;
mod look;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use serde_json::{Value, json};

use crate::App;
use crate::error::ApiError;
use crate::model::{ChatKey, Persona};
use crate::world::World;
use crate::world::groups::GroupError;

/// Bytes of one upload of a person, or of a whole album.
const UPLOAD_LIMIT: usize = 64 * 1024 * 1024;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/state", get(look::state))
        .route("/personas", post(look::create_persona))
        .route("/personas/{id}", patch(look::change_persona))
        .route("/bots", post(look::create_bot))
        .route("/bots/{id}", patch(look::change_bot))
        .route("/groups", post(groups::create))
        .route("/groups/{id}", get(groups::show).patch(groups::rename))
        .route("/groups/{id}/add", post(groups::add))
        .route("/groups/{id}/remove", post(groups::remove))
        .route("/groups/{id}/promote", post(groups::promote))
        .route("/groups/{id}/topics", post(groups::open_topic))
        .route("/groups/{id}/upgrade", post(groups::upgrade))
        .route("/chats", get(look::chats))
        .route("/messages", get(look::messages))
        .route("/file/{id}", get(look::file))
        .route("/send", post(act::send))
        .route("/edit", post(act::edit))
        .route("/press", post(act::press))
        .route("/location", post(act::location))
        .route("/contact", post(act::contact))
        .route("/forward", post(act::forward))
        .route("/delete", post(act::delete))
        .route("/read", post(act::read))
        .route("/block", post(act::block))
        .route("/upload", post(upload::upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/album", post(album::send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/album/release", post(album::release))
        .route("/clock", get(clock::get).post(clock::set))
        .route("/events", get(follow::stream))
        .route("/events/poll", get(follow::poll))
        .route("/faults", get(admin::faults).post(admin::add_fault).delete(admin::clear_faults))
        .route("/limits", get(admin::show_limits).post(admin::limits))
        .route("/inject", post(admin::inject))
        .route("/calls", get(admin::calls))
        .route("/settled", get(admin::settled))
        .layer(axum::middleware::from_fn(guard::guard))
}

/// A refusal to the page or a test.
#[derive(Debug)]
pub(crate) struct Refusal(pub StatusCode, pub String);

pub(crate) type Reply<T> = Result<T, Refusal>;

impl Refusal {
    pub fn bad(text: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, text.into())
    }

    pub fn missing(what: &str) -> Self {
        Self(StatusCode::NOT_FOUND, format!("no such {what}"))
    }
}

impl From<ApiError> for Refusal {
    fn from(refusal: ApiError) -> Self {
        Self(StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST), refusal.text.into_owned())
    }
}

impl From<GroupError> for Refusal {
    fn from(error: GroupError) -> Self {
        let missing = matches!(error, GroupError::NoGroup | GroupError::NoUser);
        let status = if missing { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
        Self(status, error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, axum::Json(json!({ "error": self.1 }))).into_response()
    }
}

/// A body that must be JSON of a shape; what is wrong with it is said in the one error form.
pub(crate) struct Json<T>(pub T);

impl<T: serde::de::DeserializeOwned, S: Send + Sync> axum::extract::FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Self, Refusal> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(Refusal::bad(rejection.body_text())),
        }
    }
}

/// The person and the chat that a call names, which must belong together.
fn own_chat(world: &World, persona: i64, chat: ChatKey) -> Reply<Persona> {
    let someone = world.personas.get(&persona).cloned().ok_or_else(|| Refusal::missing("persona"))?;
    match chat {
        ChatKey::Private { bot, person } if person == persona => {
            world.bots.get(&bot).ok_or_else(|| Refusal::missing("bot"))?;
            Ok(someone)
        }
        ChatKey::Group(id) if world.groups.get(&id).is_some_and(|group| group.has(persona)) => Ok(someone),
        _ => Err(Refusal::missing("chat")),
    }
}

/// The same where something is to be done: in a group that was upgraded nothing is.
fn open_chat(world: &World, persona: i64, chat: ChatKey) -> Reply<Persona> {
    let someone = own_chat(world, persona, chat)?;
    if let ChatKey::Group(id) = chat {
        world.open_group(id)?;
    }
    Ok(someone)
}

/// A message as the page sees it: with `out` and the reactions.
fn seen_by(persona: i64, message: &Value, reactions: Option<&Value>) -> Value {
    let mut shown = message.clone();
    if message["from"]["id"].as_i64() == Some(persona) {
        shown["out"] = json!(true);
    }
    if let Some(reactions) = reactions {
        shown["reactions"] = reactions.clone();
    }
    shown
}
