//! A bot's queue of updates: repeated until acknowledged, kept for a day.

use std::collections::{HashSet, VecDeque};
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
    /// The chat whose order it keeps; its sender's where there is no chat.
    pub lane: i64,
    /// How often it still comes again after it was acknowledged: trouble that was asked for.
    pub repeats: u32,
    /// It comes at an odd time (late, or again), so an offset beyond it does not acknowledge it unseen.
    pub odd: bool,
    pub handed_out: bool,
}

impl Pending {
    pub fn new(id: i64, body: Arc<str>, at_ms: i64, update: &Value) -> Self {
        let lane = lane(update);
        Self { id, body, at_ms, lane, repeats: 0, odd: false, handed_out: false }
    }

    fn acknowledged_by(&self, upto: i64) -> bool {
        self.id <= upto && (self.handed_out || !self.odd)
    }

    /// The same update once more, when that was asked for.
    fn again(&self) -> Option<Self> {
        let repeats = self.repeats.checked_sub(1)?;
        Some(Self { repeats, odd: true, handed_out: false, ..self.clone() })
    }
}

fn lane(update: &Value) -> i64 {
    let payload = update.as_object().and_then(|fields| fields.values().find(|value| value.is_object()));
    let Some(payload) = payload else { return 0 };
    let chat = payload["chat"]["id"].as_i64().or_else(|| payload["message"]["chat"]["id"].as_i64());
    chat.or_else(|| payload["from"]["id"].as_i64()).unwrap_or_default()
}

pub(crate) struct Queue {
    pub next_id: i64,
    pub pending: VecDeque<Pending>,
    /// Kept back until the next update of their chat, which then comes first: trouble that was asked for.
    late: Vec<Pending>,
    /// Chats whose update is on its way to a webhook: nobody else may deliver theirs.
    pub busy: HashSet<i64>,
    /// Grows with every getUpdates, so that the older of two pollers knows that it lost.
    pub poll_epoch: u64,
    pub wake: Arc<Notify>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            next_id: first_id(),
            pending: VecDeque::new(),
            late: Vec::new(),
            busy: HashSet::new(),
            poll_epoch: 0,
            wake: Arc::default(),
        }
    }
}

/// Update ids start from the time (eight a second since 2020, so that they fit 32 bits for years): a bot that kept the
/// ids it has seen never meets one again, even when the server's data was thrown away.
fn first_id() -> i64 {
    const YEAR_2020: i64 = 1_577_836_800;
    (system_ms() / 1000 - YEAR_2020).max(1) * 8
}

impl Queue {
    /// Everything that was not acknowledged yet.
    pub fn len(&self) -> usize {
        self.pending.len() + self.late.len()
    }

    fn push(&mut self, update: Pending, late: bool) {
        if late {
            self.late.push(update);
            return;
        }
        let overtaken = self.late.extract_if(.., |other| other.lane == update.lane).collect::<Vec<_>>();
        self.pending.push_back(update);
        self.pending.extend(overtaken.into_iter().map(|other| Pending { odd: true, ..other }));
        self.wake.notify_waiters();
    }

    /// Nothing waits to be overtaken any more.
    pub fn release_late(&mut self) {
        let late = std::mem::take(&mut self.late);
        self.pending.extend(late.into_iter().map(|other| Pending { odd: true, ..other }));
        self.wake.notify_waiters();
    }

    /// The updates a poll gets; those of chats that are on their way to a webhook have to wait for its outcome.
    pub fn hand_out(&mut self, limit: usize) -> Vec<Arc<str>> {
        let Self { pending, busy, .. } = self;
        let free = pending.iter_mut().filter(|update| !busy.contains(&update.lane)).take(limit);
        free.map(|update| {
            update.handed_out = true;
            update.body.clone()
        })
        .collect()
    }

    /// Takes out what fits and gives the ids; what is to come again takes its place.
    fn take_out(&mut self, fits: impl Fn(&Pending) -> bool) -> Vec<i64> {
        let mut ids = Vec::new();
        for update in std::mem::take(&mut self.pending) {
            if !fits(&update) {
                self.pending.push_back(update);
                continue;
            }
            ids.push(update.id);
            self.pending.extend(update.again());
        }
        ids
    }
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
        self.take_updates(id, |update| update.acknowledged_by(upto));
    }

    /// A webhook took one update.
    pub fn acknowledge_one(&mut self, id: i64, update_id: i64) {
        self.take_updates(id, |update| update.id == update_id);
    }

    /// Forgets all updates, also those that come late.
    pub fn forget_updates(&mut self, id: i64) {
        let Some(bot) = self.bots.get_mut(&id) else { return };
        bot.queue.release_late();
        bot.queue.pending.iter_mut().for_each(|update| update.repeats = 0);
        self.take_updates(id, |_| true);
    }

    /// Forgets updates that nobody fetched for a day.
    pub fn expire_updates(&mut self, id: i64) {
        let limit = system_ms() - KEPT_MS;
        self.take_updates(id, |update| update.at_ms < limit);
    }

    fn take_updates(&mut self, id: i64, fits: impl Fn(&Pending) -> bool) {
        let Some(bot) = self.bots.get_mut(&id) else { return };
        if !bot.queue.pending.iter().any(&fits) {
            return;
        }
        let ids = bot.queue.take_out(fits);
        self.log.write(&Record::Taken { bot: id, ids });
    }
}

fn wanted(allowed: Option<&[String]>, kind: &str) -> bool {
    match allowed {
        None | Some([]) => !NOT_BY_DEFAULT.contains(&kind),
        Some(kinds) => kinds.iter().any(|k| k == kind),
    }
}
