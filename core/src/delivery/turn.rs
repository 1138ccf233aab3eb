//! A turn: one entry of the inbox being worked off.
//!
//! A handler declares what it wants; nothing of it is visible to anybody before the turn closes. One that has to read its
//! bot's tables asks for [`Turn::db`], and the rest of the turn then runs in that transaction.

mod download;
mod files;

pub use download::DownloadError;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Deref, DerefMut},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use sqlx::{PgConnection, Postgres, Transaction};
use teloxide::dispatching::UpdateHandler;
use tokio::sync::{
    Mutex as AsyncMutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore,
};
use uuid::Uuid;

use super::{
    Album, Api, Later, Saying, Source,
    album::Piece,
    content::ContentId,
    saying::{Act, Place, acts_of},
};
use crate::{
    clock::Clock,
    config::Config,
    db::{Db, Scope, Sql},
    ids::{ChatKey, ExternalId, TraceId, UndoId, WorkspaceId},
    locale::{Format, Language},
    notify::Notification,
    permits::Class,
    registry::{Account, Person},
    screen::Screen,
};

/// A bot's tree of handlers: teloxide's own type, so that its filters and `case!` work as users of teloxide know them.
pub type Handler = UpdateHandler<anyhow::Error>;

/// The screen slot that [`Turn::show`] draws on.
const MAIN_SLOT: &str = "main";

/// The turn that a handler works in. Clones are the same turn.
#[derive(Clone)]
pub struct Turn(Arc<Inner>);

struct Inner {
    setting: Setting,
    album: OnceLock<Album>,
    effects: Mutex<Effects>,
    transaction: Arc<AsyncMutex<Option<Transaction<'static, Postgres>>>>,
    /// Held as long as the turn, once it has asked for a transaction.
    permit: Mutex<Option<OwnedSemaphorePermit>>,
    is_answered: AtomicBool,
}

/// What is known when a turn opens.
#[derive(Clone)]
pub(crate) struct Setting {
    pub db: Db,
    /// Permits to hold a transaction.
    pub transactions: Arc<Semaphore>,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub api: Api,
    pub account: Arc<Account>,
    pub chat: ChatKey,
    pub trace: TraceId,
    pub now: DateTime<Utc>,
    pub person: Person,
    pub workspace: WorkspaceId,
    /// Operators of the configuration.
    pub admins: Arc<[ExternalId]>,
    pub source: Source,
    /// The updates that the turn works off, and those that belong to them.
    pub pieces: Vec<Piece>,
    /// How urgent it is what this turn says.
    pub class: Class,
    /// When what this turn tells was due, where that is why it is taken.
    pub due_at: Option<DateTime<Utc>>,
    pub dialogues: Map<String, Value>,
}

/// Work for a bot's worker, as it goes into the queue.
#[derive(Clone, Debug)]
pub(crate) struct QueuedWork {
    /// The bot's code: whose worker takes it.
    pub bot: &'static str,
    pub payload: Value,
    pub max_attempts: i32,
}

/// What an Undo button takes back.
#[derive(Clone, Debug)]
pub(crate) struct Undoable {
    pub id: UndoId,
    pub body: Value,
    pub expires_at: DateTime<Utc>,
}

/// All that a turn asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effects {
    pub acts: Vec<Act>,
    pub later: Vec<Later>,
    /// What the bot writes to its own tables.
    pub writes: Vec<Sql>,
    /// The bytes of the files that are said.
    pub files: BTreeMap<ContentId, Bytes>,
    pub settings_patch: Option<Value>,
    pub state_patch: Option<Value>,
    /// What is added to numbers of the subscription's state, by their keys.
    pub increments: BTreeMap<String, i64>,
    pub language: Option<Language>,
    pub zone: Option<Tz>,
    pub planned: Vec<Notification>,
    /// Kinds and subjects.
    pub cancelled: Vec<(String, Uuid)>,
    pub jobs: Vec<QueuedWork>,
    pub undos: Vec<Undoable>,
    pub used_undos: Vec<UndoId>,
    pub dialogue: Option<(String, Value)>,
    pub blocks: bool,
    /// When the first of what its messages tell was due.
    pub due_at: Option<DateTime<Utc>>,
    /// Set when the turn gives up on its entry for good.
    pub dies_of: Option<String>,
}

