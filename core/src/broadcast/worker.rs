//! Works off an account's broadcasts, one after the other, in one of its processes.

use std::{
    mem,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    task::JoinSet,
    time::{Instant, Interval, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use super::{
    Phase,
    courier::Round,
    news::{News, tell},
    store::{self, Claimed, Fate, Job, Settled, Standing},
};
use crate::{
    clock::Clock,
    db::Db,
    delivery::Mail,
    duty,
    ids::{AccountId, BroadcastId, ProcessId, SubscriptionId},
    metrics::{BotMetrics, BroadcastEnd},
};

/// Recipients who may be in hand, claimed and not yet settled: who may be sent to twice when the process dies now. At
/// Telegram's limit of 30 a second they are what is sent in a second or so.
pub const IN_HAND: usize = 32;
/// So many at once are claimed and settled, so that a statement is worth it.
const BATCH: usize = 8;
/// Subscriptions that are looked at in one statement when recipients are noted down.
const PAGE: i64 = 1000;
/// How often is looked whether there is something to do, or whether somebody has paused it.
const LOOK: Duration = Duration::from_millis(500);
/// The process that has the duty has it for so long after it last said so.
const DUTY: Duration = Duration::from_secs(6);
const RENEWAL: Duration = Duration::from_millis(1500);
/// Those who watch are told so often.
const NEWS: Duration = Duration::from_secs(3);

/// One account's.
pub(crate) struct Worker {
    pub db: Db,
    pub mail: Arc<Mail>,
    pub clock: Clock,
    pub account: AccountId,
    pub process: ProcessId,
    pub metrics: Arc<BotMetrics>,
}

/// Why a stretch of work ended.
enum End {
    /// There may be more.
    Next,
    /// The duty is somebody else's, or we stop.
    Leave,
}

/// One broadcast being sent.
struct Sending<'a> {
    worker: &'a Worker,
    id: BroadcastId,
    round: Arc<Round>,
    tasks: JoinSet<Settled>,
    /// Not yet noted.
    settled: Vec<Settled>,
    /// The last who was claimed.
    after: Option<SubscriptionId>,
    /// Nobody waits behind that one.
    is_exhausted: bool,
    told: Told,
}

/// What those who watch know.
struct Told {
    at: Instant,
    settled: i64,
}

impl Worker {
    /// Runs until `over`; what the messenger has in hand then is waited for.
    pub async fn run(self, over: CancellationToken) {
        let name = format!("broadcast {}", self.account);
        while !over.is_cancelled() {
            if let Err(error) = self.look(&name, &over).await {
                tracing::warn!(error = format!("{error:#}"), "broadcasts wait for the database");
            }
            rest(LOOK, &over).await;
        }
    }

    /// While there is nothing to do, this reads one index and writes nothing.
    async fn look(&self, name: &str, over: &CancellationToken) -> anyhow::Result<()> {
        if !store::has_work(&self.db.lane(), self.account, self.clock.now()).await? {
            return Ok(());
        }
        if !self.renew(name).await? {
            rest(RENEWAL, over).await;
            return Ok(());
        }
        let done = self.stretch(name, over).await;
        // A courtesy to whoever is next, who would find out by itself.
        duty::take(&self.db, name, self.process, Duration::ZERO).await?;
        done
    }

    /// As long as the duty is ours, and there is something to do.
    async fn stretch(&self, name: &str, over: &CancellationToken) -> anyhow::Result<()> {
        let left = store::take_over(&self.db, self.account, Some(self.process)).await?;
        if left > 0 {
            tracing::warn!(left, "a process died over a broadcast; these may be sent to twice");
        }
        let mut renewed = Instant::now();
        while !over.is_cancelled() {
            if renewed.elapsed() >= RENEWAL {
                if !self.renew(name).await? {
                    return Ok(());
                }
                renewed = Instant::now();
            }
            self.begin().await?;
            let Some(job) = store::next_job(&self.db, self.account).await? else { return Ok(()) };
            match self.work(job, name, over).await? {
                End::Next => {}
                End::Leave => return Ok(()),
            }
        }
        Ok(())
    }

    async fn renew(&self, name: &str) -> sqlx::Result<bool> {
        duty::take(&self.db, name, self.process, DUTY).await
    }

    /// Those whose time has come.
    async fn begin(&self) -> anyhow::Result<()> {
        let now = self.clock.now();
        for id in store::begin(&self.db, self.account, now).await? {
            tracing::info!(broadcast = %id, "a broadcast begins");
            tell(&self.db, id, News::Different, now).await?;
        }
        Ok(())
    }

    async fn work(&self, mut job: Job, name: &str, over: &CancellationToken) -> anyhow::Result<End> {
        while !job.is_gathered {
            if over.is_cancelled() || !self.renew(name).await? {
                return Ok(End::Leave);
            }
            let (segment, content) = (&job.segment.0, &job.content.0);
            let (after, started) = (job.gathered_after, job.started_at);
            let gathered =
                store::gather(&self.db, job.id, self.account, segment, content, after, started, PAGE).await?;
            let Some(gathered) = gathered else {
                // Somebody paused or stopped it.
                tell(&self.db, job.id, News::Different, self.clock.now()).await?;
                return Ok(End::Next);
            };
            (job.gathered_after, job.is_gathered) = (gathered.gathered_after, gathered.is_gathered);
        }
        let round = Round {
            mail: Arc::clone(&self.mail),
            content: job.content.0,
            halt: CancellationToken::new(),
            accepted: AtomicU64::new(0),
            floods: AtomicI64::new(0),
        };
        let sending = Sending {
            worker: self,
            id: job.id,
            round: Arc::new(round),
            tasks: JoinSet::new(),
            settled: Vec::new(),
            after: None,
            is_exhausted: false,
            told: Told { at: Instant::now(), settled: 0 },
        };
        sending.run(name, over).await
    }
}

impl Sending<'_> {
    async fn run(mut self, name: &str, over: &CancellationToken) -> anyhow::Result<End> {
        let end = self.drive(name, over).await;
        if end.is_err() {
            self.give_back().await;
        }
        end
    }

    async fn drive(&mut self, name: &str, over: &CancellationToken) -> anyhow::Result<End> {
        let (mut look, mut renewal) = (every(LOOK), every(RENEWAL));
        let mut end = End::Next;
        while !self.is_at_its_end() {
            self.claim().await?;
            tokio::select! {
                Some(settled) = self.tasks.join_next() => self.take(settled),
                _ = look.tick() => self.note(true).await?,
                _ = renewal.tick() => if !self.worker.renew(name).await? {
                    end = End::Leave;
                    self.round.halt.cancel();
                },
                () = over.cancelled(), if !self.round.halt.is_cancelled() => {
                    end = End::Leave;
                    self.round.halt.cancel();
                }
            }
            self.note(false).await?;
        }
        if matches!(end, End::Next) {
            self.finish().await?;
        }
        Ok(end)
    }

    fn is_at_its_end(&self) -> bool {
        let is_done = self.is_exhausted || self.round.halt.is_cancelled();
        is_done && self.tasks.is_empty() && self.settled.is_empty()
    }

    /// Takes more in hand, where there is room for a few.
    async fn claim(&mut self) -> sqlx::Result<()> {
        let room = IN_HAND - (self.tasks.len() + self.settled.len()).min(IN_HAND);
        if self.is_exhausted || self.round.halt.is_cancelled() || room < BATCH {
            return Ok(());
        }
        let Worker { db, process, .. } = self.worker;
        let claimed = store::claim(&db.lane(), self.id, *process, self.after, room as i64).await?;
        self.is_exhausted = claimed.len() < room;
        self.after = claimed.last().map(|last| last.subscription).or(self.after);
        for to in claimed {
            self.tasks.spawn(carry(Arc::clone(&self.round), to));
        }
        Ok(())
    }

    fn take(&mut self, settled: Result<Settled, tokio::task::JoinError>) {
        let ready = std::iter::from_fn(|| self.tasks.try_join_next()).collect::<Vec<_>>();
        for settled in std::iter::once(settled).chain(ready) {
            match settled {
                Ok(settled) => self.settled.push(settled),
                // It stays in hand, and is taken over by whoever works on.
                Err(error) => tracing::error!(%error, "a message of a broadcast was not sent to its end"),
            }
        }
    }

    /// Has it noted what became of some, when they are enough or nothing else is going on; and looks whether it still runs.
    async fn note(&mut self, is_time: bool) -> anyhow::Result<()> {
        let is_worth_it = self.settled.len() >= BATCH || (self.tasks.is_empty() && !self.settled.is_empty());
        if !is_time && !is_worth_it {
            return Ok(());
        }
        let Worker { db, process, clock, metrics, .. } = self.worker;
        let (settled, floods) = (mem::take(&mut self.settled), self.round.floods.swap(0, Ordering::Relaxed));
        let lane = db.lane();
        let standing = match (settled.is_empty(), floods) {
            (true, 0) => store::standing(&lane, self.id).await,
            _ => store::settle(&lane, self.id, *process, &settled, floods, clock.now()).await,
        };
        let standing = match standing {
            Ok(standing) => standing,
            Err(error) => {
                // They are still in hand, and their fate is known.
                self.settled = settled;
                self.round.floods.fetch_add(floods, Ordering::Relaxed);
                bear(&error).await;
                return Ok(());
            }
        };
        settled.iter().filter_map(end_of).for_each(|end| metrics.broadcast(end));
        match standing {
            Some(standing) if standing.state == Phase::Running => self.tell_further(standing).await,
            _ => {
                self.round.halt.cancel();
                Ok(())
            }
        }
    }

    async fn tell_further(&mut self, standing: Standing) -> anyhow::Result<()> {
        if self.told.at.elapsed() < NEWS || self.told.settled == standing.settled {
            return Ok(());
        }
        self.told = Told { at: Instant::now(), settled: standing.settled };
        tell(&self.worker.db, self.id, News::Further, self.worker.clock.now()).await
    }

    /// What is in hand comes to its end before an error is told.
    async fn give_back(&mut self) {
        self.round.halt.cancel();
        while let Some(settled) = self.tasks.join_next().await {
            self.take(settled);
        }
        while !self.settled.is_empty() {
            if let Err(error) = self.note(true).await {
                tracing::warn!(error = format!("{error:#}"), "cannot tell how a broadcast stands");
            }
        }
    }

    async fn finish(&self) -> anyhow::Result<()> {
        let Worker { db, clock, account, .. } = self.worker;
        let now = clock.now();
        if !self.round.halt.is_cancelled() && !store::finish(db, self.id, now).await? {
            // Somebody was not sent to its end: nobody has anything in hand just now.
            store::take_over(db, *account, None).await?;
        }
        tell(db, self.id, News::Different, now).await
    }
}

/// Waits for the database; until it is back nothing more is claimed.
async fn bear(error: &sqlx::Error) {
    tracing::warn!(%error, "what became of a broadcast's messages cannot be noted yet");
    tokio::time::sleep(LOOK).await;
}

async fn carry(round: Arc<Round>, to: Claimed) -> Settled {
    let fate = round.carry(&to).await;
    Settled { subscription: to.subscription, fate }
}

fn end_of(settled: &Settled) -> Option<BroadcastEnd> {
    match settled.fate {
        Fate::Delivered(_) => Some(BroadcastEnd::Delivered),
        Fate::Blocked => Some(BroadcastEnd::Blocked),
        Fate::Failed(_) => Some(BroadcastEnd::Failed),
        Fate::Back => None,
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = tokio::time::interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

async fn rest(time: Duration, over: &CancellationToken) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = over.cancelled() => {}
    }
}
