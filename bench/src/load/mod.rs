//! Drivers: people who write to the bot, and who check what it answers.
//!
//! Every answer carries a number, and each chat expects 1, 2, 3 …: what comes again is a repeat, what is jumped over a
//! gap.

mod lane;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::{
    figures::Latency,
    stub::{Account, Chats, Said},
};
use lane::Lane;

/// The number of the first person; the others follow.
pub const FIRST_PERSON: i64 = 1_000_001;

/// What people write, and how the number in an answer is read.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// What the person writes as their message of this number.
    pub line: fn(u64) -> String,
    /// The number that an answer's text (escaped as in JSON) is about; `None`: it is no answer to any of the lines.
    pub number: fn(&[u8]) -> Option<u64>,
}

/// The counter's: whatever one writes, it answers with how many that were.
pub const COUNTING: Script = Script { line: |_| "x".to_owned(), number: plain_number };

fn plain_number(text: &[u8]) -> Option<u64> {
    str::from_utf8(text).ok()?.parse().ok()
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers that were due, each counted once.
    pub answers: u64,
    /// Answers that had come before.
    pub repeats: u64,
    /// Answers that never came although later ones did.
    pub gaps: u64,
    /// Answers to messages that nobody wrote yet: counted too often.
    pub excess: u64,
    /// Messages that are no answer to a line.
    pub others: u64,
}

/// People in private chats. Shared by the stub, which reports what the bot says, and by who runs the load.
pub struct People {
    script: Script,
    lanes: Mutex<HashMap<i64, Lane>>,
    /// Whether who is answered writes again.
    goes_on: std::sync::atomic::AtomicBool,
    meter: Mutex<Meter>,
    answers: AtomicU64,
    /// Notified when somebody is answered while nobody goes on.
    settled: Notify,
}

#[derive(Default)]
struct Meter {
    tally: Tally,
    /// While measuring: how long each answer took.
    latencies: Option<Vec<Duration>>,
    last_answer: Option<Instant>,
    /// The longest time in which nobody was answered.
    silence: Duration,
    /// The last other message, for the report of a failure.
    other: Option<String>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl People {
    pub fn new(script: Script) -> Arc<Self> {
        Arc::new(Self {
            script,
            lanes: Mutex::default(),
            goes_on: false.into(),
            meter: Mutex::default(),
            answers: AtomicU64::new(0),
            settled: Notify::new(),
        })
    }

    /// `count` people begin to write, each their next message when the last was answered.
    pub fn converse(&self, account: &Account, count: i64) {
        self.goes_on.store(true, Ordering::Relaxed);
        for person in FIRST_PERSON..FIRST_PERSON + count {
            self.write(account, person);
        }
    }

    /// One person writes their next message now, whatever is unanswered.
    pub fn write(&self, account: &Account, person: i64) {
        self.write_due(account, person, Instant::now());
    }

    /// As [`People::write`], for a message that was due at another time than now.
    pub fn write_due(&self, account: &Account, person: i64, due: Instant) {
        let number = locked(&self.lanes).entry(person).or_default().write(due);
        account.write(person, &(self.script.line)(number));
    }

    /// One person writes `count` messages at once; they do not go on when they are answered.
    pub fn flood(&self, account: &Account, person: i64, count: u64) {
        locked(&self.lanes).entry(person).or_default().is_flood = true;
        for _ in 0..count {
            self.write(account, person);
        }
    }

    /// Who is answered from now on writes no more.
    pub fn end(&self) {
        self.goes_on.store(false, Ordering::Relaxed);
    }

    /// Waits until everybody is answered, at most this long; says whether that came.
    pub async fn settle(&self, limit: Duration) -> bool {
        let answered = async {
            loop {
                let settled = self.settled.notified();
                if self.unanswered() == 0 {
                    return;
                }
                settled.await;
            }
        };
        tokio::time::timeout(limit, answered).await.is_ok()
    }

    /// Messages that are not answered yet.
    pub fn unanswered(&self) -> u64 {
        locked(&self.lanes).values().map(Lane::unanswered).sum()
    }

    /// How many messages each person wrote.
    pub fn written(&self) -> HashMap<i64, u64> {
        locked(&self.lanes).iter().map(|(person, lane)| (*person, lane.written)).collect()
    }

    /// How many people had an answer.
    pub fn answered_once(&self) -> usize {
        locked(&self.lanes).values().filter(|lane| lane.answered > 0).count()
    }

    /// Answers so far, floods left out.
    pub fn answers(&self) -> u64 {
        self.answers.load(Ordering::Relaxed)
    }

    pub fn tally(&self) -> Tally {
        locked(&self.meter).tally
    }

    /// What the bot said last that was no answer.
    pub fn last_other(&self) -> Option<String> {
        locked(&self.meter).other.clone()
    }

    /// Begins to collect latencies.
    pub fn measure(&self) {
        let mut meter = locked(&self.meter);
        meter.latencies = Some(Vec::with_capacity(1 << 16));
        meter.last_answer = Some(Instant::now());
        meter.silence = Duration::ZERO;
    }

    /// The latencies since [`People::measure`].
    pub fn latency(&self) -> Latency {
        Latency::of(locked(&self.meter).latencies.take().unwrap_or_default())
    }

    /// The longest time without an answer since [`People::measure`].
    pub fn silence(&self) -> Duration {
        locked(&self.meter).silence
    }

    fn heard(&self, said: &Said<'_>) -> Option<bool> {
        let mut meter = locked(&self.meter);
        let Some(number) = (self.script.number)(said.text) else {
            meter.tally.others += 1;
            meter.other = Some(String::from_utf8_lossy(said.text).into_owned());
            return None;
        };
        let mut lanes = locked(&self.lanes);
        let lane = lanes.entry(said.chat).or_default();
        let answer = lane.answer(number, &mut meter.tally)?;
        meter.note(said.at, answer);
        if !lane.is_flood {
            self.answers.fetch_add(1, Ordering::Relaxed);
        }
        Some(!lane.is_flood)
    }
}

impl Meter {
    fn note(&mut self, now: Instant, due: Instant) {
        if let Some(latencies) = &mut self.latencies {
            latencies.push(now.saturating_duration_since(due));
        }
        if let Some(last) = self.last_answer.replace(now) {
            self.silence = self.silence.max(now.saturating_duration_since(last));
        }
    }
}

impl Chats for People {
    fn said(&self, account: &Account, said: &Said<'_>) {
        let is_talker = self.heard(said) == Some(true);
        if is_talker && self.goes_on.load(Ordering::Relaxed) {
            self.write(account, said.chat);
        } else {
            self.settled.notify_waiters();
        }
    }
}
