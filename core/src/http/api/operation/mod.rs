//! Operation ids: who does not know whether a request arrived sends it again with the same `X-Operation-Id`, and it is
//! done once.
//!
//! The answer is kept in the transaction that does it, for 24 h, under the token that asked. Whoever asks the same again
//! gets the same; who asks at the same time waits for the first. Only 2xx are kept: what was refused had no effect and may
//! be asked again under the same id, when the reason is gone. What failed on our side was rolled back with all it did.

mod store;

pub(crate) use store::prune;

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{Conditions, Ground, Write, error::ApiError, etag};
use crate::{
    audit::{Actor, Record},
    ids::TraceId,
    token::Caller,
};

pub(super) const OPERATION: HeaderName = HeaderName::from_static("x-operation-id");
const LONGEST: usize = 128;

/// What the caller calls this request, and what it is.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    /// Digest of method, address and body.
    pub request: Vec<u8>,
}

impl Operation {
    pub(super) fn of(parts: &Parts, body: &[u8]) -> Result<Option<Self>, ApiError> {
        let mut given = parts.headers.get_all(OPERATION).iter();
        let Some(id) = given.next() else { return Ok(None) };
        let is_id = given.next().is_none()
            && (1..=LONGEST).contains(&id.len())
            && id.as_bytes().iter().all(u8::is_ascii_graphic);
        if !is_id {
            let message = "X-Operation-Id has 1 to 128 visible ASCII characters.";
            return Err(ApiError::bad_request("bad_operation_id", message));
        }
        let id = String::from_utf8_lossy(id.as_bytes()).into_owned();
        let address = parts.uri.path_and_query().map_or("", |address| address.as_str());
        let request = Sha256::new()
            .chain_update(parts.method.as_str())
            .chain_update([0])
            .chain_update(address)
            .chain_update([0])
            .chain_update(body)
            .finalize();
        Ok(Some(Self { id, request: request.to_vec() }))
    }

    /// The same id for something else.
    pub fn mismatch() -> ApiError {
        let message = "This operation id was used for another request.";
        ApiError::conflict("operation_mismatch", message)
    }
}

/// What is answered to a request that was done.
#[derive(Clone, Debug)]
pub struct Done {
    status: StatusCode,
    /// JSON.
    body: Option<String>,
    etag: Option<String>,
}

impl Done {
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn json(status: StatusCode, body: &impl serde::Serialize) -> Result<Self, ApiError> {
        Ok(Self::text(status, serde_json::to_string(body)?))
    }

    /// A body that is JSON already.
    pub fn text(status: StatusCode, body: String) -> Self {
        Self { status, body: Some(body), etag: None }
    }

    /// What is told of something that has versions; 304 to who has this one.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn version(content: &impl serde::Serialize, conditions: &Conditions) -> Result<Self, ApiError> {
        Ok(Self::version_text(serde_json::to_string(content)?, conditions))
    }

    /// As [`Done::version`], of a body that is JSON already.
    pub fn version_text(body: String, conditions: &Conditions) -> Self {
        let etag = etag(&body);
        if conditions.has(&etag) {
            return Self { status: StatusCode::NOT_MODIFIED, body: None, etag: Some(etag) };
        }
        Self::text(StatusCode::OK, body).etag(etag)
    }

    /// 204: there is nothing to say.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: None, etag: None }
    }

    #[must_use]
    pub fn etag(self, etag: String) -> Self {
        Self { etag: Some(etag), ..self }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = match self.body {
            Some(body) => {
                let mut response = (self.status, Body::from(body)).into_response();
                let json = HeaderValue::from_static("application/json");
                response.headers_mut().insert(header::CONTENT_TYPE, json);
                response
            }
            None => self.status.into_response(),
        };
        if let Some(etag) = self.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
            response.headers_mut().insert(header::ETAG, etag);
        }
        response
    }
}

/// A request that is being done, in its transaction.
pub struct Doing<'a> {
    pub tx: &'a mut PgConnection,
    pub caller: Caller,
    trace: TraceId,
    operation: Option<Operation>,
}

impl Doing<'_> {
    /// A record for the audit log, which says who asked and by which request.
    pub fn record(&self, action: &'static str, subject: impl ToString) -> Record {
        let operation = self.operation.as_ref().map(|operation| operation.id.as_str());
        Record::new(Actor::Service(self.caller.token), action, subject).operation(operation).trace(self.trace)
    }
}

impl Ground {
    /// Does what a request asks for, once: the effect, its audit record and the answer to its operation are one
    /// transaction.
    ///
    /// # Errors
    /// Those of `work`, after which nothing of it happened; 409 `operation_mismatch`.
    pub async fn write<B>(
        &self,
        write: Write<B>,
        work: impl AsyncFnOnce(&mut Doing<'_>, B) -> Result<Done, ApiError>,
    ) -> Result<Done, ApiError> {
        let Write { caller, trace, operation, body } = write;
        let mut tx = self.db.begin_as_owner().await?;
        if let Some(operation) = &operation
            && let Some(earlier) = store::find(&mut *tx, caller.token, operation).await?
        {
            return earlier.ok_or_else(Operation::mismatch);
        }
        let (token, asked) = (caller.token, operation.clone());
        let mut doing = Doing { tx: &mut tx, caller, trace, operation };
        let done = work(&mut doing, body).await?;
        if let Some(operation) = asked {
            store::keep(&mut *tx, token, &operation, &done, self.clock.now()).await?;
        }
        tx.commit().await?;
        Ok(done)
    }
}
