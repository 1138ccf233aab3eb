//! Subscriptions, their settings and their state.

use futures::future::join_all;
use serde_json::{Value, json};

use super::support::{Answer, World, id, refused};

async fn subscription(world: &World) -> String {
    format!("/subscriptions/{}", id(&world.visit(1, "coach").await["subscription"]["id"]))
}

#[tokio::test]
async fn a_patch_merges() {
    let world = World::new().await;
    let path = subscription(&world).await;
    for part in ["settings", "state"] {
        let path = format!("{path}/{part}");
        let patch = async |body: Value| world.patch(&world.coach, &path, body).await.expect(200);
        assert_eq!(
            patch(json!({"a": 1, "b": {"c": [1], "d": "x"}})).await,
            json!({"a": 1, "b": {"c": [1], "d": "x"}})
        );
        assert_eq!(
            patch(json!({"a": null, "b": {"c": null, "e": 2}})).await,
            json!({"b": {"d": "x", "e": 2}})
        );
        assert_eq!(patch(json!({"b": [null]})).await, json!({"b": [null]}));
        let told = world.get(&world.coach, &path).await;
        assert_eq!(told.expect(200), json!({"b": [null]}));
        let merge = world.request(&world.coach, "PATCH", &path);
        let merge = merge.header("content-type", "application/merge-patch+json").body(r#"{"b": null}"#);
        assert_eq!(Answer::of(merge).await.expect(200), json!({}));
    }
    let log = world.audited().await;
    assert_eq!(log[0].action, "subscription.state");
    assert_eq!((&log[0].before, &log[0].after), (&Some(json!({"b": {"list": 1}})), &Some(json!({}))));
}

#[tokio::test]
async fn no_update_is_lost() {
    let world = World::new().await;
    let path = format!("{}/state", subscription(&world).await);
    let known = world.get(&world.coach, &path).await.header("etag").to_owned();
    let patch = async |number: i32, known: &str| {
        let body = json!({ "winner": number });
        Answer::of(world.request(&world.coach, "PATCH", &path).header("if-match", known).json(&body)).await
    };
    let answers = join_all((0..20).map(|number| patch(number, &known))).await;
    let won: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 200).collect();
    let [won] = won[..] else { panic!("{} won", won.len()) };
    let lost = answers.iter().filter(|answer| answer.refusal_is(412, "changed_meanwhile")).count();
    assert_eq!(lost, 19);
    let told = world.get(&world.coach, &path).await;
    assert_eq!(told.header("etag"), won.header("etag"));
    assert_eq!(told.json(), won.json());
    let unchanged = world.request(&world.coach, "GET", &path).header("if-none-match", won.header("etag"));
    assert_eq!(Answer::of(unchanged).await.status, 304);
}

#[tokio::test]
async fn patches_of_different_fields_meet() {
    let world = World::new().await;
    let path = format!("{}/state", subscription(&world).await);
    let patches =
        (0..20).map(|number| world.patch(&world.coach, &path, json!({ format!("f{number}"): number })));
    assert!(join_all(patches).await.iter().all(|answer| answer.status == 200));
    let told = world.get(&world.coach, &path).await.expect(200);
    assert_eq!(told.as_object().map(serde_json::Map::len), Some(20));
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let path = format!("{}/settings", subscription(&world).await);
    world.patch(&world.coach, &path, json!({"kept": true})).await.expect(200);
    let nested = |levels: usize| format!(r#"{{"a": {}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
    for (body, status, code) in [
        (r#"{"a": "\u0000"}"#.to_owned(), 422, "nul_character"),
        (r#"{"\u0000": 1}"#.to_owned(), 422, "nul_character"),
        (r#"{"a": "\ud800"}"#.to_owned(), 400, "bad_json"),
        (r#"{"a": 1e400}"#.to_owned(), 400, "bad_json"),
        (r#"{"a": NaN}"#.to_owned(), 400, "bad_json"),
        (r#"{"a": 1"#.to_owned(), 400, "bad_json"),
        (String::new(), 400, "bad_json"),
        ("[]".to_owned(), 422, "invalid"),
        ("null".to_owned(), 422, "invalid"),
        ("1".to_owned(), 422, "invalid"),
        (nested(32), 422, "too_deep"),
        (nested(200), 400, "bad_json"),
        (r#"{"a": [1.7976931348623157e308]}"#.to_owned(), 422, "too_large"),
        (format!(r#"{{"a": "{}"}}"#, "x".repeat(17 * 1024)), 422, "too_large"),
        (format!(r#"{{"a": "{}"}}"#, "x".repeat(65 * 1024)), 413, "too_large"),
    ] {
        let request = world.request(&world.coach, "PATCH", &path).header("content-type", "application/json");
        let answer = Answer::of(request.body(body.clone())).await;
        assert_eq!(answer.refusal(), refused(status, code), "{}", &body[..body.len().min(40)]);
    }
    assert_eq!(world.get(&world.coach, &path).await.expect(200), json!({"kept": true}));
    for body in [r#"{"a": 1e300}"#.to_owned(), r#"{"a": -0.0, "b": 1e-300}"#.to_owned(), nested(31)] {
        let request = world.request(&world.coach, "PATCH", &path).header("content-type", "application/json");
        Answer::of(request.body(body)).await.expect(200);
        world.get(&world.coach, &path).await.expect(200);
    }
}

#[tokio::test]
async fn what_is_full_can_be_emptied() {
    let world = World::new().await;
    let path = format!("{}/settings", subscription(&world).await);
    let half = "x".repeat(7 * 1024);
    world.patch(&world.coach, &path, json!({"a": half})).await.expect(200);
    world.patch(&world.coach, &path, json!({"b": half})).await.expect(200);
    let third = world.patch(&world.coach, &path, json!({"c": half})).await;
    assert_eq!(third.refusal(), refused(422, "too_large"));
    world.patch(&world.coach, &path, json!({"a": null, "c": half})).await.expect(200);
}

#[tokio::test]
async fn the_end_of_a_subscription_is_the_end_of_what_was_planned() {
    let world = World::new().await;
    let path = subscription(&world).await;
    sqlx::query(
        "INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at)
         SELECT gen_random_uuid(), b.id, w.owner_id, w.id, 'event', gen_random_uuid(), '2030-01-01', 0, '2030-01-01T00:00:00Z'
         FROM nexus.workspaces w, nexus.bots b",
    )
    .execute(&world.test.pool)
    .await
    .expect("planned");
    world.get(&world.coach, &path).await.expect(200);
    let gone = world.delete(&world.coach, &path).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(world.get(&world.coach, &path).await.refusal(), refused(404, "subscription_not_found"));
    assert_eq!(world.delete(&world.coach, &path).await.refusal(), refused(404, "subscription_not_found"));
    let planned = "SELECT count(*) FROM nexus.notifications WHERE state = 0";
    assert_eq!(world.number(planned).await, 1, "the other bot's stays");
    let log = world.audited().await;
    assert_eq!(log[0].action, "subscription.delete");
    assert_eq!(world.visit(1, "coach").await["is_new_subscription"], true);
}

impl Answer {
    fn refusal_is(&self, status: u16, code: &str) -> bool {
        self.status == status && self.json()["code"] == code
    }
}
