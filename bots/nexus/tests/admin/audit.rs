//! The log: read, searched, paged.

use nexus_core::audit::{Actor, Record};
use serde_json::json;

use crate::suite::{Suite, ask};

#[tokio::test]
async fn the_log_is_searched_by_person_bot_action_and_operation() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    suite.user("Anna", "anna").await;
    suite.user("Bert", "bert").await;
    ask(&owner, "/audit", "Nothing of that is recorded").await;
    ask(&owner, "/tier @anna premium", "💎 Tier: premium").await;
    ask(&owner, "/tier @bert premium", "💎 Tier: premium").await;
    ask(&owner, "/bot sample", "Switched on").await;
    owner.press("⏸ Switch off").await;
    owner.press("⏸ Switch off").await;
    owner.expect("Switched off: people").await;
    let db = &suite.house.house.db;
    let mut tx = db.begin_as_owner().await.expect("a transaction");
    let record = Record::new(Actor::Operator, "backup.done", "nightly").operation(Some("op-7"));
    record.after(json!({"size": 5})).write(&mut tx, suite.house.house.clock.now()).await.expect("recorded");
    tx.commit().await.expect("committed");

    for (search, has, has_not) in [
        ("", vec!["Anna", "Bert", "sample", "nightly"], vec![]),
        (
            "@anna",
            vec!["Ada: tier changed → Anna", "tier: anonymous → premium"],
            vec!["Bert", "sample", "nightly"],
        ),
        ("sample", vec!["Ada: switched off → sample", "active: true → false"], vec!["Anna", "nightly"]),
        ("user.", vec!["Anna", "Bert"], vec!["sample", "nightly"]),
        ("op-7", vec!["command line: backup.done → nightly"], vec!["Anna", "sample"]),
        ("zzz", vec!["Nothing of that is recorded"], vec!["Anna"]),
    ] {
        owner.send(&format!("/audit {search}")).await;
        let seen = owner.expect("📜 Who did what").await;
        assert!(has.iter().all(|text| seen.text.contains(text)), "{search}: {seen}");
        assert!(!has_not.iter().any(|text| seen.text.contains(text)), "{search}: {seen}");
    }
    owner.press("Show all").await;
    owner.expect("nightly").await;
    owner.press("#4").await;
    let entry = owner.expect("📜 Entry 4").await;
    assert!(entry.edited && entry.text.contains("Operation: op-7"), "{entry}");
    suite.house.stop().await;
}

#[tokio::test]
async fn pages_go_back_in_time_and_support_sees_people_only() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    suite.user("Anna", "anna").await;
    for tier in ["premium", "anonymous"].into_iter().cycle().take(8) {
        ask(&owner, &format!("/tier @anna {tier}"), &format!("💎 Tier: {tier}")).await;
    }
    let sue = suite.telegram.person("Sue").username("sue").create().await;
    let support = suite.settled(&sue).await;
    ask(&owner, "/admins @sue", "Which role does").await;
    owner.press("support").await;
    owner.expect("Sue @sue – support").await;
    owner.send("/audit").await;
    let newest = owner.expect("#9 ").await;
    assert!(!newest.text.contains("#3 "), "{newest}");
    owner.press("Older").await;
    let older = owner.expect("#3 ").await;
    assert!(older.edited && older.text.contains("#1 ") && !older.text.contains("#4 "), "{older}");
    owner.press("Newest").await;
    owner.expect("#9 ").await;
    let entry = button(&older.raw, "#3");

    ask(&support, "/user @anna", "👤 Anna").await;
    support.press("📜 Log").await;
    let seen = support.expect("#8 ").await;
    assert!(seen.text.contains("🔎 Anna") && !seen.text.contains("#9 "), "{seen}");
    assert!(!support.keyboard().await.concat().iter().any(|label| label.contains("Search")));
    support.press_data(&entry).await;
    support.expect("📜 Entry 3").await;
    ask(&owner, "/audit admin.", "role given → Sue").await;
    let given = button(&owner.last().await.expect("a message").raw, "#9");
    let refused = support.press_data(&given).await;
    assert!(refused.text.contains("changed meanwhile"), "{refused:?}");
    support.assert_quiet().await;
    suite.house.stop().await;
}

fn button(message: &serde_json::Value, label: &str) -> String {
    let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let mut buttons = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
    let button =
        buttons.find(|button| button["text"] == label).unwrap_or_else(|| panic!("no button {label}"));
    button["callback_data"].as_str().unwrap_or_default().to_owned()
}
