//! The line in memory, for tests of one process with time at rest.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::time::Instant;

use super::{
    line::{Ask, HORIZON, Taken, micros},
    source::Away,
};
use crate::ids::AccountId;

pub(super) struct Memory {
    pub is_away: AtomicBool,
    start: Instant,
    lines: Mutex<HashMap<AccountId, (i64, i64)>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { is_away: AtomicBool::new(false), start: Instant::now(), lines: Mutex::default() }
    }
}

impl Memory {
    pub fn take(&self, account: AccountId, ask: &Ask) -> Result<Taken, Away> {
        if self.is_away.load(Ordering::Relaxed) {
            return Err(Away);
        }
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, held) = lines.entry(account).or_insert((i64::MIN, i64::MIN));
        let (now, interval) = (micros(self.start.elapsed()), micros(ask.rate.interval));
        if !ask.hold.is_zero() {
            *held = (*held).max(now + micros(ask.hold));
        }
        let first = (*next).max(*held).max(now - micros(ask.rate.tolerance()));
        let room = ((now + micros(HORIZON) - first).div_euclid(interval) + 1).max(0);
        let count = room.min(i64::from(ask.count));
        if count > 0 {
            *next = first + count * interval;
        }
        Ok(Taken { count: u32::try_from(count).unwrap_or_default(), first_us: first - now })
    }
}
