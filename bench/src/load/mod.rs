//! Drivers: people who write to the bot, and who check what it answers.
//!
//! Every answer carries a number, and each chat expects 1, 2, 3 …: what comes again is a repeat, what comes after a later
//! one disorder, and what never comes is lost.

mod caller;
mod first_steps;
mod lane;
mod meter;
mod readers;
mod reminded;
mod script;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::{
    figures::Latency,
    stub::{Account, Chats, Said},
    sync::locked,
};
use first_steps::FirstSteps;
use lane::Lane;
use meter::Meter;

pub use caller::Caller;
pub use meter::Tally;
pub use readers::{NEWS, Readers, Told};
pub use reminded::{Reminded, Reminders};
pub use script::{COUNTING, PLANNING, Script};

/// The number of the first person; the others follow.
pub const FIRST_PERSON: i64 = 1_000_001;

/// People in private chats. Shared by the stub, which reports what the bot says, and by who runs the load.
pub struct People {
    script: Script,
    lanes: Mutex<HashMap<i64, Lane>>,
    first_steps: FirstSteps,
    /// Whether who is answered writes again.
    goes_on: AtomicBool,
    /// Messages that a person writes at once, at most.
    burst: AtomicU64,
    meter: Mutex<Meter>,
    answers: AtomicU64,
    /// Notified when somebody is answered while nobody goes on.
    settled: Notify,
}

impl People {
    pub fn new(script: Script) -> Arc<Self> {
        Arc::new(Self {
            script,
            lanes: Mutex::default(),
            first_steps: FirstSteps::default(),
            goes_on: AtomicBool::new(false),
            burst: AtomicU64::new(1),
            meter: Mutex::default(),
            answers: AtomicU64::new(0),
            settled: Notify::new(),
        })
    }

    /// `count` people go through the bot's first steps; false: not all got through them in time.
    pub async fn introduce(&self, account: &Account, count: i64, limit: Duration) -> bool {
        (FIRST_PERSON..FIRST_PERSON + count).for_each(|person| self.first_steps.begin(account, person));
        self.wait_until(limit, || self.first_steps.are_done()).await
    }

    /// `count` people begin to write, each their next message when the last was answered.
    pub fn converse(&self, account: &Account, count: i64) {
        self.goes_on.store(true, Ordering::Relaxed);
        for person in FIRST_PERSON..FIRST_PERSON + count {
            self.write(account, person);
        }
    }

    /// From now on a person who goes on writes one to `most` messages at once.
    pub fn write_in_bursts(&self, most: u64) {
        self.burst.store(most, Ordering::Relaxed);
    }

    /// One person writes their next message now, whatever is unanswered.
    pub fn write(&self, account: &Account, person: i64) {
        let number = locked(&self.lanes).entry(person).or_default().write(Instant::now());
        account.write(person, &(self.script.line)(number));
    }

    /// Never ends. `count` people write in turn, `rate` messages a second in all. A message is due on a raster of time; when
    /// the timer fires late, what is due by then is written at once.
    pub async fn write_steadily(&self, account: &Account, rate: u32, count: i64) {
        let pause = Duration::from_secs(1) / rate.max(1);
        let (mut due, mut turn) = (Instant::now(), 0);
        loop {
            due += pause;
            tokio::time::sleep_until(due.into()).await;
            self.write(account, FIRST_PERSON + turn);
            turn = (turn + 1) % count.max(1);
        }
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

    /// Waits until everybody is answered, as long as somebody is at least every so often; says whether that came.
    pub async fn settle(&self, patience: Duration) -> bool {
        let mut answers = None;
        while answers != Some(self.tally().answers) {
            answers = Some(self.tally().answers);
            if self.settle_within(patience).await {
                return true;
            }
        }
        false
    }

    /// Waits until everybody is answered, at most this long; says whether that came.
    pub async fn settle_within(&self, limit: Duration) -> bool {
        self.wait_until(limit, || self.unanswered() == 0).await
    }

    async fn wait_until(&self, limit: Duration, holds: impl Fn() -> bool) -> bool {
        let wait = async {
            loop {
                let settled = self.settled.notified();
                if holds() {
                    return;
                }
                settled.await;
            }
        };
        tokio::time::timeout(limit, wait).await.is_ok()
    }

    /// Messages that are not answered yet.
    pub fn unanswered(&self) -> u64 {
        locked(&self.lanes).values().map(Lane::unanswered).sum()
    }

    /// Messages of one person that are not answered yet.
    pub fn unanswered_of(&self, person: i64) -> u64 {
        locked(&self.lanes).get(&person).map_or(0, Lane::unanswered)
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
        locked(&self.meter).begin(Instant::now());
    }

    /// The latencies since [`People::measure`], floods left out.
    pub fn latency(&self) -> Latency {
        Latency::of(locked(&self.meter).take_latencies())
    }

    /// The longest time without an answer since [`People::measure`].
    pub fn silence(&self) -> Duration {
        locked(&self.meter).silence
    }

    /// The database was away between these moments.
    pub fn note_absence(&self, from: Instant, until: Instant) {
        locked(&self.meter).note_absence(from, until);
    }

    /// The longest time from the database's return until somebody was answered.
    pub fn resumed(&self) -> Duration {
        locked(&self.meter).resumed
    }

    /// Takes an answer down; says whether the person writes again now.
    fn hear(&self, said: &Said<'_>) -> bool {
        let mut meter = locked(&self.meter);
        let Some(number) = (self.script.number)(said.text) else {
            meter.tally.others += 1;
            meter.other = Some(String::from_utf8_lossy(said.text).into_owned());
            return false;
        };
        let mut lanes = locked(&self.lanes);
        let lane = lanes.entry(said.chat).or_default();
        let (is_new, due) = lane.answer(number, &mut meter.tally);
        if !is_new || lane.is_flood {
            return false;
        }
        meter.note(said.at, due);
        self.answers.fetch_add(1, Ordering::Relaxed);
        lane.unanswered() == 0
    }

    /// From one to as many as a burst has, by the person and what they wrote so far: chance that needs no state.
    fn next_burst(&self, person: i64) -> u64 {
        let most = self.burst.load(Ordering::Relaxed);
        let written = locked(&self.lanes).get(&person).map_or(0, |lane| lane.written);
        1 + (person.unsigned_abs().wrapping_mul(31) + written.wrapping_mul(7)) % most.max(1)
    }
}

impl Chats for People {
    fn said(&self, account: &Account, said: &Said<'_>) {
        let is_next = !self.first_steps.take(account, said) && self.hear(said);
        if is_next && self.goes_on.load(Ordering::Relaxed) {
            (0..self.next_burst(said.chat)).for_each(|_| self.write(account, said.chat));
        } else {
            self.settled.notify_waiters();
        }
    }
}
