//! Handlers of the list, the card, and of revoking.

use nexus_core::{
    audit::Actor,
    prelude::*,
    token::{self, Listed, Tokens},
};
use uuid::Uuid;

use super::{Standing, TokensTap, issue, screens};
use crate::{
    TEXTS,
    admin::{
        State,
        view::{View, ways_back},
    },
};

pub(in crate::admin) async fn act(
    turn: Turn,
    state: State,
    tap: TokensTap,
    known: &Tokens,
) -> anyhow::Result<()> {
    match tap {
        TokensTap::List(page) => list(turn, page).await,
        TokensTap::Card(id) => card(&turn, id).await,
        TokensTap::AskRevoke(id) => ask_revoke(&turn, id).await,
        TokensTap::Revoke(id) => revoke(&turn, id).await,
        TokensTap::New(page) => issue::ask_scope(turn, page, known).await,
        TokensTap::For(bot) => issue::ask_life(turn, bot).await,
        TokensTap::Lasting(bot, life) => issue::ask_name(turn, bot, life).await,
        TokensTap::Issue => issue::issue(turn, state, known).await,
    }
}

pub(in crate::admin) async fn list(turn: Turn, number: u32) -> anyhow::Result<()> {
    let total = u64::try_from(token::count(turn.outer_db()).await?).unwrap_or_default();
    let page = Page::of(number, total, screens::PAGE);
    let tokens = token::page(turn.outer_db(), page.limit(), page.offset()).await?;
    turn.show(ways_back(screens::list(View::of(&turn), &tokens, page), &turn));
    Ok(())
}

/// Says that things are not as the button has it, and shows the list.
pub(super) async fn changed(turn: Turn) -> anyhow::Result<()> {
    turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
    list(turn, 0).await
}

/// The token as it is after what this turn wrote; the list where there is none.
async fn found_or_list(turn: &Turn, id: Uuid) -> anyhow::Result<Option<Listed>> {
    let found = token::find(&mut *turn.db().await?, id).await?;
    if found.is_none() {
        changed(turn.clone()).await?;
    }
    Ok(found)
}

pub(super) async fn card(turn: &Turn, id: Uuid) -> anyhow::Result<()> {
    if let Some(token) = found_or_list(turn, id).await? {
        turn.show(ways_back(screens::card(View::of(turn), &token), turn));
    }
    Ok(())
}

async fn ask_revoke(turn: &Turn, id: Uuid) -> anyhow::Result<()> {
    let Some(token) = found_or_list(turn, id).await? else { return Ok(()) };
    if Standing::of(&token, turn.now()) != Standing::Counts {
        return card(turn, id).await;
    }
    turn.show(screens::ask_revoke(View::of(turn), &token));
    Ok(())
}

/// The second press finds it revoked, and shows how it is.
async fn revoke(turn: &Turn, id: Uuid) -> anyhow::Result<()> {
    let actor = Actor::Admin(turn.person().user);
    let revoked = token::revoke_in(&mut *turn.db().await?, id, actor, Some(turn.trace()), turn.now()).await?;
    if revoked {
        turn.toast(text!(TEXTS.of(turn.language()), "admin-token-is-revoked"));
    }
    card(turn, id).await
}
