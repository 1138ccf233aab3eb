//! Handlers of numbers and health.

use nexus_core::{
    health::{BotHealth, COUNTED, bots_health, totals},
    http::RECENT,
    prelude::*,
};

use super::{screens, store, view::ways_back};

pub(super) async fn stats(turn: Turn) -> anyhow::Result<()> {
    let totals = totals(turn.outer_db(), turn.now()).await?;
    let by_bot = store::numbers_by_bot(turn.outer_db()).await?;
    turn.show(ways_back(screens::stats(turn.format(), turn.now(), totals, &by_bot), &turn));
    Ok(())
}

pub(super) async fn health(turn: Turn) -> anyhow::Result<()> {
    let mut bots = bots_health(turn.outer_db(), RECENT).await?;
    if let Some(own) = bots.iter_mut().find(|bot| bot.code == turn.account().code) {
        note_this_question(own);
    }
    turn.show(ways_back(screens::health(turn.format(), turn.now(), &bots), &turn));
    Ok(())
}

/// The bot that was asked got the question, whatever its last heartbeat said; and the question waits for nothing but
/// this answer.
fn note_this_question(own: &mut BotHealth) {
    own.is_polling = true;
    // Where not all are counted, it may be among the others.
    if own.waiting < COUNTED {
        own.waiting = own.waiting.saturating_sub(1);
    }
}
