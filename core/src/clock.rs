//! The one source of "now".
//!
//! Everything that people mean by time (due reminders, "tomorrow", what a message says) is asked here, so that
//! the local suite and the tests can move it. Time-outs, rates and leases use tokio's monotonic time instead:
//! they measure the machine, not the calendar.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// The system's time plus an offset that may grow while the program runs. Clones share the offset.
#[derive(Clone, Debug)]
pub struct Clock {
    offset_ms: Arc<watch::Sender<i64>>,
    /// The machine's time at which it was stopped.
    stopped_at: Arc<OnceLock<DateTime<Utc>>>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Clock {
    /// The longest uninterrupted sleep: also the bound on how late a change of the machine's own clock is seen.
    const LONGEST_SLEEP: Duration = Duration::from_secs(30);

    /// The machine's clock, unmoved.
    pub fn system() -> Self {
        Self { offset_ms: Arc::new(watch::Sender::new(0)), stopped_at: Arc::default() }
    }

    pub fn now(&self) -> DateTime<Utc> {
        let offset = TimeDelta::milliseconds(*self.offset_ms.borrow());
        let now = self.stopped_at.get().copied().unwrap_or_else(machine_time) + offset;
        // Postgres keeps microseconds; what was stored must compare equal to what is in memory.
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// Milliseconds ahead of the machine's clock.
    pub fn offset_ms(&self) -> i64 {
        *self.offset_ms.borrow()
    }

    /// Sets how far ahead of the machine's clock this one is, and wakes everything that sleeps on it.
    pub fn set_offset_ms(&self, offset_ms: i64) {
        self.offset_ms.send_if_modified(|current| {
            let changed = *current != offset_ms;
            *current = offset_ms;
            changed
        });
    }

    /// From now on time passes only when it is moved: for tests about what is waited for.
    #[cfg(feature = "testing")]
    pub fn stand_still(&self) {
        self.stopped_at.get_or_init(machine_time);
    }

    /// Completes at `instant` by this clock, however the clock is moved meanwhile.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        let mut moved = self.offset_ms.subscribe();
        while let Ok(left) = (instant - self.now()).to_std() {
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left.min(Self::LONGEST_SLEEP)) => {}
                _ = moved.changed() => {}
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock is the one place that asks for the time")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_is_moved_past_its_instant() {
        let clock = Clock::system();
        let instant = clock.now() + TimeDelta::hours(1);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(instant).await }
        });
        clock.set_offset_ms(TimeDelta::hours(2).num_milliseconds());
        tokio::time::timeout(Duration::from_secs(10), sleeper).await.expect("woken").expect("no panic");
        assert!(clock.now() >= instant);
    }

    #[cfg(feature = "testing")]
    #[tokio::test]
    async fn a_clock_that_stands_still_is_moved_all_the_same() {
        let clock = Clock::system();
        clock.stand_still();
        let before = clock.now();
        tokio::task::yield_now().await;
        assert_eq!(clock.now(), before);
        clock.set_offset_ms(1000);
        clock.sleep_until(before + TimeDelta::seconds(1)).await;
        assert_eq!(clock.now(), before + TimeDelta::seconds(1));
    }

    #[tokio::test]
    async fn a_past_instant_is_reached_at_once() {
        let clock = Clock::system();
        clock.sleep_until(clock.now() - TimeDelta::seconds(1)).await;
    }
}
