//! Works off the inbox: within a chat one entry at a time, in order; chats side by side.

mod again;
mod aside;
mod careful;
mod moving;
mod ours;
mod outcome;
mod setting;
mod together;
mod waking;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::future::BoxFuture;
use serde_json::Value;
use tokio::{
    sync::{Semaphore, mpsc},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;
use uuid::Uuid;

pub(crate) use self::careful::Gate;
use self::{
    moving::Heed,
    ours::Ours,
    setting::{Attendance, source_of},
    together::Work,
};
use super::{
    Api, Effects, Incoming, Saying, Turn,
    closer::Closer,
    flusher::{Flusher, Life},
    mail::Mail,
    marker::{Marker, Marks, amend},
    migration::{Migration, is_from_elsewhere},
    opener::Opener,
    outlet::{Outlet, Parcel, Post},
    store::{self, Chats, Closing, Durability, Entry, Filed, Filing, Opened, Opening},
    trouble::{Lost, may_pass},
    uploads::Uploads,
};
use crate::{
    clock::Clock,
    config::Config,
    db::Db,
    ids::{AccountId, ChatKey, ExternalId, ReplicaId},
    metrics::{BotMetrics, TurnEnd, TurnKind},
    notify::Alarm,
    permits::Permits,
    registry::Account,
    screen::Screen,
    standing::Barred,
};

/// Turns that run at once in one account.
const TURNS: usize = 64;
/// Turns of one chat whose sayings are not out yet. A chat that is written to faster than it may be answered waits here,
/// not in memory; its updates are in the inbox.
const PARCELS: usize = 32;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What a bot does with an entry. Implemented once, by the app.
pub trait Reaction: Send + Sync + 'static {
    /// Works off an update.
    fn update(&self, turn: Turn, incoming: Incoming) -> BoxFuture<'static, anyhow::Result<()>>;
    /// Works off notifications that are due.
    fn due(&self, turn: Turn, ids: Value) -> BoxFuture<'static, anyhow::Result<()>>;
    /// Works off the answer of a job.
    fn answer(&self, turn: Turn, body: Value) -> BoxFuture<'static, anyhow::Result<()>>;
    /// Works off news from another bot.
    fn event(&self, turn: Turn, body: Value) -> BoxFuture<'static, anyhow::Result<()>>;
    /// What a person is told once when their update cannot be worked off.
    fn apology(&self, turn: &Turn) -> Screen;
    /// Operators of the configuration.
    fn admins(&self) -> Arc<[ExternalId]>;
    /// Whether an update is for what stays open whoever is banned and whatever is off.
    fn stays_open(&self, turn: &Turn, incoming: &Incoming) -> bool;
    /// Whether news are worked off whoever is banned and whatever is off.
    fn event_stays_open(&self, body: &str) -> bool;
    /// Answers an update that no handler gets.
    fn turn_away(&self, turn: &Turn, incoming: &Incoming, why: Barred);
}

/// One account's turns and sends. Clones are the same runner.
#[derive(Clone)]
pub struct Runner(Arc<Inner>);

struct Inner {
    account: Arc<Account>,
    /// For turns; delivery's own statements take the lane of it, which is in `post`.
    db: Db,
    config: Arc<Config>,
    reaction: Arc<dyn Reaction>,
    post: Post,
    opening: Opening,
    opener: Opener,
    closer: Closer,
    /// Chats that are being worked on; true: there is news that the work under way may have missed.
    busy: Mutex<HashMap<ChatKey, bool>>,
    /// Chats that are ours, as far as is known here.
    ours: Mutex<Ours>,
    turns: Semaphore,
    transactions: Arc<Semaphore>,
    gate: Arc<Gate>,
    began: Instant,
    tasks: TaskTracker,
    alarm: Arc<Alarm>,
}

/// What a runner needs of the app.
pub struct Equipment {
    pub db: Db,
    pub api: Api,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub permits: Permits,
    pub metrics: Arc<BotMetrics>,
    pub alarm: Arc<Alarm>,
    /// The process's.
    pub gate: Arc<Gate>,
    pub owner: ReplicaId,
    /// The database's, as the replica found it.
    pub incarnation: Option<Uuid>,
    /// No new work is begun; what is under way comes to a good place.
    pub stop: CancellationToken,
    /// The others count this replica as dead: nothing more is sent.
    pub lost: CancellationToken,
}

