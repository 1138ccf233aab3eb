//! Pressing buttons, those under messages and those of the reply keyboard.

use std::time::Instant;

use serde_json::{Value, json};

use super::Chat;
use super::chat::{Event, id, left};
use super::seen::find_button;

/// What the bot answered to a press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// Empty when the bot only acknowledged.
    pub text: String,
    /// A window to be closed, not a toast.
    pub alert: bool,
    pub url: Option<String>,
}

impl Chat {
    /// Presses the button whose label contains a text, on the newest message that has one, and waits for the answer.
    /// A button of the reply keyboard is written as a text, or does what it asks for.
    pub async fn press(&self, label: &str) -> Pressed {
        let deadline = Instant::now() + self.telegram.limit();
        let mut seq = self.newest_seq().await;
        loop {
            if let Some((message_id, button)) = self.find(label).await {
                let Some(data) = button["callback_data"].as_str() else {
                    self.fail(&format!("the button {label:?} is no callback: {button}")).await;
                };
                return self.press_on(message_id, data).await;
            }
            if self.press_keyboard(label).await {
                return Pressed::default();
            }
            let (_, reached) = self.events(seq, left(deadline)).await;
            seq = reached;
            if Instant::now() >= deadline {
                self.fail(&format!("expected a button with {label:?}, but there was none")).await;
            }
        }
    }

    async fn find(&self, label: &str) -> Option<(i64, Value)> {
        let messages = self.messages(200).await;
        let mut newest_first = messages.iter().rev().filter(|message| self.is_of_bot(message));
        newest_first.find_map(|message| Some((id(message), find_button(message, label)?.clone())))
    }

    /// Presses with data of one's own on the newest message of the bot, as a forged client could.
    pub async fn press_data(&self, data: &str) -> Pressed {
        let messages = self.messages(200).await;
        let newest = messages.iter().rev().find(|message| self.is_of_bot(message)).map(id);
        match newest {
            Some(message_id) => self.press_on(message_id, data).await,
            None => self.fail("there is no message to press a button on").await,
        }
    }

    /// Presses with any data on any message, and waits for the answer.
    pub async fn press_on(&self, message_id: i64, data: &str) -> Pressed {
        let mut at = self.newest_seq().await;
        let pressed = self.act("/press", json!({ "message_id": message_id, "data": data })).await;
        let deadline = Instant::now() + self.telegram.limit();
        loop {
            let (events, reached) = self.events(at, left(deadline)).await;
            let mine = |event: &&Event| {
                event.name == "callback_answer" && event.data["callback_id"] == pressed["callback_id"]
            };
            match events.iter().find(mine).map(|event| &event.data) {
                Some(answer) if answer["timeout"] != true => {
                    return Pressed {
                        text: answer["text"].as_str().unwrap_or_default().to_owned(),
                        alert: answer["show_alert"] == true,
                        url: answer["url"].as_str().map(str::to_owned),
                    };
                }
                None if Instant::now() < deadline => at = reached,
                _ => self.fail(&format!("the press of {data:?} was never answered")).await,
            }
        }
    }

    async fn press_keyboard(&self, label: &str) -> bool {
        let state = self.state().await;
        let rows = state["reply_keyboard"]["keyboard"].as_array().cloned().unwrap_or_default();
        let mut buttons = rows.iter().flat_map(|row| row.as_array().into_iter().flatten());
        let Some(button) =
            buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)))
        else {
            return false;
        };
        if button["request_contact"] == true {
            self.contact().await;
        } else if button["request_location"] == true {
            self.location(51.5, -0.12).await;
        } else {
            self.send(button["text"].as_str().unwrap_or_default()).await;
        }
        true
    }
}
