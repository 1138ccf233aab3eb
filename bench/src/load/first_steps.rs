//! A newcomer's first minutes with a bot that asks for language and place.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
};

use crate::{
    stub::{Account, Said, http::find},
    sync::locked,
};

/// The language, then the place: each time the first button.
const PRESSES: u32 = 2;
/// The two questions, what became of the place, and the main menu.
const MESSAGES: u32 = 4;

/// Who is still at it, with how many messages each has got.
#[derive(Default)]
pub(super) struct FirstSteps(Mutex<HashMap<i64, u32>>);

impl FirstSteps {
    pub fn begin(&self, account: &Account, person: i64) {
        self.newcomers().insert(person, 0);
        account.write(person, "/start");
    }

    pub fn are_done(&self) -> bool {
        self.newcomers().is_empty()
    }

    /// Whether the message was one of the first steps; it is reacted to.
    pub fn take(&self, account: &Account, said: &Said<'_>) -> bool {
        let mut newcomers = self.newcomers();
        let Some(messages) = newcomers.get_mut(&said.chat) else { return false };
        *messages += 1;
        if *messages <= PRESSES
            && let Some(data) = first_button(said.body)
        {
            account.press(said.chat, said.message, data);
        } else if *messages >= MESSAGES {
            newcomers.remove(&said.chat);
        }
        true
    }

    fn newcomers(&self) -> MutexGuard<'_, HashMap<i64, u32>> {
        locked(&self.0)
    }
}

/// The data behind the first button of a message; ours are letters and digits, which JSON does not escape.
fn first_button(body: &[u8]) -> Option<&str> {
    const MARK: &[u8] = b"\"callback_data\":\"";
    let rest = &body[find(body, MARK)? + MARK.len()..];
    str::from_utf8(&rest[..find(rest, b"\"")?]).ok()
}

#[cfg(test)]
mod tests {
    use super::first_button;

    #[test]
    fn the_first_button_is_found() {
        let body = br#"{"reply_markup":{"inline_keyboard":[[{"callback_data":"n1AQ","text":"a"},{"callback_data":"n1Ag"}]]}}"#;
        assert_eq!(first_button(body), Some("n1AQ"));
        assert_eq!(first_button(b"{}"), None);
    }
}
