//! What every API of a bot stands on. A bot hands over its routes ([`Routes`], through [`Bot::routes`](crate::Bot::routes))
//! and gets with them: service tokens and their scope, limits on how often and how much is asked, one error shape, traces,
//! operation ids, entity tags, pages, and a document that says all of this of each route.
//!
//! The layers, from outside: [`dress`] (trace, time limit, panics, error shape, security headers), CORS, the guard (token,
//! rate), the limit on bodies, the route.

mod condition;
mod docs;
mod document;
mod dress;
mod error;
mod extract;
mod guard;
mod operation;
mod page;
mod rate;

pub use condition::{Conditions, etag};
pub use error::{ApiError, ErrorBody, Problems};
pub use extract::{Json, MergePatch, Nothing, Path, Payload, Query, Write};
pub(crate) use operation::prune as prune_operations;
pub use operation::{Doing, Done, Operation};
pub use page::{Page, PageQuery};
pub use rate::{ApiRate, Rate};

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::from_fn_with_state,
};
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa_axum::router::OpenApiRouter;

use crate::{bot::Bot, clock::Clock, config::ApiConfig, db::Db, token::Tokens};
use guard::Guard;

/// How long a browser may remember what it may ask for.
const PREFLIGHT_KEPT: Duration = Duration::from_secs(3600);

/// What routes stand on.
#[derive(Clone)]
pub struct Ground {
    pub db: Db,
    pub clock: Clock,
    pub tokens: Arc<Tokens>,
}

/// The routes of a bot.
#[derive(Default)]
pub struct Routes {
    /// For callers with a service token. Each is in the document, by what stands at its handler.
    pub api: OpenApiRouter,
    /// Open: what is secret about them is in their address or body (feeds, callbacks). They are in no document.
    pub open: Router,
}

impl Routes {
    pub fn api(api: OpenApiRouter) -> Self {
        Self { api, open: Router::new() }
    }

    #[must_use]
    pub fn open(self, open: Router) -> Self {
        Self { open: self.open.merge(open), ..self }
    }

    fn merge(self, other: Self) -> Self {
        Self { api: self.api.merge(other.api), open: self.open.merge(other.open) }
    }
}

pub(crate) type MakeRoutes = Arc<dyn Fn(Ground) -> Routes + Send + Sync>;

impl Bot {
    /// What the bot serves by HTTP: addresses that begin with its code, but for those that a contract fixes.
    pub fn routes(mut self, routes: impl Fn(Ground) -> Routes + Send + Sync + 'static) -> Self {
        self.routes = Some(Arc::new(routes));
        self
    }
}

/// The routes of all bots of the process behind their guard, with the document and the page that shows it.
pub(super) fn router(ground: &Ground, config: &ApiConfig, bots: &[MakeRoutes], own: Routes) -> Router {
    let all = bots.iter().fold(own, |all, routes| all.merge(routes(ground.clone())));
    let (api, document) = all.api.split_for_parts();
    if document.paths.paths.is_empty() {
        return all.open;
    }
    let guard = Arc::new(Guard::new(Arc::clone(&ground.tokens), config.rate));
    let mut api = api
        .layer(DefaultBodyLimit::max(config.body_limit))
        .route_layer(from_fn_with_state(guard, guard::guard))
        .merge(docs::routes(document::finish(document)));
    if !config.cors_origins.is_empty() {
        api = api.layer(cors(&config.cors_origins));
    }
    all.open.merge(api)
}

/// The outermost layer, of all that a process serves.
pub(super) fn dressed(router: Router, config: &ApiConfig) -> Router {
    router.fallback(async || StatusCode::NOT_FOUND).layer(from_fn_with_state(config.time_limit, dress::dress))
}

fn cors(origins: &[HeaderValue]) -> CorsLayer {
    let name = HeaderName::from_static;
    let asked = [header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_MATCH, header::IF_NONE_MATCH];
    let told = [header::ETAG, header::RETRY_AFTER, name("ratelimit-limit"), name("ratelimit-remaining")];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers(
            asked.into_iter().chain([operation::OPERATION, name(dress::TRACE)]).collect::<Vec<_>>(),
        )
        .expose_headers(
            told.into_iter().chain([name("ratelimit-reset"), name(dress::TRACE)]).collect::<Vec<_>>(),
        )
        .max_age(PREFLIGHT_KEPT)
}
