//! A new token: what it opens, how long it counts, what it is called; then its text, shown once.

use nexus_core::{
    audit::Actor,
    ids::BotId,
    prelude::*,
    token::{self, Keys, Scope, Tokens, Wish},
};
use secrecy::ExposeSecret;

use super::{
    Life,
    dialogue::{card, changed},
    name_in, screens,
};
use crate::admin::{
    State, bots,
    view::{View, ways_back},
};

/// The keys to sign with, or a word that there are none and what to do.
fn keys_or_say<'a>(turn: &Turn, known: &'a Tokens) -> Option<&'a Keys> {
    let keys = known.keys();
    if keys.is_none() {
        turn.show(ways_back(screens::no_key(View::of(turn)), turn));
    }
    keys
}

pub(super) async fn ask_scope(turn: Turn, page: u32, known: &Tokens) -> anyhow::Result<()> {
    if keys_or_say(&turn, known).is_some() {
        let bots = bots::all(turn.outer_db()).await?;
        turn.show(screens::ask_scope(View::of(&turn), &bots, page));
    }
    Ok(())
}

/// What a button says a token is for; the list where the registry has no such bot.
async fn scope_or_list(turn: &Turn, bot: Option<BotId>) -> anyhow::Result<Option<Scope>> {
    let Some(id) = bot else { return Ok(Some(Scope::All)) };
    let code = bots::code_of(turn.outer_db(), id).await?;
    if code.is_none() {
        changed(turn.clone()).await?;
    }
    Ok(code.map(|code| Scope::Bot { id, code }))
}

pub(super) async fn ask_life(turn: Turn, bot: Option<BotId>) -> anyhow::Result<()> {
    if let Some(scope) = scope_or_list(&turn, bot).await? {
        turn.show(screens::ask_life(View::of(&turn), &scope));
    }
    Ok(())
}

pub(super) async fn ask_name(turn: Turn, bot: Option<BotId>, life: Life) -> anyhow::Result<()> {
    let Some(scope) = scope_or_list(&turn, bot).await? else { return Ok(()) };
    turn.go(&State::AdminNamesToken { bot, life })?;
    turn.show(screens::ask_name(View::of(&turn), &scope));
    Ok(())
}

/// Who wrote no name is told why, and may write another.
pub(in crate::admin) async fn take_name(
    turn: Turn,
    text: String,
    (bot, life): (Option<BotId>, Life),
) -> anyhow::Result<()> {
    let view = View::of(&turn);
    let Some(scope) = scope_or_list(&turn, bot).await? else { return Ok(()) };
    match name_in(&text) {
        Err(why) => turn.show(screens::no_name(view, why, &scope)),
        Ok(name) => {
            turn.show(screens::confirm(view, &name, &scope, view.now + life.span()));
            turn.go(&State::AdminConfirmsToken { bot, life, name })?;
        }
    }
    Ok(())
}

/// The second press finds no question any more, and makes no second token. The text is in the one message, and nowhere
/// once that is sent.
pub(super) async fn issue(turn: Turn, state: State, known: &Tokens) -> anyhow::Result<()> {
    let State::AdminConfirmsToken { bot, life, name } = state else { return changed(turn).await };
    let Some(keys) = keys_or_say(&turn, known) else { return Ok(()) };
    let Some(scope) = scope_or_list(&turn, bot).await? else { return Ok(()) };
    let code = match &scope {
        Scope::Bot { code, .. } => Some(code.as_str()),
        Scope::All => None,
    };
    let wish = Wish { name: &name, bot: code, life: life.span() };
    let actor = Actor::Admin(turn.person().user);
    let (issued, statements) = token::issuing(keys, &wish, bot, actor, Some(turn.trace()), turn.now())?;
    statements.into_iter().for_each(|statement| turn.write(statement));
    card(&turn, issued.id).await?;
    let view = View::of(&turn);
    turn.say(screens::issued(view, &name, &scope, issued.expires_at, issued.token.expose_secret()));
    Ok(())
}
