//! What a load has seen so far.

use std::time::{Duration, Instant};

/// Answers by what was wrong with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers that were due, each counted once.
    pub answers: u64,
    /// Answers that had come before.
    pub repeats: u64,
    /// Answers that came after a later one.
    pub disorder: u64,
    /// Answers to messages that nobody wrote yet: counted too often.
    pub excess: u64,
    /// Messages that are no answer to a line.
    pub others: u64,
}

impl Tally {
    /// Whether everything came once and in order.
    pub fn is_clean(&self) -> bool {
        *self == Self { answers: self.answers, ..Self::default() }
    }
}

#[derive(Default)]
pub(super) struct Meter {
    pub tally: Tally,
    /// The longest time in which nobody was answered.
    pub silence: Duration,
    /// The last message that was no answer, for the report of a failure.
    pub other: Option<String>,
    /// While measuring: how long each answer took.
    latencies: Option<Vec<Duration>>,
    last_answer: Option<Instant>,
}

impl Meter {
    pub fn begin(&mut self, now: Instant) {
        self.latencies = Some(Vec::with_capacity(1 << 16));
        self.last_answer = Some(now);
        self.silence = Duration::ZERO;
    }

    /// An answer came, to a message that was due then.
    pub fn note(&mut self, now: Instant, due: Option<Instant>) {
        if let (Some(latencies), Some(due)) = (&mut self.latencies, due) {
            latencies.push(now.saturating_duration_since(due));
        }
        if let Some(last) = self.last_answer.replace(now) {
            self.silence = self.silence.max(now.saturating_duration_since(last));
        }
    }

    pub fn take_latencies(&mut self) -> Vec<Duration> {
        self.latencies.take().unwrap_or_default()
    }
}
