//! The first steps: language, zone, and then the bot's own main screen.

use std::sync::Arc;

use super::{language, personal, zone};
use crate::{bot::Bot, delivery::Turn};

/// /start: what a new person was not asked yet, else home.
pub(super) async fn start(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    if turn.person().chosen_language.is_none() {
        language::greet(turn, &bot)
    } else {
        next_step(turn.clone(), bot).await?;
        personal::note_pause(&turn);
        Ok(())
    }
}

/// What comes after the language is known.
pub(super) async fn next_step(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    if turn.person().chosen_zone.is_none() { zone::ask(turn).await } else { bot.go_home(turn).await }
}
