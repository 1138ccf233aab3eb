//! Who is an admin: given, changed, taken, and worth nothing to anybody else.

use telegram_local::Chat;

use crate::suite::{Suite, ask, press_twice};

/// Commands that are answered, each with what its answer has in it; the others are unknown.
async fn answers(chat: &Chat, commands: &[(&str, Option<&str>)]) {
    for (command, answer) in commands {
        let unknown = format!("I don't know the command {command}");
        chat.send(command).await;
        chat.expect(answer.unwrap_or(&unknown)).await;
    }
}

#[tokio::test]
async fn each_role_has_its_commands_and_a_stranger_none() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let commands = [
        ("/admin", "Your role", [true, true, true]),
        ("/stats", "The registry in numbers", [true, true, true]),
        ("/stats@nexus_bot", "The registry in numbers", [true, true, true]),
        ("/health", "🩺 Health", [true, false, false]),
        ("/users", "👥 People", [false, true, false]),
        ("/user", "Who is meant?", [false, true, false]),
        ("/bot", "🤖 All bots", [true, false, false]),
        ("/ban", "Who is meant?", [false, true, false]),
        ("/unban", "Who is meant?", [false, true, false]),
        ("/tier", "Who is meant?", [false, true, false]),
        ("/audit", "📜 Who did what", [true, false, false]),
        ("/why", "Who is meant?", [false, true, false]),
        ("/admins", "🔑 Admins", [false, false, false]),
        ("/token", "🎟 Tokens", [false, false, false]),
        ("/spend", "no figures to show", [true, false, false]),
    ];
    let stranger = suite.settled(&suite.telegram.person("Nobody").create().await).await;
    answers(&stranger, &commands.map(|(command, ..)| (command, None))).await;
    answers(&owner, &commands.map(|(command, answer, _)| (command, Some(answer)))).await;
    for (place, role) in ["operator", "support", "editor"].into_iter().enumerate() {
        let person = suite.telegram.person(role).username(&format!("the_{role}")).create().await;
        let chat = suite.settled(&person).await;
        assert!(!chat.keyboard().await.concat().contains(&"🛠 Admin".to_owned()));
        ask(&owner, &format!("/admins @the_{role}"), "Which role does").await;
        owner.press(role).await;
        owner.expect(&format!("{role} @the_{role} – {role}")).await;
        answers(&chat, &commands.map(|(command, answer, may)| (command, may[place].then_some(answer)))).await;
        chat.send("/bots").await;
        chat.expect("My bots").await;
        chat.press("🛠 Admin").await;
        chat.expect(&format!("Your role: {role}")).await;
        chat.assert_quiet().await;
    }
    assert_eq!(suite.recorded().await, "admin.add admin.add admin.add");
    suite.house.stop().await;
}

#[tokio::test]
async fn a_role_is_given_changed_and_taken_and_old_buttons_are_worth_nothing() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let bert = suite.telegram.person("Bert").create().await;
    let chat = suite.settled(&bert).await;
    ask(&owner, "/admins", "Ada – owner, by configuration").await;
    owner.press("➕ Add").await;
    owner.expect("Who becomes an admin?").await;
    ask(&owner, "somebody", "I know nobody called “somebody”").await;
    ask(&owner, &bert.id.to_string(), "Which role does Bert get?").await;
    press_twice(&owner, "support").await;
    owner.expect("Bert – support").await;
    ask(&chat, "/users", "👥 People").await;

    owner.press("Bert").await;
    owner.expect("Bert is support").await;
    owner.press("operator").await;
    owner.expect("Bert – operator").await;
    let refused = chat.press("Ada").await;
    assert!(refused.text.contains("out of date"), "{refused:?}");
    chat.expect("My bots").await;

    owner.press("Bert").await;
    owner.press("🗑 Take the role away").await;
    owner.expect("stop working for them at once").await;
    press_twice(&owner, "🗑 Take the role away").await;
    owner.expect_that("the list without Bert", |seen| !seen.text.contains("Bert")).await;
    ask(&chat, "/health", "I don't know the command /health").await;
    assert_eq!(suite.recorded().await, "admin.add admin.role admin.remove");
    suite.house.stop().await;
}

