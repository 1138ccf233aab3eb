//! Sent twice, done once.

use futures::future::join_all;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::support::{Answer, World, id, refused, visitor};

fn operation(request: RequestBuilder, id: &str) -> RequestBuilder {
    request.header("x-operation-id", id)
}

#[tokio::test]
async fn a_repetition_is_answered_the_same_and_does_nothing() {
    let world = World::new().await;
    let subscription = world.visit(1, "coach").await["subscription"]["id"].clone();
    let state = format!("/subscriptions/{}/state", id(&subscription));
    for (method, path, body) in [
        ("POST", "/users/from-telegram", visitor(2, "coach")),
        ("POST", "/bots", json!({"code": "reports", "name": "Reports"})),
        ("PATCH", "/bots/coach", json!({"description": "once"})),
        ("PATCH", &state, json!({"count": 1})),
        ("DELETE", state.trim_end_matches("/state"), json!(null)),
    ] {
        let send =
            async || Answer::of(operation(world.request(&world.all, method, path), path).json(&body)).await;
        let before = world.audited().await.len();
        let first = send().await;
        assert!(first.status < 300, "{first:?}");
        // What has been changed since is not told again as if it were the answer to this.
        world.visit(2, "kitchen").await;
        let between = world.audited().await.len();
        let second = send().await;
        assert_eq!((second.status, &second.text), (first.status, &first.text), "{method} {path}");
        assert_eq!(second.header("etag"), first.header("etag"), "{method} {path}");
        assert_eq!(world.audited().await.len(), between, "{method} {path}");
        assert!(between > before, "{method} {path}");
    }
}

#[tokio::test]
async fn sent_at_the_same_time_it_is_done_once() {
    let world = World::new().await;
    for (method, path, body, count) in [
        ("POST", "/users/from-telegram", visitor(2, "coach"), "SELECT count(*) FROM nexus.users"),
        (
            "POST",
            "/bots",
            json!({"code": "reports", "name": "R"}),
            "SELECT count(*) FROM nexus.bots WHERE code = 'reports'",
        ),
    ] {
        let send = || Answer::of(operation(world.request(&world.all, method, path), "same").json(&body));
        let sent: Vec<_> =
            if path == "/bots" {
                join_all((0..20).map(|_| {
                    Answer::of(operation(world.request(&world.all, method, path), "other").json(&body))
                }))
                .await
            } else {
                join_all((0..20).map(|_| send())).await
            };
        assert!(sent.iter().all(|answer| answer.status < 300), "{:?}", sent[0]);
        assert!(sent.iter().all(|answer| answer.text == sent[0].text), "{path}");
        assert_eq!(world.number(count).await, 1);
    }
    assert_eq!(world.audited().await.len(), 2);
}

#[tokio::test]
async fn the_same_id_for_something_else_is_a_mistake() {
    let world = World::new().await;
    let send = async |token: &str, path: &str, body: Value| {
        Answer::of(operation(world.request(token, "POST", path), "op").json(&body)).await
    };
    send(&world.all, "/users/from-telegram", visitor(1, "coach")).await.expect(200);
    let mismatch = refused(409, "operation_mismatch");
    assert_eq!(send(&world.all, "/users/from-telegram", visitor(2, "coach")).await.refusal(), mismatch);
    let bot = json!({"code": "reports", "name": "R"});
    assert_eq!(send(&world.all, "/bots", bot).await.refusal(), mismatch);
    // Another program may call its operations as it likes.
    send(&world.coach, "/users/from-telegram", visitor(2, "coach")).await.expect(200);
}

#[tokio::test]
async fn what_was_refused_may_be_asked_again() {
    let world = World::new().await;
    let send = async || {
        Answer::of(
            operation(world.request(&world.all, "POST", "/users/from-telegram"), "op")
                .json(&visitor(1, "reports")),
        )
        .await
    };
    assert_eq!(send().await.refusal(), refused(404, "bot_not_found"));
    world.post(&world.all, "/bots", json!({"code": "reports", "name": "R"})).await.expect(201);
    send().await.expect(200);
}

#[tokio::test]
async fn an_operation_has_an_id_that_can_be_written_down() {
    let world = World::new().await;
    for (given, status) in [
        ("a".to_owned(), 200),
        ("x".repeat(128), 200),
        ("!~".to_owned(), 200),
        ("x".repeat(129), 400),
        (String::new(), 400),
        ("a b".to_owned(), 400),
    ] {
        let request = operation(world.request(&world.all, "POST", "/users/from-telegram"), &given);
        assert_eq!(Answer::of(request.json(&visitor(1, "coach"))).await.status, status, "{given}");
    }
    let request = world.request(&world.all, "POST", "/users/from-telegram").json(&visitor(1, "coach"));
    let request = request.header("x-operation-id", "é".as_bytes());
    assert_eq!(Answer::of(request).await.refusal(), refused(400, "bad_operation_id"));
    let twice = world.request(&world.all, "POST", "/users/from-telegram").json(&visitor(1, "coach"));
    let twice = operation(operation(twice, "a"), "b");
    assert_eq!(Answer::of(twice).await.refusal(), refused(400, "bad_operation_id"));
}
