//! Handlers of bots.

use nexus_core::{audit::Record, ids::BotId, prelude::*, standing};
use serde_json::json;

use super::{BotsTap, Card, screens, store};
use crate::{
    TEXTS,
    admin::view::{View, clean, ways_back},
};

/// The longest code that the registry takes.
const CODE: usize = 64;

pub(in crate::admin) async fn act(turn: Turn, tap: BotsTap) -> anyhow::Result<()> {
    match tap {
        BotsTap::List(page) => list(turn, page).await,
        BotsTap::Card(bot) => card(turn, bot).await,
        BotsTap::AskOff(bot) => ask_off(turn, bot).await,
        BotsTap::Off(bot) => switch(turn, bot, false).await,
        BotsTap::On(bot) => switch(turn, bot, true).await,
    }
}

/// `/bot coach`; without a code, all of them.
pub(in crate::admin) async fn find(turn: Turn, code: String) -> anyhow::Result<()> {
    let code = clean(&code, CODE).to_lowercase();
    if code.is_empty() {
        return list(turn, 0).await;
    }
    match store::by_code(turn.outer_db(), &code).await? {
        Some(bot) => card(turn, bot).await,
        None => {
            turn.show(ways_back(screens::unknown(View::of(&turn), &code), &turn));
            Ok(())
        }
    }
}

async fn list(turn: Turn, page: u32) -> anyhow::Result<()> {
    let bots = store::all(turn.outer_db()).await?;
    turn.show(ways_back(screens::list(View::of(&turn), &bots, page), &turn));
    Ok(())
}

/// The bot as it is after what this turn wrote, or a word that there is none, and which there are.
async fn card_or_list(turn: &Turn, bot: BotId) -> anyhow::Result<Option<Card>> {
    let mut card = store::card(&mut *turn.db().await?, turn.outer_db(), bot).await?;
    match &mut card {
        // The question itself waits for nothing but this answer.
        Some(card) if is_own(turn, bot) => card.base.waiting = card.base.waiting.saturating_sub(1),
        Some(_) => {}
        None => {
            turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
            list(turn.clone(), 0).await?;
        }
    }
    Ok(card)
}

/// Where everything is switched on again has to stay on.
fn is_own(turn: &Turn, bot: BotId) -> bool {
    turn.account().bot == bot
}

async fn card(turn: Turn, bot: BotId) -> anyhow::Result<()> {
    if let Some(card) = card_or_list(&turn, bot).await? {
        turn.show(ways_back(screens::card(View::of(&turn), &card, is_own(&turn, bot)), &turn));
    }
    Ok(())
}

async fn ask_off(turn: Turn, bot: BotId) -> anyhow::Result<()> {
    let Some(found) = card_or_list(&turn, bot).await? else { return Ok(()) };
    if is_own(&turn, bot) || !found.base.is_on {
        return card(turn, bot).await;
    }
    turn.show(screens::ask_off(View::of(&turn), &found.base));
    Ok(())
}

async fn switch(turn: Turn, bot: BotId, on: bool) -> anyhow::Result<()> {
    let Some(found) = card_or_list(&turn, bot).await? else { return Ok(()) };
    let locale = TEXTS.of(turn.language());
    if is_own(&turn, bot) {
        turn.alert(text!(locale, "admin-bot-own"));
        return card(turn, bot).await;
    }
    let code = &found.base.code;
    let mut db = turn.db().await?;
    if standing::switch(&mut db, code, on).await? {
        let action = if on { "bot.on" } else { "bot.off" };
        let record = Record::by_admin(&turn, action, code);
        record.before(json!({"active": !on})).after(json!({"active": on})).write(&mut db, turn.now()).await?;
    }
    drop(db);
    let name = found.base.name.as_str();
    let said = if on {
        text!(locale, "admin-bot-is-on", bot = name)
    } else {
        text!(locale, "admin-bot-is-off", bot = name)
    };
    turn.toast(said);
    card(turn, bot).await
}