impl Runner {
    pub(crate) fn new(account: Account, reaction: Arc<dyn Reaction>, equipment: Equipment) -> Self {
        let Equipment {
            db,
            api,
            clock,
            config,
            permits,
            metrics,
            alarm,
            gate,
            owner,
            incarnation,
            stop,
            lost,
        } = equipment;
        let opening = Opening { account: account.id, bot: account.bot, realm: account.realm, owner };
        let lane = db.lane();
        // Turns that hold a connection at once; the others of the pool are for what many turns share.
        let transactions = (db.pool().options().get_max_connections() as usize * 2 / 3).max(1);
        let closer = Closer::start(lane.clone(), account.id, owner);
        let opener = Opener::start(lane.clone(), clock.clone(), opening);
        let flusher = Flusher::start(lane.clone(), incarnation, Arc::clone(&metrics));
        let marker = Marker::start(lane.clone(), account.id, owner);
        let uploads = Uploads::default();
        let mail = Mail { db: lane, api, clock, permits, metrics, account: account.id, uploads, stop };
        let post = Post { mail: Arc::new(mail), owner, flusher, marker, lost };
        Self(Arc::new(Inner {
            account: Arc::new(account),
            db,
            config,
            reaction,
            post,
            opening,
            opener,
            closer,
            busy: Mutex::default(),
            ours: Mutex::default(),
            turns: Semaphore::new(TURNS),
            transactions: Arc::new(Semaphore::new(transactions)),
            gate,
            began: Instant::now(),
            tasks: TaskTracker::new(),
            alarm,
        }))
    }

    /// The way to the messenger, for what is no turn's.
    pub(crate) fn mail(&self) -> Arc<Mail> {
        Arc::clone(&self.0.post.mail)
    }

    pub fn account_id(&self) -> AccountId {
        self.0.account.id
    }

    pub fn account(&self) -> &Account {
        &self.0.account
    }

