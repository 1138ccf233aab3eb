//! Conversations: posting, changing and deleting messages, and who is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::World;
use super::files::readdress;
use super::privacy::{Listener, hears};
use crate::error::{self, ApiError};
use crate::events::What;
use crate::model::{ChatKey, ChatMeta};
use crate::persist::Record;

/// The part of a message that its kind makes: `text` and `entities`, or `photo` and `caption` …
pub(crate) type Content = Map<String, Value>;

/// A kept message with what the Bot API object does not carry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub message: Arc<Value>,
    /// Reactions of the bot on it.
    pub reactions: Option<Value>,
}

impl Entry {
    pub fn author(&self) -> i64 {
        self.message["from"]["id"].as_i64().unwrap_or_default()
    }
}

#[derive(Default)]
pub(crate) struct Chat {
    /// The person's side of a private chat; a group keeps those of its members.
    pub meta: ChatMeta,
    pub messages: BTreeMap<i64, Entry>,
}

/// What a bot's message does to the keyboards of people.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReplyMarkup {
    None,
    Inline(Value),
    Keyboard(Value),
    Remove(Value),
    Force(Value),
}

impl World {
    pub fn chat(&self, key: ChatKey) -> Option<&Chat> {
        self.chats.get(&key)
    }

    pub fn chat_mut(&mut self, key: ChatKey) -> &mut Chat {
        self.chats.entry(key).or_default()
    }

    /// The people who see a chat.
    pub fn audience(&self, key: ChatKey) -> Vec<i64> {
        match key {
            ChatKey::Private { person, .. } => vec![person],
            ChatKey::Group(id) => {
                let present = self.groups.get(&id).into_iter().flat_map(|group| group.present());
                present.filter(|id| self.personas.contains_key(id)).collect()
            }
        }
    }

    /// A message of a bot appears in a chat.
    pub fn post_from_bot(
        &mut self,
        bot: i64,
        key: ChatKey,
        content: Content,
        markup: &ReplyMarkup,
    ) -> Result<Arc<Value>, ApiError> {
        let from = self.bot(bot)?.profile.user();
        let mut content = content;
        self.name_mentioned(&mut content);
        if let ReplyMarkup::Inline(keyboard) = markup {
            content.insert("reply_markup".into(), keyboard.clone());
        }
        let mut content = Value::Object(content);
        readdress(&mut content, bot);
        let message = self.store(key, from, content)?;
        if let ChatKey::Group(id) = key
            && let Some(group) = self.groups.get_mut(&id)
        {
            group.last_bot = Some(bot);
        }
        self.show_keyboard(key, &message, markup);
        self.tell_message(key, &message);
        Ok(message)
    }

    /// A message of a person appears in a chat; `announce` makes it an update.
    pub fn put_from_person(
        &mut self,
        person: i64,
        key: ChatKey,
        content: Content,
    ) -> Result<Arc<Value>, ApiError> {
        let from = self.personas.get(&person).ok_or(error::USER_NOT_FOUND)?.user();
        if self.chats.get(&key).is_some_and(|chat| chat.meta.blocked) {
            self.set_blocked(key, false);
        }
        let mut content = Value::Object(content);
        if let ChatKey::Private { bot, .. } = key {
            readdress(&mut content, bot);
        }
        let message = self.store(key, from, content)?;
        self.take_seat(key, person, &message);
        self.tell_message(key, &message);
        Ok(message)
    }

    /// A message of a person appears in a chat and becomes an update.
    pub fn post_from_person(
        &mut self,
        person: i64,
        key: ChatKey,
        content: Content,
    ) -> Result<Arc<Value>, ApiError> {
        let message = self.put_from_person(person, key, content)?;
        self.announce(key, "message", &message);
        Ok(message)
    }

    /// Makes a message an update of every bot that may hear it.
    pub fn announce(&mut self, key: ChatKey, kind: &str, message: &Value) {
        for bot in self.listeners(key, message) {
            let mut heard = message.clone();
            readdress(&mut heard, bot);
            self.push_update(bot, kind, &heard);
        }
    }

    /// Bots hear no bots, themselves included.
    fn listeners(&self, key: ChatKey, message: &Value) -> Vec<i64> {
        let id = match key {
            ChatKey::Private { bot, .. } => return vec![bot],
            ChatKey::Group(id) => id,
        };
        let Some(group) = self.groups.get(&id) else { return vec![] };
        let hears = |id: i64| {
            let profile = &self.bots.get(&id)?.profile;
            let hears_all = profile.privacy_off || group.is_admin(id);
            let listener = Listener { id, username: &profile.username, hears_all };
            let own = message["from"]["id"].as_i64() == Some(id);
            (!own && hears(listener, message, group.last_bot)).then_some(id)
        };
        group.present().filter_map(hears).collect()
    }

