//! What is counted and timed, for operators: the numbers of `/metrics`.
//!
//! Two kinds. Events are counted where they happen, in the process in which they happen: whoever counts holds a
//! [`BotMetrics`], whose handles were found once, so that counting is adding to a number in memory. How things stand
//! (what waits, what is overdue, what was given up) is read when somebody asks, into a [`Snapshot`].
//!
//! All of it belongs to a house, which hands it on; nothing is global to the process. Two houses in one process, as in
//! tests, never see each other's numbers, and nobody counts for a bot without having been given its numbers.
//!
//! The library is `prometheus` and not the `metrics` facade with its exporter: a registry of one's own is its usual way,
//! histograms are counted in their buckets at once (the exporter keeps each value until somebody asks, for ever where
//! nobody does), and it brings one package along instead of some fifteen.

mod bot;
mod catalogue;
mod labels;
mod snapshot;
mod state;
#[cfg(test)]
mod tests;

pub use bot::{BotMetrics, JobMetrics};
pub use catalogue::{ALL, Description, Kind};
pub use labels::{BroadcastEnd, FloodPause, JobEnd, SendEnd, SendMethod, TurnEnd, TurnKind, UpdateKind, Way};
pub(crate) use snapshot::Snapshot;
pub(crate) use state::ProcessState;
pub use state::{BotState, JobsState};

use std::sync::Arc;

use prometheus::{Encoder, HistogramVec, IntCounterVec, Registry, TextEncoder};

/// A house's numbers. Clones are the same numbers.
#[derive(Clone)]
pub struct Metrics(Arc<Families>);

/// What is counted, for all bots of the house.
struct Families {
    registry: Registry,
    updates: IntCounterVec,
    turns: IntCounterVec,
    turn_seconds: HistogramVec,
    answer_seconds: HistogramVec,
    flush_seconds: HistogramVec,
    sends: IntCounterVec,
    send_seconds: HistogramVec,
    permit_wait_seconds: HistogramVec,
    floods: IntCounterVec,
    reminder_lateness_seconds: HistogramVec,
    job_tries: IntCounterVec,
    job_seconds: HistogramVec,
    broadcasts: IntCounterVec,
}

impl Metrics {
    /// # Errors
    /// When a name of the catalogue is none, which a test would have found.
    pub(crate) fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        Ok(Self(Arc::new(Families {
            updates: catalogue::UPDATES.counter(&registry)?,
            turns: catalogue::TURNS.counter(&registry)?,
            turn_seconds: catalogue::TURN_SECONDS.histogram(&registry)?,
            answer_seconds: catalogue::ANSWER_SECONDS.histogram(&registry)?,
            flush_seconds: catalogue::FLUSH_SECONDS.histogram(&registry)?,
            sends: catalogue::SENDS.counter(&registry)?,
            send_seconds: catalogue::SEND_SECONDS.histogram(&registry)?,
            permit_wait_seconds: catalogue::PERMIT_WAIT_SECONDS.histogram(&registry)?,
            floods: catalogue::FLOODS.counter(&registry)?,
            reminder_lateness_seconds: catalogue::REMINDER_LATENESS_SECONDS.histogram(&registry)?,
            job_tries: catalogue::JOB_TRIES.counter(&registry)?,
            job_seconds: catalogue::JOB_SECONDS.histogram(&registry)?,
            broadcasts: catalogue::BROADCAST_DELIVERIES.counter(&registry)?,
            registry,
        })))
    }

    /// The numbers of a bot. All of them exist from now on, as zeros: the first event is then seen as one.
    pub(crate) fn of_bot(&self, code: &str) -> Arc<BotMetrics> {
        Arc::new(BotMetrics::new(&self.0, code))
    }

    /// The numbers of a bot's jobs, by their names.
    pub(crate) fn of_jobs(&self, code: &str, jobs: impl Iterator<Item = &'static str>) -> Arc<JobMetrics> {
        Arc::new(JobMetrics::new(&self.0, code, jobs))
    }

    /// What was counted so far, and how things stand, in Prometheus's text format.
    ///
    /// # Errors
    /// When a family is malformed, which a test would have found.
    pub(crate) fn text(&self, standing: &Snapshot) -> prometheus::Result<String> {
        let mut families = self.0.registry.gather();
        families.extend(standing.gather());
        families.sort_by(|one, other| one.name().cmp(other.name()));
        TextEncoder::new().encode_to_string(&families)
    }
}

/// The media type of [`Metrics::text`].
pub(crate) fn text_format() -> String {
    format!("{}; charset=utf-8", TextEncoder::new().format_type())
}
