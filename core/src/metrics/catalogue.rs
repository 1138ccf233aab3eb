//! Every metric there is: its name, its labels, what it says, and for times the limits of its buckets.
//! `docs/metrics.md` has the same list, with what to do about it; a test holds the two against each other.

use prometheus::{GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry};

/// What a metric is, and what it says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    pub name: &'static str,
    pub kind: Kind,
    pub labels: &'static [&'static str],
    pub help: &'static str,
}

/// What Prometheus calls the type of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Counter,
    Gauge,
    /// With the upper limits of its buckets, in seconds.
    Histogram(&'static [f64]),
}

impl Kind {
    /// As `# TYPE` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram(_) => "histogram",
        }
    }
}

/// What takes milliseconds when all is well.
const SHORT: Kind =
    Kind::Histogram(&[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1., 2.5, 10., 30.]);
/// What waits for somebody else: the messenger, its limits, a job.
const LONG: Kind = Kind::Histogram(&[0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 1., 2.5, 5., 10., 30., 60., 300.]);
/// What should be on time, and may be hours late after a downtime.
const LATE: Kind =
    Kind::Histogram(&[0.1, 0.25, 0.5, 1., 2., 5., 10., 30., 60., 300., 900., 3600., 21_600., 86_400.]);

const fn counter(name: &'static str, labels: &'static [&'static str], help: &'static str) -> Description {
    Description { name, kind: Kind::Counter, labels, help }
}

const fn gauge(name: &'static str, labels: &'static [&'static str], help: &'static str) -> Description {
    Description { name, kind: Kind::Gauge, labels, help }
}

const fn seconds(
    name: &'static str,
    kind: Kind,
    labels: &'static [&'static str],
    help: &'static str,
) -> Description {
    Description { name, kind, labels, help }
}

/// Declares the metrics, and the list of them all.
macro_rules! catalogue {
    ($($id:ident = $description:expr;)+) => {
        $(pub(super) const $id: Description = $description;)+
        /// Every metric there is.
        pub const ALL: &[Description] = &[$($id),+];
    };
}

catalogue! {
    UPDATES = counter("nexus_updates_total", &["bot", "kind", "way"],
        "Updates that this process took from the messenger and that are on the disk. One that the messenger brings twice counts twice.");
    TURNS = counter("nexus_turns_total", &["bot", "kind", "outcome"],
        "Turns of this process, by what they worked off and how they ended.");
    TURN_SECONDS = seconds("nexus_turn_seconds", SHORT, &["bot", "kind"],
        "How long turns took, from when the handler's work began to when it was committed or given up.");
    ANSWER_SECONDS = seconds("nexus_answer_seconds", LONG, &["bot"],
        "From when an update was on the disk to when the messenger accepted the first message that answers it. Without answers that a process before this one left unsent.");
    FLUSH_SECONDS = seconds("nexus_flush_seconds", SHORT, &["bot"],
        "How long the database took to bring committed turns to the disk; one flush is for all turns that wait.");
    SENDS = counter("nexus_sends_total", &["bot", "method", "class", "outcome"],
        "Calls of this process that tell people something, by what the messenger made of each. A message that is tried three times counts three times.");
    SEND_SECONDS = seconds("nexus_send_seconds", LONG, &["bot"],
        "How long the messenger took to answer such a call.");
    PERMIT_WAIT_SECONDS = seconds("nexus_permit_wait_seconds", LONG, &["bot", "class"],
        "How long messages waited until the messenger's limits allowed to send them.");
    FLOODS = counter("nexus_floods_total", &["bot", "pause"],
        "How often the messenger found a message too many (429), by who paused then: the chat, or the bot in all its chats and processes.");
    REMINDER_LATENESS_SECONDS = seconds("nexus_reminder_lateness_seconds", LATE, &["bot"],
        "From when a notification was due to when the messenger accepted the message that tells of it; of several in one message the one that was due first. Without those that were held for people who had blocked the bot.");
    JOB_TRIES = counter("nexus_job_tries_total", &["bot", "job", "outcome"],
        "Tries of jobs in this process, by how they ended.");
    JOB_SECONDS = seconds("nexus_job_seconds", LONG, &["bot", "job"],
        "How long tries of jobs took.");
    BROADCAST_DELIVERIES = counter("nexus_broadcast_deliveries_total", &["bot", "outcome"],
        "Recipients of broadcasts whom this process settled: the message was delivered, they had blocked the bot, or it failed for good. How often they were tried is in nexus_sends_total.");

    BUILD_INFO = gauge("nexus_build_info", &["version"],
        "1, with the version of the program.");
    RECEIVING = gauge("nexus_receiving", &["bot"],
        "Whether this process gets the bot's updates: it polls and was answered, or the messenger knows its webhook.");
    DATABASE_UP = gauge("nexus_database_up", &[],
        "Whether the database answered this process in time. While it does not, everything that is read from it is missing here.");
    DATABASE_CONNECTIONS = gauge("nexus_database_connections", &["state"],
        "Connections to the database that this process's pool holds, idle or in use.");
    DATABASE_CONNECTIONS_MAX = gauge("nexus_database_connections_max", &[],
        "How many the pool may hold.");
    REDIS_UP = gauge("nexus_redis_up", &[],
        "Whether Redis answers. Missing where there is none.");

    INBOX_ENTRIES = gauge("nexus_inbox_entries", &["bot"],
        "Entries that wait to be worked off, over all processes of the bot.");
    INBOX_OLDEST_SECONDS = gauge("nexus_inbox_oldest_seconds", &["bot"],
        "How long the oldest of them has been waiting; 0 when there is none.");
    OUTBOX_MESSAGES = gauge("nexus_outbox_messages", &["bot"],
        "Messages that were said and are not yet known to be sent, over all processes of the bot.");
    OUTBOX_OLDEST_SECONDS = gauge("nexus_outbox_oldest_seconds", &["bot"],
        "How long ago the oldest entry came in whose messages are among them; 0 when there is none.");
    JOBS = gauge("nexus_jobs", &["bot", "state"],
        "Jobs in the queue: waiting for their first try, to be retried after a failure, or running. Dead ones are counted by nexus_dead.");
    JOBS_OLDEST_SECONDS = gauge("nexus_jobs_oldest_seconds", &["bot"],
        "For how long the oldest job that could run has not been taken up; 0 when there is none.");
    NOTIFICATIONS_OVERDUE = gauge("nexus_notifications_overdue", &["bot"],
        "Notifications whose time has come and that nobody has filed.");
    NOTIFICATIONS_OVERDUE_OLDEST_SECONDS = gauge("nexus_notifications_overdue_oldest_seconds", &["bot"],
        "How long the first of them has been due; 0 when there is none.");
    DEAD = gauge("nexus_dead", &["bot", "kind"],
        "What failed for good and waits for an operator (nexus dead list): entries of the inbox, jobs, messages that the messenger refused.");
    REPLICAS = gauge("nexus_replicas", &["bot"],
        "Processes that are at work for the bot.");
}

impl Description {
    fn opts(&self) -> Opts {
        Opts::new(self.name, self.help)
    }

    pub(super) fn counter(&self, registry: &Registry) -> prometheus::Result<IntCounterVec> {
        let family = IntCounterVec::new(self.opts(), self.labels)?;
        registry.register(Box::new(family.clone()))?;
        Ok(family)
    }

    pub(super) fn gauge(&self, registry: &Registry) -> prometheus::Result<GaugeVec> {
        let family = GaugeVec::new(self.opts(), self.labels)?;
        registry.register(Box::new(family.clone()))?;
        Ok(family)
    }

    pub(super) fn histogram(&self, registry: &Registry) -> prometheus::Result<HistogramVec> {
        let Kind::Histogram(buckets) = self.kind else {
            return Err(prometheus::Error::Msg(format!("{} is no histogram", self.name)));
        };
        let opts = HistogramOpts::from(self.opts()).buckets(buckets.to_vec());
        let family = HistogramVec::new(opts, self.labels)?;
        registry.register(Box::new(family.clone()))?;
        Ok(family)
    }
}
