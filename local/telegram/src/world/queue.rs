//! What waits for one bot: in order, each chat's updates one after the other, and with what tests ask for: updates that
//! come late, or again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;

use crate::clock::system_ms;

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
    odd: bool,
    handed_out: bool,
    /// Where it stands in the queue.
    place: u64,
}

impl Pending {
    pub fn new(id: i64, body: Arc<str>, at_ms: i64, update: &Value) -> Self {
        let lane = lane(update);
        Self { id, body, at_ms, lane, repeats: 0, odd: false, handed_out: false, place: 0 }
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
    /// Grows with every getUpdates, so that the older of two pollers knows that it lost.
    pub poll_epoch: u64,
    pub wake: Arc<Notify>,
    order: BTreeMap<u64, Pending>,
    next_place: u64,
    lanes: HashMap<i64, BTreeSet<u64>>,
    /// Kept back until the next update of their chat, which then comes first: trouble that was asked for.
    late: Vec<Pending>,
    /// Chats whose update is on its way to a webhook: nobody else may deliver theirs.
    busy: HashSet<i64>,
    /// Chats that may have updates and are not busy, longest first, each once.
    idle: VecDeque<i64>,
    in_idle: HashSet<i64>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            next_id: first_id(),
            poll_epoch: 0,
            wake: Arc::default(),
            order: BTreeMap::new(),
            next_place: 0,
            lanes: HashMap::new(),
            late: Vec::new(),
            busy: HashSet::new(),
            idle: VecDeque::new(),
            in_idle: HashSet::new(),
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
    /// How many were not acknowledged yet.
    pub fn len(&self) -> usize {
        self.order.len() + self.late.len()
    }

    /// All of them but the late ones, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Pending> {
        self.order.values()
    }

    /// Puts an update at the end, or aside until the next one of its chat has come.
    pub fn push(&mut self, update: Pending, late: bool) {
        if late {
            self.late.push(update);
            return;
        }
        let overtaken: Vec<Pending> = self.late.extract_if(.., |other| other.lane == update.lane).collect();
        self.append(update);
        self.append_late(overtaken);
    }

    /// Nothing waits to be overtaken any more.
    pub fn release_late(&mut self) {
        let late = std::mem::take(&mut self.late);
        self.append_late(late);
    }

    fn append_late(&mut self, late: Vec<Pending>) {
        late.into_iter().for_each(|update| self.append(Pending { odd: true, ..update }));
    }

    fn append(&mut self, update: Pending) {
        let place = self.next_place;
        self.next_place += 1;
        self.insert(Pending { place, ..update });
        self.wake.notify_waiters();
    }

    fn insert(&mut self, update: Pending) {
        self.lanes.entry(update.lane).or_default().insert(update.place);
        self.note_idle(update.lane);
        self.order.insert(update.place, update);
    }

    fn note_idle(&mut self, lane: i64) {
        if !self.busy.contains(&lane) && self.in_idle.insert(lane) {
            self.idle.push_back(lane);
        }
    }

    /// Takes one out for good; what is to come again takes its place.
    fn take(&mut self, place: u64) -> Option<i64> {
        let update = self.order.remove(&place)?;
        if let Some(lane) = self.lanes.get_mut(&update.lane) {
            lane.remove(&place);
            if lane.is_empty() {
                self.lanes.remove(&update.lane);
            }
        }
        if let Some(again) = update.again() {
            self.insert(again);
        }
        Some(update.id)
    }

    /// The updates a poll gets; those of chats that are on their way to a webhook have to wait for its outcome.
    pub fn hand_out(&mut self, limit: usize) -> Vec<Arc<str>> {
        let Self { order, busy, .. } = self;
        let free = order.values_mut().filter(|update| !busy.contains(&update.lane)).take(limit);
        free.map(|update| {
            update.handed_out = true;
            update.body.clone()
        })
        .collect()
    }

    /// Takes out everything up to and including an id, but nothing odd that was not seen; gives the ids.
    pub fn acknowledge(&mut self, upto: i64) -> Vec<i64> {
        // Ids grow along the queue, odd ones aside.
        let reach = self.order.values().take_while(|update| update.odd || update.id <= upto);
        let seen = reach.filter(|update| update.id <= upto && (update.handed_out || !update.odd));
        let places: Vec<u64> = seen.map(|update| update.place).collect();
        places.into_iter().filter_map(|place| self.take(place)).collect()
    }

