//! Bots of the registry.

use serde_json::{Value, json};

use super::support::{Answer, World, id, refused};

#[tokio::test]
async fn a_bot_is_registered_once_and_changed() {
    let world = World::new().await;
    let body = json!({"code": "reports", "name": "Reports"});
    let made = world.post(&world.all, "/bots", body.clone()).await;
    let etag = made.header("etag").to_owned();
    let made = made.expect(201);
    assert_eq!(
        (&made["is_active"], &made["description"], &made["version"]),
        (&json!(true), &json!(""), &json!(""))
    );
    assert_eq!(world.post(&world.all, "/bots", body).await.refusal(), refused(409, "bot_exists"));
    let told = world.get(&world.all, "/bots/reports").await;
    assert_eq!((told.header("etag"), &told.json()), (etag.as_str(), &made));
    let patch = async |body: Value| world.patch(&world.all, "/bots/reports", body).await;
    assert_eq!(patch(json!({"is_active": false})).await.expect(200)["is_active"], false);
    let stale = world
        .request(&world.all, "PATCH", "/bots/reports")
        .header("if-match", etag)
        .json(&json!({"name": "R"}));
    assert_eq!(Answer::of(stale).await.refusal(), refused(412, "changed_meanwhile"));
    for wrong in [
        json!({"name": ""}),
        json!({"name": null}),
        json!({"is_active": null}),
        json!({"name": "x".repeat(101)}),
        json!({"code": "other"}),
        json!({"description": "x".repeat(513)}),
    ] {
        assert_eq!(patch(wrong.clone()).await.status, 422, "{wrong}");
    }
    let log = world.audited().await;
    let actions: Vec<(&str, &str)> =
        log.iter().map(|entry| (entry.action.as_str(), entry.subject.as_str())).collect();
    assert_eq!(actions, [("bot.patch", "reports"), ("bot.create", "reports")]);
    assert_eq!(
        (&log[0].before, &log[0].after),
        (&Some(json!({"is_active": true})), &Some(json!({"is_active": false})))
    );
}

#[tokio::test]
async fn bots_are_listed_page_by_page() {
    let world = World::new().await;
    let first = world.get(&world.all, "/bots?limit=1").await.expect(200);
    assert_eq!(first["items"][0]["code"], "coach");
    let next = format!("/bots?limit=1&cursor={}", id(&first["next_cursor"]));
    let second = world.get(&world.all, &next).await.expect(200);
    assert_eq!((&second["items"][0]["code"], &second["next_cursor"]), (&json!("kitchen"), &Value::Null));
    let own = world.get(&world.kitchen, "/bots").await.expect(200);
    assert_eq!(own["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["items"][0]["code"], "kitchen");
    // A cursor that says "a\0", in the form that ours have.
    assert_eq!(
        world.get(&world.all, "/bots?cursor=ImFcdTAwMDAi").await.refusal(),
        refused(400, "bad_cursor")
    );
}

#[tokio::test]
async fn a_code_has_its_form() {
    let world = World::new().await;
    for code in ["Reports", "r", "1a", "a-b", "a b", "ä", "", &"a".repeat(65)] {
        let answer = world.post(&world.all, "/bots", json!({"code": code, "name": "x"})).await;
        assert_eq!(answer.refusal(), refused(422, "invalid"), "{code}");
    }
    for path in ["/bots/R", "/bots/%00", "/bots/a%20b", "/bots/%ff"] {
        assert_eq!(world.get(&world.all, path).await.refusal(), refused(400, "bad_path"), "{path}");
    }
}
