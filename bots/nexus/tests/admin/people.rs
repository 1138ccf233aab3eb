//! People: found, looked at, banned and let in again, moved to another tier.

use std::time::Duration;

use crate::suite::{Suite, ask, press_twice};

const DAY: Duration = Duration::from_secs(24 * 3600);
const BANNED: &str = "An administrator has closed the bots to you";

#[tokio::test]
async fn people_are_searched_filtered_and_paged() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    for number in 0..9 {
        suite.user(&format!("Person {number}"), &format!("person_{number}")).await;
    }
    suite.user("Жанна <b>", "zhanna").await;
    ask(&owner, "/users", "👥 People · all: 11").await;
    owner.press("▶").await;
    let second = owner.expect("Ada").await;
    assert!(second.edited && !second.text.contains("Жанна"), "{second}");
    ask(&owner, "/users жан", "👥 People · all: 1").await;
    owner.press("active today").await;
    owner.expect("active today: 1").await;
    owner.press("Жанна").await;
    owner.expect("Sample: last used today").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn a_ban_is_asked_for_confirmed_and_lifted_in_the_middle_of_a_dialogue() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let anna = suite.user("Anna", "anna").await;
    ask(&anna, "plan", "planned").await;
    ask(&anna, "name", "your name?").await;
    ask(&owner, "/user @Anna", "👤 Anna @anna").await;
    owner.press("⛔ Ban").await;
    owner.expect("Why should Anna @anna be banned?").await;
    owner.send("sends <spam>").await;
    let question = owner.expect("Reason: sends <spam>").await;
    assert!(question.text.contains("What is planned (1) is held"), "{question}");
    press_twice(&owner, "⛔ Ban").await;
    owner.expect("Banned: today").await;
    assert_eq!(suite.recorded().await, "user.ban", "once");

    ask(&anna, "Anna", BANNED).await;
    anna.send("Anna").await;
    anna.assert_quiet().await;
    suite.pass(2 * DAY).await;
    ask(&anna, "please", BANNED).await;
    anna.assert_quiet().await;
    ask(&owner, "/user @anna", "Held back: 1").await;

    press_twice(&owner, "✅ Lift the ban").await;
    owner.expect_that("a card without the ban", |seen| !seen.text.contains("Banned")).await;
    anna.expect("due 1").await;
    ask(&anna, "Anna", "your name is Anna").await;
    anna.assert_quiet().await;
    assert_eq!(suite.recorded().await, "user.ban user.unban");
    let kept = suite.text("SELECT string_agg(concat(before, after), '') FROM nexus.audit_log").await;
    assert!(!kept.contains("spam"), "the log keeps no text of anybody: {kept}");
    suite.house.stop().await;
}

#[tokio::test]
async fn a_question_that_was_left_bans_nobody() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    suite.user("Anna", "anna").await;
    ask(&owner, "/ban @anna spam", "⛔ Ban Anna @anna?").await;
    ask(&owner, "/cancel", "Cancelled").await;
    owner.press("⛔ Ban").await;
    let card = owner.expect("👤 Anna @anna").await;
    assert!(!card.text.contains("Banned"), "{card}");
    ask(&owner, "/ban @anna spam", "⛔ Ban Anna @anna?").await;
    owner.press("← Anna").await;
    owner.expect("👤 Anna @anna").await;
    assert_eq!(suite.recorded().await, "");
    assert_eq!(suite.number("SELECT count(*) FROM nexus.users WHERE banned_at IS NOT NULL").await, 0);
    suite.house.stop().await;
}

#[tokio::test]
async fn a_banned_admin_loses_the_role_and_support_cannot_do_that() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let mut chats = Vec::new();
    for (name, role) in [("Sue", "support"), ("Otto", "operator")] {
        let person = suite.telegram.person(name).username(&name.to_lowercase().repeat(2)).create().await;
        chats.push(suite.settled(&person).await);
        ask(&owner, &format!("/admins @{}", name.to_lowercase().repeat(2)), "Which role does").await;
        owner.press(role).await;
        owner.expect(&format!("– {role}")).await;
    }
    let [support, operator] = [&chats[0], &chats[1]];
    ask(support, "/ban @ottootto spam", "They are an admin and lose the role").await;
    let refused = support.press("⛔ Ban").await;
    assert!(refused.alert && refused.text.contains("Only an owner may ban an admin"), "{refused:?}");
    support.expect("👤 Otto").await;
    ask(operator, "/health", "🩺 Health").await;
    ask(&owner, "/ban @ottootto spam", "They are an admin and lose the role").await;
    owner.press("⛔ Ban").await;
    owner.expect("Banned: today").await;
    ask(operator, "/health", BANNED).await;
    ask(&owner, "/unban @ottootto", "👤 Otto").await;
    ask(operator, "/health", "I don't know the command /health").await;
    assert_eq!(suite.recorded().await, "admin.add admin.add user.ban admin.remove user.unban");
    suite.house.stop().await;
}

#[tokio::test]
async fn a_tier_is_set_once_in_polish_too() {
    let suite = Suite::start().await;
    let ada = suite.settled_in(&suite.ada, "Polski", "Pomiń", "Moje boty").await;
    suite.user("Anna", "anna").await;
    ask(&ada, "/user @anna", "💎 Poziom: anonimowy").await;
    ada.press("💎 Poziom").await;
    ada.expect("Jaki poziom ustawić?").await;
    press_twice(&ada, "premium").await;
    ada.expect("💎 Poziom: premium").await;
    ask(&ada, "/tier @anna signed-in", "💎 Poziom: z kontem").await;
    ask(&ada, "/tier @anna gold", "Jaki poziom ustawić?").await;
    assert_eq!(suite.recorded().await, "user.tier user.tier");
    ask(&ada, "/users", "👥 Osoby · wszystkie: 2").await;
    suite.house.stop().await;
}
