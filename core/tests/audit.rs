//! The audit log on a real server.
#![cfg(unix)]

use nexus_core::{
    audit::{self, Actor, Record, Search},
    clock::Clock,
    db::CORE,
    ids::UserId,
    testing::db::TestDb,
};
use serde_json::json;

#[tokio::test]
async fn what_was_done_is_found_by_who_what_and_whom() {
    let test = TestDb::new(&[&CORE]).await;
    let now = Clock::system().now();
    let (admin, person) = (UserId::new(), UserId::new());
    let mut tx = test.db.begin_as_owner().await.expect("a transaction");
    for (action, after) in [("user.ban", json!({"banned": true})), ("user.tier", json!({"tier": "premium"}))]
    {
        let record = Record::new(Actor::Admin(admin), action, person).before(json!({})).after(after);
        record.operation(Some("op-1")).write(&mut tx, now).await.expect("recorded");
    }
    Record::new(Actor::System, "backup.done", "nightly")
        .after(json!({"url": "postgres://nexus:geheim@db/nexus", "token": "abc"}))
        .write(&mut tx, now)
        .await
        .expect("recorded");
    tx.commit().await.expect("committed");

    let found = async |search: Search| {
        let found = audit::search(&test.db, &search, 10).await.expect("found");
        found.into_iter().map(|entry| entry.action).collect::<Vec<_>>()
    };
    assert_eq!(found(Search::default()).await, ["backup.done", "user.tier", "user.ban"]);
    let about = |id: UserId| Search { about: Some(id.to_string()), ..Search::default() };
    assert_eq!(found(about(admin)).await, ["user.tier", "user.ban"]);
    assert_eq!(found(about(person)).await, ["user.tier", "user.ban"]);
    let user = Search { action: Some("user.b".to_owned()), ..Search::default() };
    assert_eq!(found(user).await, ["user.ban"]);
    let operation = Search { operation: Some("op-1".to_owned()), ..Search::default() };
    assert_eq!(found(operation).await, ["user.tier", "user.ban"]);
    let first = audit::search(&test.db, &Search::default(), 1).await.expect("found").remove(0);
    assert_eq!(first.after, Some(json!({"url": "postgres://nexus:***@db/nexus", "token": "***"})));
    let next = Search { before: Some(first.number), ..Search::default() };
    assert_eq!(found(next).await, ["user.tier", "user.ban"]);
    let earlier = Search { until: Some(now - chrono::TimeDelta::seconds(1)), ..Search::default() };
    assert!(found(earlier).await.is_empty());
}

#[tokio::test]
async fn nobody_changes_what_was_recorded() {
    let test = TestDb::new(&[&CORE]).await;
    let mut tx = test.db.begin_as_owner().await.expect("a transaction");
    let now = Clock::system().now();
    Record::new(Actor::Operator, "bot.off", "coach").write(&mut tx, now).await.expect("recorded");
    tx.commit().await.expect("committed");
    for forbidden in [
        "UPDATE nexus.audit_log SET action = ''",
        "DELETE FROM nexus.audit_log",
        "TRUNCATE nexus.audit_log",
        "GRANT ALL ON nexus.audit_log TO CURRENT_USER; DELETE FROM nexus.audit_log",
        "SET LOCAL ROLE nexus_app; DELETE FROM nexus.audit_log",
    ] {
        let refused = sqlx::raw_sql(forbidden).execute(&test.pool).await.expect_err(forbidden);
        let code =
            refused.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
        assert_eq!(code, "42501", "{forbidden}: {refused}");
    }
    let kept = audit::search(&test.db, &Search::default(), 10).await.expect("found");
    assert_eq!(kept.len(), 1);
}