#[tokio::test]
async fn owners_neither_lose_their_own_role_nor_that_of_the_configuration() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let bert = suite.telegram.person("Bert").username("bert").create().await;
    let chat = suite.settled(&bert).await;
    ask(&owner, "/admins @bert", "Which role does").await;
    owner.press("owner").await;
    owner.expect("Bert @bert – owner").await;

    ask(&chat, "/admins @bert", "Bert @bert is owner").await;
    let refused = chat.press("editor").await;
    assert!(refused.alert && refused.text.contains("can't change your own role"), "{refused:?}");
    chat.expect("🔑 Admins").await;
    chat.send(&format!("/admins {}", suite.ada.id)).await;
    chat.expect("only be changed there").await;
    chat.expect("🔑 Admins").await;
    chat.send(&format!("/ban {} spam", suite.ada.id)).await;
    chat.expect("can't be banned").await;
    chat.expect("👤 Ada").await;
    ask(&chat, "/ban @bert spam", "can't ban yourself").await;
    chat.expect("👤 Bert").await;
    chat.assert_quiet().await;
    assert_eq!(suite.recorded().await, "admin.add");
    suite.house.stop().await;
}

#[tokio::test]
async fn forged_buttons_do_nothing_for_strangers_and_for_lesser_roles() {
    let suite = Suite::with_key().await;
    let owner = suite.owner().await;
    suite.user("Victim", "victim").await;
    suite.issued("reports").await;
    let mut forged = Vec::new();
    for (command, answer) in [
        ("/user @victim", "👤 Victim"),
        ("/ban @victim spam", "⛔ Ban Victim"),
        ("/tier @victim", "Which tier"),
        ("/admins @victim", "Which role does"),
        ("/bot sample", "Switched on"),
        ("/admin", "Your role: owner"),
    ] {
        ask(&owner, command, answer).await;
        forged.extend(buttons_of(&owner).await);
    }
    ask(&owner, "/bot sample", "Switched on").await;
    owner.press("⏸ Switch off").await;
    owner.expect("⏸ Switch Sample off?").await;
    forged.extend(buttons_of(&owner).await);
    forged.extend(token_buttons_of(&owner).await);
    let editor = suite.telegram.person("Edith").username("edith").create().await;
    let editor = suite.settled(&editor).await;
    ask(&owner, "/admins @edith", "Which role does").await;
    owner.press("editor").await;
    owner.expect("edith – editor").await;
    let stranger = suite.settled(&suite.telegram.person("Nobody").create().await).await;
    for chat in [&stranger, &editor] {
        for data in &forged {
            let answer = chat.press_data(data).await;
            // The home screen is drawn in place, as it was.
            assert!(answer.text.contains("out of date"), "{data}: {answer:?}");
        }
    }
    assert_eq!(suite.recorded().await, "token.issue admin.add", "nothing but the editor's role");
    let untouched = "SELECT count(*) FROM nexus.users u, nexus.bots b
        WHERE u.banned_at IS NOT NULL OR u.tier <> 'anonymous' OR NOT b.is_active";
    assert_eq!(suite.number(untouched).await, 0);
    let counting = "SELECT count(*) FROM nexus.service_tokens WHERE revoked_at IS NULL";
    assert_eq!(suite.number(counting).await, 1);
    suite.house.stop().await;
}

/// What the screens of tokens carry, on the way to revoking the one and to creating another, which goes no further.
async fn token_buttons_of(owner: &Chat) -> Vec<String> {
    let mut all = Vec::new();
    for (label, answer) in [
        ("reports", "Opens all of the registry"),
        ("⛔ Revoke", "⛔ Revoke the token reports"),
        ("← Keep it", "Opens all of the registry"),
        ("🎟 Tokens", "With a token a program"),
        ("➕ New token", "What should the new token open?"),
        ("Sample", "How long should it count?"),
        ("30 days", "What should the token be called?"),
    ] {
        if label == "reports" {
            ask(owner, "/token", "With a token a program").await;
        }
        owner.press(label).await;
        owner.expect(answer).await;
        all.extend(buttons_of(owner).await);
    }
    ask(owner, "mine", "Create the token mine").await;
    all.extend(buttons_of(owner).await);
    all
}

/// What an admin's newest screen carries, but for the ways back to where everybody may go, and what editors may.
async fn buttons_of(chat: &Chat) -> Vec<String> {
    let last = chat.last().await.expect("a message");
    let rows = last.raw["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
    let own = buttons.filter(|button| {
        let label = button["text"].as_str().unwrap_or_default();
        !["Menu", "Numbers", "Broadcasts"].iter().any(|all| label.contains(all)) && label != "🛠 Admin"
    });
    let data: Vec<String> =
        own.filter_map(|button| Some(button["callback_data"].as_str()?.to_owned())).collect();
    assert!(!data.is_empty());
    data
}
