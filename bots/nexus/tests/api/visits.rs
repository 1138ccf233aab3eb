//! `POST /users/from-telegram`.

use futures::future::join_all;
use nexus_core::{
    ids::{AccountId, ChatKey, ExternalId, Realm},
    registry::{
        Profile,
        store::{Meeting, person_came, upsert_account},
    },
};
use serde_json::json;
use uuid::Uuid;

use super::support::{Answer, World, id, refused, visitor};

#[tokio::test]
async fn a_newcomer_is_a_user_with_a_subscription() {
    let world = World::new().await;
    let first = world.visit(1001, "coach").await;
    assert_eq!((&first["is_new_user"], &first["is_new_subscription"]), (&json!(true), &json!(true)));
    assert_eq!(first["user"]["telegram_id"], 1001);
    assert_eq!(first["user"]["tier"], "anonymous");
    assert_eq!(first["bot"]["code"], "coach");
    assert_eq!(first["subscription"]["user_id"], first["user"]["id"]);
    assert_eq!(first["subscription"]["settings"], json!({}));
    for thing in ["user", "bot", "subscription"] {
        assert!(Uuid::parse_str(id(&first[thing]["id"])).is_ok(), "{first}");
    }
    let again = world.visit(1001, "coach").await;
    assert_eq!((&again["is_new_user"], &again["is_new_subscription"]), (&json!(false), &json!(false)));
    assert_eq!(again["user"], first["user"]);
    let elsewhere = world.visit(1001, "kitchen").await;
    assert_eq!((&elsewhere["is_new_user"], &elsewhere["is_new_subscription"]), (&json!(false), &json!(true)));
    assert_eq!(elsewhere["user"], first["user"]);
    assert_eq!(world.number("SELECT count(*) FROM nexus.workspaces").await, 1);
}

#[tokio::test]
async fn what_is_told_is_what_the_other_routes_tell() {
    let world = World::new().await;
    let visit = world.visit(1001, "coach").await;
    for (part, path) in [
        ("user", format!("/users/{}", id(&visit["user"]["id"]))),
        ("bot", "/bots/coach".to_owned()),
        ("subscription", format!("/subscriptions/{}", id(&visit["subscription"]["id"]))),
    ] {
        let mut told = world.get(&world.all, &path).await.expect(200);
        let mut visit = visit[part].clone();
        // Instants are written as finely as they are by each; they are the same instants.
        for field in ["created_at", "installed_at", "last_interaction_at"] {
            for value in [&mut told, &mut visit] {
                if let Some(text) = value[field].as_str() {
                    let at: chrono::DateTime<chrono::Utc> = text.parse().expect("RFC 3339");
                    value[field] = json!(at.timestamp_micros());
                }
            }
        }
        let fields = |value: &serde_json::Value| {
            value
                .as_object()
                .expect("an object")
                .iter()
                .filter(|(_, v)| !v.is_null())
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&told), fields(&visit), "{path}");
    }
}

