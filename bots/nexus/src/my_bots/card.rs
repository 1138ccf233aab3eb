//! Handlers of one bot's card.

use nexus_core::{ids::BotId, prelude::*, registry};

use super::{
    OwnTap, dialogue,
    screens::{self, View},
};
use crate::TEXTS;

pub(super) fn is_of_a_card(own: OwnTap) -> bool {
    !matches!(own, OwnTap::Desk(_))
}

pub(super) async fn press(turn: Turn, own: OwnTap) -> anyhow::Result<()> {
    if !turn.source().is_private {
        return dialogue::page(turn, 0).await;
    }
    match own {
        OwnTap::Card(bot) => show(turn, bot).await,
        OwnTap::Pause(bot) => switch(turn, bot, true).await,
        OwnTap::Resume(bot) => switch(turn, bot, false).await,
        OwnTap::Desk(_) => Ok(()),
    }
}

/// What a button carries is a stranger's: only a bot that they use has a card.
async fn show(turn: Turn, id: BotId) -> anyhow::Result<()> {
    draw(turn, id, |_| {}).await
}

async fn draw(
    turn: Turn,
    id: BotId,
    change: impl FnOnce(&mut registry::store::ListedBot),
) -> anyhow::Result<()> {
    let (user, language, realm) = (turn.person().user, turn.language(), turn.account().realm);
    let bots = registry::store::bots_of(turn.outer_db(), user, realm, language).await?;
    let usage = registry::store::usage_of(turn.outer_db(), user, id).await?;
    let (Some(mut bot), Some(usage)) = (bots.into_iter().find(|bot| bot.id == id), usage) else {
        turn.toast(text!(TEXTS.of(language), "card-gone"));
        return dialogue::page(turn, 0).await;
    };
    change(&mut bot);
    turn.show(screens::bot_card(View::of(&turn), &bot, usage));
    Ok(())
}

/// The same again changes nothing. The card shows what this turn is about to do.
async fn switch(turn: Turn, id: BotId, is_paused: bool) -> anyhow::Result<()> {
    let locale = TEXTS.of(turn.language());
    let since = is_paused.then(|| turn.now());
    if turn.set_paused(id, is_paused).await? {
        turn.toast(match is_paused {
            true => text!(locale, "card-paused"),
            false => text!(locale, "card-resumed"),
        });
    }
    draw(turn, id, move |bot| bot.paused_at = since).await
}
