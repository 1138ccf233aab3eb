//! Handlers of a broadcast under way: how far it is, in one message for each admin who watches.

use nexus_core::{
    broadcast::{self, Broadcast, Cause, Phase, Progress, telling},
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

/// It has come further. Whoever looks at something else by now is not disturbed; only its author hears of the end, in a
/// message of its own.
pub(crate) async fn progressed(turn: Turn, news: Progress) -> anyhow::Result<()> {
    let (id, user) = (news.broadcast, turn.person().user);
    if !may_steer(&turn).await {
        return Ok(());
    }
    let mut db = turn.db().await?;
    let is_watched = broadcast::is_watched_by(&mut *db, id, user).await?;
    let Some(found) = broadcast::find(&mut *db, id).await? else { return Ok(()) };
    drop(db);
    match found.phase {
        Phase::Draft => {}
        _ if is_watched => turn.draw(&slot(id), card(&turn, &found).await?),
        phase if phase.is_over() && found.author == user => turn.say(card(&turn, &found).await?),
        _ => {}
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
    tell_others(turn, &found).await?;
    open(turn, found.id).await
}

/// Others who watch see it too, also while the bot that sends is not at work. Its author hears of the end from who sends,
/// who knows how it ended, unless nobody does.
pub(super) async fn tell_others(turn: &Turn, before: &Broadcast) -> anyhow::Result<()> {
    let is_idle = before.phase == Phase::Paused;
    let watchers = broadcast::watchers(&mut *turn.db().await?, before.id).await?;
    let others = watchers.iter().filter(|watcher| watcher.user != turn.person().user);
    for watcher in others.filter(|watcher| watcher.is_watching || is_idle) {
        turn.write(telling(before.id, watcher, turn.now())?);
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
