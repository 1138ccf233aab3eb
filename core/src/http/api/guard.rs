//! Who may come in, and how often.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{
    error::ApiError,
    rate::{ApiRate, Buckets, Rate, Standing},
};
use crate::token::{Caller, Refused, Tokens};

/// Of requests without a token that counts, by address. Enough for somebody who mistypes, too little for somebody who
/// guesses.
const STRANGERS: Rate = Rate { per_second: 5, at_once: 50 };

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

pub(super) struct Guard {
    tokens: Arc<Tokens>,
    callers: Option<Buckets<Uuid>>,
    strangers: Option<Buckets<IpAddr>>,
}

impl Guard {
    pub fn new(tokens: Arc<Tokens>, rate: ApiRate) -> Self {
        let (callers, strangers) = match rate {
            ApiRate::Off => (None, None),
            ApiRate::PerToken(rate) => (Some(Buckets::new(rate)), Some(Buckets::new(STRANGERS))),
        };
        Self { tokens, callers, strangers }
    }

    /// Lets the caller of a good token in. Of the others only their address is known.
    async fn admit(
        &self,
        token: Option<&str>,
        address: IpAddr,
    ) -> Result<(Caller, Option<Standing>), Response> {
        let checked = match token {
            Some(token) => self.tokens.check(token).await,
            None if self.tokens.keys().is_none() => Err(Refused::NotConfigured),
            None => Err(Refused::Invalid("there is none")),
        };
        match checked {
            Ok(caller) => {
                let standing = self.callers.as_ref().map(|buckets| buckets.take(caller.token));
                match standing {
                    Some(standing) if !standing.is_allowed => Err(too_often(standing)),
                    standing => Ok((caller, standing)),
                }
            }
            Err(refused) => Err(self.turn_away(refused, address)),
        }
    }

    fn turn_away(&self, refused: Refused, address: IpAddr) -> Response {
        match refused {
            Refused::NotConfigured => {
                let message = "The API is switched off: its operator has set no TOKEN_KEY.";
                return ApiError::unavailable("not_configured", message).into_response();
            }
            Refused::Unknown(error) => return ApiError::from(error).into_response(),
            Refused::Invalid(reason) => tracing::debug!(reason, %address, "a token was refused"),
        }
        let standing = self.strangers.as_ref().map(|buckets| buckets.take(address));
        let mut response = match standing {
            Some(standing) if !standing.is_allowed => return too_often(standing),
            _ => unauthorized(),
        };
        if let Some(standing) = standing {
            tell(response.headers_mut(), standing);
        }
        response
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whoever has one address of version 6 has a whole network of them.
fn address(request: &Request) -> IpAddr {
    match request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical()) {
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        Some(ip) => ip,
        None => Ipv4Addr::UNSPECIFIED.into(),
    }
}

fn unauthorized() -> Response {
    let message = "A service token that counts is needed: Authorization: Bearer <token>.";
    let mut response = ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", message).into_response();
    let challenge = HeaderValue::from_static(r#"Bearer realm="nexus", error="invalid_token""#);
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}

fn too_often(standing: Standing) -> Response {
    let message = "Too many requests; the header Retry-After says when there may be the next.";
    let mut response =
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", message).into_response();
    response.headers_mut().insert(RETRY_AFTER, seconds(standing.next_in).max(1).into());
    tell(response.headers_mut(), standing);
    response
}

fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn tell(headers: &mut HeaderMap, standing: Standing) {
    headers.insert(LIMIT, standing.limit.into());
    headers.insert(REMAINING, standing.remaining.into());
    headers.insert(RESET, seconds(standing.full_in).into());
}

pub(super) async fn guard(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    // The request itself cannot be lent to what waits.
    let (token, address) = (bearer(request.headers()).map(str::to_owned), address(&request));
    let standing = match guard.admit(token.as_deref(), address).await {
        Ok((caller, standing)) => {
            request.extensions_mut().insert(caller);
            standing
        }
        Err(response) => return response,
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if let Some(standing) = standing {
        tell(headers, standing);
    }
    response
}

/// Who calls; only routes behind the guard have it.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller
            .ok_or_else(|| ApiError::internal(anyhow::anyhow!("a route of the API is not behind its guard")))
    }
}
