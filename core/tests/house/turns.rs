//! Order, side by side, exactly once.

use nexus_core::{db::CORE, db::Migrations, prelude::*};
use telegram_local::Fault;

use super::support::{Gate, World, bot, counter, echo, on_text, soon};

pub static TINY: Migrations = nexus_core::migrations!("tiny", "tests/tiny");

const COUNT: &str = "SELECT (state ->> 'count')::int8 FROM nexus.subscriptions";

#[tokio::test]
async fn a_chat_is_worked_off_in_order() {
    let world = World::with(echo()).await;
    let chat = world.chat("Anna").await;
    for number in 1..=30 {
        chat.send(&number.to_string()).await;
    }
    chat.expect("30").await;
    assert_eq!(world.sent().await, (1..=30).map(|number| number.to_string()).collect::<Vec<_>>());
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_slow_chat_does_not_hold_up_another() {
    let gate = Gate::shut();
    let world = World::with(bot(on_text({
        let gate = gate.clone();
        move |turn, text| {
            let gate = gate.clone();
            async move {
                if text == "slow" {
                    gate.pass().await;
                }
                turn.say(Html::escape(&text));
                Ok(())
            }
        }
    })))
    .await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    anna.send("slow").await;
    gate.reached().await;
    anna.send("after").await;
    bert.send("quick").await;
    bert.expect("quick").await;
    assert_eq!(world.sent().await, ["quick"], "Anna's next message waits for its turn");
    gate.let_one_pass();
    anna.expect("after").await;
    assert_eq!(world.sent().await, ["quick", "slow", "after"]);
    world.stop().await;
}

#[tokio::test]
async fn a_slow_messenger_in_one_chat_does_not_hold_up_another() {
    let world = World::with(echo()).await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    world
        .telegram
        .fault(Fault {
            method: Some("sendMessage".into()),
            times: Some(1),
            status: Some(429),
            retry_after: Some(2),
            ..Fault::default()
        })
        .await;
    anna.send("one").await;
    world.until("it was said", "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]')").await;
    bert.send("two").await;
    bert.expect("two").await;
    anna.expect("one").await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_sent_once_is_counted_once_though_the_answer_was_lost() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    let lost =
        Fault { method: Some("sendMessage".into()), times: Some(2), drop_after: true, ..Fault::default() };
    world.telegram.fault(lost).await;
    chat.send("a").await;
    chat.send("b").await;
    chat.expect("2").await;
    world.telegram.settled(&world.bot).await;
    // Repeated, since nobody can know; in order, and never with another number.
    assert_eq!(world.sent().await, ["1", "1", "1", "2"]);
    assert_eq!(world.number(COUNT).await, 2);
    world.stop().await;
}

#[tokio::test]
async fn updates_whose_acknowledgement_was_lost_are_worked_off_once() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    let lost =
        Fault { method: Some("getUpdates".into()), times: Some(3), drop_after: true, ..Fault::default() };
    world.telegram.fault(lost).await;
    for _ in 0..5 {
        chat.send("x").await;
    }
    chat.expect("5").await;
    chat.assert_quiet().await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.inbox").await, 5);
    assert_eq!(world.number(COUNT).await, 5);
    world.stop().await;
}

/// A mark and the close of the next turn meet on the chat's row: the close waits, and then does everything once.
#[tokio::test]
async fn a_close_that_waited_for_the_row_does_everything_once() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    chat.send("first").await;
    chat.expect("1").await;
    world.until("it is marked", super::support::NOTHING_OPEN).await;

    let mut lock = world.test.pool.begin().await.expect("a transaction");
    sqlx::query("UPDATE nexus.chats SET slots = slots || '{\"met\": 1}'")
        .execute(&mut *lock)
        .await
        .expect("locked");
    chat.send("second").await;
    world
        .until(
            "the close waits for the row",
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')",
        )
        .await;
    lock.commit().await.expect("released");
    chat.expect("2").await;
    chat.assert_quiet().await;
    assert_eq!(world.number(COUNT).await, 2);
    assert_eq!(world.number("SELECT count(*) FROM nexus.chats WHERE slots ? 'met'").await, 1);
    assert_eq!(world.sent().await, ["1", "2"]);
    world.stop().await;
}

