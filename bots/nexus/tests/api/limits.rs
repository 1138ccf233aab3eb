//! How often, from where, and what is for operators only.

use nexus_core::{
    config::ApiConfig,
    http::api::{ApiRate, Rate},
};
use reqwest::Method;

use super::support::{Answer, World, api_config, refused};

#[tokio::test]
async fn a_token_that_asks_too_often_is_told_when_it_may_ask_again() {
    let rate = ApiRate::PerToken(Rate { per_second: 1, at_once: 3 });
    let world = World::with(ApiConfig { rate, ..api_config() }).await;
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(world.get(&world.coach, "/bots").await);
    }
    assert_eq!(answers[0].header("ratelimit-limit"), "3");
    assert_eq!(answers[0].header("ratelimit-remaining"), "2");
    let last = answers.iter().find(|answer| answer.status == 429).expect("one too many");
    assert_eq!(last.refusal(), refused(429, "too_many_requests"));
    assert_eq!((last.header("retry-after"), last.header("ratelimit-remaining")), ("1", "0"));
    assert_eq!(world.get(&world.kitchen, "/bots").await.status, 200, "another token has its own");
    assert_eq!(Answer::of(world.bare(Method::GET, "/health")).await.header("ratelimit-limit"), "");
}

#[tokio::test]
async fn who_has_no_token_that_counts_soon_has_to_wait() {
    let world = World::with(ApiConfig { rate: ApiRate::default(), ..api_config() }).await;
    let mut statuses = Vec::new();
    for number in 0..300 {
        statuses.push(world.get(&format!("guess.{number}.x"), "/bots").await.status);
        if statuses.last() == Some(&429) {
            break;
        }
    }
    assert_eq!((statuses[0], statuses.last()), (401, Some(&429)));
    assert!(statuses.len() > 50, "{}", statuses.len());
    assert_eq!(world.get(&world.all, "/bots").await.status, 200, "whoever has one is not held up by it");
}

#[tokio::test]
async fn only_pages_that_are_named_may_call_from_a_browser() {
    let origin = "https://app.example.org";
    let cors_origins = vec![origin.parse().expect("an origin")];
    let world = World::with(ApiConfig { cors_origins, ..api_config() }).await;
    let preflight = async |world: &World, origin: &str| {
        let request = world.bare(Method::OPTIONS, "/users").header("origin", origin);
        let request = request.header("access-control-request-method", "PATCH");
        Answer::of(request.header("access-control-request-headers", "authorization,if-match,x-operation-id"))
            .await
    };
    let answer = preflight(&world, origin).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, origin));
    for allowed in ["authorization", "if-match", "x-operation-id"] {
        assert!(answer.header("access-control-allow-headers").contains(allowed), "{answer:?}");
    }
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert_eq!(preflight(&world, "https://evil.example").await.header("access-control-allow-origin"), "");
    let called = Answer::of(world.request(&world.all, "GET", "/bots").header("origin", origin)).await;
    assert_eq!(called.header("access-control-allow-origin"), origin);
    assert!(called.header("access-control-expose-headers").contains("etag"));
    let closed = World::new().await;
    assert_eq!(preflight(&closed, origin).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn what_is_for_operators_may_have_an_address_of_its_own() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("an address");
    let world = World::with(ApiConfig { private: Some(free), ..api_config() }).await;
    for path in ["/metrics", "/jobs"] {
        let public = Answer::of(world.request(&world.all, "GET", path)).await;
        assert_eq!(public.refusal(), refused(404, "not_found"), "{path}");
        let private = reqwest::get(format!("http://{free}{path}")).await.expect("an answer");
        assert_eq!(private.status().as_u16(), 200, "{path}");
    }
    assert!(reqwest::get(format!("http://{free}/users")).await.expect("an answer").status().as_u16() == 404);
    let shared = World::new().await;
    assert_eq!(Answer::of(shared.bare(Method::GET, "/metrics")).await.status, 200);
    assert_eq!(Answer::of(shared.bare(Method::GET, "/jobs")).await.status, 401);
    let jobs = shared.get(&shared.coach, "/jobs").await.expect(200);
    assert_eq!(jobs, serde_json::json!({"jobs": [], "dead": []}));
}

#[tokio::test]
async fn the_docs_load_nothing_from_elsewhere() {
    let world = World::new().await;
    for path in ["/docs", "/docs/page.js", "/docs/page.css"] {
        let answer = Answer::of(world.bare(Method::GET, path)).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text.contains("//cdn") && !answer.text.contains("https://"), "{path}");
    }
    let page = Answer::of(world.bare(Method::GET, "/docs")).await;
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    let api = world.get(&world.all, "/bots").await;
    assert_eq!(api.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(api.header("cache-control"), "private, no-cache");
}
