//! Buttons: each press is acknowledged, once, in time.

use nexus_core::prelude::*;
use serde::{Deserialize, Serialize};

use super::support::{Gate, World, bot};

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Press {
    Nothing,
    Toast,
    Alert,
    Slow,
    Fail,
}

impl Tap for Press {
    const VERSION: char = '1';
}

fn buttons(gate: Gate) -> Bot {
    let show = |turn: Turn| async move {
        let button = |label: &str, tap: Press| Button::tap(label, &tap);
        turn.show(Screen::new(Html::escape("press")).row([
            button("Nothing", Press::Nothing),
            button("Toast", Press::Toast),
            button("Alert", Press::Alert),
            button("Slow", Press::Slow),
            button("Fail", Press::Fail),
        ]));
        anyhow::Ok(())
    };
    let press = move |turn: Turn, press: Press| {
        let gate = gate.clone();
        async move {
            match press {
                Press::Nothing => {}
                Press::Toast => turn.toast("bread"),
                Press::Alert => turn.alert("fire"),
                Press::Slow => {
                    gate.pass().await;
                    turn.toast("late");
                }
                Press::Fail => anyhow::bail!("on purpose"),
            }
            anyhow::Ok(())
        }
    };
    bot(dptree::entry()
        .branch(Update::filter_message().endpoint(show))
        .branch(tap::<Press>().endpoint(press)))
}

#[tokio::test]
async fn presses_are_answered_with_what_the_handler_says() {
    let world = World::with(buttons(Gate::shut())).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("press").await;
    let nothing = chat.press("Nothing").await;
    assert_eq!((nothing.text.as_str(), nothing.alert), ("", false));
    let toast = chat.press("Toast").await;
    assert_eq!((toast.text.as_str(), toast.alert), ("bread", false));
    let alert = chat.press("Alert").await;
    assert_eq!((alert.text.as_str(), alert.alert), ("fire", true));
    chat.assert_quiet().await;
    assert_eq!(world.telegram.calls(&world.bot, "answerCallbackQuery").await.len(), 3, "once each");
    world.stop().await;
}

#[tokio::test]
async fn a_slow_handlers_press_is_answered_before_it_is_done() {
    let gate = Gate::shut();
    let world = World::with(buttons(gate.clone())).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("press").await;
    let pressed = chat.press("Slow").await;
    assert_eq!(pressed.text, "", "acknowledged while the handler stands at the gate");
    gate.reached().await;
    gate.let_one_pass();
    chat.expect("late").await;
    chat.assert_quiet().await;
    assert_eq!(world.telegram.calls(&world.bot, "answerCallbackQuery").await.len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn a_press_whose_handler_fails_is_answered_with_the_first_failure() {
    let world = World::with(buttons(Gate::shut())).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("press").await;
    assert_eq!(chat.press("Fail").await.text, "");
    assert!(world.number("SELECT max(tries)::int8 FROM nexus.inbox").await < 3, "before it is given up");
    world.stop().await;
}
