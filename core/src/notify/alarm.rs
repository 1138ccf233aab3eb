//! Wakes a bot's scheduler when something is planned that is due before what it sleeps for.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

/// Shared by a bot's scheduler and what plans.
#[derive(Debug)]
pub(crate) struct Alarm {
    /// What the scheduler sleeps for, in milliseconds since 1970; all is sooner while it is awake.
    until: AtomicI64,
    bell: Notify,
}

impl Default for Alarm {
    fn default() -> Self {
        Self { until: AtomicI64::new(i64::MAX), bell: Notify::new() }
    }
}

impl Alarm {
    /// Something is planned for this time, and committed.
    pub fn planned(&self, due_at: DateTime<Utc>) {
        if due_at.timestamp_millis() < self.until.load(Ordering::Acquire) {
            self.ring();
        }
    }

    /// The schedule changed in another way.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// The scheduler looks at the schedule from here on: whatever is planned meanwhile rings.
    pub fn wake(&self) {
        self.until.store(i64::MAX, Ordering::Release);
    }

    /// Waits for a ring; only what is due before `until` is one.
    pub async fn sleep_until(&self, until: DateTime<Utc>) {
        self.until.store(until.timestamp_millis(), Ordering::Release);
        self.bell.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use futures::FutureExt;

    use super::*;

    #[test]
    fn only_what_is_due_sooner_wakes() {
        let (alarm, noon) = (Alarm::default(), DateTime::from_timestamp(1_800_000_000, 0).expect("a time"));
        assert!(alarm.sleep_until(noon).now_or_never().is_none());
        alarm.planned(noon + TimeDelta::seconds(1));
        assert!(alarm.sleep_until(noon).now_or_never().is_none(), "later than what it sleeps for");
        alarm.planned(noon - TimeDelta::seconds(1));
        assert!(alarm.sleep_until(noon).now_or_never().is_some(), "sooner");
        alarm.wake();
        alarm.planned(noon + TimeDelta::days(1));
        assert!(alarm.sleep_until(noon).now_or_never().is_some(), "planned while it looked");
    }
}
