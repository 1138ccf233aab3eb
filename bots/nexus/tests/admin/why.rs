//! Why somebody gets no messages, told of people to whom it happens.

use crate::suite::{Suite, ask};

#[tokio::test]
async fn it_says_what_stands_in_the_way() {
    let suite = Suite::start().await;
    let owner = suite.owner().await;
    let anna = suite.user("Anna", "anna").await;
    let receive = "SELECT count(*) = 2 FROM nexus.heartbeats WHERE (detail ->> 'polling')::boolean";
    suite.until("both bots told that they get updates", receive).await;
    ask(&owner, "/why @nobody", "I know nobody called “@nobody”").await;
    ask(&owner, "/why @anna", "Nothing is wrong. Nothing is planned.").await;
    ask(&anna, "plan", "planned").await;
    owner.press("🔄 Refresh").await;
    let fine = owner.expect("Nothing is wrong. Next notification: tomorrow").await;
    assert!(fine.edited && fine.text.contains("(Sample)") && fine.text.contains("Not used: Nexus"), "{fine}");
    ask(&anna, "quiet", "quiet").await;
    ask(&owner, "/why @anna", "a switch in the settings is off: reminders").await;

    anna.block().await;
    suite.telegram.settled(&suite.sample).await;
    owner.send("/why @anna").await;
    let blocked = owner.expect("blocked the bot: today").await;
    assert!(blocked.text.contains("Nothing arrives from: Sample"), "{blocked}");
    anna.unblock().await;
    ask(&anna, "hello", "said hello").await;

    ask(&owner, "/bot sample", "Switched on").await;
    owner.press("⏸ Switch off").await;
    owner.press("⏸ Switch off").await;
    owner.expect("Switched off: people").await;
    ask(&owner, "/why @anna", "the bot is switched off").await;
    ask(&owner, "/ban @anna spam", "⛔ Ban Anna").await;
    owner.press("⛔ Ban").await;
    owner.expect("Banned: today").await;
    owner.press("Why no messages?").await;
    owner.expect("Banned since: today").await;
    owner.press("← Anna").await;
    owner.expect("👤 Anna").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn a_refused_message_and_a_dead_entry_are_found_in_russian() {
    let suite = Suite::start().await;
    let ada = suite.settled_in(&suite.ada, "Русский", "Пропустить", "Мои боты").await;
    suite.user("Анна", "anna").await;
    for sql in [
        "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
         SELECT gen_random_uuid(), home_account, home_chat, '{}', 'message is too long', last_interaction_at
         FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id AND b.code = 'sample'",
        "INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state, tries, cause)
         SELECT home_account, 'event', 'x', home_chat, '{}', gen_random_uuid(), last_interaction_at, 2, 3, 'boom <now>'
         FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id AND b.code = 'sample'",
    ] {
        sqlx::query(sql).execute(&suite.db.pool).await.expect(sql);
    }
    ada.send("/why @anna").await;
    let seen = ada.expect("Часть сообщений могла потеряться: Sample").await;
    for line in
        ["не обработано записей: 1. Последняя причина: boom <now>", "мессенджер не принял сообщений: 1"]
    {
        assert!(seen.text.contains(line), "{line} in {seen}");
    }
    suite.house.stop().await;
}
