//! Undo: one mechanism for all bots.

use std::sync::Arc;

use chrono::TimeDelta;
use serde::Serialize;

use super::{CoreTap, store};
use crate::{bot::Bot, delivery::Turn, ids::UndoId, screen::Button, text};

/// How long an Undo button works.
const LIFE: TimeDelta = TimeDelta::hours(24);

impl Turn {
    /// Makes an Undo button for what this turn does: pressed, `action` comes to the bot's undo handler, once.
    ///
    /// # Errors
    /// When the action cannot be written as JSON.
    pub fn undo_button(&self, label: impl Into<String>, action: &impl Serialize) -> anyhow::Result<Button> {
        let id = UndoId::new();
        self.declare_undo(id, serde_json::to_value(action)?, self.now() + LIFE);
        Ok(Button::tap(label, &CoreTap::Undo(id)))
    }
}

/// Takes back what the button belongs to: once, in time, and only by whose it is.
pub(super) async fn take_back(turn: Turn, bot: Arc<Bot>, id: UndoId) -> anyhow::Result<()> {
    let found = store::find_undo(turn.outer_db(), id, turn.account().id, turn.person().user).await?;
    let (Some(found), Some(undo)) = (found, &bot.undo) else {
        turn.alert(text!(turn.core_locale(), "undo-too-late"));
        return Ok(());
    };
    if found.is_used {
        turn.toast(text!(turn.core_locale(), "undo-done-already"));
        return Ok(());
    }
    if found.expires_at <= turn.now() {
        turn.alert(text!(turn.core_locale(), "undo-too-late"));
        return Ok(());
    }
    turn.use_undo(id);
    undo(turn, found.body).await
}
