//! Causes that raise no alert, and the list of all that is muted.

use chrono::TimeDelta;
use nexus_core::{
    audit::Record,
    dead::{Dead, DeadId, history},
    prelude::*,
};
use serde_json::json;

use super::{List, card, screens, tap::Length};
use crate::{
    TEXTS,
    alerts::{self, Mute, Muted},
};

/// Characters of a cause by which a mute is called.
const LABEL: usize = 60;

fn key_of(dead: &Dead) -> String {
    alerts::key_of_cause(history::cause_key(&dead.bot, &dead.what, &dead.cause))
}

/// Whether its cause is muted.
pub(super) async fn of(turn: &Turn, dead: &Dead) -> anyhow::Result<Option<Muted>> {
    Ok(alerts::muted_until(turn.outer_db(), &key_of(dead), turn.now()).await?)
}

pub(super) async fn menu(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    if let Some(dead) = card::find_or_say(&turn, id, list).await? {
        turn.show(screens::card::mute_menu(turn.format(), &dead, list));
    }
    Ok(())
}

pub(super) async fn mute(turn: Turn, id: DeadId, list: List, length: Length) -> anyhow::Result<()> {
    let Some(dead) = card::find_or_say(&turn, id, list).await? else { return Ok(()) };
    let until = match length {
        Length::Hour => Some(turn.now() + TimeDelta::hours(1)),
        Length::Day => Some(turn.now() + TimeDelta::days(1)),
        Length::ForEver => None,
    };
    let cause = screens::first_line(&dead.cause, LABEL);
    let mute = Mute { key: key_of(&dead), label: format!("{} · {}: {cause}", dead.bot, dead.what), until };
    let record = Record::by_admin(&turn, "dead.mute", &mute.key).after(json!({"until": until}));
    turn.write(alerts::mute(mute, turn.person().user, turn.now()));
    turn.write(record.sql(turn.now()));
    let muted = until.map_or(Muted::ForEver, Muted::Until);
    turn.toast(text!(TEXTS.of(turn.language()), "failures-muted"));
    turn.show(screens::card::card(turn.format(), turn.now(), &dead, Some(muted), list).home_row(&turn));
    Ok(())
}

pub(super) async fn unmute(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let Some(dead) = card::find_or_say(&turn, id, list).await? else { return Ok(()) };
    lift_key(&turn, key_of(&dead));
    turn.toast(text!(TEXTS.of(turn.language()), "failures-unmuted"));
    turn.show(screens::card::card(turn.format(), turn.now(), &dead, None, list).home_row(&turn));
    Ok(())
}

fn lift_key(turn: &Turn, key: String) {
    turn.write(Record::by_admin(turn, "dead.unmute", &key).sql(turn.now()));
    turn.write(alerts::lift(key));
}

/// What is wrong at the moment, and what is muted.
pub(super) async fn show(turn: Turn) -> anyhow::Result<()> {
    let open = alerts::open(turn.outer_db(), turn.now()).await?;
    let mutes = alerts::mutes(turn.outer_db(), turn.now()).await?;
    turn.show(screens::alerts::alerts(turn.format(), turn.now(), &open, &mutes).home_row(&turn));
    Ok(())
}

/// Lifts the mute whose key has this digest.
pub(super) async fn lift(turn: Turn, digest: u32) -> anyhow::Result<()> {
    let mut mutes = alerts::mutes(turn.outer_db(), turn.now()).await?;
    let locale = TEXTS.of(turn.language());
    match mutes.iter().position(|mute| digest_of(&mute.key) == digest) {
        Some(place) => {
            lift_key(&turn, mutes.remove(place).key);
            turn.toast(text!(locale, "failures-unmuted"));
        }
        None => turn.toast(text!(locale, "failures-not-muted")),
    }
    let open = alerts::open(turn.outer_db(), turn.now()).await?;
    turn.show(screens::alerts::alerts(turn.format(), turn.now(), &open, &mutes).home_row(&turn));
    Ok(())
}

pub(super) fn digest_of(key: &str) -> u32 {
    history::kind_key(key, "")
}
