//! For tests and for the curious: faults, limits, odd updates, the journal, and whether a bot is done.

use std::time::Duration;

use axum::Json as Answer;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Json, Refusal, Reply};
use crate::App;
use crate::faults::Fault;
use crate::limits::Limits;
use crate::world::World;

const LONGEST_WAIT: Duration = Duration::from_secs(25);

pub(super) async fn faults(State(app): State<App>) -> Answer<Value> {
    app.shared.with(|world| {
        Answer(json!({
            "faults": world.faults.list(), "limits": world.limits.is_on(), "refused": world.limits.refused(),
        }))
    })
}

pub(super) async fn add_fault(State(app): State<App>, Json(fault): Json<Fault>) -> Reply<Answer<Value>> {
    fault.check().map_err(Refusal::bad)?;
    app.shared.with(|world| {
        world.faults.add(fault);
        Ok(Answer(json!({ "faults": world.faults.list() })))
    })
}

/// Ends all trouble: what was kept back comes now.
pub(super) async fn clear_faults(State(app): State<App>) -> Answer<Value> {
    app.shared.with(|world| {
        world.faults.clear();
        world.bots.values_mut().for_each(|bot| bot.queue.release_late());
    });
    Answer(json!({ "faults": [] }))
}

#[derive(Deserialize)]
pub(super) struct LimitsOn {
    on: bool,
}

/// Switches the limits; what was counted so far is forgotten.
pub(super) async fn limits(State(app): State<App>, Json(given): Json<LimitsOn>) -> Answer<Value> {
    app.shared.with(|world| world.limits = Limits::switched(given.on));
    Answer(json!({ "limits": given.on }))
}

/// Whether limits are kept, and how many calls of which bot they refused.
pub(super) async fn show_limits(State(app): State<App>) -> Answer<Value> {
    app.shared.with(|world| Answer(json!({ "on": world.limits.is_on(), "refused": world.limits.refused() })))
}

#[derive(Deserialize)]
pub(super) struct Inject {
    bot: i64,
    update: Map<String, Value>,
}

/// Queues an update as it is given, under a fresh id.
pub(super) async fn inject(State(app): State<App>, Json(given): Json<Inject>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        world.bot(given.bot)?;
        let kind = given.update.keys().find(|name| *name != "update_id").cloned().unwrap_or_default();
        Ok(Answer(json!({ "update_id": world.push_raw_update(given.bot, &kind, given.update) })))
    })
}

#[derive(Deserialize)]
pub(super) struct Calls {
    bot: i64,
    method: Option<String>,
    after: Option<u64>,
}

pub(super) async fn calls(State(app): State<App>, Query(of): Query<Calls>) -> Reply<Answer<Value>> {
    let calls = app
        .shared
        .with(|world| world.journal.calls(of.bot, of.method.as_deref(), of.after.unwrap_or_default()));
    Ok(Answer(json!({ "calls": calls })))
}

#[derive(Deserialize)]
pub(super) struct Settled {
    bot: i64,
    wait_ms: Option<u64>,
}

/// Waits until a bot has acknowledged all updates and no call of it is in flight.
pub(super) async fn settled(State(app): State<App>, Query(of): Query<Settled>) -> Reply<Answer<Value>> {
    let wait = Duration::from_millis(of.wait_ms.unwrap_or_default()).min(LONGEST_WAIT);
    let deadline = tokio::time::Instant::now() + wait;
    loop {
        let done = app.shared.activity.notified();
        tokio::pin!(done);
        done.as_mut().enable();
        let state = app.shared.with(|world| state(world, of.bot))?;
        if state["settled"] == true || tokio::time::timeout_at(deadline, done).await.is_err() {
            return Ok(Answer(state));
        }
    }
}

fn state(world: &World, bot: i64) -> Reply<Value> {
    let bot = world.bot(bot)?;
    let (pending, calls) = (bot.queue.len(), bot.calls_in_flight);
    Ok(json!({ "settled": pending == 0 && calls == 0, "pending": pending, "calls_in_flight": calls }))
}
