//! A bot's queue of updates: repeated until acknowledged, kept for a day.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::Notify;

use super::World;
use crate::clock::system_ms;
use crate::persist::Record;

const KEPT_MS: i64 = 24 * 3600 * 1000;

/// What a bot gets unless it asks for more (specification of getUpdates).
const NOT_BY_DEFAULT: &[&str] = &["chat_member", "message_reaction", "message_reaction_count"];

/// An update as it goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub id: i64,
    pub body: Arc<str>,
    /// Machine's time of its making.
    pub at_ms: i64,
}

pub(crate) struct Queue {
    pub next_id: i64,
    pub pending: VecDeque<Pending>,
    /// Updates that were handed out and wait for their acknowledgement have ids up to this.
    pub handed_out: i64,
    /// Grows with every getUpdates, so that the older of two pollers knows that it lost.
    pub poll_epoch: u64,
    pub wake: Arc<Notify>,
}

impl Default for Queue {
    fn default() -> Self {
        let next_id = first_id();
        Self { next_id, pending: VecDeque::new(), handed_out: 0, poll_epoch: 0, wake: Arc::default() }
    }
}

/// Update ids start from the time (eight a second since 2020, so that they fit 32 bits for years): a bot that kept the
/// ids it has seen never meets one again, even when the server's data was thrown away.
fn first_id() -> i64 {
    const YEAR_2020: i64 = 1_577_836_800;
    (system_ms() / 1000 - YEAR_2020).max(1) * 8
}

impl World {
    /// Queues `{"update_id", kind: payload}` for a bot that wants this kind. Gives its id.
    pub fn push_update(&mut self, bot: i64, kind: &str, payload: &Value) -> Option<i64> {
        let mut body = Map::new();
        body.insert(kind.to_owned(), payload.clone());
        self.push_raw_update(bot, kind, body)
    }

    /// Queues any body under a fresh id, for tests of odd updates; the kind decides whether the bot wants it.
    pub fn push_raw_update(&mut self, id: i64, kind: &str, mut body: Map<String, Value>) -> Option<i64> {
        let bot = self.bots.get_mut(&id)?;
        if !wanted(bot.profile.allowed_updates.as_deref(), kind) {
            return None;
        }
        let update_id = bot.queue.next_id;
        bot.queue.next_id += 1;
        body.insert("update_id".into(), json!(update_id));
        let update = Value::Object(body);
        let text: Arc<str> = update.to_string().into();
        let pending = Pending { id: update_id, body: text, at_ms: system_ms() };
        self.log.write(&Record::update(id, &pending));
        self.journal.update(&bot.profile.username, id, &update);
        bot.queue.pending.push_back(pending);
        bot.queue.wake.notify_waiters();
        Some(update_id)
    }

    /// Acknowledges everything up to and including an id.
    pub fn acknowledge(&mut self, id: i64, upto: i64) {
        let Some(bot) = self.bots.get_mut(&id) else { return };
        let before = bot.queue.pending.len();
        while bot.queue.pending.front().is_some_and(|pending| pending.id <= upto) {
            bot.queue.pending.pop_front();
        }
        if bot.queue.pending.len() < before {
            self.log.write(&Record::Acked { bot: id, upto });
        }
    }

    /// Forgets updates that nobody fetched for a day.
    pub fn expire_updates(&mut self, id: i64) {
        let limit = system_ms() - KEPT_MS;
        let Some(bot) = self.bots.get(&id) else { return };
        let last = bot.queue.pending.iter().take_while(|pending| pending.at_ms < limit).last().map(|p| p.id);
        if let Some(last) = last {
            self.acknowledge(id, last);
        }
    }
}

fn wanted(allowed: Option<&[String]>, kind: &str) -> bool {
    match allowed {
        None | Some([]) => !NOT_BY_DEFAULT.contains(&kind),
        Some(kinds) => kinds.iter().any(|k| k == kind),
    }
}
