//! `/openapi.json`, and `/docs`, a page that shows it. It loads nothing from elsewhere: what is shown of an API must not
//! depend on, or tell, somebody else's server.

use axum::{
    Router,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
    routing::get,
};

/// The page and its own two files, and what it reads from here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

pub(super) fn routes(document: String) -> Router {
    let document: &'static str = document.leak();
    Router::new()
        .route("/openapi.json", get(move || async move { file("application/json", document) }))
        .route("/docs", get(async || ([(CONTENT_SECURITY_POLICY, POLICY)], Html(include_str!("page.html")))))
        .route("/docs/page.css", get(async || file("text/css; charset=utf-8", include_str!("page.css"))))
        .route("/docs/page.js", get(async || file("text/javascript; charset=utf-8", include_str!("page.js"))))
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text).into_response()
}
