//! The bot's permits that this process holds: places in time, taken from the shared line a few at once.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::{
    limits::Rate,
    line::{Ask, Taken, micros},
};

/// Permits taken at once at most: a fifth of a second of Telegram's rate, which is all that a process that dies takes
/// along.
const BATCH: u32 = 5;
/// With no more than this in hand the next batch is asked for, so that it is here when it is needed.
const LOW: usize = 2;
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// A line that is full or paused is asked again after this at the latest: pauses can end early.
const LONGEST_REST: Duration = Duration::from_secs(5);

/// A message of the bot, at this time and not much later: one that nobody used in time is gone, or many could be saved
/// up and used at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    from: Instant,
    until: Instant,
}

pub(super) struct Hand {
    rate: Rate,
    slots: VecDeque<Slot>,
    is_asking: bool,
    /// Not before, after a failure or a full line.
    ask_at: Option<Instant>,
    pause: Duration,
    /// Told by the messenger and not yet to the other processes: nothing goes before.
    hold_until: Option<Instant>,
    /// How many were used since the last ask: what is worth taking beyond those who wait.
    used: u32,
    asked_at: Option<Instant>,
}

impl Hand {
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            slots: VecDeque::new(),
            is_asking: false,
            ask_at: None,
            pause: FIRST_PAUSE,
            hold_until: None,
            used: 0,
            asked_at: None,
        }
    }

    /// How long after its time a permit is still good.
    fn lateness(&self) -> Duration {
        self.rate.interval * 3 / 2
    }

    /// One that is good now.
    pub fn take(&mut self, now: Instant) -> Option<Slot> {
        self.forget_late(now);
        let slot = self.slots.pop_front_if(|slot| slot.from <= now)?;
        self.used += 1;
        Some(slot)
    }

    pub fn give_back(&mut self, slot: Slot, now: Instant) {
        self.used = self.used.saturating_sub(1);
        if slot.until > now {
            self.slots.push_front(slot);
        }
    }

    fn forget_late(&mut self, now: Instant) {
        while self.slots.pop_front_if(|slot| slot.until <= now).is_some() {}
    }

    /// When the next permit becomes good.
    pub fn next(&self) -> Option<Instant> {
        self.slots.front().map(|slot| slot.from)
    }

    /// The whole bot is to be silent: what is in hand is void, and the others are to know.
    pub fn hold(&mut self, until: Instant) {
        self.slots.clear();
        self.hold_until = self.hold_until.max(Some(until));
        self.ask_at = None;
    }

    /// Whether a pause still has to be told to the others.
    pub fn owes(&self) -> bool {
        self.hold_until.is_some() || self.is_asking
    }

    /// What to ask the line for now, with so many waiting; or when to look again.
    pub fn plan(&mut self, waiting: usize, now: Instant) -> Plan {
        self.forget_late(now);
        self.hold_until = self.hold_until.filter(|until| *until > now);
        let is_short = waiting > self.slots.len() && self.slots.len() <= LOW;
        if self.is_asking || !(is_short || self.hold_until.is_some()) {
            return Plan::Nothing;
        }
        if let Some(at) = self.ask_at.filter(|at| *at > now) {
            return Plan::At(at);
        }
        let hold = self.hold_until.map_or(Duration::ZERO, |until| until - now);
        let count = if hold.is_zero() { self.worth_taking(waiting, now) } else { 0 };
        (self.is_asking, self.used, self.asked_at) = (true, 0, Some(now));
        Plan::Ask(Ask { rate: self.rate, count, hold })
    }

    /// As many as wait, and as many more as are used in the time that a batch covers: for a bot that says little that is
    /// none, or the permits would be missing elsewhere.
    fn worth_taking(&self, waiting: usize, now: Instant) -> u32 {
        let span = self.rate.interval * BATCH;
        let since = self.asked_at.map_or(span, |at| (now - at).max(span));
        let expected = f64::from(self.used) * span.as_secs_f64() / since.as_secs_f64();
        let short = waiting.saturating_sub(self.slots.len());
        let short = u32::try_from(short).unwrap_or(BATCH);
        short.saturating_add(expected as u32).clamp(1, BATCH)
    }

    /// The line has answered `ask`. Its times are relative to its own clock at some moment of the round trip; counting
    /// from the end of it makes a permit good a little late, never early.
    pub fn received(&mut self, ask: Ask, taken: Taken, now: Instant) {
        (self.is_asking, self.pause) = (false, FIRST_PAUSE);
        if self.hold_until.is_some_and(|until| until <= now + ask.hold) {
            self.hold_until = None;
        }
        if self.hold_until.is_some() {
            return; // A pause came while we asked: what we got is void.
        }
        if taken.count == 0 {
            self.ask_at = Some(now + ahead(taken.first_us).clamp(FIRST_PAUSE, LONGEST_REST));
            return;
        }
        self.ask_at = None;
        for place in 0..taken.count {
            // The first places of a burst lie in the past: they are good at once.
            let from = now + ahead(taken.first_us.saturating_add(micros(self.rate.interval * place)));
            self.slots.push_back(Slot { from, until: from + self.lateness() });
        }
    }

    /// The line could not be reached: again, after a pause.
    pub fn failed(&mut self, now: Instant) {
        self.is_asking = false;
        self.ask_at = Some(now + self.pause);
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}

fn ahead(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or_default())
}

pub(super) enum Plan {
    Ask(Ask),
    At(Instant),
    Nothing,
}
