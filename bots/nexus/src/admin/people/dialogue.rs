//! Handlers of people.

use chrono::TimeDelta;
use nexus_core::{audit::Record, ids::UserId, prelude::*};
use serde_json::json;

use super::{
    Card, Filter, Key, PeopleTap, SEARCH, Tier, ban, behalf,
    screens::{self, Shown},
    store::{self, Search},
};
use crate::{
    TEXTS,
    admin::{
        State,
        view::{View, clean, ways_back},
        why,
    },
};

/// Where an admin's search stands in their use of this bot: a button has no room for it.
const SEARCHED: &str = "admin_people";

pub(in crate::admin) async fn act(turn: Turn, state: State, tap: PeopleTap) -> anyhow::Result<()> {
    match tap {
        PeopleTap::List { filter, page } => {
            let text = searched(&turn);
            list(turn, filter, text, page).await
        }
        PeopleTap::Search => ask_search(turn),
        PeopleTap::ClearSearch => {
            turn.patch_state(json!({SEARCHED: null}));
            list(turn, Filter::All, None, 0).await
        }
        PeopleTap::Card(user) => card(turn, user).await,
        PeopleTap::AskBan(user) => ban::ask(turn, user).await,
        PeopleTap::Ban(user) => ban::ban(turn, state, user).await,
        PeopleTap::Unban(user) => ban::unban(turn, user).await,
        PeopleTap::AskTier(user) => ask_tier(turn, user).await,
        PeopleTap::SetTier(user, tier) => set_tier(turn, user, tier).await,
        PeopleTap::Why(user) => why::dialogue::show(turn, user).await,
        PeopleTap::Export(user) => behalf::export(turn, user).await,
        PeopleTap::AskErase(user) => behalf::ask_erase(turn, user).await,
        PeopleTap::Erase(user) => behalf::erase(turn, user).await,
    }
}

fn searched(turn: &Turn) -> Option<String> {
    let text = turn.person().state.get(SEARCHED)?.as_str()?;
    Some(clean(text, SEARCH))
}

/// `/users`, with what is searched for; without, all of them.
pub(in crate::admin) async fn take_search(turn: Turn, text: String) -> anyhow::Result<()> {
    turn.rest();
    let text = clean(&text, SEARCH);
    let text = (!text.is_empty()).then_some(text);
    turn.patch_state(json!({SEARCHED: text}));
    list(turn, Filter::All, text, 0).await
}

fn ask_search(turn: Turn) -> anyhow::Result<()> {
    turn.go(&State::AdminSearchesPeople)?;
    turn.show(screens::ask_search(View::of(&turn)));
    Ok(())
}

async fn list(turn: Turn, filter: Filter, text: Option<String>, page: u32) -> anyhow::Result<()> {
    let search = Search { filter, text, since: turn.now() - TimeDelta::days(1) };
    let total = store::count(turn.outer_db(), &search).await?;
    let page = Page::of(page, total, screens::PAGE);
    let people = store::page(turn.outer_db(), &search, page.limit(), page.offset()).await?;
    let is_more = total >= store::COUNTED.unsigned_abs();
    let shown = Shown { filter, search: search.text.as_deref(), page, total, is_more };
    turn.show(ways_back(screens::list(View::of(&turn), shown, &people), &turn));
    Ok(())
}

/// Who is meant, where that is one person; else says so, and offers those whom it may be.
pub(in crate::admin) async fn one_or_say(turn: &Turn, text: &str) -> anyhow::Result<Option<UserId>> {
    let found = match Key::parse(text) {
        Some(key) => store::find(turn.outer_db(), &key).await?,
        None => Vec::new(),
    };
    if let [named] = found.as_slice() {
        return Ok(Some(named.user));
    }
    turn.show(ways_back(screens::which(View::of(turn), text.trim(), &found), turn));
    Ok(None)
}

/// `/user @anna`
pub(in crate::admin) async fn find(turn: Turn, text: String) -> anyhow::Result<()> {
    match one_or_say(&turn, &text).await? {
        Some(user) => card(turn, user).await,
        None => Ok(()),
    }
}

pub(super) async fn card(turn: Turn, user: UserId) -> anyhow::Result<()> {
    if let Some(card) = card_or_list(&turn, user).await? {
        turn.show(ways_back(screens::card(View::of(&turn), &card), &turn));
    }
    Ok(())
}

/// The person as they are after what this turn wrote, or a word that they have gone and who there is.
pub(super) async fn card_or_list(turn: &Turn, user: UserId) -> anyhow::Result<Option<Card>> {
    let card = store::card(&mut *turn.db().await?, user).await?;
    if card.is_none() {
        turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
        list(turn.clone(), Filter::All, None, 0).await?;
    }
    Ok(card)
}

async fn ask_tier(turn: Turn, user: UserId) -> anyhow::Result<()> {
    if let Some(card) = card_or_list(&turn, user).await? {
        turn.show(screens::tiers(View::of(&turn), &card.base));
    }
    Ok(())
}

/// `/tier @anna premium`; without a tier, the choice.
pub(in crate::admin) async fn tier_command(turn: Turn, line: String) -> anyhow::Result<()> {
    let (key, word) = Key::split(&line);
    let Some(user) = one_or_say(&turn, key).await? else { return Ok(()) };
    match Tier::from_word(word) {
        Some(tier) => set_tier(turn, user, tier).await,
        None => ask_tier(turn, user).await,
    }
}

async fn set_tier(turn: Turn, user: UserId, tier: Tier) -> anyhow::Result<()> {
    let mut db = turn.db().await?;
    if let Some(before) = store::set_tier(&mut db, user, tier).await? {
        let record = Record::by_admin(&turn, "user.tier", user)
            .before(json!({"tier": before.code()}))
            .after(json!({"tier": tier.code()}));
        record.write(&mut db, turn.now()).await?;
    }
    drop(db);
    let locale = TEXTS.of(turn.language());
    turn.toast(text!(locale, "admin-tier-set", tier = screens::tier_name(locale, tier)));
    card(turn, user).await
}
