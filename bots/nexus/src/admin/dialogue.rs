//! Handlers for admins.

use nexus_core::{dptree, health::totals, prelude::*, teloxide};

use super::{house::House, screens, store};
use crate::tap::NexusTap;

/// Commands that stand in no menu.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
enum Command {
    Stats,
    Health,
}

pub(crate) fn handlers() -> Handler {
    dptree::filter(may_see)
        .branch(
            Update::filter_message()
                .filter_command::<Command>()
                .branch(case![Command::Stats].endpoint(stats))
                .branch(case![Command::Health].endpoint(health)),
        )
        .branch(
            tap::<NexusTap>()
                .branch(case![NexusTap::Stats].endpoint(stats))
                .branch(case![NexusTap::Health].endpoint(health)),
        )
}

/// Others in a group would read along, so even an admin is answered in private only.
fn may_see(turn: Turn) -> bool {
    turn.is_admin() && turn.source().is_private
}

async fn stats(turn: Turn) -> anyhow::Result<()> {
    let totals = totals(turn.outer_db(), turn.now()).await?;
    let by_bot = store::numbers_by_bot(turn.outer_db()).await?;
    turn.show(screens::stats(turn.format(), turn.now(), totals, &by_bot).home_row(&turn));
    Ok(())
}

async fn health(turn: Turn) -> anyhow::Result<()> {
    let house = House::read(&turn).await?;
    turn.show(screens::health(turn.format(), turn.now(), &house).home_row(&turn));
    Ok(())
}

/// As a message of its own.
pub(crate) async fn health_below(turn: Turn) -> anyhow::Result<()> {
    let house = House::read(&turn).await?;
    turn.say(screens::health(turn.format(), turn.now(), &house).home_row(&turn));
    Ok(())
}