impl Effects {
    pub(crate) fn sayings_of(&self, seq: i64) -> Vec<Saying> {
        // An entry that was given up may be tried again: then its apology must not stand for what it says.
        let last_word = if self.dies_of.is_some() { "x" } else { "" };
        let id = |index: usize| format!("{seq}.{last_word}{index}");
        let mut due_at = self.due_at;
        let number = |(index, act): (usize, &Act)| {
            let due_at = if matches!(act, Act::Message { .. }) { due_at.take() } else { None };
            Saying { id: id(index), seq, due_at, act: act.clone() }
        };
        self.acts.iter().enumerate().map(number).collect()
    }

    /// Which files are sent, stored now or before.
    pub(crate) fn sent_files(&self) -> BTreeSet<ContentId> {
        let content = |act: &Act| match act {
            Act::File { file, .. } => Some(file.content),
            _ => None,
        };
        self.acts.iter().filter_map(content).collect()
    }

    /// Whether more is asked for than to go on in this chat and to change the person's use of this bot.
    pub(crate) fn reach_beyond_the_chat(&self) -> bool {
        let lists = [
            self.writes.is_empty(),
            self.files.is_empty() && self.sent_files().is_empty(),
            self.planned.is_empty(),
            self.cancelled.is_empty(),
            self.jobs.is_empty(),
            self.undos.is_empty(),
            self.used_undos.is_empty(),
        ];
        lists.contains(&false)
            || self.language.is_some()
            || self.zone.is_some()
            || self.blocks
            || self.dies_of.is_some()
    }
}

impl Turn {
    pub(crate) fn open(setting: Setting) -> Self {
        Self(Arc::new(Inner {
            effects: Mutex::new(Effects { due_at: setting.due_at, ..Effects::default() }),
            setting,
            album: OnceLock::new(),
            transaction: Arc::default(),
            permit: Mutex::default(),
            is_answered: AtomicBool::new(false),
        }))
    }

    fn effects(&self) -> MutexGuard<'_, Effects> {
        self.0.effects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what was declared, for the close.
    pub(crate) fn take_effects(&self) -> Effects {
        std::mem::take(&mut *self.effects())
    }

    /// Whether the person would hear nothing of this turn.
    pub(crate) fn is_silent(&self) -> bool {
        let is_heard = |act: &Act| matches!(act, Act::Message { .. } | Act::File { .. } | Act::Answer { .. });
        !self.effects().acts.iter().any(is_heard)
    }