/// Somebody else closed a turn meanwhile: nothing of this one happens, and it is taken again.
#[tokio::test]
async fn a_turn_that_was_overtaken_starts_again() {
    let gate = Gate::shut();
    let world = World::over(
        bot(on_text({
            let gate = gate.clone();
            move |turn, text| {
                let gate = gate.clone();
                async move {
                    write_note(&turn, &text).await?;
                    gate.pass().await;
                    let number = turn.add("count", 1);
                    turn.say(Html::escape(&number.to_string()));
                    Ok(())
                }
            }
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    gate.reached().await;
    sqlx::query("UPDATE nexus.chats SET version = version + 1")
        .execute(&world.test.pool)
        .await
        .expect("overtaken");
    gate.let_one_pass();
    gate.reached().await;
    gate.let_one_pass();
    chat.expect("1").await;
    chat.assert_quiet().await;
    assert_eq!(world.number(COUNT).await, 1);
    assert_eq!(notes(&world).await, 1);
    world.stop().await;
}

pub async fn write_note(turn: &Turn, text: &str) -> anyhow::Result<()> {
    let insert = sqlx::query("INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, $2, 1)");
    insert.bind(turn.workspace()).bind(text).execute(&mut *turn.db().await?).await?;
    Ok(())
}

/// Notes of all workspaces, which only an administrator sees.
pub async fn notes(world: &World) -> i64 {
    use secrecy::ExposeSecret;
    use sqlx::Connection;
    let url = world.test.admin_url();
    let mut admin = sqlx::PgConnection::connect(url.expose_secret()).await.expect("an administrator");
    sqlx::query_scalar("SELECT count(*) FROM tiny.notes").fetch_one(&mut admin).await.expect("a number")
}

#[tokio::test]
async fn a_turn_sees_nothing_of_another_workspace() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            write_note(&turn, &text).await?;
            let seen: Vec<String> =
                sqlx::query_scalar("SELECT body FROM tiny.notes").fetch_all(&mut *turn.db().await?).await?;
            turn.say(Html::escape(&seen.join(",")));
            Ok(())
        })),
        &[&CORE, &TINY],
    )
    .await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    anna.send("hers").await;
    anna.expect("hers").await;
    bert.send("his").await;
    assert_eq!(bert.expect("his").await.text, "his");
    assert_eq!(notes(&world).await, 2);
    world.stop().await;
}

#[tokio::test]
async fn a_handler_that_fails_leaves_nothing_of_its_transaction() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            write_note(&turn, &text).await?;
            turn.add("count", 1);
            turn.say(Html::escape("never said"));
            anyhow::ensure!(text != "bad", "on purpose");
            Ok(())
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("bad").await;
    world.until("it failed once", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 1)").await;
    assert_eq!(notes(&world).await, 0);
    assert_eq!(world.number("SELECT count(*) FROM nexus.subscriptions WHERE state <> '{}'").await, 0);
    assert!(world.sent().await.is_empty());
    chat.send("good").await;
    chat.expect("never said").await;
    assert_eq!((notes(&world).await, world.number(COUNT).await), (1, 1));
    world.stop().await;
}

/// Whatever there is to declare but for writes, once each; says `1 pl`.
pub fn declare_everything(turn: &Turn) -> anyhow::Result<()> {
    turn.choose_language(Language::Pl);
    turn.choose_zone(chrono_tz::Europe::Warsaw);
    turn.patch_settings(serde_json::json!({"a": {"b": 1}}));
    turn.patch_state(serde_json::json!({"c": 2}));
    turn.go(&Some(7))?;
    turn.cancel_planned("reminder", uuid::Uuid::nil());
    for (days, subject) in [(1, uuid::Uuid::nil()), (2, uuid::Uuid::max())] {
        turn.plan(super::schedule::reminder(subject, turn.now() + chrono::TimeDelta::days(days)));
    }
    let undo = turn.undo_button("Undo", &"x")?;
    let number = turn.add("count", 1);
    turn.show(Screen::new(Html::escape(&format!("{number} {}", turn.language().code()))).row([undo]));
    Ok(())
}

/// What came of it: language, zone, settings, state; how many notifications, undos and dialogues.
pub const EVERYTHING: &str = r#"pl Europe/Warsaw {"a": {"b": 1}} {"c": 2, "count": 1} 2 1 1"#;

pub async fn everything(world: &World) -> String {
    world
        .text(
            "SELECT concat_ws(' ', u.language, u.zone, s.settings, s.state, (SELECT count(*) FROM nexus.notifications),
                 (SELECT count(*) FROM nexus.undos), (SELECT count(*) FROM jsonb_object_keys(c.dialogues)))
             FROM nexus.users u JOIN nexus.subscriptions s ON s.user_id = u.id, nexus.chats c",
        )
        .await
}

/// Everything that a turn may declare goes through with the few rights of its role.
#[tokio::test]
async fn a_turn_with_a_transaction_may_declare_all_there_is() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            write_note(&turn, &text).await?;
            declare_everything(&turn)
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("1 pl").await;
    assert_eq!(everything(&world).await, EVERYTHING);
    assert_eq!(notes(&world).await, 1);
    world.stop().await;
}

/// A chat that is written to faster than it may be answered waits in the inbox, not in memory; nothing is left out.
#[tokio::test]
async fn a_flooded_chat_is_answered_to_the_end() {
    let world = World::with(echo()).await;
    let chat = world.chat("Anna").await;
    let fault =
        Fault { method: Some("sendMessage".into()), status: Some(500), times: Some(1), ..Fault::default() };
    world.telegram.fault(fault).await;
    for number in 1..=80 {
        chat.send(&number.to_string()).await;
    }
    soon("the last answer", chat.expect("80")).await;
    assert_eq!(world.sent().await, (1..=80).map(|number| number.to_string()).collect::<Vec<_>>());
    world.stop().await;
}
