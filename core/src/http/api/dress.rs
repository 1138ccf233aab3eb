//! The outermost layer: a trace for each request, a limit on its time, and the form of each answer.

use std::{any::Any, panic::AssertUnwindSafe, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequestParts, Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER,
            X_CONTENT_TYPE_OPTIONS,
        },
        request::Parts,
    },
    middleware::Next,
    response::Response,
};
use futures::FutureExt;
use tracing::Instrument;
use uuid::Uuid;

use super::error::{ApiError, ErrorBody};
use crate::ids::TraceId;

pub(super) const TRACE: &str = "x-trace-id";
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// What is answered is data: nothing of it is to be run, framed or loaded.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The caller's trace where it is a UUID, else a new one.
fn trace_of(headers: &HeaderMap) -> TraceId {
    let given = headers.get(TRACE).and_then(|value| value.to_str().ok());
    given.and_then(|value| Uuid::parse_str(value).ok()).map_or_else(TraceId::new, TraceId)
}

pub(super) async fn dress(State(limit): State<Duration>, mut request: Request, next: Next) -> Response {
    let trace = trace_of(request.headers());
    request.extensions_mut().insert(trace);
    let span =
        tracing::info_span!("request", %trace, method = %request.method(), path = request.uri().path());
    async {
        let run = AssertUnwindSafe(next.run(request)).catch_unwind();
        let response = match tokio::time::timeout(limit, run).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                failed(ApiError::internal(anyhow::anyhow!("a handler panicked: {}", said(&*panic))))
            }
            Err(_) => failed(too_slow()),
        };
        tracing::debug!(status = response.status().as_u16(), "answered");
        with_headers(in_shape(response, trace), trace)
    }
    .instrument(span)
    .await
}

fn too_slow() -> ApiError {
    let message =
        "It took too long. Whether it was done is not known: ask, or send it again with its operation id.";
    ApiError::unavailable("timeout", message).caused_by(anyhow::anyhow!("the request's time ran out"))
}

fn failed(error: ApiError) -> Response {
    axum::response::IntoResponse::into_response(error)
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words")
}

/// Errors that came without a form of their own, or in the one of the framework, get ours.
fn in_shape(mut response: Response, trace: TraceId) -> Response {
    let status = response.status();
    let error = match response.extensions_mut().remove::<ApiError>() {
        Some(error) => error,
        None if (status.is_client_error() || status.is_server_error()) && !is_json(response.headers()) => {
            ApiError::of_status(status)
        }
        None => return response,
    };
    tell_log(&error);
    let body = ErrorBody {
        code: error.code,
        message: &error.message,
        trace_id: trace.0,
        details: error.details.as_ref(),
    };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, JSON);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.entry(RETRY_AFTER).or_insert(HeaderValue::from_static("1"));
    }
    *response.body_mut() = Body::from(body);
    response
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// The span around it says which request.
fn tell_log(error: &ApiError) {
    let cause = error.cause.as_ref().map(|cause| format!("{cause:#}")).unwrap_or_default();
    match error.status {
        StatusCode::INTERNAL_SERVER_ERROR => tracing::error!(code = error.code, cause, "a request failed"),
        status if status.is_server_error() => {
            tracing::warn!(code = error.code, cause, "a request could not be served")
        }
        status => {
            tracing::debug!(status = status.as_u16(), code = error.code, cause, "a request was refused")
        }
    }
}

fn with_headers(mut response: Response, trace: TraceId) -> Response {
    let headers = response.headers_mut();
    if let Ok(trace) = HeaderValue::from_str(&trace.to_string()) {
        headers.insert(TRACE, trace);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(NOTHING);
    response
}

/// The trace of the request, for handlers.
impl<S: Sync> FromRequestParts<S> for TraceId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_else(Self::new))
    }
}
