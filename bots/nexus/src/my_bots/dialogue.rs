//! Handlers of "my bots".

use nexus_core::{dptree, prelude::*, registry, teloxide};

use super::{
    card,
    screens::{self, View},
};
use crate::{TEXTS, admin::role, tap::NexusTap};

/// The bot's commands in the menu. Adding one: its text in [`describe`].
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
pub(crate) enum Command {
    Bots,
}

/// What a command does, for the menu and for /help.
pub(crate) fn describe(language: Language, command: &str) -> Option<String> {
    (command == "bots").then(|| text!(TEXTS.of(language), "command-bots"))
}

pub(crate) fn handlers() -> Handler {
    dptree::entry().branch(Update::filter_message().filter_command::<Command>().endpoint(home)).branch(
        tap::<NexusTap>()
            .branch(case![NexusTap::Bots(number)].endpoint(page))
            .branch(case![NexusTap::Own(own)].filter(card::is_of_a_card).endpoint(card::press)),
    )
}

/// The main screen.
pub(crate) async fn home(turn: Turn) -> anyhow::Result<()> {
    page(turn, 0).await
}

/// What a person uses is for their own eyes: in a group there is only the way to the private chat.
pub(super) async fn page(turn: Turn, number: u32) -> anyhow::Result<()> {
    let account = turn.account();
    if !turn.source().is_private {
        turn.show(screens::in_private(turn.language(), account));
        return Ok(());
    }
    let (user, language) = (turn.person().user, turn.language());
    let mut bots = registry::store::bots_of(turn.outer_db(), user, account.realm, language).await?;
    bots.retain(|bot| bot.code != account.code);
    let is_admin = role::of(&turn).await?.is_some();
    turn.show(screens::my_bots(View::of(&turn), &bots, is_admin, number));
    Ok(())
}