#[tokio::test]
async fn a_thousand_at_once_are_one_person() {
    let api = nexus_core::config::ApiConfig {
        time_limit: std::time::Duration::from_secs(120),
        ..super::support::api_config()
    };
    let world = World::with(api).await;
    let visits = (0..1000).map(|number| {
        let bot = if number % 2 == 0 { "coach" } else { "kitchen" };
        world.post(&world.all, "/users/from-telegram", visitor(7, bot))
    });
    let answers: Vec<_> = join_all(visits).await.iter().map(|answer| answer.expect(200)).collect();
    let user = &answers[0]["user"]["id"];
    assert!(answers.iter().all(|answer| answer["user"]["id"] == *user));
    let new = |field: &str| answers.iter().filter(|answer| answer[field] == true).count();
    assert_eq!((new("is_new_user"), new("is_new_subscription")), (1, 2));
    assert_eq!(world.number("SELECT count(*) FROM nexus.users").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM nexus.identities").await, 1);
    assert_eq!(world.number("SELECT count(*) FROM nexus.subscriptions").await, 2);
    assert_eq!(world.number("SELECT count(*) FROM nexus.workspaces").await, 1);
    assert_eq!(world.audited().await.len(), 2);
}

#[tokio::test]
async fn the_log_knows_what_was_made_and_which_fields_changed_and_no_name() {
    let world = World::new().await;
    let user = world.visit(1001, "coach").await["user"]["id"].clone();
    world.visit(1001, "coach").await;
    let mut renamed = visitor(1001, "coach");
    renamed["first_name"] = json!("Hanna");
    renamed["username"] = json!(null);
    let trace = Uuid::now_v7();
    let request = world.request(&world.coach, "POST", "/users/from-telegram").json(&renamed);
    let request = request.header("x-trace-id", trace.to_string()).header("x-operation-id", "op-1");
    let told = Answer::of(request).await;
    assert_eq!(told.header("x-trace-id"), trace.to_string());
    assert_eq!(told.expect(200)["user"]["first_name"], "Hanna");
    let log = world.audited().await;
    let [changed, made] = &log[..] else { panic!("{log:?}") };
    assert_eq!((made.action.as_str(), made.subject.as_str()), ("user.visit", id(&user)));
    let after = json!({"bot": "coach", "new_user": true, "new_subscription": true, "changed": []});
    assert_eq!(made.after, Some(after));
    let after = json!({"bot": "coach", "new_user": false, "new_subscription": false, "changed": ["username", "first_name"]});
    assert_eq!(changed.after, Some(after));
    assert_eq!((changed.operation_id.as_deref(), changed.trace_id), (Some("op-1"), Some(trace)));
    assert_eq!(changed.actor_kind, "service");
    let written = format!("{log:?}");
    assert!(
        !written.contains("Anna") && !written.contains("Hanna") && !written.contains("Kowalska"),
        "{written}"
    );
}

#[tokio::test]
async fn a_bot_that_is_not_there_off_or_anothers_takes_nobody_in() {
    let world = World::new().await;
    let visit = async |token: &str, bot: &str| {
        world.post(token, "/users/from-telegram", visitor(1, bot)).await.refusal()
    };
    assert_eq!(visit(&world.all, "nobody").await, refused(404, "bot_not_found"));
    world.patch(&world.all, "/bots/coach", json!({"is_active": false})).await.expect(200);
    assert_eq!(visit(&world.coach, "coach").await, refused(409, "bot_inactive"));
    assert_eq!(visit(&world.coach, "kitchen").await, refused(403, "out_of_scope"));
    assert_eq!(visit(&world.coach, "nobody").await, refused(403, "out_of_scope"));
    assert_eq!(world.number("SELECT count(*) FROM nexus.users").await, 0);
}

#[tokio::test]
async fn who_is_banned_comes_to_no_bot() {
    let world = World::new().await;
    world.visit(1, "coach").await;
    sqlx::query("UPDATE nexus.users SET banned_at = now()").execute(&world.test.pool).await.expect("banned");
    for bot in ["coach", "kitchen"] {
        let answer = world.post(&world.all, "/users/from-telegram", visitor(1, bot)).await;
        assert_eq!(answer.refusal(), refused(403, "user_banned"));
    }
    assert_eq!(world.number("SELECT count(*) FROM nexus.subscriptions").await, 1);
}

#[tokio::test]
async fn a_program_meets_whom_the_messenger_brought_and_opens_nothing() {
    let world = World::new().await;
    let now = world.now();
    let bot: Uuid = sqlx::query_scalar("SELECT id FROM nexus.bots WHERE code = 'coach'")
        .fetch_one(&world.test.pool)
        .await
        .expect("a bot");
    let bot = nexus_core::ids::BotId(bot);
    let account: Option<AccountId> =
        upsert_account(&world.test.db, bot, Realm::Telegram, ExternalId(5), "coach_bot", now)
            .await
            .expect("an account");
    let profile = Profile {
        id: ExternalId(1001),
        first_name: "Anna".into(),
        last_name: None,
        username: None,
        language_code: None,
    };
    let home = account.map(|account| (account, ChatKey(1001)));
    let met = Meeting { realm: Realm::Telegram, bot, profile: &profile, home, now };
    let person = person_came(&world.test.db, met).await.expect("met");
    sqlx::query("UPDATE nexus.subscriptions SET blocked_at = now()")
        .execute(&world.test.pool)
        .await
        .expect("blocked");
    let visit = world.visit(1001, "coach").await;
    assert_eq!(id(&visit["user"]["id"]), person.user.to_string());
    assert_eq!(id(&visit["subscription"]["id"]), person.subscription.to_string());
    assert_eq!(visit["subscription"]["is_blocked"], true);
    let at_home =
        "SELECT count(*) FROM nexus.subscriptions WHERE home_chat = 1001 AND blocked_at IS NOT NULL";
    assert_eq!(world.number(at_home).await, 1);
    // A local person of the same number is somebody else.
    let local = Meeting { realm: Realm::Local, home: None, ..met };
    assert_ne!(person_came(&world.test.db, local).await.expect("met").user, person.user);
}

#[tokio::test]
async fn a_time_that_goes_back_moves_no_visit_back() {
    let world = World::new().await;
    let at =
        |visit: &serde_json::Value| visit["subscription"]["last_interaction_at"].as_str().map(str::to_owned);
    let first = at(&world.visit(1, "coach").await);
    world.house.house.clock.set_offset_ms(-3_600_000);
    assert_eq!(at(&world.visit(1, "coach").await), first);
}

#[tokio::test]
async fn fields_are_held_to_what_the_document_says() {
    let world = World::new().await;
    for (field, value) in [
        ("telegram_id", json!(0)),
        ("telegram_id", json!(1_i64 << 52)),
        ("telegram_id", json!("1")),
        ("telegram_id", json!(1.5)),
        ("first_name", json!("x".repeat(257))),
        ("first_name", json!(null)),
        ("first_name", json!("a\u{0}b")),
        ("username", json!("@anna")),
        ("username", json!("")),
        ("language_code", json!("pl_PL")),
        ("bot_code", json!("Coach")),
        ("bot_code", json!("c")),
        ("nickname", json!("x")),
    ] {
        let mut body = visitor(1, "coach");
        body[field] = value.clone();
        let answer = world.post(&world.all, "/users/from-telegram", body).await;
        assert_eq!(answer.status, 422, "{field} {value}: {answer:?}");
    }
    let mut body = visitor(1, "coach");
    body["first_name"] = json!("Ж".repeat(256));
    body["telegram_id"] = json!((1_i64 << 52) - 1);
    world.post(&world.all, "/users/from-telegram", body).await.expect(200);
    let wrong = json!({"telegram_id": 0, "first_name": "x", "bot_code": "?"});
    let answer = world.post(&world.all, "/users/from-telegram", wrong).await.expect(422);
    let fields = answer["details"]["fields"].as_object().expect("fields");
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["bot_code", "telegram_id"]);
}
