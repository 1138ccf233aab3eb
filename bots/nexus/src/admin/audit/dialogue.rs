//! Handlers of the log.

use nexus_core::{
    audit::{self, Search},
    ids::{BotId, UserId},
    prelude::*,
    registry,
};
use serde_json::json;

use super::{
    AuditTap, Names, PAGE, SEARCH, may_read, people_of,
    screens::{self, Listing},
};
use crate::{
    TEXTS,
    admin::{
        AdminTap, State,
        bots::{self, BotsTap},
        people::{self, Key, PeopleTap},
        role::{self, Right},
        view::{View, clean, ways_back},
    },
    tap::NexusTap,
};

/// Where an admin's search stands in their use of this bot: a button has no room for it.
const SEARCHED: &str = "admin_audit";

pub(in crate::admin) async fn act(turn: Turn, tap: AuditTap) -> anyhow::Result<()> {
    match tap {
        AuditTap::All => search(turn, String::new()).await,
        AuditTap::Page { before } => {
            let text = searched(&turn);
            page(turn, text, before).await
        }
        AuditTap::Search => {
            turn.go(&State::AdminSearchesAudit)?;
            turn.show(screens::ask_search(View::of(&turn)));
            Ok(())
        }
        AuditTap::OfPerson { user, before } => of_person(turn, user, before).await,
        AuditTap::OfBot { bot, before } => of_bot(turn, bot, before).await,
        AuditTap::Entry(number) => entry(turn, number).await,
    }
}

fn searched(turn: &Turn) -> String {
    clean(turn.person().state.get(SEARCHED).and_then(|text| text.as_str()).unwrap_or_default(), SEARCH)
}

/// `/audit`, with what is searched for; without, all of it.
pub(in crate::admin) async fn search(turn: Turn, text: String) -> anyhow::Result<()> {
    turn.rest();
    let text = clean(&text, SEARCH);
    turn.patch_state(json!({SEARCHED: (!text.is_empty()).then_some(&text)}));
    page(turn, text, None).await
}

async fn page(turn: Turn, text: String, before: Option<i64>) -> anyhow::Result<()> {
    let search = meant(&turn, &text).await?;
    let about = (!text.is_empty()).then_some(text.as_str());
    let listing = Listing {
        about,
        newest: AuditTap::Page { before: None },
        is_newest: before.is_none(),
        older: None,
        from: None,
        has_all: true,
    };
    list(&turn, listing, Search { before, ..search }, |before| AuditTap::Page { before: Some(before) }).await
}

/// A person, a bot, the beginning of an action, or an operation's id: the first of these that there is.
async fn meant(turn: &Turn, text: &str) -> anyhow::Result<Search> {
    let (db, none) = (turn.outer_db(), Search::default());
    if text.is_empty() {
        return Ok(none);
    }
    if registry::store::knows_bot(db, text).await? {
        return Ok(Search { about: Some(text.to_owned()), ..none });
    }
    if let Some(key) = Key::parse(text)
        && let [named] = people::store::find(db, &key).await?.as_slice()
    {
        return Ok(Search { about: Some(named.user.to_string()), ..none });
    }
    let action = Search { action: Some(text.to_owned()), ..none.clone() };
    if !audit::search(db, &action, 1).await?.is_empty() {
        return Ok(action);
    }
    Ok(Search { operation: Some(text.to_owned()), ..none })
}

async fn of_person(turn: Turn, user: UserId, before: Option<i64>) -> anyhow::Result<()> {
    let named = people::named(turn.outer_db(), &[user]).await?.pop();
    let name = named.map(|named| named.name()).unwrap_or_else(|| user.to_string());
    let newest = AuditTap::OfPerson { user, before: None };
    let card = NexusTap::Admin(AdminTap::People(PeopleTap::Card(user)));
    let sees_people = role::may(&turn, Right::People).await;
    let listing = Listing {
        about: Some(&name),
        newest,
        is_newest: before.is_none(),
        older: None,
        from: sees_people.then(|| (name.clone(), card)),
        has_all: role::may(&turn, Right::Audit).await,
    };
    let search = Search { before, about: Some(user.to_string()), ..Search::default() };
    list(&turn, listing, search, |before| AuditTap::OfPerson { user, before: Some(before) }).await
}

async fn of_bot(turn: Turn, bot: BotId, before: Option<i64>) -> anyhow::Result<()> {
    let Some(code) = bots::code_of(turn.outer_db(), bot).await? else {
        turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
        return page(turn, String::new(), None).await;
    };
    let newest = AuditTap::OfBot { bot, before: None };
    let card = NexusTap::Admin(AdminTap::Bots(BotsTap::Card(bot)));
    let listing = Listing {
        about: Some(&code),
        newest,
        is_newest: before.is_none(),
        older: None,
        from: Some((code.clone(), card)),
        has_all: role::may(&turn, Right::Audit).await,
    };
    let search = Search { before, about: Some(code.clone()), ..Search::default() };
    list(&turn, listing, search, |before| AuditTap::OfBot { bot, before: Some(before) }).await
}

/// One page: one entry more is read than is shown, which says whether there are older ones.
async fn list(
    turn: &Turn,
    mut listing: Listing<'_>,
    search: Search,
    older: impl Fn(i64) -> AuditTap,
) -> anyhow::Result<()> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut entries = audit::search(turn.outer_db(), &search, limit).await?;
    let has_older = entries.len() > PAGE;
    entries.truncate(PAGE);
    listing.older = entries.last().filter(|_| has_older).map(|last| older(last.number));
    // Who sees people alone does not see what somebody did as an admin.
    entries.retain(|entry| may_read(entry, listing.has_all));
    let names = Names(people::named(turn.outer_db(), &people_of(&entries)).await?);
    turn.show(ways_back(screens::list(View::of(turn), &listing, &entries, &names), turn));
    Ok(())
}

async fn entry(turn: Turn, number: i64) -> anyhow::Result<()> {
    let has_all = role::may(&turn, Right::Audit).await;
    let at = Search { before: number.checked_add(1), ..Search::default() };
    let found = audit::search(turn.outer_db(), &at, 1).await?.pop();
    match found.filter(|entry| entry.number == number && may_read(entry, has_all)) {
        Some(found) => {
            let entries = [found];
            let names = Names(people::named(turn.outer_db(), &people_of(&entries)).await?);
            turn.show(ways_back(screens::entry(View::of(&turn), &entries[0], &names, has_all), &turn));
        }
        None => turn.toast(text!(TEXTS.of(turn.language()), "admin-changed")),
    }
    Ok(())
}
