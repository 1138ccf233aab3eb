//! Updates for bots: made, repeated until acknowledged, kept for a day.

use serde_json::{Map, Value, json};

use super::World;
use super::queue::{Pending, Queue};
use crate::clock::system_ms;
use crate::persist::Record;

const KEPT_MS: i64 = 24 * 3600 * 1000;

/// What a bot gets unless it asks for more (specification of getUpdates).
const NOT_BY_DEFAULT: &[&str] = &["chat_member", "message_reaction", "message_reaction_count"];

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
        let mut pending = Pending::new(update_id, update.to_string().into(), system_ms(), &update);
        let trouble = self.faults.strike_update(id, kind);
        pending.repeats = trouble.repeats;
        self.log.write(&Record::update(id, &pending));
        self.journal.update(&bot.profile.username, id, &update);
        bot.queue.push(pending, trouble.late);
        Some(update_id)
    }

    /// Acknowledges everything up to and including an id.
    pub fn acknowledge(&mut self, id: i64, upto: i64) {
        self.take_updates(id, |queue| queue.acknowledge(upto));
    }

    /// A webhook took one update.
    pub fn delivered(&mut self, id: i64, update: &Pending) {
        self.take_updates(id, |queue| queue.delivered(update).into_iter().collect());
    }

    /// Forgets all updates, also those that come late.
    pub fn forget_updates(&mut self, id: i64) {
        self.take_updates(id, Queue::clear);
    }

    /// Forgets updates that nobody fetched for a day.
    pub fn expire_updates(&mut self, id: i64) {
        self.take_updates(id, |queue| queue.expire(system_ms() - KEPT_MS));
    }

    fn take_updates(&mut self, id: i64, take: impl FnOnce(&mut Queue) -> Vec<i64>) {
        let Some(bot) = self.bots.get_mut(&id) else { return };
        let ids = take(&mut bot.queue);
        if !ids.is_empty() {
            self.log.write(&Record::Taken { bot: id, ids });
        }
    }
}

fn wanted(allowed: Option<&[String]>, kind: &str) -> bool {
    match allowed {
        None | Some([]) => !NOT_BY_DEFAULT.contains(&kind),
        Some(kinds) => kinds.iter().any(|k| k == kind),
    }
}
