//! One thing that was given up.

use nexus_core::{
    audit,
    dead::{self, Dead, DeadId},
    ids::UserId,
    prelude::*,
    secrets::{mask, mask_json},
};
use serde_json::Value;
use uuid::Uuid;

use super::{List, by, list, muting, screens, store};
use crate::TEXTS;

pub(super) async fn show(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let Some(dead) = find_or_say(&turn, id, list).await? else { return Ok(()) };
    let muted = muting::of(&turn, &dead).await?;
    turn.show(screens::card::card(turn.format(), turn.now(), &dead, muted, list).home_row(&turn));
    Ok(())
}

/// It, or a word on what became of it and the list that is left.
pub(super) async fn find_or_say(turn: &Turn, id: DeadId, list: List) -> anyhow::Result<Option<Dead>> {
    let found = dead::find(turn.outer_db(), id).await?;
    if found.is_none() {
        say_gone(turn, id, list).await?;
    }
    Ok(found)
}

/// What became of it, as far as that is recorded.
enum Fate {
    /// This turn's own doing: it was begun before, and is taken again.
    Done,
    By {
        action: String,
        name: Option<String>,
    },
    Unknown,
}

async fn fate_of(turn: &Turn, id: DeadId) -> anyhow::Result<Fate> {
    let search = audit::Search {
        about: Some(id.to_string()),
        action: Some("dead.".to_owned()),
        ..audit::Search::default()
    };
    let Some(last) = audit::search(turn.outer_db(), &search, 1).await?.pop() else {
        return Ok(Fate::Unknown);
    };
    if last.trace_id == Some(turn.trace().0) {
        return Ok(Fate::Done);
    }
    let name = match Uuid::parse_str(&last.actor) {
        Ok(user) => store::name_of(turn.outer_db(), UserId(user)).await?,
        Err(_) => None,
    };
    Ok(Fate::By { action: last.action, name })
}

/// Says that it is dead no longer, and shows what is.
async fn say_gone(turn: &Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let fate = fate_of(turn, id).await?;
    let locale = TEXTS.of(turn.language());
    let (id, format) = (id.to_string(), turn.format());
    turn.toast(match fate {
        Fate::By { action, name } => {
            let who = name.unwrap_or_else(|| text!(locale, "failures-somebody"));
            match action.as_str() {
                "dead.drop" => text!(TEXTS.of(format.language), "failures-gone-dropped", id = id, who = who),
                "dead.edit" => text!(TEXTS.of(format.language), "failures-gone-edited", id = id, who = who),
                _ => text!(TEXTS.of(format.language), "failures-gone-retried", id = id, who = who),
            }
        }
        Fate::Done | Fate::Unknown => text!(locale, "failures-gone", id = id),
    });
    list::show(turn.clone(), list).await
}

/// Whether this turn did it, though it finds nothing to do: what it did before it was taken again is done.
pub(super) async fn was_done(turn: &Turn, id: DeadId, is_done: bool) -> anyhow::Result<bool> {
    Ok(is_done || matches!(fate_of(turn, id).await?, Fate::Done))
}

/// `/retry e12`; without an id it asks about all.
pub(super) async fn retry_asked_for(turn: Turn, what: &str) -> anyhow::Result<()> {
    if what.is_empty() {
        return list::ask_retry_all(turn, None).await;
    }
    match what.to_lowercase().parse::<DeadId>() {
        Ok(id) => retry(turn, id, List::ALL).await,
        Err(_) => list::asked_for(turn, what).await,
    }
}

pub(super) async fn retry(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let is_done = dead::retry(turn.outer_db(), id, by(&turn), turn.now()).await?;
    if !was_done(&turn, id, is_done).await? {
        return say_gone(&turn, id, list).await;
    }
    turn.toast(text!(TEXTS.of(turn.language()), "failures-retried", id = id.to_string()));
    list::show(turn, list).await
}

pub(super) async fn ask_drop(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    if let Some(dead) = find_or_say(&turn, id, list).await? {
        turn.show(screens::card::ask_drop(turn.format(), &dead, list));
    }
    Ok(())
}

pub(super) async fn drop(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let is_done = dead::drop(turn.outer_db(), id, by(&turn), turn.now()).await?;
    if !was_done(&turn, id, is_done).await? {
        return say_gone(&turn, id, list).await;
    }
    turn.toast(text!(TEXTS.of(turn.language()), "failures-dropped", id = id.to_string()));
    list::show(turn, list).await
}

/// The payload in full, its secrets masked.
pub(super) async fn send_payload(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let Some(dead) = find_or_say(&turn, id, list).await? else { return Ok(()) };
    let caption =
        html!(TEXTS.of(turn.language()), "failures-payload-of", id = id.to_string(), bot = &dead.bot);
    let file = File::document(&format!("{id}.json"), pretty(&dead.body)).mime("application/json");
    turn.send_file(file.caption(caption))?;
    Ok(())
}

/// JSON as people read it, its secrets masked; what is no JSON as it is.
pub(super) fn pretty(raw: &str) -> String {
    serde_json::from_str::<Value>(raw)
        .and_then(|body| serde_json::to_string_pretty(&mask_json(body)))
        .unwrap_or_else(|_| mask(raw))
}
