//! The line in which all processes of a bot queue for its rate: one instant per account, kept where all of them see it.
//!
//! It is a GCRA (generic cell rate algorithm, <https://brandur.org/rate-limiting>) that hands out places instead of
//! refusals: a place is a time at which one message may go. Who asks first has the earlier place, so nobody starves, and
//! nobody has to ask again and again.

use std::time::Duration;

use super::limits::Rate;

/// Places are given this far ahead; then the line counts as full.
pub(super) const HORIZON: Duration = Duration::from_secs(5);

/// What a process wants of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub rate: Rate,
    /// Places, at most.
    pub count: u32,
    /// From now on no new place lies earlier than this, whoever asks.
    pub hold: Duration,
}

/// What it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Places, an interval apart; none when the line is full or held.
    pub count: u32,
    /// Microseconds from the line's now to the first place, or to where it would be. Negative for the places of a burst.
    pub first_us: i64,
}

pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
