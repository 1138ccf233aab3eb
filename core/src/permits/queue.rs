//! Who waits in this process, and whose turn it is. No I/O and no clock of its own.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

use tokio::{sync::oneshot, time::Instant};

use super::{
    Class,
    hand::{Hand, Plan, Slot},
    limits::{Limits, Rate, Rates},
    line::{Ask, Taken},
};
use crate::ids::ChatKey;

/// A messenger's limits reach back so far. What a chat got before we came is not known.
const MEMORY: Duration = Duration::from_secs(60);
/// Two chats that are refused within this are no coincidence: it is the bot that is too fast.
const COINCIDENCE: Duration = Duration::from_secs(10);
/// What is longer is a mistake, of us or of the messenger.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);
/// Chats that are at rest are forgotten when there are more than twice as many as last time, and more than this.
const FEW: usize = 64;

/// A place among those who wait: by class, then first come, first served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    class: Class,
    number: u64,
}

/// What was granted; the bot's permit, where bots are limited.
pub(super) type Grant = Option<Slot>;

/// A chat that waits, or that lately got something.
struct Chat {
    /// When its burst is whole again: GCRA's theoretical arrival time.
    full_at: Instant,
    /// The messenger said so.
    blocked_until: Option<Instant>,
    waiting: BTreeMap<Turn, oneshot::Sender<Grant>>,
    place: Place,
}

/// Where a chat with waiters stands.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    /// It may go as soon as the bot may.
    Ready(Turn),
    /// Not before.
    Resting(Instant),
}

impl Chat {
    fn new(now: Instant) -> Self {
        Self { full_at: now, blocked_until: None, waiting: BTreeMap::new(), place: Place::Nowhere }
    }

    /// When the next message may go; any time that has passed means now.
    fn free_at(&self, rate: Option<Rate>, now: Instant) -> Instant {
        let ahead = self.full_at.saturating_duration_since(now);
        let rest = rate.map_or(Duration::ZERO, |rate| ahead.saturating_sub(rate.tolerance()));
        self.blocked_until.map_or(now + rest, |until| until.max(now + rest))
    }

    fn spend(&mut self, rate: Option<Rate>, now: Instant) {
        if let Some(rate) = rate {
            self.full_at = self.full_at.max(now) + rate.interval;
        }
    }

    fn is_at_rest(&self, now: Instant) -> bool {
        self.waiting.is_empty() && self.full_at <= now && self.blocked_until.is_none_or(|until| until <= now)
    }
}

pub(super) struct Queue {
    rates: Option<Rates>,
    /// `None`: the bot as a whole has no limit.
    hand: Option<Hand>,
    chats: HashMap<ChatKey, Chat>,
    ready: BTreeMap<Turn, ChatKey>,
    resting: BTreeSet<(Instant, ChatKey)>,
    /// The messenger asked the whole bot to be silent.
    paused_until: Option<Instant>,
    last_flood: Option<(ChatKey, Instant)>,
    next_number: u64,
    waiters: usize,
    sweep_at: usize,
    born: Instant,
    /// Whether a task sees to this queue.
    pub is_driven: bool,
}

/// What has to be done next for those who wait.
pub(super) struct Step {
    pub ask: Option<Ask>,
    pub wake: Option<Instant>,
    /// Nobody waits and nothing is owed.
    pub is_idle: bool,
}

impl Queue {
    pub fn new(limits: Limits, is_bot_limited: bool, now: Instant) -> Self {
        let rates = limits.rates();
        Self {
            rates,
            hand: rates.filter(|_| is_bot_limited).map(|rates| Hand::new(rates.bot)),
            chats: HashMap::new(),
            ready: BTreeMap::new(),
            resting: BTreeSet::new(),
            paused_until: None,
            last_flood: None,
            next_number: 0,
            waiters: 0,
            sweep_at: FEW,
            born: now,
            is_driven: false,
        }
    }

    fn rate(&self, chat: ChatKey) -> Option<Rate> {
        self.rates.map(|rates| if chat.0 < 0 { rates.group } else { rates.private })
    }

    /// At once or not at all; passes nobody who waits for the bot or for this chat.
    pub fn try_take(&mut self, chat: ChatKey, now: Instant) -> bool {
        let is_due = self.resting.first().is_some_and(|(until, _)| *until <= now);
        if !self.ready.is_empty() || is_due || self.is_paused(now) {
            return false;
        }
        let rate = self.rate(chat);
        let known = self.chats.get(&chat);
        if known.is_some_and(|known| !known.waiting.is_empty() || known.free_at(rate, now) > now) {
            return false;
        }
        if self.hand.as_mut().is_some_and(|hand| hand.take(now).is_none()) {
            return false;
        }
        self.chat(chat, now).spend(rate, now);
        true
    }

    fn is_paused(&self, now: Instant) -> bool {
        self.paused_until.is_some_and(|until| until > now)
    }

    /// The chat's entry; makes one, and room for it.
    fn chat(&mut self, chat: ChatKey, now: Instant) -> &mut Chat {
        if self.chats.len() >= self.sweep_at && !self.chats.contains_key(&chat) {
            self.sweep(now);
        }
        self.chats.entry(chat).or_insert_with(|| Chat::new(now))
    }

    fn sweep(&mut self, now: Instant) {
        self.chats.retain(|_, chat| !chat.is_at_rest(now));
        self.sweep_at = FEW.max(2 * self.chats.len());
    }

    /// Forgets what is over; true when nothing is left that anybody could have to wait for.
    pub fn is_clear(&mut self, now: Instant) -> bool {
        self.sweep(now);
        self.chats.is_empty() && !self.is_paused(now)
    }

