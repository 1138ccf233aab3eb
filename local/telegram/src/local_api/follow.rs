//! Following what happens: as server-sent events for the page, by long polls for tests.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json as Answer;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, Reply, look, seen_by};
use crate::App;
use crate::events::{Event, TooOld, What};
use crate::model::ChatKey;
use crate::world::World;

/// Longest wait of one poll.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// An event ready to go.
struct Ready {
    seq: u64,
    name: &'static str,
    data: Value,
}

/// Waits until there is something newer than `seq` for a persona.
async fn next(app: &App, persona: i64, seq: u64) -> Result<Vec<Event>, TooOld> {
    let (own, everybody) = app.shared.with(|world| world.events.bells(persona));
    loop {
        let (own, everybody) = (own.notified(), everybody.notified());
        tokio::pin!(own, everybody);
        own.as_mut().enable();
        everybody.as_mut().enable();
        let events = app.shared.with(|world| world.events.after(persona, seq))?;
        if !events.is_empty() {
            return Ok(events);
        }
        tokio::select! {
            () = own => {}
            () = everybody => {}
        }
    }
}

/// The data of events, from the newest state where that is what they tell.
async fn render(app: &App, persona: i64, events: Vec<Event>) -> Vec<Ready> {
    let clock = if events.iter().any(|event| matches!(event.what, What::Clock)) {
        super::clock::show(app).await
    } else {
        Value::Null
    };
    let last_of = |chat: ChatKey| {
        let is = |event: &&Event| matches!(event.what, What::Chat { chat: other } if other == chat);
        events.iter().rev().find(is).map(|event| event.seq)
    };
    app.shared.with(|world| {
        let language = world.personas.get(&persona).map_or("", |persona| &persona.language_code);
        let data = |event: &Event| match &event.what {
            What::Message { chat, message } | What::Edited { chat, message } => {
                Some(json!({ "chat": chat, "message": seen_by(persona, message, None) }))
            }
            What::Deleted { chat, message_id } => Some(json!({ "chat": chat, "message_id": message_id })),
            What::Ready { data, .. } => Some((**data).clone()),
            // Of several changes of a chat in one batch the last tells all.
            What::Chat { chat } => {
                (last_of(*chat) == Some(event.seq)).then(|| look::chat(world, *chat, persona))?
            }
            What::Bots => Some(json!({ "bots": look::bots(world, language) })),
            What::Personas => Some(json!({ "personas": world.personas.values().collect::<Vec<_>>() })),
            What::Clock => Some(clock.clone()),
        };
        let ready =
            |event: &Event| Some(Ready { seq: event.seq, name: event.what.name(), data: data(event)? });
        events.iter().filter_map(ready).collect()
    })
}

#[derive(Deserialize)]
pub(super) struct Of {
    persona: i64,
}

pub(super) async fn stream(
    State(app): State<App>,
    Query(of): Query<Of>,
    headers: HeaderMap,
) -> Reply<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>> {
    let now = app.shared.with(|world| world.personas.contains_key(&of.persona).then(|| world.events.seq()));
    let now = now.ok_or_else(|| Refusal::missing("persona"))?;
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let stop = app.stop.clone();
    let batches = stream::unfold(resumed.unwrap_or(now), move |seq| {
        let app = app.clone();
        async move { Some(batch(&app, of.persona, seq).await) }
    });
    let events = batches.flat_map(stream::iter).map(|ready| {
        let event =
            SseEvent::default().id(ready.seq.to_string()).event(ready.name).data(ready.data.to_string());
        Ok(event)
    });
    Ok(Sse::new(events.take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default()))
}

async fn batch(app: &App, persona: i64, seq: u64) -> (Vec<Ready>, u64) {
    match next(app, persona, seq).await {
        Ok(events) => {
            let last = events.last().map_or(seq, |event| event.seq);
            (render(app, persona, events).await, last)
        }
        Err(TooOld) => {
            let seq = app.shared.with(|world| world.events.seq());
            (vec![Ready { seq, name: "reset", data: json!({}) }], seq)
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Poll {
    persona: i64,
    /// Sequence number to start after; without it the answer is only the present one.
    after: Option<u64>,
    /// Only what concerns this chat.
    chat: Option<ChatKey>,
    wait_ms: Option<u64>,
}

/// A chat and, of a supergroup, the group that it was before: its last events belong to it.
fn chat_and_before(world: &World, chat: Option<ChatKey>) -> Vec<ChatKey> {
    let Some(chat) = chat else { return vec![] };
    let before = match chat {
        ChatKey::Group(id) => world.groups.get(&id).and_then(|group| group.upgraded_from),
        ChatKey::Private { .. } => None,
    };
    [Some(chat), before.map(ChatKey::Group)].into_iter().flatten().collect()
}

/// `{events: [{seq, event, data}], seq}`; waits for the first event up to `wait_ms`.
pub(super) async fn poll(State(app): State<App>, Query(poll): Query<Poll>) -> Reply<Answer<Value>> {
    let Some(mut after) = poll.after else {
        let seq = app.shared.with(|world| world.events.seq());
        return Ok(Answer(json!({ "events": [], "seq": seq })));
    };
    let wait = Duration::from_millis(poll.wait_ms.unwrap_or_default()).min(LONGEST_WAIT);
    let deadline = tokio::time::Instant::now() + wait;
    loop {
        let events = match tokio::time::timeout_at(deadline, next(&app, poll.persona, after)).await {
            Err(_) => return Ok(Answer(json!({ "events": [], "seq": after }))),
            Ok(Err(TooOld)) => {
                return Err(Refusal(axum::http::StatusCode::GONE, "these events are not kept".into()));
            }
            Ok(Ok(events)) => events,
        };
        after = events.last().map_or(after, |event| event.seq);
        let chats = app.shared.with(|world| chat_and_before(world, poll.chat));
        let fits =
            |event: &Event| chats.is_empty() || event.what.chat().is_some_and(|chat| chats.contains(&chat));
        let events: Vec<Event> = events.into_iter().filter(fits).collect();
        if !events.is_empty() {
            let ready = render(&app, poll.persona, events).await;
            let list: Vec<Value> =
                ready.into_iter().map(|r| json!({ "seq": r.seq, "event": r.name, "data": r.data })).collect();
            return Ok(Answer(json!({ "events": list, "seq": after })));
        }
    }
}
