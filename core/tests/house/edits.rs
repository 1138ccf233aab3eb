//! What a person changes after it was sent: understood as it is by now where it was not worked off yet, and nothing new
//! where it was.

use std::time::Duration;

use nexus_core::{
    db::CORE,
    prelude::*,
    testing::{TestHouse, db::TestDb},
};
use serde_json::json;
use telegram_local::Telegram;

use super::{
    albums::IN_STATE,
    dead::Switch,
    support::{Gate, NOTHING_OPEN, World, bot, counter, on_text, until_sql},
};

/// Repeats what is written and, where it has a handler for that, what is edited. Waits at the gate over "slow", and fails
/// over "poison".
fn attentive(gate: Gate, poison: Switch) -> Bot {
    let written = on_text(move |turn, text| {
        let (gate, poison) = (gate.clone(), poison.clone());
        async move {
            match text.as_str() {
                "slow" => gate.pass().await,
                "poison" => poison.check()?,
                _ => {}
            }
            turn.say(Html::escape(&text));
            Ok(())
        }
    });
    let edited = |turn: Turn, text: String| async move {
        assert_eq!(turn.album().messages().count(), 0, "an edit is no message that came");
        turn.say(Html::escape(&format!("edited: {text}")));
        anyhow::Ok(())
    };
    let edited = Update::filter_edited_message().branch(Message::filter_text().endpoint(edited));
    bot(dptree::entry().branch(written).branch(edited))
}

/// A bot with a main screen; edits are none of its business.
fn homely() -> Bot {
    bot(on_text(|turn, text| async move {
        turn.say(Html::escape(&format!("heard {text}")));
        Ok(())
    }))
    .home(|turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    })
}

#[tokio::test]
async fn what_is_edited_before_its_turn_is_read_as_it_is_by_then() {
    let gate = Gate::shut();
    let world = World::with(attentive(gate.clone(), Switch::default())).await;
    let chat = world.chat("Anna").await;
    chat.send("slow").await;
    gate.reached().await;
    let line = chat.send("dinner at 5").await;
    chat.send("and bread").await;
    chat.edit(line, "dinner at 6").await;
    chat.edit(line, "dinner at 7").await;
    world.until("all of it is filed", "SELECT count(*) = 5 FROM nexus.inbox").await;
    gate.let_one_pass();
    chat.expect("and bread").await;
    chat.assert_quiet().await;
    assert_eq!(world.sent().await, ["slow", "dinner at 7", "and bread"]);
    assert_eq!(world.text(IN_STATE).await, "0 5 0");
    // From here on an edit is an edit.
    chat.edit(line, "dinner at 8").await;
    assert_eq!(chat.expect("8").await.text, "edited: dinner at 8");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_edited_while_the_bot_was_away_is_understood_once() {
    let telegram = Telegram::start().await.expect("a messenger");
    let account = telegram.bot("probe_bot").await;
    let test = TestDb::new(&[&CORE]).await;
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    let command = chat.send("/strat").await;
    chat.edit(command, "/start").await;
    let line = chat.send("frist").await;
    chat.edit(line, "first").await;
    let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
    house.start(homely(), &account.token).await;
    chat.expect("Choose your language").await;
    assert_eq!(chat.expect("").await.text, "heard first");
    until_sql(&test.pool, "nothing is open", NOTHING_OPEN).await;
    chat.assert_quiet().await;
    house.stop().await;
    telegram.stop().await;
}

#[tokio::test]
async fn an_edit_is_no_new_command_and_nothing_to_answer() {
    let world = World::with(homely()).await;
    let chat = world.chat("Anna").await;
    let line = chat.send("bread").await;
    chat.expect("heard bread").await;
    for text in ["/start", "/help", "butter", "/nonsense"] {
        chat.edit(line, text).await;
    }
    chat.assert_quiet().await;
    assert_eq!(world.text(IN_STATE).await, "0 5 0");
    world.stop().await;
}

#[tokio::test]
async fn an_edit_counts_for_nothing() {
    let world = World::with(counter()).await;
    let chat = world.chat("Anna").await;
    let line = chat.send("x").await;
    chat.expect("1").await;
    chat.edit(line, "y").await;
    chat.send("x").await;
    chat.expect("2").await;
    chat.assert_quiet().await;
    world.stop().await;
}

/// The person mends what the handler fails on, while it waits for its next try.
#[tokio::test]
async fn the_next_try_reads_what_was_edited_since() {
    let world = World::with(attentive(Gate::shut(), Switch::default())).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    let line = chat.send("poison").await;
    world.until("it failed", "SELECT count(*) = 1 FROM nexus.inbox WHERE tries = 1").await;
    chat.edit(line, "food").await;
    assert_eq!(chat.expect("food").await.text, "edited: food", "which the handler for edits may answer");
    world.pass(Duration::from_secs(6)).await;
    assert_eq!(chat.expect("food").await.text, "food");
    chat.assert_quiet().await;
    assert_eq!(world.text(IN_STATE).await, "0 2 0");
    world.stop().await;
}

/// Edits do not die with what they changed: an operator sees one dead entry, and what is tried again is the newest text.
#[tokio::test]
async fn what_died_is_tried_again_as_it_was_edited_since() {
    let poison = Switch::default();
    let world = World::with(attentive(Gate::shut(), poison.clone())).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    let line = chat.send("poison").await;
    for tries in [
        "SELECT count(*) = 1 FROM nexus.inbox WHERE tries = 1",
        "SELECT count(*) = 1 FROM nexus.inbox WHERE tries = 2",
    ] {
        world.until("it failed", tries).await;
        world.pass(Duration::from_secs(6)).await;
    }
    chat.expect("I could not work on your message").await;
    world.until("it is dead", "SELECT count(*) = 1 FROM nexus.inbox WHERE state = 2").await;
    chat.edit(line, "food").await;
    chat.expect("edited: food").await;
    assert!(world.retry(world.only_dead().await.id).await);
    assert_eq!(chat.expect("food").await.text, "food");
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn in_a_group_only_edits_of_what_was_said_to_the_bot_reach_it() {
    let bot = attentive(Gate::shut(), Switch::default()).home(|turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    });
    let world = World::with(bot).await;
    let anna = world.telegram.person("Anna").create().await;
    let chat = anna.chat(&world.bot).await;
    chat.send("hello").await;
    chat.expect("hello").await;
    let group = json!({"id": anna.id, "type": "supergroup", "title": "Us"});
    let from = |id: i64, is_bot: bool| json!({"id": id, "is_bot": is_bot, "first_name": "Somebody"});
    // The answers go to a chat that a person can see, so that they can be read here.
    let edit = async |text: &str, replied: Option<i64>| {
        let mut message = json!({
            "message_id": 700, "date": 1, "edit_date": 2, "text": text, "chat": group, "from": from(anna.id, false),
        });
        if let Some(author) = replied {
            message["reply_to_message"] = json!({"message_id": 5, "date": 1, "text": "before", "chat": group, "from": from(author, true)});
        }
        world.telegram.inject(&world.bot, json!({"edited_message": message})).await.expect("queued");
    };
    edit("among us", None).await;
    edit("to another", Some(4242)).await;
    edit("to you", Some(world.bot.id)).await;
    assert_eq!(chat.expect("").await.text, "edited: to you");
    chat.assert_quiet().await;
    world.stop().await;
}
