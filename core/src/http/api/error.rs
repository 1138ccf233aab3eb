//! What is answered when it is not what was asked for: one shape for all of it.
//!
//! What the caller may read is the code, the message and the details; the cause is for the log alone, where the trace id
//! finds it. A handler returns an [`ApiError`]; the outermost layer writes it down, since only there the trace is known.

use std::{borrow::Cow, sync::Arc};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db;

/// What every answer that is not 2xx or 3xx says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub struct ErrorBody<'a> {
    /// What went wrong, for programs. It stays the same whatever the message says.
    #[schema(pattern = "^[a-z][a-z_]*$", max_length = 64, examples("user_not_found"))]
    pub code: &'a str,
    /// What went wrong, for people who write programs.
    pub message: &'a str,
    /// What the log calls this request; the same as in the header `X-Trace-Id`.
    pub trace_id: Uuid,
    /// More about it, where there is more: such as `fields`, an object from each wrong field to what is wrong with it.
    #[schema(value_type = Option<Object>)]
    pub details: Option<&'a Value>,
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub struct ApiError {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: Cow<'static, str>,
    pub details: Option<Value>,
    /// For the log.
    pub cause: Option<Arc<anyhow::Error>>,
}

impl ApiError {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), details: None, cause: None }
    }

    pub fn bad_request(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub fn forbidden(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    /// The token does not reach so far.
    pub fn out_of_scope(message: impl Into<Cow<'static, str>>) -> Self {
        Self::forbidden("out_of_scope", message)
    }

    pub fn not_found(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    pub fn conflict(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, code, message)
    }

    pub fn unprocessable(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
    }

    /// What is said of a failure of ours: nothing. The trace id leads to the rest.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        let message = "Something failed on our side. The log knows it by this trace id.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message).caused_by(cause)
    }

    /// It may work in a moment.
    pub fn unavailable(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, message)
    }

    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }

    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<anyhow::Error>) -> Self {
        self.cause = Some(Arc::new(cause.into()));
        self
    }

    /// For an answer that something else made, in a form of its own.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let (code, message) = match status {
            StatusCode::NOT_FOUND => ("not_found", "There is nothing at this address."),
            StatusCode::METHOD_NOT_ALLOWED => {
                ("method_not_allowed", "This address does not take this method.")
            }
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "The body is too large."),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                ("unsupported_media_type", "The body is not of a type that is taken here.")
            }
            StatusCode::UNAUTHORIZED => ("unauthorized", "The caller is not known here."),
            StatusCode::SERVICE_UNAVAILABLE => ("unavailable", "Not now; try again in a moment."),
            status if status.is_server_error() => {
                return Self { status, ..Self::internal(anyhow::anyhow!("answered with {status}")) };
            }
            _ => ("refused", "The request was refused."),
        };
        Self::new(status, code, message)
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        if db::is_away(&error) {
            return Self::unavailable("unavailable", "The database does not answer; try again in a moment.")
                .caused_by(error);
        }
        Self::internal(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

/// Without a body: that is written where the trace is known.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Collects what is wrong with the fields of a body, so that the caller learns all of it at once.
#[derive(Debug, Default)]
pub struct Problems(Map<String, Value>);

impl Problems {
    /// Notes a problem, unless `is_right`.
    pub fn unless(&mut self, is_right: bool, field: &str, problem: &str) -> &mut Self {
        if !is_right {
            self.0.entry(field).or_insert_with(|| problem.into());
        }
        self
    }

    /// # Errors
    /// 422 `invalid`, when there are problems.
    pub fn done(&mut self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let fields = std::mem::take(&mut self.0);
        Err(ApiError::unprocessable("invalid", "Some fields are not as they have to be.")
            .details(serde_json::json!({"fields": fields})))
    }
}
