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
    /// When the database was back, while nobody was answered since.
    returned: Option<Instant>,
    /// The longest that it took from the database's return to an answer.
    pub resumed: Duration,
}

impl Meter {
    pub fn begin(&mut self, now: Instant) {
        self.latencies = Some(Vec::with_capacity(1 << 16));
        self.last_answer = Some(now);
        self.silence = Duration::ZERO;
    }

    /// The database was away. Where nobody had been answered since its last return, that took until it went again at least.
    pub fn note_absence(&mut self, from: Instant, until: Instant) {
        if let Some(returned) = self.returned.replace(until) {
            self.resumed = self.resumed.max(from.saturating_duration_since(returned));
        }
    }

    /// An answer came, to a message that was due then.
    pub fn note(&mut self, now: Instant, due: Option<Instant>) {
        if let (Some(latencies), Some(due)) = (&mut self.latencies, due) {
            latencies.push(now.saturating_duration_since(due));
        }
        if let Some(returned) = self.returned.take() {
            self.resumed = self.resumed.max(now.saturating_duration_since(returned));
        }
        if let Some(last) = self.last_answer.replace(now) {
            self.silence = self.silence.max(now.saturating_duration_since(last));
        }
    }

    pub fn take_latencies(&mut self) -> Vec<Duration> {
        self.latencies.take().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_what_of_it_came_after_the_databases_return_are_told_apart() {
        let (begun, at) = (Instant::now(), Duration::from_millis);
        let mut meter = Meter::default();
        meter.begin(begun);
        meter.note(begun + at(10), None);
        assert_eq!((meter.silence, meter.resumed), (at(10), at(0)), "the database was there");
        meter.note_absence(begun + at(20), begun + at(300));
        meter.note(begun + at(310), None);
        assert_eq!((meter.silence, meter.resumed), (at(300), at(10)));
        meter.note_absence(begun + at(320), begun + at(400));
        meter.note_absence(begun + at(450), begun + at(900));
        assert_eq!(meter.resumed, at(50), "nobody was answered before it went again");
        meter.note(begun + at(1000), None);
        meter.note(begun + at(1200), None);
        assert_eq!((meter.silence, meter.resumed), (at(690), at(100)));
    }
}
