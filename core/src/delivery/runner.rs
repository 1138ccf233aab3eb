//! Works off the inbox: within a chat one entry at a time, in order; chats side by side.

mod outcome;

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use teloxide::types::UpdateKind;
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

use super::{
    Api, Effects, Incoming, Saying, Source, Turn,
    outlet::{Outlet, Parcel, Post, mark_sent},
    store::{self, Closing, Entry, Opened},
    trouble::{Lost, may_pass},
    turn::Setting,
};
use crate::{
    clock::Clock,
    db::Db,
    ids::{AccountId, ChatKey, ExternalId, WorkspaceId},
    notify::DueBody,
    registry::{self, Account, Person, store::Meeting},
    screen::Screen,
};

/// Turns that run at once in one account; each may hold a connection.
const TURNS: usize = 8;
/// Turns of one chat whose sayings are not out yet. A chat that is written to faster than it may be answered waits here,
/// not in memory; its updates are in the inbox.
const PARCELS: usize = 32;
/// How often the inbox is searched for work that nobody announced here: entries of other processes, tries that are due.
const SWEEP: Duration = Duration::from_secs(2);
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
    /// Whether this person is an operator.
    fn is_admin(&self, person: ExternalId) -> bool;
}

/// One account's turns and sends. Clones are the same runner.
#[derive(Clone)]
pub struct Runner(Arc<Inner>);

struct Inner {
    account: Arc<Account>,
    reaction: Arc<dyn Reaction>,
    post: Post,
    /// Chats that are being worked on; true: there is news that the work under way may have missed.
    busy: Mutex<HashMap<ChatKey, bool>>,
    turns: Semaphore,
    tasks: TaskTracker,
    planned: Arc<Notify>,
}

/// Who a turn is of, whose data it is about, and where it came from.
struct Attendance {
    person: Person,
    workspace: WorkspaceId,
    source: Source,
}

/// What a runner needs of the app.
pub struct Equipment {
    pub db: Db,
    pub api: Api,
    pub clock: Clock,
    pub planned: Arc<Notify>,
    pub stop: CancellationToken,
}

