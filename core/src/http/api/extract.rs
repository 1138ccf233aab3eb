//! What handlers take from a request. Each refuses in our words: those of the framework differ from one to the other, and
//! some are a status of their own.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
};
use serde::de::DeserializeOwned;

use super::{error::ApiError, operation::Operation};
use crate::{ids::TraceId, token::Caller};

/// The parameters in the address, such as an id.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0))
            .map_err(|error| ApiError::bad_request("bad_path", format!("The address is malformed: {error}.")))
    }
}

/// The parameters behind the question mark.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|query| Self(query.0))
            .map_err(|error| ApiError::bad_request("bad_query", format!("The query is malformed: {error}.")))
    }
}

/// A body of a request.
pub trait Payload: Sized {
    /// # Errors
    /// When it is not what is taken here.
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, ApiError>;
}

/// `application/json`.
pub struct Json<T>(pub T);

/// `application/merge-patch+json` (RFC 7396), or plain JSON that means the same.
pub struct MergePatch<T>(pub T);

/// No body; what comes all the same is not looked at.
pub struct Nothing;

impl<T: DeserializeOwned> Payload for Json<T> {
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, ApiError> {
        expect_type(headers, &["application/json"])?;
        parse(body).map(Self)
    }
}

impl<T: DeserializeOwned> Payload for MergePatch<T> {
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, ApiError> {
        expect_type(headers, &["application/merge-patch+json", "application/json"])?;
        parse(body).map(Self)
    }
}

impl Payload for Nothing {
    fn read(_: &HeaderMap, _: &[u8]) -> Result<Self, ApiError> {
        Ok(Self)
    }
}

fn expect_type(headers: &HeaderMap, expected: &[&str]) -> Result<(), ApiError> {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if expected.iter().any(|kind| essence.eq_ignore_ascii_case(kind)) {
        return Ok(());
    }
    let message = format!("The body has to be {}.", expected.join(" or "));
    Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let parsed = serde_json::from_slice(body).map_err(|error| {
        // The parser calls some values of the wrong kind an error of syntax.
        if error.is_data() || serde_json::from_slice::<serde_json::Value>(body).is_ok() {
            return ApiError::unprocessable("invalid", format!("The body is not as it has to be: {error}."));
        }
        ApiError::bad_request("bad_json", format!("The body is no JSON: {error}."))
    })?;
    // A list of a struct's fields in their order would do for the parser, and stands in no document.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(ApiError::unprocessable("invalid", "The body has to be an object."));
    }
    if has_nul(body) {
        let message = "The body holds the character U+0000, which cannot be kept.";
        return Err(ApiError::unprocessable("nul_character", message));
    }
    Ok(parsed)
}

/// Whether valid JSON holds the one character that Postgres does not take. It can be there only as an escape.
fn has_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        if rest[at..].starts_with(br"\u0000") {
            return true;
        }
        // The backslash and what it escapes, which may be another one.
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    false
}

/// A request that changes something: who sends it, under which operation, and what.
pub struct Write<B> {
    pub caller: Caller,
    pub trace: TraceId,
    pub operation: Option<Operation>,
    pub body: B,
}

impl<B: Payload + Send, S: Send + Sync> FromRequest<S> for Write<B> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let trace = TraceId::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(request, state).await.map_err(not_read)?;
        let operation = Operation::of(&parts, &bytes)?;
        let body = B::read(&parts.headers, &bytes)?;
        Ok(Self { caller, trace, operation, body })
    }
}

fn not_read(rejection: BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::of_status(StatusCode::PAYLOAD_TOO_LARGE);
    }
    ApiError::bad_request("bad_body", "The body did not come whole.").caused_by(rejection)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn bodies_are_read_or_refused_by_what_is_wrong_with_them() {
        for (body, code) in [
            (&br#"{"a": 1}"#[..], None),
            (b" [1]", Some("invalid")),
            (b"null", Some("invalid")),
            (br#"{"a": "\\u0000"}"#, None),
            (br#"{"a": "\u0000"}"#, Some("nul_character")),
            (br#"{"\\\u0000": 1}"#, Some("nul_character")),
            (b"{\"a\": \"\0\"}", Some("bad_json")),
            (br#"{"a": "\ud800"}"#, Some("bad_json")),
            (b"{\"a\": \"\xff\"}", Some("bad_json")),
            (br#"{"a": 1e999}"#, Some("bad_json")),
            (b"", Some("bad_json")),
            (b"{} {}", Some("bad_json")),
            ("[".repeat(1000).as_bytes(), Some("bad_json")),
        ] {
            let refused = parse::<Value>(body).err().map(|error| error.code);
            assert_eq!(refused, code, "{}", String::from_utf8_lossy(body));
        }
        let refused = parse::<Vec<u8>>(br#"{"a": 1}"#).expect_err("no list");
        assert_eq!((refused.status.as_u16(), refused.code), (422, "invalid"));
    }

    proptest! {
        #[test]
        fn a_nul_is_found_exactly_where_there_is_one(text in "[\\\\u0a\"\u{0}]{0,12}") {
            let body = json!({ "text": text.clone() }).to_string();
            prop_assert_eq!(has_nul(body.as_bytes()), text.contains('\0'), "{}", body);
        }
    }
}
