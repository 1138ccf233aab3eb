//! Handlers of a broadcast under way: how far it is, in one message for each admin who watches.

use nexus_core::{
    broadcast::{self, Broadcast, Cause, Phase, Progress, telling},
    event::To,
    ids::BroadcastId,
    prelude::*,
};
use serde_json::json;

use super::{
    dialogue::{note, open, overtaken},
    may_steer, screens,
};

/// Causes that are told; the report has all.
const CAUSES: i64 = 5;

/// The message's name in the admin's chat.
fn slot(id: BroadcastId) -> String {
    format!("broadcast:{id}")
}

/// Shows it to somebody who watches it from now on.
pub(super) async fn show(turn: &Turn, found: &Broadcast) -> anyhow::Result<()> {
    broadcast::watch(&mut *turn.db().await?, found.id, turn.person().user).await?;
    let card = card(turn, found).await?;
    turn.draw_here(&slot(found.id), card);
    Ok(())
}

async fn card(turn: &Turn, found: &Broadcast) -> anyhow::Result<Screen> {
    let causes: Vec<Cause> = match found.phase.is_over() && found.totals.failed > 0 {
        true => broadcast::causes_of(turn.outer_db(), found.id, CAUSES).await?,
        false => Vec::new(),
    };
    Ok(screens::progress(turn.format(), turn.now(), found, &causes))
}

/// It has come further. Whoever looks at something else by now is not disturbed.
pub(crate) async fn progressed(turn: Turn, news: Progress) -> anyhow::Result<()> {
    let (id, user) = (news.broadcast, turn.person().user);
    let mut db = turn.db().await?;
    if !may_steer(&turn) || !broadcast::accepts(&mut *db, id, user).await? {
        return Ok(());
    }
    let Some(found) = broadcast::find(&mut *db, id).await? else { return Ok(()) };
    if found.phase.is_over() {
        broadcast::unwatch(&mut *db, id, user).await?;
    }
    drop(db);
    if found.phase != Phase::Draft {
        turn.draw(&slot(id), card(&turn, &found).await?);
    }
    Ok(())
}

pub(super) async fn pause(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    let is_done = broadcast::pause(&mut *turn.db().await?, found.id).await?;
    changed(turn, found, "broadcast.pause", is_done).await
}

pub(super) async fn resume(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    let is_done = broadcast::resume(&mut *turn.db().await?, found.id).await?;
    changed(turn, found, "broadcast.resume", is_done).await
}

pub(super) async fn stop(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    let is_done = broadcast::stop(&mut *turn.db().await?, found.id, turn.now()).await?;
    changed(turn, found, "broadcast.stop", is_done).await
}

/// Two who press at once: one has an effect, and both see what it was.
async fn changed(turn: &Turn, found: Broadcast, action: &'static str, is_done: bool) -> anyhow::Result<()> {
    if !is_done {
        return overtaken(turn, found.id).await;
    }
    let totals = found.totals;
    note(turn, action, found.id, json!({"delivered": totals.delivered, "recipients": totals.recipients}));
    tell_others(turn, found.id).await?;
    open(turn, found.id).await
}

/// Others who watch see it too, also while the bot that sends is not at work.
pub(super) async fn tell_others(turn: &Turn, id: BroadcastId) -> anyhow::Result<()> {
    let watchers = broadcast::watchers(&mut *turn.db().await?, id).await?;
    for (user, bot) in watchers.iter().filter(|(user, _)| *user != turn.person().user) {
        turn.write(telling(id, To { bot, user: *user }, turn.now())?);
    }
    Ok(())
}

/// Names how many have got it already.
pub(super) async fn ask_stop(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    if !matches!(found.phase, Phase::Running | Phase::Paused) {
        return overtaken(turn, found.id).await;
    }
    // What comes meanwhile must not take the question away.
    broadcast::look_away(&mut *turn.db().await?, turn.person().user).await?;
    turn.draw_here(&slot(found.id), screens::ask_stop(turn.format(), &found));
    Ok(())
}
