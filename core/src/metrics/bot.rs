//! What happens in a bot, as it is counted. Handles are found once and then by their place: no name is looked up, and
//! nothing is allocated, for an event.

use std::{collections::HashMap, time::Duration};

use chrono::TimeDelta;
use prometheus::{Histogram, IntCounter};

use super::{
    Families,
    labels::{
        BroadcastEnd, FloodPause, JobEnd, Label, SendEnd, SendMethod, TurnEnd, TurnKind, UpdateKind, Way,
        each,
    },
};
use crate::permits::Class;

/// One bot's events in this process.
pub struct BotMetrics {
    /// By kind and way.
    updates: Vec<Vec<IntCounter>>,
    /// By kind and end.
    turns: Vec<Vec<IntCounter>>,
    /// By kind.
    turn_seconds: Vec<Histogram>,
    answer_seconds: Histogram,
    flush_seconds: Histogram,
    /// By method, class and end.
    sends: Vec<Vec<Vec<IntCounter>>>,
    send_seconds: Histogram,
    /// By class.
    permit_wait_seconds: Vec<Histogram>,
    /// By who pauses.
    floods: Vec<IntCounter>,
    reminder_lateness_seconds: Histogram,
    /// By end.
    broadcasts: Vec<IntCounter>,
}

impl BotMetrics {
    pub(super) fn new(of: &Families, bot: &str) -> Self {
        let updates =
            |kind: UpdateKind| each(|way: Way| of.updates.with_label_values(&[bot, kind.text(), way.text()]));
        let turns =
            |kind: TurnKind| each(|end: TurnEnd| of.turns.with_label_values(&[bot, kind.text(), end.text()]));
        let sends = |method: SendMethod| {
            each(|class: Class| {
                each(|end: SendEnd| {
                    of.sends.with_label_values(&[bot, method.text(), class.text(), end.text()])
                })
            })
        };
        let permit_wait = |class: Class| of.permit_wait_seconds.with_label_values(&[bot, class.text()]);
        Self {
            updates: each(updates),
            turns: each(turns),
            turn_seconds: each(|kind: TurnKind| of.turn_seconds.with_label_values(&[bot, kind.text()])),
            answer_seconds: of.answer_seconds.with_label_values(&[bot]),
            flush_seconds: of.flush_seconds.with_label_values(&[bot]),
            sends: each(sends),
            send_seconds: of.send_seconds.with_label_values(&[bot]),
            permit_wait_seconds: each(permit_wait),
            floods: each(|pause: FloodPause| of.floods.with_label_values(&[bot, pause.text()])),
            reminder_lateness_seconds: of.reminder_lateness_seconds.with_label_values(&[bot]),
            broadcasts: each(|end: BroadcastEnd| of.broadcasts.with_label_values(&[bot, end.text()])),
        }
    }

    /// An update is on the disk.
    pub(crate) fn update_taken(&self, kind: UpdateKind, way: Way) {
        self.updates[kind as usize][way as usize].inc();
    }

    pub(crate) fn turn_ended(&self, kind: TurnKind, end: TurnEnd) {
        self.turns[kind as usize][end as usize].inc();
    }

    pub(crate) fn turn_took(&self, kind: TurnKind, time: Duration) {
        self.turn_seconds[kind as usize].observe(time.as_secs_f64());
    }

    /// The messenger accepted the first message that answers an update filed so long ago.
    pub(crate) fn answered_after(&self, time: TimeDelta) {
        self.answer_seconds.observe(seconds(time));
    }

    pub(crate) fn flush_took(&self, time: Duration) {
        self.flush_seconds.observe(time.as_secs_f64());
    }

    /// The messenger answered a call, or did not.
    pub(crate) fn sent(&self, method: SendMethod, class: Class, end: SendEnd, time: Duration) {
        self.sends[method as usize][class as usize][end as usize].inc();
        self.send_seconds.observe(time.as_secs_f64());
    }

    pub(crate) fn permit_took(&self, class: Class, time: Duration) {
        self.permit_wait_seconds[class as usize].observe(time.as_secs_f64());
    }

    pub(crate) fn flooded(&self, pause: FloodPause) {
        self.floods[pause as usize].inc();
    }

    /// It is decided what became of a broadcast's recipient.
    pub(crate) fn broadcast(&self, end: BroadcastEnd) {
        self.broadcasts[end as usize].inc();
    }

    /// The messenger accepted a message that tells of what was due so long ago.
    pub(crate) fn reminded_after(&self, lateness: TimeDelta) {
        self.reminder_lateness_seconds.observe(seconds(lateness));
    }
}

/// The clock of people's time may be set back; nothing happens before its cause.
fn seconds(time: TimeDelta) -> f64 {
    time.to_std().unwrap_or_default().as_secs_f64()
}

/// One bot's jobs in this process.
pub struct JobMetrics {
    known: HashMap<&'static str, JobHandles>,
    /// For jobs of another version of the program.
    other: JobHandles,
}

struct JobHandles {
    /// By end.
    tries: Vec<IntCounter>,
    seconds: Histogram,
}

impl JobMetrics {
    pub(super) fn new(of: &Families, bot: &str, jobs: impl Iterator<Item = &'static str>) -> Self {
        let handles = |job: &str| JobHandles {
            tries: each(|end: JobEnd| of.job_tries.with_label_values(&[bot, job, end.text()])),
            seconds: of.job_seconds.with_label_values(&[bot, job]),
        };
        Self { known: jobs.map(|job| (job, handles(job))).collect(), other: handles("other") }
    }

    pub(crate) fn tried(&self, job: &str, end: JobEnd, time: Duration) {
        let handles = self.known.get(job).unwrap_or(&self.other);
        handles.tries[end as usize].inc();
        handles.seconds.observe(time.as_secs_f64());
    }
}
