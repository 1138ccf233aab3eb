//! What is sent, and what becomes of what the messenger does not like.

use nexus_core::prelude::*;
use telegram_local::Fault;

use super::support::{Gate, World, bot, counter, echo, on_text};

pub fn refusal(method: &str, status: u16, description: &str) -> Fault {
    Fault {
        method: Some(method.to_owned()),
        times: Some(1),
        status: Some(status),
        description: Some(description.to_owned()),
        ..Fault::default()
    }
}

pub const BLOCKED: &str = "SELECT count(*) FROM nexus.subscriptions WHERE blocked_at IS NOT NULL";

#[tokio::test]
async fn refused_markup_is_sent_plainly() {
    let world = World::with(bot(on_text(|turn, text| async move {
        turn.say(Html::escape(&text).bold());
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    let error = "Bad Request: can't parse entities: Unsupported start tag \"b\" at byte offset 0";
    world.telegram.fault(refusal("sendMessage", 400, error)).await;
    chat.send("1 < 2").await;
    let seen = chat.expect("1 < 2").await;
    assert_eq!(seen.html, "1 &lt; 2");
    chat.send("3 < 4").await;
    assert_eq!(chat.expect("3 < 4").await.html, "<b>3 &lt; 4</b>");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_is_refused_for_good_is_set_aside_and_the_chat_goes_on() {
    let world = World::with(echo()).await;
    let chat = world.chat("Anna").await;
    for (status, cause) in [(400, "Bad Request: chat not found"), (413, "Request Entity Too Large")] {
        world.telegram.fault(refusal("sendMessage", status, cause)).await;
        chat.send("poison").await;
        chat.send("food").await;
        chat.expect("food").await;
    }
    chat.assert_quiet().await;
    let kept = world
        .text("SELECT string_agg(cause || ': ' || (saying ->> 'text'), '; ' ORDER BY created_at) FROM nexus.refused_sayings")
        .await;
    assert_eq!(kept, "Bad Request: chat not found: poison; Request Entity Too Large: poison");
    world.stop().await;
}

#[tokio::test]
async fn floods_and_the_messengers_own_trouble_are_waited_out() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    world
        .telegram
        .fault(Fault {
            retry_after: Some(1),
            ..refusal("sendMessage", 429, "Too Many Requests: retry after 1")
        })
        .await;
    world.telegram.fault(refusal("sendMessage", 502, "Bad Gateway")).await;
    chat.send("x").await;
    chat.send("y").await;
    chat.expect("2").await;
    assert_eq!(world.sent().await, ["1", "2"]);
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn who_blocked_the_bot_is_noted_and_welcome_again() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    world.telegram.fault(refusal("sendMessage", 403, "Forbidden: bot was blocked by the user")).await;
    chat.send("x").await;
    world
        .until("it is noted", "SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE blocked_at IS NOT NULL)")
        .await;
    world.until("nothing is open", super::support::NOTHING_OPEN).await;
    chat.send("y").await;
    chat.expect("2").await;
    assert_eq!(world.number(BLOCKED).await, 0);
    chat.assert_quiet().await;
    world.stop().await;
}

/// Nothing is tried again, nothing is kept for operators, and the chat is free when the person comes back.
#[tokio::test]
async fn who_blocks_the_bot_in_the_middle_of_an_answer_gets_the_next_one() {
    let gate = Gate::shut();
    let world = World::with(bot(on_text({
        let gate = gate.clone();
        move |turn, text| {
            let gate = gate.clone();
            async move {
                if text == "slow" {
                    gate.pass().await;
                }
                turn.say(Html::escape(&format!("{text}, one")));
                turn.say(Html::escape(&format!("{text}, two")));
                Ok(())
            }
        }
    })))
    .await;
    let chat = world.chat("Anna").await;
    chat.send("slow").await;
    gate.reached().await;
    chat.block().await;
    gate.let_one_pass();
    world.until("the turn is done", super::support::NOTHING_OPEN).await;
    assert_eq!(world.number(BLOCKED).await, 1);
    assert_eq!(world.number("SELECT count(*) FROM nexus.refused_sayings").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM nexus.chats WHERE pending <> '[]'").await, 0);
    chat.unblock().await;
    chat.send("/start").await;
    chat.expect("/start, two").await;
    chat.assert_quiet().await;
    assert_eq!(world.sent().await, ["/start, one", "/start, two"]);
    assert_eq!(world.number(BLOCKED).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_long_text_comes_in_pieces_and_in_order() {
    let world = World::with(bot(on_text(|turn, _| async move {
        let words: Vec<String> = (0..2500).map(|number| format!("w{number}")).collect();
        turn.say(Screen::new(Html::escape(&words.join(" "))).row([Button::url("Go", "https://a.example")]));
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    let last = chat.expect("w2499").await;
    assert_eq!(last.buttons, [["Go"]]);
    let sent = world.sent().await;
    assert!(sent.len() > 1 && sent.iter().all(|piece| piece.encode_utf16().count() <= 4096));
    let words: Vec<&str> = sent.iter().flat_map(|piece| piece.split_whitespace()).collect();
    assert_eq!(words, (0..2500).map(|number| format!("w{number}")).collect::<Vec<_>>());
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_screen_is_redrawn_in_place_or_anew_where_it_has_gone() {
    let world = World::with(bot(on_text(|turn, text| async move {
        turn.redraw(Screen::new(Html::escape(&text)));
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    chat.send("one").await;
    let first = chat.expect("one").await;
    chat.send("two").await;
    let second = chat.expect("two").await;
    assert_eq!((second.edited, second.message_id), (true, first.message_id));
    chat.send("two").await;
    chat.send("three").await;
    let third = chat.expect("three").await;
    assert_eq!((third.edited, third.message_id), (true, first.message_id), "unchanged is no trouble");
    chat.delete(first.message_id).await;
    chat.send("four").await;
    let fourth = chat.expect("four").await;
    assert!(!fourth.edited && fourth.message_id != first.message_id);
    chat.send("five").await;
    let fifth = chat.expect("five").await;
    assert_eq!((fifth.edited, fifth.message_id), (true, fourth.message_id));
    chat.assert_quiet().await;
    world.stop().await;
}
