//! Handlers of numbers and health.

use nexus_core::{health::totals, prelude::*};

use super::{house::House, screens, store, view::ways_back};

pub(super) async fn stats(turn: Turn) -> anyhow::Result<()> {
    let totals = totals(turn.outer_db(), turn.now()).await?;
    let by_bot = store::numbers_by_bot(turn.outer_db()).await?;
    turn.show(ways_back(screens::stats(turn.format(), turn.now(), totals, &by_bot), &turn));
    Ok(())
}

pub(super) async fn health(turn: Turn) -> anyhow::Result<()> {
    let house = House::read(&turn).await?;
    turn.show(ways_back(screens::health(turn.format(), turn.now(), &house), &turn));
    Ok(())
}

/// As a message of its own.
pub(crate) async fn health_below(turn: Turn) -> anyhow::Result<()> {
    let house = House::read(&turn).await?;
    turn.say(ways_back(screens::health(turn.format(), turn.now(), &house), &turn));
    Ok(())
}
