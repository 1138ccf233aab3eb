//! The main menu, and Coach's part of the settings.

mod screens;

use nexus_core::prelude::*;
use serde_json::json;

use crate::{
    calendar::{Timing, dialogue::rows_today},
    understand::DEFAULT_REMINDER,
};

/// The key in the subscription's settings, in minutes.
const REMINDER: &str = "reminder_minutes";

pub(crate) async fn show(turn: Turn) -> anyhow::Result<()> {
    let today = rows_today(&turn).await?;
    let ahead = today.iter().filter(|row| !row.is_done && row.occurrence.at > turn.now()).count();
    turn.show(screens::menu(&turn, ahead));
    Ok(())
}

/// The offset of an event about whose reminder nothing was said.
pub(crate) fn default_reminder(turn: &Turn, timing: Timing) -> u32 {
    if timing.is_all_day() { 0 } else { chosen_reminder(turn) }
}

fn chosen_reminder(turn: &Turn) -> u32 {
    let chosen = turn.person().settings.get(REMINDER).and_then(serde_json::Value::as_u64);
    chosen.and_then(|minutes| u32::try_from(minutes).ok()).unwrap_or(DEFAULT_REMINDER)
}

/// Coach's part of /settings.
pub(crate) fn settings(turn: &Turn) -> SettingsPart {
    screens::settings(turn, chosen_reminder(turn))
}

pub(crate) async fn show_default_reminder(turn: Turn) -> anyhow::Result<()> {
    turn.show(screens::default_reminder(&turn, chosen_reminder(&turn)));
    Ok(())
}

pub(crate) async fn set_default_reminder(turn: Turn, minutes: u16) -> anyhow::Result<()> {
    turn.patch_settings(json!({REMINDER: minutes}));
    turn.toast(screens::default_reminder_set(&turn, minutes.into()));
    turn.show(screens::default_reminder(&turn, minutes.into()));
    Ok(())
}
