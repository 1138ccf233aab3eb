//! What went wrong of late, by its causes.

use std::collections::HashSet;

use chrono::TimeDelta;
use nexus_core::{
    dead::history::{self, Group},
    health::{self, BotProcesses},
    http::RECENT,
    prelude::*,
};

use super::screens;
use crate::alerts;

/// Days that are looked back.
pub(crate) const DAY: u8 = 1;
pub(super) const WEEK: u8 = 7;
/// Causes on one page.
pub(super) const PAGE: u32 = 5;
/// Causes that are told, the latest.
const CAUSES: i64 = 100;

/// What is told of it.
pub(super) struct Errors {
    pub days: u8,
    pub page: Page,
    /// Those of the page.
    pub groups: Vec<Group>,
    /// Keys of what is muted.
    pub muted: HashSet<String>,
    pub processes: Vec<BotProcesses>,
}

pub(super) async fn show(turn: Turn, days: u8, page: u32) -> anyhow::Result<()> {
    let errors = read(&turn, if days == DAY { DAY } else { WEEK }, page).await?;
    turn.show(screens::errors::errors(turn.format(), turn.now(), &errors).home_row(&turn));
    Ok(())
}

async fn read(turn: &Turn, days: u8, page: u32) -> anyhow::Result<Errors> {
    let (db, now) = (turn.outer_db(), turn.now());
    history::note(db, now).await?;
    let mut groups = history::groups(db, now - TimeDelta::days(days.into()), CAUSES).await?;
    let page = Page::of(page, groups.len() as u64, PAGE);
    let first = usize::try_from(page.offset()).unwrap_or_default().min(groups.len());
    groups.drain(..first);
    groups.truncate(PAGE as usize);
    let muted = alerts::mutes(db, now).await?.into_iter().map(|mute| mute.key).collect();
    let processes = health::processes(db, RECENT).await?;
    Ok(Errors { days, page, groups, muted, processes })
}
