//! From the log to the world and, compacted, back.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::{fs, io};

use super::albums::HeldAlbum;
use super::queue::Pending;
use super::{Bot, Callbacks, Entry, Queue, Settings, World};
use crate::clock::Clock;
use crate::events::Events;
use crate::faults::Faults;
use crate::journal::Journal;
use crate::limits::Limits;
use crate::model::ChatKey;
use crate::persist::{self, FolderLock, Log, Record};

impl World {
    /// Opens the data folder, or starts in memory; new worlds have the default personas.
    pub fn open(settings: Settings) -> io::Result<Self> {
        let dir = settings.data_dir.clone();
        let mut world = Self {
            settings,
            clock: Clock { offset_ms: 0, version: 1 },
            bots: HashMap::new(),
            tokens: HashMap::new(),
            personas: BTreeMap::new(),
            chats: HashMap::new(),
            groups: BTreeMap::new(),
            held_albums: BTreeMap::new(),
            files: HashMap::new(),
            bytes: HashMap::new(),
            callbacks: Callbacks::new(),
            events: Events::new(),
            faults: Faults::default(),
            limits: Limits::default(),
            journal: Journal::default(),
            log: Log::default(),
            lock: None,
        };
        if let Some(dir) = &dir {
            fs::create_dir_all(dir.join("files"))?;
            world.lock = Some(FolderLock::take(dir)?);
            persist::read(dir, |record| world.apply(record))?;
            world.log = Log::begin(dir)?;
            world.write_all();
            world.log.commit(dir)?;
            world.journal = Journal::open(dir)?;
        }
        if world.personas.is_empty() {
            world.create_default_personas();
            world.log.flush();
        }
        Ok(world)
    }

    fn apply(&mut self, record: Record<'static>) {
        match record {
            Record::Bot(profile) => {
                let profile = profile.into_owned();
                self.tokens.insert(profile.token.clone(), profile.id);
                match self.bots.get_mut(&profile.id) {
                    Some(bot) => bot.profile = profile,
                    None => drop(self.bots.insert(profile.id, Bot::new(profile, Queue::default()))),
                }
            }
            Record::Persona(persona) => drop(self.personas.insert(persona.id, persona.into_owned())),
            Record::Chat { chat, meta } => self.chat_mut(chat).meta = meta.into_owned(),
            Record::Message { chat, message } => self.apply_message(chat, message.into_owned()),
            Record::Reaction { chat, message_id, reactions } => {
                if let Some(entry) = self.chat_mut(chat).messages.get_mut(&message_id) {
                    entry.reactions = reactions.map(Cow::into_owned);
                }
            }
            Record::Deleted { chat, message_id } => drop(self.chat_mut(chat).messages.remove(&message_id)),
            Record::File(file) => drop(self.files.insert(file.unique_id.clone(), file.into_owned())),
            Record::Held { album, messages, .. } if messages.is_empty() => {
                self.held_albums.remove(&*album);
            }
            Record::Held { album, chat, messages } => {
                self.held_albums.insert(album.into_owned(), HeldAlbum { chat, messages });
            }
            Record::Group(group) => drop(self.groups.insert(group.id, group.into_owned())),
            Record::Update { bot, id, at_ms, body } => {
                let update = serde_json::from_str(&body).unwrap_or_default();
                self.apply_update(bot, Pending::new(id, Arc::from(body), at_ms, &update))
            }
            Record::Acked { bot, upto } => {
                if let Some(bot) = self.bots.get_mut(&bot) {
                    bot.queue.acknowledge(upto);
                }
            }
            Record::Taken { bot, ids } => {
                if let Some(bot) = self.bots.get_mut(&bot) {
                    ids.into_iter().for_each(|id| bot.queue.forget(id));
                }
            }
            Record::Counters { bot, message_id, update_id } => {
                if let Some(bot) = self.bots.get_mut(&bot) {
                    bot.next_message_id = bot.next_message_id.max(message_id);
                    bot.queue.next_id = bot.queue.next_id.max(update_id);
                }
            }
            Record::Clock { offset_ms } => self.clock.offset_ms = offset_ms,
        }
    }

    fn apply_message(&mut self, key: ChatKey, message: serde_json::Value) {
        let Some(id) = message["message_id"].as_i64() else { return };
        match key {
            ChatKey::Private { bot, .. } => {
                if let Some(bot) = self.bots.get_mut(&bot) {
                    bot.next_message_id = bot.next_message_id.max(id + 1);
                }
            }
            ChatKey::Group(group) => self.apply_group_message(group, id, &message),
        }
        self.chat_mut(key).messages.insert(id, Entry { message: Arc::new(message), reactions: None });
    }

    /// What a group's record would repeat with every message.
    fn apply_group_message(&mut self, group: i64, id: i64, message: &serde_json::Value) {
        let Some(group) = self.groups.get_mut(&group) else { return };
        group.next_message_id = group.next_message_id.max(id + 1);
        if message["from"]["is_bot"] == true {
            group.last_bot = message["from"]["id"].as_i64();
        }
    }

    fn apply_update(&mut self, bot: i64, pending: Pending) {
        let Some(bot) = self.bots.get_mut(&bot) else { return };
        bot.queue.next_id = bot.queue.next_id.max(pending.id + 1);
        bot.queue.push(pending, false);
    }

    /// Writes the state as it is now: bots and people first, so that what follows finds them.
    fn write_all(&mut self) {
        let Self { log, bots, personas, chats, groups, held_albums, files, clock, .. } = self;
        log.write(&Record::Clock { offset_ms: clock.offset_ms });
        for bot in bots.values() {
            let id = bot.profile.id;
            log.write(&Record::bot(&bot.profile));
            let (message_id, update_id) = (bot.next_message_id, bot.queue.next_id);
            log.write(&Record::Counters { bot: id, message_id, update_id });
            bot.queue.iter().for_each(|pending| log.write(&Record::update(id, pending)));
        }
        personas.values().for_each(|persona| log.write(&Record::persona(persona)));
        groups.values().for_each(|group| log.write(&Record::group(group)));
        for (key, chat) in chats {
            if let ChatKey::Private { .. } = key {
                log.write(&Record::chat(*key, &chat.meta));
            }
            for (id, entry) in &chat.messages {
                log.write(&Record::message(*key, &entry.message));
                if let Some(reactions) = &entry.reactions {
                    log.write(&Record::reaction(*key, *id, Some(reactions)));
                }
            }
            log.flush();
        }
        for (album, HeldAlbum { chat, messages }) in held_albums {
            let album = Cow::Borrowed(album.as_str());
            log.write(&Record::Held { album, chat: *chat, messages: messages.clone() });
        }
        files.values().for_each(|file| log.write(&Record::file(file)));
        log.flush();
    }
}
