//! People: lists, one, changes.

use nexus_core::{
    ids::{AccountId, BotId, ChatKey, ExternalId, Realm},
    registry::{
        Profile,
        store::{Meeting, person_came, upsert_account},
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Answer, World, id, refused, visitor};

async fn ids(world: &World, token: &str, path: &str) -> (Vec<i64>, Option<String>) {
    let page = world.get(token, path).await.expect(200);
    let items = page["items"].as_array().expect("items");
    let ids = items.iter().map(|user| user["telegram_id"].as_i64().unwrap_or_default()).collect();
    (ids, page["next_cursor"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn pages_follow_each_other_whatever_comes_meanwhile() {
    let world = World::new().await;
    for number in 1..=5 {
        world.visit(number, "coach").await;
    }
    let (first, cursor) = ids(&world, &world.all, "/users?limit=2").await;
    assert_eq!(first, [1, 2]);
    world.visit(6, "coach").await;
    world.visit(1, "kitchen").await;
    let next = format!("/users?limit=2&cursor={}", cursor.expect("a cursor"));
    let (second, cursor) = ids(&world, &world.all, &next).await;
    assert_eq!(second, [3, 4]);
    let next = format!("/users?limit=2&cursor={}", cursor.expect("a cursor"));
    let (third, cursor) = ids(&world, &world.all, &next).await;
    assert_eq!((third, cursor), (vec![5, 6], None), "whoever came meanwhile is at the end");
    let (of_kitchen, cursor) = ids(&world, &world.kitchen, "/users").await;
    assert_eq!((of_kitchen, cursor), (vec![1], None));
    for (path, code) in [
        ("/users?limit=0", "bad_query"),
        ("/users?limit=101", "bad_query"),
        ("/users?limit=many", "bad_query"),
        ("/users?cursor=x", "bad_cursor"),
        ("/users?cursor=ImNvYWNoIg", "bad_cursor"),
        ("/users?search=", "bad_query"),
        ("/users?search=%00", "bad_query"),
        ("/users?telegram_id=0", "bad_query"),
        ("/users?telegram_id=99999999999999999999", "bad_query"),
    ] {
        assert_eq!(world.get(&world.all, path).await.refusal(), refused(400, code), "{path}");
    }
}

#[tokio::test]
async fn people_are_found_by_the_beginning_of_a_name() {
    let world = World::new().await;
    for (number, first, last, username) in [
        (1, "Анна", "Ковальська", Some("anna_k")),
        (2, "Annabel", "Lee", None),
        (3, "Bert", "Anner", Some("b_100%")),
        (4, "Zoë", "", Some("Anna")),
    ] {
        let mut body = visitor(number, "coach");
        body["first_name"] = json!(first);
        body["last_name"] = if last.is_empty() { Value::Null } else { json!(last) };
        body["username"] =
            username.filter(|name| !name.contains('%')).map_or(Value::Null, |name| json!(name));
        world.post(&world.all, "/users/from-telegram", body).await.expect(200);
    }
    for (search, expected) in [
        ("ann", vec![1, 2, 3, 4]),
        ("@anna", vec![1, 2, 4]),
        ("АННА", vec![1]),
        ("анна ков", vec![1]),
        ("ковальська", vec![1]),
        ("annabel lee", vec![2]),
        ("lee", vec![2]),
        ("%", vec![]),
        ("_", vec![]),
        ("nna", vec![]),
        ("zoË", vec![4]),
    ] {
        let path = format!("/users?search={}", urlencoded(search));
        assert_eq!(ids(&world, &world.coach, &path).await.0, expected, "{search}");
        assert!(ids(&world, &world.kitchen, &path).await.0.is_empty(), "{search}");
    }
    let (first, cursor) = ids(&world, &world.all, "/users?search=ann&limit=3").await;
    assert_eq!(first, [1, 2, 3]);
    let next = format!("/users?search=ann&limit=3&cursor={}", cursor.expect("a cursor"));
    assert_eq!(ids(&world, &world.all, &next).await, (vec![4], None));
    assert_eq!(ids(&world, &world.all, "/users?telegram_id=3").await, (vec![3], None));
    assert!(ids(&world, &world.kitchen, "/users?telegram_id=3").await.0.is_empty());
}

fn urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A search has to stay one when there are many people, so what it asks is served by the indexes.
#[tokio::test]
async fn a_search_does_not_walk_through_all_people() {
    let world = World::new().await;
    let plan: Vec<String> = {
        let mut tx = world.test.pool.begin().await.expect("a transaction");
        sqlx::query("SET LOCAL enable_seqscan = off").execute(&mut *tx).await.expect("set");
        sqlx::query_scalar(
            "EXPLAIN SELECT user_id FROM nexus.identities i
             WHERE i.username IS NOT NULL AND lower(i.username) COLLATE \"C\" >= lower('ann') COLLATE \"C\"
                 AND lower(i.username) COLLATE \"C\" < (lower('ann') || chr(1114111)) COLLATE \"C\"",
        )
        .fetch_all(&mut *tx)
        .await
        .expect("a plan")
    };
    let plan = plan.join("\n");
    assert!(plan.contains("identities_username") && plan.contains("Index Cond"), "{plan}");
}

#[tokio::test]
async fn one_person_has_versions_and_bots() {
    let world = World::new().await;
    let user = world.visit(1, "coach").await["user"]["id"].clone();
    world.visit(1, "kitchen").await;
    let path = format!("/users/{}", id(&user));
    let answer = world.get(&world.all, &path).await;
    let etag = answer.header("etag").to_owned();
    assert_eq!(answer.expect(200)["id"], user);
    let again = world.request(&world.all, "GET", &path).header("if-none-match", &etag);
    let again = Answer::of(again).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", etag.as_str()));
    let bots = world.get(&world.all, &format!("{path}/bots")).await.expect(200);
    let codes = |bots: &Value| -> Vec<String> {
        let items = bots["items"].as_array().expect("items");
        items.iter().map(|item| id(&item["subscription"]["bot_code"]).to_owned()).collect()
    };
    assert_eq!(codes(&bots), ["kitchen", "coach"]);
    let bots = world.get(&world.coach, &format!("{path}/bots")).await.expect(200);
    assert_eq!(codes(&bots), ["coach"]);
    assert_eq!(world.get(&world.all, "/users/7").await.refusal(), refused(400, "bad_path"));
}

#[tokio::test]
async fn choices_are_changed_one_by_one_and_taken_back() {
    let world = World::new().await;
    let user = world.visit(1, "coach").await["user"]["id"].clone();
    let path = format!("/users/{}", id(&user));
    let patch = async |body: Value| world.patch(&world.all, &path, body).await;
    let told = patch(json!({"language": "uk", "zone": "Europe/Kiev"})).await.expect(200);
    assert_eq!((&told["language"], &told["zone"]), (&json!("uk"), &json!("Europe/Kyiv")));
    let told = patch(json!({"tier": "premium", "language": null})).await.expect(200);
    assert_eq!(
        (&told["language"], &told["zone"], &told["tier"]),
        (&json!(null), &json!("Europe/Kyiv"), &json!("premium"))
    );
    assert_eq!(world.get(&world.all, &path).await.expect(200), told);
    assert_eq!(patch(json!({})).await.expect(200), told);
    for wrong in [
        json!({"language": "de"}),
        json!({"zone": "Mars/Olympus"}),
        json!({"zone": "\u{0}"}),
        json!({"tier": null}),
        json!({"tier": "gold"}),
        json!({"first_name": "x"}),
        json!([]),
        json!(null),
    ] {
        assert_eq!(patch(wrong.clone()).await.status, 422, "{wrong}");
    }
    let log = world.audited().await;
    assert_eq!(log.len(), 3, "a patch that changes nothing is not recorded: {log:?}");
    assert_eq!(log[0].before, Some(json!({"language": "uk", "tier": "anonymous"})));
    assert_eq!(log[0].after, Some(json!({"language": null, "tier": "premium"})));
    let reach = world.patch(&world.coach, &path, json!({"tier": "premium"})).await;
    assert_eq!(reach.refusal(), refused(403, "out_of_scope"));
    world.patch(&world.coach, &path, json!({"language": "pl"})).await.expect(200);
}

#[tokio::test]
async fn only_the_version_that_is_known_is_changed() {
    let world = World::new().await;
    let user = world.visit(1, "coach").await["user"]["id"].clone();
    let path = format!("/users/{}", id(&user));
    let known = world.get(&world.all, &path).await.header("etag").to_owned();
    let patch = async |language: &str, known: &str| {
        let body = json!({ "language": language });
        Answer::of(world.request(&world.all, "PATCH", &path).header("if-match", known).json(&body)).await
    };
    let first = patch("uk", &known).await;
    assert_eq!(first.status, 200);
    assert_eq!(patch("pl", &known).await.refusal(), refused(412, "changed_meanwhile"));
    assert_eq!(patch("pl", first.header("etag")).await.status, 200);
    assert_eq!(patch("ru", "*").await.status, 200);
}

#[tokio::test]
async fn all_bots_of_a_person_hear_of_a_new_zone() {
    let world = World::new().await;
    let now = world.now();
    for (code, number) in [("coach", 5), ("kitchen", 6)] {
        let bot: Uuid = sqlx::query_scalar("SELECT id FROM nexus.bots WHERE code = $1")
            .bind(code)
            .fetch_one(&world.test.pool)
            .await
            .expect("a bot");
        let account: Option<AccountId> =
            upsert_account(&world.test.db, BotId(bot), Realm::Telegram, ExternalId(number), code, now)
                .await
                .expect("an account");
        let profile = Profile {
            id: ExternalId(1001),
            first_name: "Anna".into(),
            last_name: None,
            username: None,
            language_code: Some("pl".into()),
        };
        let home = account.map(|account| (account, ChatKey(1001)));
        let met = Meeting { realm: Realm::Telegram, bot: BotId(bot), profile: &profile, home, now };
        person_came(&world.test.db, met).await.expect("met");
    }
    let (_, _) = ids(&world, &world.all, "/users").await;
    let user = world.get(&world.all, "/users?telegram_id=1001").await.expect(200)["items"][0]["id"].clone();
    let path = format!("/users/{}", id(&user));
    let told =
        "SELECT count(*) FROM nexus.inbox WHERE kind = 'event' AND body::jsonb ->> 'zone' = 'Europe/Kyiv'";
    // The usual zone of her language, in other words.
    world.patch(&world.all, &path, json!({"zone": "Europe/Warsaw"})).await.expect(200);
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox").await, 0);
    world.patch(&world.all, &path, json!({"zone": "Europe/Kyiv"})).await.expect(200);
    assert_eq!(world.number(told).await, 2);
    world.patch(&world.all, &path, json!({"zone": "Europe/Kyiv"})).await.expect(200);
    assert_eq!(world.number(told).await, 2);
}
