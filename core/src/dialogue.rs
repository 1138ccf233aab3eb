//! Dialogues: one typed state per (chat, thread, person) and bot, kept in the chat's row.
//!
//! A bot's states are one enum; its default means "nothing going on". Handlers branch on it with teloxide's `case!`:
//!
//! ```ignore
//! dialogue::enter::<State>().branch(case![State::AskTitle { when }].endpoint(take_title))
//! ```

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::delivery::{Handler, Turn};

/// The states of a bot's dialogue.
pub trait State: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static {}

impl<S: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static> State for S {}

const FLOOR: &str = "bot";

/// Injects the person's state, for `case!` and handlers below.
pub fn enter<S: State>() -> Handler {
    dptree::map(|turn: Turn| turn.dialogue_of::<S>(FLOOR))
}

impl Turn {
    /// Goes to another state of the bot's dialogue.
    ///
    /// # Errors
    /// When the state cannot be written as JSON.
    pub fn go<S: State>(&self, state: &S) -> anyhow::Result<()> {
        self.set_dialogue_of(FLOOR, serde_json::to_value(state)?);
        Ok(())
    }

    /// Ends the bot's dialogue; one of core's (a city being asked for) goes on.
    pub fn rest(&self) {
        self.set_dialogue_of(FLOOR, Value::Null);
    }
}
