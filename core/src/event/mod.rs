//! News for a person that does not come from the messenger: from another bot, from a program, from the house itself. It
//! enters through the inbox of the bot that is to tell it, and is worked off like all else: as a turn, once, in order.

mod store;

use std::{borrow::Cow, collections::HashMap, future::Future, sync::Arc};

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{
    db::{Db, Sql},
    delivery::Turn,
    ids::UserId,
};

/// News of one kind: its fields are what is to be known.
pub trait Event: Serialize + DeserializeOwned + Send + 'static {
    /// Unique among all bots; stored with each event, so it never changes.
    const NAME: &'static str;
    /// Whether it is worked off also where the bot is switched off or the person banned: what is about their rights to what
    /// is known of them.
    const STAYS_OPEN: bool = false;
}

/// For which person of which bot an event is.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// The bot's code.
    pub bot: &'a str,
    pub user: UserId,
}

pub(crate) fn body<E: Event>(event: &E) -> serde_json::Result<String> {
    let mut fields = match serde_json::to_value(event)? {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        other => return Err(serde::ser::Error::custom(format!("an event is an object, not {other}"))),
    };
    fields.insert("event".to_owned(), json!(E::NAME));
    serde_json::to_string(&fields)
}

/// Files an event for the private chat in which the person last met the bot. The same `key` is filed once. False: it was
/// there already, or there is no such chat, or the person blocked the bot.
///
/// # Errors
/// When the database does not answer; then it may or may not be filed, and the same key may be used again.
pub async fn send<E: Event>(
    db: &Db,
    to: To<'_>,
    key: &str,
    event: &E,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    Ok(store::file(db, to, key, &body(event)?, now).await?)
}

/// As [`send`], as a statement that a turn declares, or a transaction runs.
///
/// # Errors
/// When the event cannot be written as JSON.
pub fn sending<E: Event>(to: To<'_>, key: &str, event: &E, now: DateTime<Utc>) -> anyhow::Result<Sql> {
    Ok(store::filing(to, key, body(event)?, now))
}

type OnEvent = Arc<dyn Fn(Turn, Value) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// What an event is called; the rest is for its handler.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    event: Cow<'a, str>,
}

/// The events that a bot reacts to.
#[derive(Clone, Default)]
pub(crate) struct Events(HashMap<&'static str, (bool, OnEvent)>);

impl Events {
    pub fn on<E, F, Fut>(&mut self, handler: F)
    where
        E: Event,
        F: Fn(Turn, E) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        let on_event: OnEvent = Arc::new(move |turn, body| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handler(turn, serde_json::from_value(body)?).await })
        });
        self.0.insert(E::NAME, (E::STAYS_OPEN, on_event));
    }

    /// Whether an event is worked off whoever is banned and whatever is off.
    pub fn stays_open(&self, body: &str) -> bool {
        let name = serde_json::from_str::<Named>(body).map(|named| named.event).unwrap_or_default();
        self.0.get(name.as_ref()).is_some_and(|(stays_open, _)| *stays_open)
    }

    /// Runs the handler of the event's name. What nobody here knows was meant for another version of the bot: it is
    /// passed over, since the person did nothing that they could wait for.
    pub async fn happened(&self, turn: Turn, body: Value) -> anyhow::Result<()> {
        let name = body.get("event").and_then(Value::as_str).unwrap_or_default();
        let Some((_, on_event)) = self.0.get(name) else {
            tracing::warn!(event = name, trace = %turn.trace(), "no handler for this event");
            return Ok(());
        };
        on_event(turn, body).await
    }
}