impl Runner {
    pub(crate) fn new(account: Account, reaction: Arc<dyn Reaction>, equipment: Equipment) -> Self {
        let Equipment { db, api, clock, planned, stop } = equipment;
        let (marks, requests) = mpsc::channel(1024);
        let tasks = TaskTracker::new();
        tokio::spawn(mark_sent(db.clone(), account.id, requests));
        let post = Post { db, api, clock, account: account.id, marks, stop };
        Self(Arc::new(Inner {
            account: Arc::new(account),
            reaction,
            post,
            busy: Mutex::default(),
            turns: Semaphore::new(TURNS),
            tasks,
            planned,
        }))
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

    fn busy(&self) -> MutexGuard<'_, HashMap<ChatKey, bool>> {
        self.0.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There may be work in this chat.
    pub fn wake(&self, chat: ChatKey) {
        if self.0.post.stop.is_cancelled() {
            return;
        }
        let mut busy = self.busy();
        if let Some(news) = busy.get_mut(&chat) {
            *news = true;
            return;
        }
        busy.insert(chat, false);
        let runner = self.clone();
        self.0.tasks.spawn(async move { runner.work_while_there_is_news(chat).await });
    }

    async fn work_while_there_is_news(self, chat: ChatKey) {
        loop {
            // A panic here is core's own mistake. The chat must not stay busy for ever because of it; the sweep comes back.
            if AssertUnwindSafe(self.work_off(chat)).catch_unwind().await.is_err() {
                tracing::error!(%chat, "the work on a chat panicked");
                self.busy().remove(&chat);
                return;
            }
            let mut busy = self.busy();
            match busy.get_mut(&chat) {
                Some(news) if *news && !self.0.post.stop.is_cancelled() => *news = false,
                _ => {
                    busy.remove(&chat);
                    return;
                }
            }
        }
    }

    /// Searches the inbox until `stop`: at the start for what a predecessor left, later for what nobody announced.
    pub async fn sweep(&self) {
        let stop = self.0.post.stop.clone();
        while !stop.is_cancelled() {
            let post = &self.0.post;
            let found = tokio::select! {
                found = store::chats_with_work(&post.db, post.account, post.clock.now()) => found,
                () = stop.cancelled() => return,
            };
            match found {
                Ok(chats) => chats.into_iter().for_each(|chat| self.wake(chat)),
                Err(error) => tracing::warn!(%error, "cannot search the inbox"),
            }
            tokio::select! {
                () = tokio::time::sleep(SWEEP) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Waits until every turn and send under way has come to a good place. Call after `stop`.
    pub async fn drain(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }

    /// Turns and sends of one chat until nothing is open. What is pending at the start is a predecessor's: an outlet
    /// ends only when all that it was given is marked.
    async fn work_off(&self, chat: ChatKey) {
        let mut leaves_rest = true;
        let mut lost = Lost::default();
        while leaves_rest {
            let Some(opened) = self.open(chat).await else { return };
            let (parcels, received) = mpsc::channel(PARCELS);
            let outlet = Outlet::new(&self.0.post, chat, opened.slots.clone()).run(received);
            let turns = async {
                for parcel in parcels_of(opened.pending.clone()) {
                    let _ = parcels.send(parcel).await;
                }
                let leaves_rest = self.take_turns(chat, opened, &parcels, &mut lost).await;
                drop(parcels);
                leaves_rest
            };
            (leaves_rest, ()) = tokio::join!(turns, outlet);
            leaves_rest &= !self.0.post.stop.is_cancelled();
        }
    }

    /// Runs turns until nothing is open. True: the outcome of a close is unknown, so that the row must be read anew when
    /// the outlet is done.
    async fn take_turns(
        &self,
        chat: ChatKey,
        mut opened: Opened,
        parcels: &mpsc::Sender<Parcel>,
        lost: &mut Lost,
    ) -> bool {
        while let Some(entry) = opened.entry.take() {
            if self.0.post.stop.is_cancelled() {
                return false;
            }
            let seq = entry.seq;
            match self.take_turn(chat, opened, entry).await {
                Ok(Some(sayings)) => {
                    let _ = parcels.send(Parcel { seqs: vec![seq], sayings }).await;
                }
                // Failed or overtaken: what the inbox says now decides.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, %chat, "the database went away in a turn; taking it again");
                    if lost.too_often(seq) {
                        self.put_off(seq, &error).await;
                    }
                    tokio::time::sleep(FIRST_PAUSE).await;
                    return true;
                }
            }
            match self.open(chat).await {
                Some(next) => opened = next,
                None => return false,
            }
        }
        false
    }

    /// Reads the chat, waiting for the database as long as it takes; `None` when we are stopping.
    async fn open(&self, chat: ChatKey) -> Option<Opened> {
        let (post, account) = (&self.0.post, &self.0.account);
        let mut pause = FIRST_PAUSE;
        loop {
            let now = post.clock.now();
            let opened = tokio::select! {
                opened = store::open(&post.db, account.id, account.bot, account.realm, chat, now) => opened,
                () = post.stop.cancelled() => return None,
            };
            match opened {
                Ok(opened) => return opened,
                Err(error) => tracing::warn!(%error, %chat, "cannot open a turn, trying again"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = post.stop.cancelled() => return None,
            }
        }
    }

    /// One turn. `Ok(Some)`: closed, with what it says; `Ok(None)`: not closed, and nothing of it happened.
    async fn take_turn(
        &self,
        chat: ChatKey,
        opened: Opened,
        entry: Entry,
    ) -> sqlx::Result<Option<Vec<Saying>>> {
        let Ok(_permit) = self.0.turns.acquire().await else { return Ok(None) };
        let span =
            tracing::info_span!("turn", bot = self.code(), %chat, seq = entry.seq, trace = %entry.trace);
        self.run_entry(chat, opened, entry).instrument(span).await
    }

    async fn run_entry(
        &self,
        chat: ChatKey,
        opened: Opened,
        entry: Entry,
    ) -> sqlx::Result<Option<Vec<Saying>>> {
        let incoming = (entry.kind == "update").then(|| Incoming::read(&entry.body));
        let source = incoming.as_ref().map_or_else(|| source_of(&entry), |incoming| incoming.source.clone());
        let closing = Closing {
            account: self.0.account.id,
            chat,
            bot: self.0.account.bot,
            version: opened.version,
            seq: entry.seq,
            person: None,
            workspace: None,
            acted_at: None,
            now: self.0.post.clock.now(),
        };
        let person = match self.meet(chat, &opened, incoming.as_ref(), &source).await {
            Ok(Some(person)) => person,
            // Nobody to answer: a channel's post, another bot's message.
            Ok(None) => return store::close(&self.0.post.db, closing, &Effects::default()).await,
            Err(error) if may_pass(&error) => return Err(error),
            Err(error) => return self.fail(None, closing, &entry, error.into()).await,
        };
        let workspace = self.workspace_of(&opened, &entry, &person).await?;
        let closing = Closing {
            person: Some((person.user, person.subscription)),
            workspace: Some(workspace),
            acted_at: incoming.is_some().then_some(closing.now),
            ..closing
        };
        let turn = self.turn_for(chat, opened, &entry, Attendance { person, workspace, source });
        let result = self.react(&turn, &entry, incoming).await;
        self.finish(turn, closing, &entry, result).await
    }

    /// The entry's person, registered where they are new or changed.
    async fn meet(
        &self,
        chat: ChatKey,
        opened: &Opened,
        incoming: Option<&Incoming>,
        source: &Source,
    ) -> sqlx::Result<Option<Person>> {
        let Some(incoming) = incoming else { return Ok(opened.person.clone()) };
        let Some(profile) = &incoming.profile else { return Ok(None) };
        let is_membership = matches!(incoming.update.kind, UpdateKind::MyChatMember(_));
        if let Some(known) = &opened.person
            && known.profile == *profile
            && (!known.blocked || is_membership)
            // Who met the bot in a group, or under an older account, has a home for notifications from now on.
            && (!source.is_private || opened.is_home || is_membership)
        {
            return Ok(Some(known.clone()));
        }
        let account = &self.0.account;
        let meeting = Meeting {
            realm: account.realm,
            bot: account.bot,
            profile,
            home: source.is_private.then_some((account.id, chat)),
            now: self.0.post.clock.now(),
        };
        let person = registry::store::person_came(&self.0.post.db, meeting).await?;
        if opened.person.is_some() {
            // What was held for them is due again.
            self.0.planned.notify_one();
        }
        Ok(Some(person))
    }

    /// Where a turn works: what is due in the workspace that it was planned in, the rest in the chat's, else the person's
    /// own. Membership is checked on every use.
    async fn workspace_of(
        &self,
        opened: &Opened,
        entry: &Entry,
        person: &Person,
    ) -> sqlx::Result<WorkspaceId> {
        let planned = (entry.kind == "due")
            .then(|| serde_json::from_str::<DueBody>(&entry.body).ok())
            .flatten()
            .map(|due| due.workspace);
        match planned {
            None => Ok(opened.workspace.unwrap_or(person.personal)),
            Some(planned) if planned == person.personal => Ok(planned),
            Some(planned) => {
                let is_member = registry::store::is_member(&self.0.post.db, planned, person.user).await?;
                Ok(if is_member { planned } else { person.personal })
            }
        }
    }

    fn turn_for(&self, chat: ChatKey, opened: Opened, entry: &Entry, who: Attendance) -> Turn {
        let Attendance { person, workspace, source } = who;
        Turn::open(Setting {
            db: self.0.post.db.clone(),
            clock: self.0.post.clock.clone(),
            account: Arc::clone(&self.0.account),
            chat,
            trace: entry.trace,
            now: self.0.post.clock.now(),
            workspace,
            is_admin: self.0.reaction.is_admin(person.profile.id),
            person,
            source,
            dialogues: opened.dialogues,
        })
    }
}

/// What a predecessor left, turn by turn: each is marked as soon as it is out, so that a process that dies again and
/// again repeats no more than was in flight.
fn parcels_of(pending: Vec<Saying>) -> Vec<Parcel> {
    let mut parcels: Vec<Parcel> = Vec::new();
    for saying in pending {
        match parcels.last_mut() {
            Some(parcel) if parcel.seqs.contains(&saying.seq) => parcel.sayings.push(saying),
            _ => parcels.push(Parcel { seqs: vec![saying.seq], sayings: vec![saying] }),
        }
    }
    parcels
}

/// Where an entry that is no update belongs: a job's answer goes where it was asked, a notification to a private chat.
fn source_of(entry: &Entry) -> Source {
    let body: Value = serde_json::from_str(&entry.body).unwrap_or(Value::Null);
    let reply = body.get("reply");
    Source {
        thread: reply.and_then(|reply| reply.get("thread")).and_then(Value::as_i64),
        is_private: reply.and_then(|reply| reply.get("is_private")).and_then(Value::as_bool).unwrap_or(true),
        ..Source::default()
    }
}