    /// Queues up; the grant comes through the channel.
    pub fn enter(&mut self, class: Class, chat: ChatKey, now: Instant) -> (Turn, oneshot::Receiver<Grant>) {
        let turn = Turn { class, number: self.next_number };
        self.next_number += 1;
        self.waiters += 1;
        let (grant, granted) = oneshot::channel();
        self.chat(chat, now).waiting.insert(turn, grant);
        self.replace(chat, now);
        self.settle(now);
        (turn, granted)
    }

    /// Does not wait any more. `grant`: what it had got and not used.
    pub fn leave(&mut self, chat: ChatKey, turn: Turn, grant: Option<Grant>, now: Instant) {
        let rate = self.rate(chat);
        if let Some(known) = self.chats.get_mut(&chat) {
            if known.waiting.remove(&turn).is_some() {
                self.waiters -= 1;
            }
            if let (Some(_), Some(rate)) = (grant, rate) {
                // One that is at rest again has nothing to get back.
                known.full_at = known.full_at.checked_sub(rate.interval).unwrap_or(now).max(now);
            }
        }
        if let (Some(Some(slot)), Some(hand)) = (grant, &mut self.hand) {
            hand.give_back(slot, now);
        }
        self.replace(chat, now);
        self.settle(now);
    }

    /// Puts a chat where it belongs after anything about it has changed.
    fn replace(&mut self, chat: ChatKey, now: Instant) {
        let rate = self.rate(chat);
        let Some(known) = self.chats.get_mut(&chat) else { return };
        match known.place {
            Place::Nowhere => {}
            Place::Ready(turn) => drop(self.ready.remove(&turn)),
            Place::Resting(until) => drop(self.resting.remove(&(until, chat))),
        }
        let free_at = known.free_at(rate, now);
        known.place = match known.waiting.first_key_value() {
            None => Place::Nowhere,
            Some((turn, _)) if free_at <= now => Place::Ready(*turn),
            Some(_) => Place::Resting(free_at),
        };
        match known.place {
            Place::Nowhere => {}
            Place::Ready(turn) => drop(self.ready.insert(turn, chat)),
            Place::Resting(until) => drop(self.resting.insert((until, chat))),
        }
    }

    /// Grants whatever may go now, in the order of turns.
    fn settle(&mut self, now: Instant) {
        while let Some(&(until, chat)) = self.resting.first()
            && until <= now
        {
            self.replace(chat, now);
        }
        self.paused_until = self.paused_until.filter(|until| *until > now);
        if self.paused_until.is_some() {
            return;
        }
        while let Some((&turn, &chat)) = self.ready.first_key_value() {
            let grant = match &mut self.hand {
                None => None,
                Some(hand) => match hand.take(now) {
                    None => return,
                    slot => slot,
                },
            };
            self.grant(chat, turn, grant, now);
        }
    }

    fn grant(&mut self, chat: ChatKey, turn: Turn, grant: Grant, now: Instant) {
        let rate = self.rate(chat);
        if let Some(known) = self.chats.get_mut(&chat)
            && let Some(waiter) = known.waiting.remove(&turn)
        {
            self.waiters -= 1;
            known.spend(rate, now);
            // Whoever waits listens until it has left.
            let _ = waiter.send(grant);
        }
        self.replace(chat, now);
    }

    /// The messenger refused a message to this chat. True when the whole bot pauses: because this chat was within its
    /// limit, as far as we know what it got, or because it is not the only one.
    pub fn flooded(&mut self, chat: ChatKey, wait: Duration, now: Instant) -> bool {
        let (rate, until) = (self.rate(chat), now + wait.min(LONGEST_WAIT));
        let is_known = now >= self.born + MEMORY;
        let known = self.chat(chat, now);
        known.blocked_until = known.blocked_until.max(Some(until));
        // Nothing in its bucket but the message that was refused.
        let is_within = rate.is_some_and(|rate| known.full_at <= now + rate.interval);
        let last = self.last_flood.replace((chat, now));
        let others = last.is_some_and(|(other, at)| other != chat && now < at + COINCIDENCE);
        self.replace(chat, now);
        let pauses = self.rates.is_some() && ((is_known && is_within) || others);
        if pauses {
            self.paused_until = self.paused_until.max(Some(until));
            if let Some(hand) = &mut self.hand {
                hand.hold(until);
            }
        }
        pauses
    }

    /// Grants what may go, and says what to do until the next may.
    pub fn step(&mut self, now: Instant) -> Step {
        self.settle(now);
        let (mut ask, mut wakes) = (None, vec![self.resting.first().map(|(until, _)| *until)]);
        if !self.ready.is_empty() {
            wakes.push(self.paused_until);
        }
        if let Some(hand) = &mut self.hand {
            match hand.plan(self.ready.len(), now) {
                Plan::Ask(planned) => ask = Some(planned),
                Plan::At(at) => wakes.push(Some(at)),
                Plan::Nothing => {}
            }
            if !self.ready.is_empty() && self.paused_until.is_none() {
                wakes.push(hand.next());
            }
        }
        let owes = self.hand.as_ref().is_some_and(Hand::owes);
        let is_idle = self.waiters == 0 && !owes;
        Step { ask, wake: wakes.into_iter().flatten().min(), is_idle }
    }

    pub fn received(&mut self, ask: Ask, taken: Option<Taken>, now: Instant) {
        match (&mut self.hand, taken) {
            (Some(hand), Some(taken)) => hand.received(ask, taken, now),
            (Some(hand), None) => hand.failed(now),
            (None, _) => {}
        }
    }

    #[cfg(test)]
    pub fn known_chats(&self) -> usize {
        self.chats.len()
    }
}