    pub fn code(&self) -> &'static str {
        self.0.account.code
    }

    /// Where this bot's events are counted.
    pub(crate) fn metrics(&self) -> &Arc<BotMetrics> {
        &self.0.post.metrics
    }

    /// Where other processes announce what is for this replica, and what is for all of the account.
    pub(super) fn channels(&self) -> [String; 2] {
        [self.0.opening.owner.0, self.0.account.id.0].map(|id| format!("nexus_{}", id.simple()))
    }

    /// Waits until the database answers, after it did not.
    pub(super) async fn wait_for_database(&self) {
        if let Err(error) = self.0.post.db.wait().await {
            tracing::warn!(%error, bot = self.code(), "the database refuses what it took before");
        }
    }

    fn busy(&self) -> MutexGuard<'_, HashMap<ChatKey, bool>> {
        self.0.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ours(&self) -> MutexGuard<'_, Ours> {
        self.0.ours.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Files what came in, and has it worked off. What it files may be acknowledged when this returns.
    ///
    /// # Errors
    /// When it is not filed, or nobody knows.
    pub(crate) async fn file(&self, kind: &str, filings: Vec<Filing>) -> sqlx::Result<()> {
        let post = &self.0.post;
        let chats = self.known_of(&filings);
        let marks: HashMap<ChatKey, Marks> =
            chats.idle.iter().map(|chat| (*chat, post.marker.under_way(*chat))).collect();
        let mut filed =
            store::file(&post.db, self.0.opening, kind, filings, &chats, post.clock.now()).await?;
        for Filed { chat, opened, .. } in &mut filed {
            if let (Some(opened), Some(marks)) = (opened, marks.get(chat)) {
                amend(opened, marks);
            }
        }
        self.take_up(filed);
        Ok(())
    }

    /// What is known here of the chats of a batch.
    fn known_of(&self, filings: &[Filing]) -> Chats {
        let chats: BTreeSet<ChatKey> = filings.iter().map(|filing| filing.chat).collect();
        let (known, strangers): (Vec<_>, Vec<_>) = {
            let mut ours = self.ours();
            chats.into_iter().partition(|chat| ours.contains(*chat))
        };
        let busy = self.busy();
        Chats { strangers, idle: known.into_iter().filter(|chat| !busy.contains_key(chat)).collect() }
    }

    /// Waits until every turn and send under way has come to a good place. Call after `stop`.
    pub async fn drain(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
        self.0.post.marker.drain().await;
    }

    /// Turns and sends of one chat until nothing is open and all is sent. What is pending at the start, and not just being
    /// marked, is a predecessor's.
    async fn work_off(&self, chat: ChatKey, mut known: Option<Opened>) {
        let mut lost = Lost::default();
        loop {
            let life = self.0.post.flusher.life();
            let opened = match known.take() {
                Some(opened) => opened,
                None => match self.open(chat).await {
                    Some(opened) => opened,
                    None => return,
                },
            };
            if let Some(to) = opened.moved_to {
                return self.carry_over(Migration { from: chat, to }).await;
            }
            let (parcels, received) = mpsc::channel(PARCELS);
            let way = Way { parcels, has_moved: CancellationToken::new() };
            let outlet =
                Outlet::new(&self.0.post, chat, opened.slots.clone(), way.has_moved.clone()).run(received);
            let turns = async {
                for parcel in parcels_of(&opened, life) {
                    let _ = way.parcels.send(parcel).await;
                }
                let end = self.take_turns(chat, opened, &way, &mut lost).await;
                drop(way);
                end
            };
            let (turns, outlet) = tokio::join!(turns, outlet);
            if self.0.post.stop.is_cancelled() || (turns == End::Done && outlet == End::Done) {
                return;
            }
        }
    }

    /// Runs turns until nothing is open.
    async fn take_turns(&self, chat: ChatKey, mut opened: Opened, way: &Way, lost: &mut Lost) -> End {
        while let Some(entry) = opened.entry.take() {
            if self.0.post.stop.is_cancelled() {
                return End::Done;
            }
            match self.heed_move(chat, &entry).await {
                Ok(Heed::Go) => {}
                Ok(Heed::Wait) => return End::Done,
                Ok(Heed::Gone) => {
                    way.has_moved.cancel();
                    return End::Unknown;
                }
                Err(error) => {
                    tracing::warn!(%error, %chat, "the database went away before a turn");
                    tokio::time::sleep(FIRST_PAUSE).await;
                    return End::Unknown;
                }
            }
            let (seq, may_be_last) = (entry.seq, !opened.has_more);
            let mut version = opened.version;
            let asked_at = (entry.kind == "update").then_some(entry.received_at);
            let gathered = self.gather(chat, &opened, entry).await;
            let life = self.0.post.flusher.life();
            let taken = match gathered {
                Ok(Some(work)) => self.take_turn(chat, opened, work).await,
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            match taken {
                Ok(Some(Closed { seqs, sayings, durability })) => {
                    version += 1;
                    let life = (durability == Durability::ByFlush).then_some(life);
                    self.answer_presses(&sayings, life);
                    let parcel = Parcel { seqs, sayings, life, is_fresh: true, asked_at };
                    if way.parcels.send(parcel).await.is_err() {
                        return End::Unknown;
                    }
                    if may_be_last && !self.is_there_news(chat) {
                        return End::Done;
                    }
                }
                // Failed, overtaken or not whole yet: what the inbox says now decides.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, %chat, "the database went away in a turn; taking it again");
                    if lost.too_often(seq) {
                        self.put_off(seq, &error).await;
                    }
                    tokio::time::sleep(FIRST_PAUSE).await;
                    return End::Unknown;
                }
            }
            match self.open(chat).await {
                Some(next) if next.moved_to.is_some() => {
                    way.has_moved.cancel();
                    return End::Unknown;
                }
                // Something was carried over to this chat: it has sayings that nobody here knows of.
                Some(next) if next.version != version => return End::Unknown,
                Some(next) => opened = next,
                None => return End::Done,
            }
        }
        End::Done
    }

    /// Acknowledgements do not queue behind messages that wait for the messenger: a press is forgotten after seconds.
    fn answer_presses(&self, sayings: &[Saying], life: Option<Life>) {
        for answer in sayings.iter().filter(|saying| saying.is_answer()) {
            let (runner, answer) = (self.clone(), answer.clone());
            self.0.tasks.spawn(async move {
                if let Some(life) = life
                    && runner.0.post.flusher.durable(life).await.is_err()
                {
                    return;
                }
                runner.0.post.answer_press(&answer).await;
            });
        }
    }

    /// Reads the chat, waiting for the database as long as it takes; `None` when it is not ours, or we are stopping.
    async fn open(&self, chat: ChatKey) -> Option<Opened> {
        let stop = &self.0.post.stop;
        let mut pause = FIRST_PAUSE;
        loop {
            // What is announced from here on may be missing in what is read.
            if let Some(news) = self.busy().get_mut(&chat) {
                *news = false;
            }
            let marks = self.0.post.marker.under_way(chat);
            let opened = tokio::select! {
                opened = self.0.opener.open(chat) => opened,
                () = stop.cancelled() => return None,
            };
            match opened {
                Ok(Some(mut opened)) => {
                    amend(&mut opened, &marks);
                    return Some(opened);
                }
                Ok(None) => {
                    tracing::debug!(%chat, "another replica works on this chat now, or it was forgotten with its person");
                    self.ours().remove(chat);
                    // Whoever has it is told; who is nobody's is ours again.
                    self.news_in(vec![chat]);
                    return None;
                }
                Err(_) => {}
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = stop.cancelled() => return None,
            }
        }
    }

    /// One turn. `Ok(Some)`: closed, with what it says; `Ok(None)`: not closed, and nothing of it happened.
    async fn take_turn(&self, chat: ChatKey, opened: Opened, work: Work) -> sqlx::Result<Option<Closed>> {
        if !self.may_be_taken(&work.entry).await {
            return Ok(None);
        }
        let Ok(_permit) = self.0.turns.acquire().await else { return Ok(None) };
        let entry = &work.entry;
        let span =
            tracing::info_span!("turn", bot = self.code(), %chat, seq = entry.seq, trace = %entry.trace);
        let (kind, began) = (TurnKind::of(&entry.kind), Instant::now());
        let turn = self.run(chat, opened, work).instrument(span).await;
        self.metrics().turn_took(kind, began.elapsed());
        if turn.is_err() {
            self.metrics().turn_ended(kind, TurnEnd::Lost);
        }
        turn
    }

    async fn run(&self, chat: ChatKey, opened: Opened, mut work: Work) -> sqlx::Result<Option<Closed>> {
        let incoming = work.update().map(Incoming::read);
        let is_press = incoming.as_ref().is_some_and(|incoming| incoming.source.pressed.is_some());
        let is_of_another_chat = is_press && work.update().is_some_and(|raw| is_from_elsewhere(raw, chat));
        let pieces = std::mem::take(&mut work.pieces);
        let entry = &work.entry;
        let mut source =
            incoming.as_ref().map_or_else(|| source_of(entry), |incoming| incoming.source.clone());
        if is_of_another_chat {
            source.pressed = None;
        }
        let closing = Closing {
            account: self.0.account.id,
            chat,
            bot: self.0.account.bot,
            owner: self.0.opening.owner,
            version: opened.version,
            seqs: work.seqs.clone(),
            person: None,
            workspace: None,
            acted_at: None,
            now: self.0.post.clock.now(),
        };
        if entry.kind == again::KIND {
            return self.say_again(closing, entry).await;
        }
        if work.dies_of.is_some() {
            let effects = Effects { dies_of: work.dies_of.clone(), ..Effects::default() };
            return self.close(entry, closing, effects).await;
        }
        let person = match self.meet(chat, &opened, incoming.as_ref(), &source).await {
            Ok(Some(person)) => person,
            // Nobody to answer: a channel's post, another bot's message.
            Ok(None) => return self.close(&work.entry, work.with_edits(closing), Effects::default()).await,
            Err(error) if may_pass(&error) => return Err(error),
            Err(error) => return self.fail(None, closing, entry, error.into()).await,
        };
        let workspace = self.workspace_of(&opened, entry, &person).await?;
        let closing = Closing {
            person: Some((person.user, person.subscription)),
            workspace: Some(workspace),
            acted_at: incoming.is_some().then_some(closing.now),
            ..closing
        };
        let is_on = opened.is_on;
        let turn = self.turn_for(chat, opened, entry, Attendance { person, workspace, source, pieces });
        if let Some(why) = self.barred(&turn, is_on, entry, incoming.as_ref()) {
            return self.stand_aside(turn, closing, &work, incoming, why).await;
        }
        let result = self.react_carefully(&turn, &work, incoming).await;
        self.finish(turn, closing, &work, result).await
    }

    /// Closes a turn that has no transaction of its own.
    async fn close(&self, entry: &Entry, closing: Closing, effects: Effects) -> sqlx::Result<Option<Closed>> {
        let durability = Durability::AtOnce;
        let sayings = store::close(&self.0.post.db, &closing, &effects, durability).await?;
        let end = if effects.dies_of.is_some() { TurnEnd::Dead } else { TurnEnd::Closed };
        let closed = sayings.map(|sayings| Closed { seqs: closing.seqs, sayings, durability });
        Ok(self.note_end(entry, end, closed))
    }
}

/// The way to a chat's outlet.
struct Way {
    parcels: mpsc::Sender<Parcel>,
    /// Stops it: the chat has become another one.
    has_moved: CancellationToken,
}

/// A turn that closed.
struct Closed {
    /// The entries that it worked off.
    seqs: Vec<i64>,
    sayings: Vec<Saying>,
    durability: Durability,
}

/// How work on a chat ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Done,
    /// The outcome of a close is unknown, or what was closed did not survive: the row must be read anew.
    Unknown,
}

/// What a predecessor left, turn by turn: each is marked as soon as it is out, so that a process that dies again and
/// again repeats no more than was in flight.
fn parcels_of(opened: &Opened, life: Life) -> Vec<Parcel> {
    let parcel = |seq: &i64| Parcel {
        seqs: vec![*seq],
        sayings: opened.pending.iter().filter(|saying| saying.seq == *seq).cloned().collect(),
        life: Some(life),
        is_fresh: false,
        asked_at: None,
    };
    opened.closed.iter().filter(|seq| !opened.marking.contains(seq)).map(parcel).collect()
}
