//! Whatever goes wrong, it is said in one shape. (That shape, traces and headers are checked of every answer of every test.)

use std::time::Duration;

use axum::{Router, routing::get};
use nexus_core::{
    Bot,
    config::ApiConfig,
    dptree,
    http::{Routes, api::ApiError},
};
use reqwest::Method;
use uuid::Uuid;

use super::support::{Answer, World, api_config, refused, visitor};

#[tokio::test]
async fn what_the_framework_refuses_has_our_shape() {
    let world = World::new().await;
    let json = "application/json";
    for (method, path, kind, body, status, code) in [
        ("GET", "/nowhere", json, "", 404, "not_found"),
        ("GET", "/users/from-telegram", json, "", 405, "method_not_allowed"),
        ("PUT", "/bots", json, "{}", 405, "method_not_allowed"),
        ("DELETE", "/bots/coach", json, "", 405, "method_not_allowed"),
        ("POST", "/health", json, "", 405, "method_not_allowed"),
        ("POST", "/bots", "text/plain", "{}", 415, "unsupported_media_type"),
        ("POST", "/bots", "", "{}", 415, "unsupported_media_type"),
        ("POST", "/bots", "application/merge-patch+json", "{}", 415, "unsupported_media_type"),
        ("POST", "/bots", json, "{", 400, "bad_json"),
        ("POST", "/bots", json, "{}", 422, "invalid"),
        ("PATCH", "/bots/coach", "application/json-patch+json", "[]", 415, "unsupported_media_type"),
        ("GET", "/users/x", json, "", 400, "bad_path"),
        ("GET", "/users/%FF", json, "", 400, "bad_path"),
        ("GET", "/users?limit=-1", json, "", 400, "bad_query"),
        ("GET", "/users?limit=1&limit=2", json, "", 400, "bad_query"),
    ] {
        let mut request = world.request(&world.all, method, path).body(body);
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        assert_eq!(Answer::of(request).await.refusal(), refused(status, code), "{method} {path}");
    }
    let large = world.request(&world.all, "POST", "/bots").header("content-type", json);
    let large = Answer::of(large.body("x".repeat(64 * 1024 + 1))).await;
    assert_eq!(large.refusal(), refused(413, "too_large"));
    let other = Answer::of(world.request(&world.all, "PUT", "/bots").body("{}")).await;
    let allowed = other.header("allow");
    assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
}

#[tokio::test]
async fn a_trace_is_the_callers_or_a_new_one() {
    let world = World::new().await;
    let ask = async |trace: &str| {
        let request = world.bare(Method::GET, "/health").header("x-trace-id", trace);
        Answer::of(request).await.header("x-trace-id").to_owned()
    };
    let own = Uuid::now_v7().to_string();
    assert_eq!(ask(&own).await, own);
    assert_ne!(ask("mine").await, "mine");
}

/// Routes that go wrong, of a bot that knows nothing of how that is told.
#[expect(clippy::panic, reason = "one of the routes is there to panic")]
fn broken() -> Bot {
    Bot::new("broken", "Broken", dptree::entry()).routes(|_| {
        let routes = Router::new()
            .route("/broken/panic", get(async || -> String { panic!("secret in a panic") }))
            .route(
                "/broken/fails",
                get(async || Err::<(), _>(ApiError::internal(std::io::Error::other("secret cause")))),
            )
            .route("/broken/hangs", get(async || std::future::pending::<()>().await))
            .route("/broken/status", get(async || (axum::http::StatusCode::BAD_GATEWAY, "secret text")));
        Routes::default().open(routes)
    })
}

#[tokio::test]
async fn a_failure_of_ours_tells_nothing_but_its_trace() {
    let api = ApiConfig { time_limit: Duration::from_millis(300), ..api_config() };
    let world = World::with(api).await;
    let address = world.house.serve_http(nexus_core::http::Extra::default().with(&broken())).await;
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    for (path, status, code) in [
        ("panic", 500, "internal"),
        ("fails", 500, "internal"),
        ("status", 502, "internal"),
        ("hangs", 503, "timeout"),
    ] {
        let answer = Answer::of(client.get(format!("http://{address}/broken/{path}"))).await;
        assert_eq!(answer.refusal(), refused(status, code), "{path}");
        assert!(!answer.text.contains("secret"), "{answer:?}");
    }
    let answer = Answer::of(client.get(format!("http://{address}/health"))).await;
    assert_eq!(answer.status, 200, "a panic ends its own request only");
}

#[tokio::test]
async fn a_database_that_is_broken_is_our_failure() {
    let world = World::new().await;
    sqlx::query("DROP FUNCTION nexus.visit").execute(&world.test.pool).await.expect("dropped");
    let answer = world.post(&world.all, "/users/from-telegram", visitor(1, "coach")).await;
    assert_eq!(answer.refusal(), refused(500, "internal"));
    assert!(!answer.text.contains("nexus."), "{answer:?}");
}
