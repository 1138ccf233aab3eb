//! The suite's clock: the system's time plus an offset that only grows.

use std::time::{SystemTime, UNIX_EPOCH};

/// Injected time. Time-outs never use it; they are monotonic.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    pub offset_ms: i64,
    /// Grows with every move, so that other processes can wait for one.
    pub version: u64,
}

impl Clock {
    pub fn now_ms(&self) -> i64 {
        system_ms() + self.offset_ms
    }

    /// Seconds, as dates of the Bot API are.
    pub fn now(&self) -> i64 {
        self.now_ms() / 1000
    }
}

/// The machine's own time in unix milliseconds.
#[expect(clippy::disallowed_methods, reason = "the clock is the one place that asks for the time")]
pub(crate) fn system_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
