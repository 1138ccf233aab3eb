//! A token of one bot, and what belongs to another.

use serde_json::{Value, json};

use super::support::{Answer, World, id, refused, visitor};

/// What is somebody else's is refused in the words for what is not there, on every route.
#[tokio::test]
async fn what_is_anothers_does_not_exist() {
    let world = World::new().await;
    let visit = world.visit(1, "kitchen").await;
    let (user, subscription) = (id(&visit["user"]["id"]), id(&visit["subscription"]["id"]));
    let nobody = uuid::Uuid::now_v7().to_string();
    let missing = |thing: &str| refused(404, thing);
    for (method, path, body, expected) in [
        ("GET", "/users/{user}", json!(null), missing("user_not_found")),
        ("PATCH", "/users/{user}", json!({"language": "pl"}), missing("user_not_found")),
        ("PATCH", "/users/{user}", json!({"tier": "premium"}), missing("user_not_found")),
        ("DELETE", "/users/{user}", json!(null), refused(403, "out_of_scope")),
        ("GET", "/users/{user}/bots", json!(null), missing("user_not_found")),
        ("GET", "/subscriptions/{subscription}", json!(null), missing("subscription_not_found")),
        ("DELETE", "/subscriptions/{subscription}", json!(null), missing("subscription_not_found")),
        ("GET", "/subscriptions/{subscription}/settings", json!(null), missing("subscription_not_found")),
        (
            "PATCH",
            "/subscriptions/{subscription}/settings",
            json!({"a": 1}),
            missing("subscription_not_found"),
        ),
        ("GET", "/subscriptions/{subscription}/state", json!(null), missing("subscription_not_found")),
        ("PATCH", "/subscriptions/{subscription}/state", json!({"a": 1}), missing("subscription_not_found")),
        ("GET", "/bots/{bot}", json!(null), missing("bot_not_found")),
        ("PATCH", "/bots/{bot}", json!({"name": "x"}), missing("bot_not_found")),
        ("POST", "/users/from-telegram", visitor(1, "kitchen"), refused(403, "out_of_scope")),
        ("POST", "/bots", json!({"code": "mine", "name": "x"}), refused(403, "out_of_scope")),
    ] {
        let fill = |user: &str, subscription: &str, bot: &str| {
            path.replace("{user}", user).replace("{subscription}", subscription).replace("{bot}", bot)
        };
        let ask =
            async |path: String| Answer::of(world.request(&world.coach, method, &path).json(&body)).await;
        let anothers = ask(fill(user, subscription, "kitchen")).await;
        assert_eq!(anothers.refusal(), expected, "{method} {path}");
        let nobodys = ask(fill(&nobody, &nobody, "nobody")).await;
        let without_trace = |answer: &Answer| {
            let mut body = answer.json();
            body["trace_id"] = Value::Null;
            body
        };
        assert_eq!(without_trace(&anothers), without_trace(&nobodys), "{method} {path}");
    }
    assert_eq!(
        world.patch(&world.coach, "/bots/coach", json!({"name": "x"})).await.refusal(),
        refused(403, "out_of_scope")
    );
    for list in ["/users", "/users?search=anna", "/users?telegram_id=1"] {
        assert_eq!(world.get(&world.coach, list).await.expect(200)["items"], json!([]), "{list}");
    }
    let log = world.audited().await;
    assert_eq!(log.len(), 1, "nothing was changed: {log:?}");
}

/// Every operation of the document is either in the table above, or lists what the token sees and is tested with that.
#[tokio::test]
async fn no_route_is_left_out() {
    let world = World::new().await;
    let document = world.get("", "/openapi.json").await.expect(200);
    let mut routes: Vec<String> = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let methods = methods.as_object().expect("methods").keys();
        routes.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    routes.sort();
    insta::assert_snapshot!(routes.join("\n"), @"
    DELETE /subscriptions/{id}
    DELETE /users/{id}
    GET /bots
    GET /bots/{code}
    GET /jobs
    GET /subscriptions/{id}
    GET /subscriptions/{id}/settings
    GET /subscriptions/{id}/state
    GET /users
    GET /users/{id}
    GET /users/{id}/bots
    PATCH /bots/{code}
    PATCH /subscriptions/{id}/settings
    PATCH /subscriptions/{id}/state
    PATCH /users/{id}
    POST /bots
    POST /users/from-telegram
    ");
}