    /// Mentions of people and bots by id carry their names; of somebody unknown nothing is left but the text.
    pub fn name_mentioned(&self, content: &mut Content) {
        for name in ["entities", "caption_entities"] {
            let Some(Value::Array(entities)) = content.get_mut(name) else { continue };
            entities.retain_mut(|entity| {
                if entity["type"] != "text_mention" {
                    return true;
                }
                let user = entity["user"]["id"].as_i64().and_then(|id| self.user(id));
                user.map(|user| entity["user"] = user).is_some()
            });
            if entities.is_empty() {
                content.remove(name);
            }
        }
    }

    /// The Bot API `Chat` of a conversation.
    fn chat_object(&self, key: ChatKey) -> Result<Value, ApiError> {
        let chat = match key {
            ChatKey::Private { person, .. } => self.personas.get(&person).map(|person| person.chat()),
            ChatKey::Group(id) => self.groups.get(&id).map(|group| group.chat()),
        };
        chat.ok_or_else(|| error::CHAT_NOT_FOUND.into())
    }

    /// Ids are counted per bot in private chats, per chat in groups.
    fn next_message_id(&mut self, key: ChatKey) -> Result<i64, ApiError> {
        let next = match key {
            ChatKey::Private { bot, .. } => &mut self.bot_mut(bot)?.next_message_id,
            ChatKey::Group(id) => &mut self.groups.get_mut(&id).ok_or(error::CHAT_NOT_FOUND)?.next_message_id,
        };
        *next += 1;
        Ok(*next - 1)
    }

    /// Gives a message its place and keeps it.
    pub(super) fn store(
        &mut self,
        key: ChatKey,
        from: Value,
        content: Value,
    ) -> Result<Arc<Value>, ApiError> {
        let chat = self.chat_object(key)?;
        let id = self.next_message_id(key)?;
        let mut message = content;
        message["message_id"] = json!(id);
        message["from"] = from;
        message["chat"] = chat;
        message["date"] = json!(self.clock.now());
        if message.get("forum_topic_created").is_some() {
            message["message_thread_id"] = json!(id);
        }
        let message = Arc::new(message);
        self.keep(key, id, message.clone());
        Ok(message)
    }

    fn keep(&mut self, key: ChatKey, id: i64, message: Arc<Value>) {
        self.log.write(&Record::message(key, &message));
        let chat = self.chat_mut(key);
        let reactions = chat.messages.get(&id).and_then(|entry| entry.reactions.clone());
        chat.messages.insert(id, Entry { message, reactions });
    }

    /// Replaces a kept message by a changed one and tells the people.
    pub fn replace(&mut self, key: ChatKey, id: i64, message: Value) -> Arc<Value> {
        let message = Arc::new(message);
        self.keep(key, id, message.clone());
        self.tell_people(key, &What::Edited { chat: key, message: message.clone() });
        message
    }

    /// Removes a message; false when there is none.
    pub fn remove(&mut self, key: ChatKey, id: i64) -> bool {
        let gone = self.chats.get_mut(&key).and_then(|chat| chat.messages.remove(&id));
        if gone.is_none() {
            return false;
        }
        self.log.write(&Record::Deleted { chat: key, message_id: id });
        self.tell_people(key, &What::Deleted { chat: key, message_id: id });
        self.tell_chat(key);
        true
    }

    /// Puts the bot's reactions on a message; false when there is none.
    pub fn react(&mut self, key: ChatKey, id: i64, reactions: Option<Value>) -> bool {
        let Some(entry) = self.chats.get_mut(&key).and_then(|chat| chat.messages.get_mut(&id)) else {
            return false;
        };
        self.log.write(&Record::reaction(key, id, reactions.as_ref()));
        entry.reactions = reactions;
        true
    }

    pub(super) fn tell_message(&mut self, key: ChatKey, message: &Arc<Value>) {
        self.tell_people(key, &What::Message { chat: key, message: message.clone() });
        self.tell_chat(key);
    }

    /// Tells everybody who sees a chat that something about it has changed.
    pub fn tell_chat(&mut self, key: ChatKey) {
        self.tell_people(key, &What::Chat { chat: key });
    }

    pub fn tell_people(&mut self, key: ChatKey, what: &What) {
        for person in self.audience(key) {
            self.events.tell(person, what.clone());
        }
    }
}
