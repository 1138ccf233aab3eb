//! The clock panel, and the other processes that follow the clock.

use std::time::Duration;

use axum::Json as Answer;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Json, Refusal, Reply};
use crate::App;

/// How long a follower waits for a change.
const WAIT: Duration = Duration::from_secs(25);

/// The contract's `Clock`.
pub(super) async fn show(app: &App) -> Value {
    let next = match &app.next_event {
        Some(next) => next().await,
        None => None,
    };
    let clock = app.shared.with(|world| world.clock);
    let mut shown = json!({
        "now_ms": clock.now_ms(), "offset_ms": clock.offset_ms, "version": clock.version,
        "can_jump": app.next_event.is_some(),
    });
    if let Some(next) = next {
        shown["next_ms"] = json!(next);
    }
    shown
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<u64>,
}

pub(super) async fn get(State(app): State<App>, Query(after): Query<After>) -> Answer<Value> {
    if let Some(version) = after.after {
        let moved = app.shared.clock_moved.notified();
        tokio::pin!(moved);
        moved.as_mut().enable();
        if app.shared.with(|world| world.clock.version) == version {
            let _ = tokio::time::timeout(WAIT, moved).await;
        }
    }
    Answer(show(&app).await)
}

#[derive(Deserialize)]
pub(super) struct Move {
    advance_ms: Option<i64>,
    to_ms: Option<i64>,
    to: Option<String>,
}

pub(super) async fn set(State(app): State<App>, Json(given): Json<Move>) -> Reply<Answer<Value>> {
    let moved = match given {
        Move { advance_ms: Some(ahead), to_ms: None, to: None } => {
            app.shared.with(|world| world.advance_clock(ahead))
        }
        Move { to_ms: Some(instant), advance_ms: None, to: None } => {
            app.shared.with(|world| world.move_clock(instant))
        }
        Move { to: Some(place), advance_ms: None, to_ms: None } if place == "next" => jump(&app).await?,
        _ => return Err(Refusal::bad("one of advance_ms, to_ms or to=\"next\" is expected")),
    };
    if !moved {
        return Err(Refusal::bad("the clock never goes backwards"));
    }
    app.shared.clock_moved.notify_waiters();
    Ok(Answer(show(&app).await))
}

/// To the next thing that is due; one that is due already moves nothing.
async fn jump(app: &App) -> Reply<bool> {
    let next = app.next_event.as_ref().ok_or_else(|| Refusal::bad("nobody here knows what is next"))?;
    let instant = next().await.ok_or_else(|| Refusal::bad("nothing is due"))?;
    Ok(app.shared.with(|world| {
        let ahead = instant.saturating_sub(world.clock.now_ms());
        world.advance_clock(ahead.max(0))
    }))
}