    pub(crate) async fn take_transaction(&self) -> Option<Transaction<'static, Postgres>> {
        self.0.transaction.lock().await.take()
    }

    /// Whether the press that caused this turn was acknowledged; says that it is from now on.
    pub(crate) fn note_answered(&self) -> bool {
        self.0.is_answered.swap(true, Ordering::Relaxed)
    }

    pub fn person(&self) -> &Person {
        &self.0.setting.person
    }

    pub fn language(&self) -> Language {
        self.effects().language.unwrap_or_else(|| self.person().language())
    }

    pub fn zone(&self) -> Tz {
        let chosen = self.effects().zone;
        chosen.unwrap_or_else(|| self.person().zone())
    }

    /// Writes dates and numbers for this person.
    pub fn format(&self) -> Format {
        Format::new(self.language(), self.zone())
    }

    /// When the turn opened, by the suite's clock: the same instant throughout the turn.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.setting.now
    }

    pub fn account(&self) -> &Account {
        &self.0.setting.account
    }

    pub fn chat(&self) -> ChatKey {
        self.0.setting.chat
    }

    pub fn trace(&self) -> TraceId {
        self.0.setting.trace
    }

    /// Whose data this turn is about.
    pub fn workspace(&self) -> WorkspaceId {
        self.0.setting.workspace
    }

    /// Whether this person is an operator of the configuration.
    pub fn is_admin(&self) -> bool {
        self.admins().contains(&self.person().profile.id)
    }

    /// Operators of the configuration: numbers of the messenger that this bot is on.
    pub fn admins(&self) -> &[ExternalId] {
        &self.0.setting.admins
    }

    pub fn source(&self) -> &Source {
        &self.0.setting.source
    }

    /// All messages of the album that this turn is about; the message itself where it came alone. The update that a
    /// handler is given is the first of those that are [fresh](Album::fresh).
    pub fn album(&self) -> &Album {
        // Read when asked for: most turns are not about albums.
        self.0.album.get_or_init(|| Album::read(&self.0.setting.pieces))
    }

    /// The turn's transaction, under the turns' role and scoped to the workspace; opened when first asked for.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn db(&self) -> sqlx::Result<TurnDb> {
        let mut slot = Arc::clone(&self.0.transaction).lock_owned().await;
        if slot.is_none() {
            let permit = Arc::clone(&self.0.setting.transactions).acquire_owned().await;
            let permit = permit.map_err(|_| sqlx::Error::PoolClosed)?;
            *self.0.permit.lock().unwrap_or_else(PoisonError::into_inner) = Some(permit);
            let scope = Scope::new(self.workspace().0, self.person().user.0);
            *slot = Some(self.0.setting.db.begin(scope).await?);
        }
        if let Some(transaction) = slot.as_mut() {
            // What was declared before is seen by what is asked now.
            let declared = std::mem::take(&mut self.effects().writes);
            for write in declared {
                write.run(transaction).await?;
            }
        }
        OwnedMutexGuard::try_map(slot, Option::as_mut).map(TurnDb).map_err(|_| sqlx::Error::WorkerCrashed)
    }

    /// The turn's transaction as the owner of core's tables, past row-level security: for what core itself does to them
    /// beyond the workspace. What was declared or asked before was bound; before a handler of a bot's goes on,
    /// [`take_role`](crate::db::take_role).
    pub(crate) async fn owner_db(&self) -> sqlx::Result<TurnDb> {
        let mut db = self.db().await?;
        crate::db::leave_role(&mut db).await?;
        Ok(db)
    }

    /// Whether this turn plans a notification.
    pub(crate) fn has_planned(&self) -> bool {
        !self.effects().planned.is_empty()
    }

    /// Writes to the bot's own tables, under the turns' role and scoped to the workspace. It happens when the turn closes,
    /// as one with all else that the turn asked for, or before what is next asked of [`Turn::db`]. A turn that only declares
    /// what it writes needs no transaction of its own, which is cheaper.
    pub fn write(&self, write: Sql) {
        self.effects().writes.push(write);
    }

    /// The database outside the turn, as the owner of core's tables: for single statements that only read registry and
    /// delivery. What is written here would stay when the turn is rolled back, and domain tables show nothing.
    pub fn outer_db(&self) -> &Db {
        &self.0.setting.db
    }

    /// Draws a screen: in place of the one whose button was pressed, else as a new message. Of several in one turn only
    /// the first takes that place; the others follow below it.
    pub fn show(&self, screen: impl Into<Screen>) {
        let screen = screen.into();
        let slot = MAIN_SLOT.to_owned();
        let is_below = |act: &Act| matches!(act, Act::Message { .. } | Act::File { .. });
        let is_first = !self.effects().acts.iter().any(is_below);
        let place = match self.source().pressed {
            Some(id) if is_first && screen.keyboard.fits_an_edit() => Place::Message { id, slot },
            _ => Place::New(Some(slot)),
        };
        self.place(screen, place);
    }

    /// Draws a screen in place of the last one shown, also where no button led here (the answer of a job).
    pub fn redraw(&self, screen: impl Into<Screen>) {
        self.place(screen.into(), Place::Slot(MAIN_SLOT.to_owned()));
    }

    /// Draws a screen in place of the last one that was drawn under this name; a new message where there is none. For
    /// what is told in one message as long as it lasts, whatever else is going on in the chat.
    pub fn draw(&self, name: &str, screen: impl Into<Screen>) {
        self.place(screen.into(), Place::Slot(name.to_owned()));
    }

    /// Sends a message of its own, in place of which [`Turn::draw`] draws from then on: what begins anew is heard.
    pub fn draw_anew(&self, name: &str, screen: impl Into<Screen>) {
        self.place(screen.into(), Place::New(Some(name.to_owned())));
    }

    /// Draws a screen in place of the one whose button was pressed, which from then on is the one of this name; else as
    /// [`Turn::draw`].
    pub fn draw_here(&self, name: &str, screen: impl Into<Screen>) {
        let screen = screen.into();
        let place = match self.source().pressed {
            Some(id) if screen.keyboard.fits_an_edit() => Place::Message { id, slot: name.to_owned() },
            _ => Place::Slot(name.to_owned()),
        };
        self.place(screen, place);
    }

    /// Sends a message of its own, which later screens leave alone.
    pub fn say(&self, screen: impl Into<Screen>) {
        self.place(screen.into(), Place::New(None));
    }

    fn place(&self, screen: Screen, place: Place) {
        let acts = acts_of(screen, place, self.source().thread, self.0.setting.class);
        self.effects().acts.extend(acts);
    }

    /// A short notice over the chat, in answer to a press; a message where there was none, or where the press had to be
    /// acknowledged before this was known. At most 200 characters.
    pub fn toast(&self, text: impl Into<String>) {
        self.answer(text.into(), false);
    }

    /// A notice that the person has to close, in answer to a press; a message where there was none.
    pub fn alert(&self, text: impl Into<String>) {
        self.answer(text.into(), true);
    }

    fn answer(&self, text: String, alert: bool) {
        let query = self.source().callback.clone().filter(|_| !self.0.is_answered.load(Ordering::Relaxed));
        let Some(query) = query else {
            return self.say(crate::screen::Html::escape(&text));
        };
        let text = Some(text.chars().take(200).collect());
        self.effects().acts.insert(0, Act::Answer { query, text, alert });
    }

    /// Acknowledges the press, where the handler did not, before anything else is sent.
    pub(crate) fn acknowledge(&self) {
        let Some(query) = self.source().callback.clone() else { return };
        let mut effects = self.effects();
        if !effects.acts.iter().any(|act| matches!(act, Act::Answer { .. })) {
            effects.acts.insert(0, Act::Answer { query, text: None, alert: false });
        }
    }

    /// Shows the person that somebody is at work on this (`typing`, `find_location`, …). Best effort.
    pub fn working(&self, action: &str) {
        let act = Act::Working { action: action.to_owned(), thread: self.source().thread };
        self.effects().acts.push(act);
    }

    /// `<thread>:<person>`: a group has as many dialogues as people, a forum as many as topics.
    fn dialogue_key(&self) -> String {
        format!("{}:{}", self.source().thread.unwrap_or(0), self.person().user)
    }

    fn dialogue_value(&self) -> Value {
        if let Some((_, value)) = &self.effects().dialogue {
            return value.clone();
        }
        self.0.setting.dialogues.get(&self.dialogue_key()).cloned().unwrap_or(Value::Null)
    }

    /// The state of one floor's dialogue (`bot`, `core`); the default where there is none, or where it was written by a
    /// version of the program that knew other states.
    pub(crate) fn dialogue_of<S: DeserializeOwned + Default>(&self, floor: &str) -> S {
        let value = self.dialogue_value().get_mut(floor).map(Value::take);
        value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    }

    pub(crate) fn set_dialogue_of(&self, floor: &str, state: Value) {
        let mut value = self.dialogue_value();
        if !value.is_object() {
            value = json!({});
        }
        if let Some(floors) = value.as_object_mut() {
            if state.is_null() {
                floors.remove(floor)
            } else {
                floors.insert(floor.to_owned(), state)
            };
            if floors.is_empty() {
                value = Value::Null;
            }
        }
        let key = self.dialogue_key();
        self.effects().dialogue = Some((key, value));
    }

    /// Whether this chat heard of something within so long; it counts as told from now on. Kept beside the dialogues, which
    /// no turn that only tells this has.
    pub(crate) fn was_told(&self, what: &str, within: TimeDelta) -> bool {
        let key = format!("told:{what}");
        let told = self.0.setting.dialogues.get(&key).and_then(Value::as_i64);
        let age = told.map(|told| self.now().timestamp() - told);
        let is_fresh = age.is_some_and(|age| (0..within.num_seconds()).contains(&age));
        if !is_fresh {
            self.effects().dialogue = Some((key, json!(self.now().timestamp())));
        }
        is_fresh
    }

    /// Whether this person is in the middle of something here.
    pub fn is_in_dialogue(&self) -> bool {
        !self.dialogue_value().is_null()
    }

    /// Leaves whatever dialogue this person is in.
    pub fn leave_dialogue(&self) {
        let key = self.dialogue_key();
        self.effects().dialogue = Some((key, Value::Null));
    }

    /// Merges into the subscription's settings (RFC 7396).
    pub fn patch_settings(&self, patch: Value) {
        merge_into(&mut self.effects().settings_patch, patch);
    }

    /// Merges into the subscription's state (RFC 7396).
    pub fn patch_state(&self, patch: Value) {
        merge_into(&mut self.effects().state_patch, patch);
    }

    /// Adds to a number in the subscription's state when the turn closes, right also when one person's turns close in
    /// two chats at once. What is returned stands for the sum: write it into a text.
    pub fn add(&self, key: &str, by: i64) -> Later {
        let later = Later::of(key);
        let mut effects = self.effects();
        let sum = effects.increments.entry(key.to_owned()).or_default();
        *sum = sum.saturating_add(by);
        effects.later.push(later.clone());
        later
    }

    /// The language for this person, in all bots.
    pub fn choose_language(&self, language: Language) {
        self.effects().language = Some(language);
    }

    /// The zone for this person, in all bots.
    pub fn choose_zone(&self, zone: Tz) {
        self.effects().zone = Some(zone);
    }

    /// Plans a notification. One that was planned under the same key is moved; one that was due stays due once.
    pub fn plan(&self, notification: Notification) {
        let mut effects = self.effects();
        effects.planned.retain(|earlier| !earlier.is_same_as(&notification));
        effects.planned.push(notification);
    }

    /// Takes back what is planned about a subject and not yet due, by this turn too.
    pub fn cancel_planned(&self, kind: &str, subject: Uuid) {
        let mut effects = self.effects();
        effects.planned.retain(|planned| planned.kind != kind || planned.subject != subject);
        effects.cancelled.push((kind.to_owned(), subject));
    }

    /// Hands work to the queue when the turn closes.
    pub(crate) fn declare_work(&self, work: QueuedWork) {
        self.effects().jobs.push(work);
    }

    /// Keeps `body`, until `expires_at`, as what an Undo button with this id takes back.
    pub(crate) fn declare_undo(&self, id: UndoId, body: Value, expires_at: DateTime<Utc>) {
        self.effects().undos.push(Undoable { id, body, expires_at });
    }

    pub(crate) fn use_undo(&self, id: UndoId) {
        self.effects().used_undos.push(id);
    }

    /// The person blocked the bot: it falls silent until they come back.
    pub(crate) fn note_blocked(&self) {
        self.effects().blocks = true;
    }

    pub fn clock(&self) -> &Clock {
        &self.0.setting.clock
    }

    /// What the process was told, such as how long things are kept.
    pub fn config(&self) -> &Config {
        &self.0.setting.config
    }
}

/// Patches given one after the other, as one. Not itself RFC 7396: a null must stay, for the patch to remove a key.
fn merge_into(slot: &mut Option<Value>, patch: Value) {
    fn merge(target: &mut Value, patch: Value) {
        match (target, patch) {
            (Value::Object(target), Value::Object(patch)) => {
                for (key, value) in patch {
                    merge(target.entry(key).or_insert(Value::Null), value);
                }
            }
            (target, patch) => *target = patch,
        }
    }
    match slot {
        Some(target) => merge(target, patch),
        None => *slot = Some(patch),
    }
}

/// The turn's transaction: dereferences to the connection that sqlx's queries take.
pub struct TurnDb(
    OwnedMappedMutexGuard<Option<Transaction<'static, Postgres>>, Transaction<'static, Postgres>>,
);

impl Deref for TurnDb {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.0
    }
}

impl DerefMut for TurnDb {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
