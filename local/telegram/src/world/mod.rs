//! The whole state of the server, behind one lock; everything here is synchronous and quick.

mod access;
pub(crate) mod albums;
pub(crate) mod bots;
mod callbacks;
mod chats;
pub(crate) mod files;
pub(crate) mod groups;
mod load;
pub(crate) mod people;
mod privacy;
pub(crate) mod queue;
mod seats;
mod threads;
mod updates;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;

pub(crate) use access::Access;
pub(crate) use bots::Bot;
pub(crate) use callbacks::Callbacks;
pub(crate) use chats::{Chat, Content, Entry, ReplyMarkup};
pub(crate) use files::NewFile;
pub(crate) use queue::Queue;

use crate::clock::Clock;
use crate::error::{self, ApiError};
use crate::events::{Events, What};
use crate::faults::Faults;
use crate::group::Group;
use crate::journal::Journal;
use crate::limits::Limits;
use crate::model::{ChatKey, FileMeta, Persona};
use crate::persist::{FolderLock, Log, Record};

/// What the owner of the server may set.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub data_dir: Option<PathBuf>,
    /// How long a callback may be answered; 15 s on the real server.
    pub callback_limit: Duration,
}

pub(crate) struct World {
    pub settings: Settings,
    pub clock: Clock,
    pub bots: HashMap<i64, Bot>,
    pub tokens: HashMap<String, i64>,
    pub personas: BTreeMap<i64, Persona>,
    pub chats: HashMap<ChatKey, Chat>,
    pub groups: BTreeMap<i64, Group>,
    /// By `media_group_id`.
    pub held_albums: BTreeMap<String, albums::HeldAlbum>,
    pub files: HashMap<String, FileMeta>,
    /// Bytes of files when there is no data folder.
    pub bytes: HashMap<String, axum::body::Bytes>,
    pub callbacks: Callbacks,
    pub events: Events,
    pub faults: Faults,
    pub limits: Limits,
    pub journal: Journal,
    pub log: Log,
    /// Held while the data folder is in use.
    pub lock: Option<FolderLock>,
}

impl World {
    pub fn bot(&self, id: i64) -> Result<&Bot, ApiError> {
        self.bots.get(&id).ok_or_else(|| error::UNAUTHORIZED.into())
    }

    pub fn bot_mut(&mut self, id: i64) -> Result<&mut Bot, ApiError> {
        self.bots.get_mut(&id).ok_or_else(|| error::UNAUTHORIZED.into())
    }

    /// Moves the clock to an instant; false when that lies behind it.
    pub fn move_clock(&mut self, to_ms: i64) -> bool {
        self.advance_clock(to_ms.saturating_sub(self.clock.now_ms()))
    }

    /// Moves the clock by exactly as much, however long this takes; false when that is backwards.
    pub fn advance_clock(&mut self, ahead_ms: i64) -> bool {
        if ahead_ms < 0 {
            return false;
        }
        self.clock.offset_ms += ahead_ms.min(i64::MAX - self.clock.now_ms());
        self.clock.version += 1;
        self.log.write(&Record::Clock { offset_ms: self.clock.offset_ms });
        self.events.tell_all(What::Clock);
        true
    }

    /// Lets go of the data folder; nothing is kept from here on.
    pub fn close(&mut self) {
        self.log = Log::default();
        self.journal = Journal::default();
        self.lock = None;
    }

    /// Tells the people of a chat something that is not kept.
    pub fn tell(&mut self, chat: ChatKey, name: &'static str, data: Value) {
        self.tell_people(chat, &What::Ready { chat, name, data: data.into() });
    }
}

/// The lock around the world; what was logged during one use goes to the file in one write.
pub(crate) struct Shared {
    world: Mutex<World>,
    /// Rings when the clock moves.
    pub clock_moved: Notify,
    /// Rings when a bot did or finished something.
    pub activity: Notify,
}

impl Shared {
    pub fn new(world: World) -> Self {
        Self { world: Mutex::new(world), clock_moved: Notify::new(), activity: Notify::new() }
    }

    pub fn with<T>(&self, use_it: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = use_it(&mut world);
        world.log.flush();
        result
    }
}
