//! Bots: how they stand, switched off and on again.

use std::time::Duration;

use crate::suite::{Suite, ask, press_twice};

const OFF: &str = "Sample is switched off for now";

#[tokio::test]
async fn a_bot_is_switched_off_and_on_and_loses_nothing() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let anna = suite.user("Anna", "anna").await;
    ask(&anna, "plan", "planned").await;
    ask(&owner, "/bot nowhere", "There is no bot with the code “nowhere”").await;
    owner.press("🤖 All bots").await;
    owner.expect("Sample sample · people: 1").await;
    owner.press("Sample").await;
    let card = owner.expect("Switched on").await;
    assert!(card.edited && card.text.contains("👥 People: 1, blocked by 0"), "{card}");
    owner.press("⏸ Switch off").await;
    owner.expect("Planned notifications (1) wait").await;
    press_twice(&owner, "⏸ Switch off").await;
    owner.expect("Switched off: people get a notice").await;
    assert_eq!(suite.recorded().await, "bot.off", "once");

    ask(&anna, "hello", OFF).await;
    anna.send("hello?").await;
    anna.assert_quiet().await;
    suite.pass(Duration::from_secs(2 * 24 * 3600)).await;
    let owners_own = suite.ada.chat(&suite.sample).await;
    ask(&owners_own, "is it off?", "said is it off?").await;
    ask(&anna, "and now?", OFF).await;
    anna.assert_quiet().await;

    ask(&owner, "/bot sample", "Switched off").await;
    press_twice(&owner, "▶️ Switch on").await;
    owner.expect("Switched on").await;
    anna.expect("due 1").await;
    ask(&anna, "hello", "said hello").await;
    assert_eq!(suite.recorded().await, "bot.off bot.on");
    suite.house.stop().await;
}

#[tokio::test]
async fn the_registrys_own_bot_has_no_switch() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    ask(&owner, "/bot nexus", "Switched on").await;
    let buttons = owner.keyboard().await.concat();
    assert!(!buttons.iter().any(|label| label.contains("Switch")), "{buttons:?}");
    suite.house.stop().await;
}