    /// Takes out one that a webhook has taken.
    pub fn delivered(&mut self, update: &Pending) -> Option<i64> {
        self.order.get(&update.place).filter(|at| at.id == update.id)?;
        self.take(update.place)
    }

    /// Takes out what was made before a time.
    pub fn expire(&mut self, before_ms: i64) -> Vec<i64> {
        let mut ids = Vec::new();
        while let Some((place, _)) =
            self.order.first_key_value().filter(|(_, update)| update.at_ms < before_ms)
        {
            let place = *place;
            self.order.entry(place).and_modify(|update| update.repeats = 0);
            ids.extend(self.take(place));
        }
        ids
    }

    /// Takes out everything, late and repeated ones too.
    pub fn clear(&mut self) -> Vec<i64> {
        self.release_late();
        let ids = self.order.values().map(|update| update.id).collect();
        self.order.clear();
        self.lanes.clear();
        ids
    }

    /// Takes out one that a log says was taken; it is seldom far from the front.
    pub fn forget(&mut self, id: i64) {
        let place = self.order.values().find(|update| update.id == id).map(|update| update.place);
        if let Some(place) = place {
            self.take(place);
        }
    }

    /// A chat that has updates and is not on its way to a webhook; from now on it is.
    pub fn begin_lane(&mut self) -> Option<i64> {
        while let Some(lane) = self.idle.pop_front() {
            self.in_idle.remove(&lane);
            if self.lanes.contains_key(&lane) {
                self.busy.insert(lane);
                return Some(lane);
            }
        }
        None
    }

    /// The next update of a chat, on its way from now on.
    pub fn head(&mut self, lane: i64) -> Option<Pending> {
        let place = self.lanes.get(&lane)?.first()?;
        let update = self.order.get_mut(place)?;
        update.handed_out = true;
        Some(update.clone())
    }

    /// A chat is free again.
    pub fn end_lane(&mut self, lane: i64) {
        self.busy.remove(&lane);
        if self.lanes.contains_key(&lane) {
            self.note_idle(lane);
        }
        self.wake.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn update(id: i64, chat: i64) -> Pending {
        Pending::new(
            id,
            id.to_string().into(),
            id,
            &json!({ "update_id": id, "message": { "chat": { "id": chat } } }),
        )
    }

    fn queue(updates: &[(i64, i64)]) -> Queue {
        let mut queue = Queue::default();
        updates.iter().for_each(|(id, chat)| queue.push(update(*id, *chat), false));
        queue
    }

    fn handed(queue: &mut Queue) -> Vec<String> {
        queue.hand_out(100).iter().map(|body| body.to_string()).collect()
    }

    #[test]
    fn lanes_are_given_out_once_and_keep_their_order() {
        let mut queue = queue(&[(1, 7), (2, 8), (3, 7)]);
        assert_eq!((queue.begin_lane(), queue.begin_lane(), queue.begin_lane()), (Some(7), Some(8), None));
        let first = queue.head(7).expect("an update");
        assert_eq!((first.id, queue.delivered(&first)), (1, Some(1)));
        assert_eq!(queue.delivered(&first), None, "taken once");
        assert_eq!(queue.head(7).map(|update| update.id), Some(3));
        assert!(handed(&mut queue).is_empty(), "all is on its way");
        queue.end_lane(7);
        assert_eq!((queue.begin_lane(), queue.begin_lane()), (Some(7), None));
        queue.end_lane(8);
        queue.push(update(4, 8), false);
        assert_eq!(queue.begin_lane(), Some(8));
    }

    #[test]
    fn what_comes_late_or_again_is_not_acknowledged_unseen() {
        let mut queue = Queue::default();
        queue.push(update(1, 7), true);
        queue.push(update(2, 8), false);
        queue.push(Pending { repeats: 1, ..update(3, 7) }, false);
        assert_eq!(queue.len(), 3);
        assert_eq!(queue.acknowledge(3), [2, 3], "the late one was not seen");
        assert_eq!(handed(&mut queue), ["3", "1"], "again, and late");
        assert_eq!(queue.acknowledge(3), [3, 1]);
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn old_ones_and_all_can_be_thrown_away() {
        let mut queue = queue(&[(1, 7), (2, 7), (3, 8)]);
        queue.push(update(4, 9), true);
        assert_eq!(queue.expire(2), [1]);
        queue.forget(2);
        assert_eq!(queue.clear(), [3, 4]);
        assert_eq!((queue.len(), queue.begin_lane()), (0, None));
    }
}
