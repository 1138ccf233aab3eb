//! Handlers that fail, panic, or want what cannot be written.

use std::time::Duration;

use nexus_core::prelude::*;

use super::support::{World, bot, on_text};

const APOLOGIES: &str = "SELECT count(*) FROM nexus.inbox WHERE state = 2 AND tries = 3";

/// Fails in the way that the text asks for.
fn fragile() -> Bot {
    bot(on_text(|turn, text| async move {
        match text.as_str() {
            "fail" => anyhow::bail!("on\0 purpose"),
            "panic" => panic!("in fear"),
            "unwritable" => turn.patch_state(serde_json::json!({"text": "a\0b"})),
            "unsayable" => turn.say(Html::escape("a\0b")),
            "deadlock" => {
                let error = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '57P01'; END $$";
                sqlx::query(error).execute(&mut *turn.db().await?).await?;
            }
            text => turn.say(Html::escape(text)),
        }
        Ok(())
    }))
}

/// Three tries, others in between, then dead with its cause and one apology.
async fn dies_of(text: &'static str, cause: &str) {
    let world = World::with(fragile()).await;
    let chat = world.chat("Anna").await;
    chat.send(text).await;
    for tries in ["tries = 1", "tries = 2"] {
        let sql = if tries == "tries = 1" {
            "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 1 AND not_before IS NOT NULL)"
        } else {
            "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 2 AND not_before IS NOT NULL)"
        };
        world.until(tries, sql).await;
        chat.send("between").await;
        assert_eq!(chat.expect("").await.text, "between", "nothing but the answer in between");
        world.telegram.advance(Duration::from_secs(6)).await;
    }
    let apology = chat.expect("").await;
    chat.assert_quiet().await;
    assert_eq!(world.number(APOLOGIES).await, 1, "{apology}");
    let kept = world.text("SELECT cause FROM nexus.inbox WHERE state = 2").await;
    assert!(kept.contains(cause), "{kept}");
    chat.send("afterwards").await;
    chat.expect("afterwards").await;
    world.until("the others are done", "SELECT count(*) = 3 FROM nexus.inbox WHERE state = 1").await;
    world.stop().await;
}

#[tokio::test]
async fn a_handler_that_fails_is_tried_three_times() {
    dies_of("fail", "on purpose").await;
}

#[tokio::test]
async fn a_handler_that_panics_is_tried_three_times() {
    dies_of("panic", "panicked: in fear").await;
}

#[tokio::test]
async fn what_the_database_refuses_to_keep_is_the_handlers_failure() {
    dies_of("unwritable", "Unicode").await;
}

#[tokio::test]
async fn what_cannot_be_said_is_the_handlers_failure() {
    dies_of("unsayable", "Unicode").await;
}

/// A statement that takes the database away whenever it runs costs no try, but holds up nobody either.
#[tokio::test]
async fn an_entry_that_takes_the_database_away_lets_others_pass() {
    let world = World::with(fragile()).await;
    let chat = world.chat("Anna").await;
    chat.send("deadlock").await;
    chat.send("next").await;
    chat.expect("next").await;
    let cause = world.text("SELECT cause FROM nexus.inbox WHERE state = 0").await;
    assert!(!cause.is_empty());
    world.stop().await;
}
