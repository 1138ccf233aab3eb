//! Conversations: posting, changing and deleting messages, what the person's side of the chat looks like.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::World;
use crate::error::{self, ApiError};
use crate::events::What;
use crate::model::{ChatKey, ChatMeta, Persona};
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
    pub meta: ChatMeta,
    pub messages: BTreeMap<i64, Entry>,
    pub unread: u64,
}

/// What a bot's message does to the person's keyboard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReplyMarkup {
    None,
    Inline(Value),
    Keyboard(Value),
    Remove,
    Force(Value),
}

impl World {
    pub fn chat(&self, key: ChatKey) -> Option<&Chat> {
        self.chats.get(&key)
    }

    pub fn chat_mut(&mut self, key: ChatKey) -> &mut Chat {
        self.chats.entry(key).or_default()
    }

    /// The private chat a bot means, also one it may not write to.
    pub fn find_chat(&self, bot: i64, chat_id: i64) -> Result<(ChatKey, &Persona), ApiError> {
        let person = self.personas.get(&chat_id).ok_or(error::CHAT_NOT_FOUND)?;
        Ok((ChatKey::Private { bot, person: chat_id }, person))
    }

    /// The chat a bot wants to write to, if it may.
    pub fn writable_chat(&self, bot: i64, chat_id: i64) -> Result<ChatKey, ApiError> {
        let (key, _) = self.find_chat(bot, chat_id)?;
        match self.chats.get(&key) {
            Some(chat) if chat.meta.blocked => Err(error::BLOCKED.into()),
            Some(chat) if chat.meta.started => Ok(key),
            _ => Err(error::NOT_STARTED.into()),
        }
    }

    /// A message of a bot appears in a chat.
    pub fn post_from_bot(
        &mut self,
        key: ChatKey,
        content: Content,
        markup: &ReplyMarkup,
    ) -> Result<Arc<Value>, ApiError> {
        let ChatKey::Private { bot, person } = key else { return Err(error::CHAT_NOT_FOUND.into()) };
        let from = self.bot(bot)?.profile.user();
        let chat = self.personas.get(&person).ok_or(error::CHAT_NOT_FOUND)?.chat();
        let mut content = content;
        self.name_mentioned(&mut content);
        if let ReplyMarkup::Inline(keyboard) = markup {
            content.insert("reply_markup".into(), keyboard.clone());
        }
        let message = self.store(key, bot, from, chat, content)?;
        let state = self.chat_mut(key);
        state.unread += 1;
        apply_markup(&mut state.meta, markup);
        if !matches!(markup, ReplyMarkup::None | ReplyMarkup::Inline(_)) {
            self.log_meta(key);
        }
        self.events.tell(person, What::Message { chat: key, message: message.clone() });
        self.events.tell(person, What::Chat { chat: key });
        Ok(message)
    }

    /// A message of a person appears in a chat and becomes an update.
    pub fn post_from_person(&mut self, key: ChatKey, content: Content) -> Result<Arc<Value>, ApiError> {
        let ChatKey::Private { bot, person } = key else { return Err(error::CHAT_NOT_FOUND.into()) };
        let someone = self.personas.get(&person).ok_or(error::USER_NOT_FOUND)?;
        let (from, chat) = (someone.user(), someone.chat());
        if self.chats.get(&key).is_some_and(|chat| chat.meta.blocked) {
            self.set_blocked(key, false);
        }
        let message = self.store(key, bot, from, chat, content)?;
        let id = message["message_id"].as_i64().unwrap_or_default();
        let state = self.chat_mut(key);
        state.unread = 0;
        state.meta.read_upto = id;
        let changed = settle_keyboard(&mut state.meta, &message);
        let first = !std::mem::replace(&mut state.meta.started, true);
        if changed || first {
            self.log_meta(key);
        }
        self.events.tell(person, What::Message { chat: key, message: message.clone() });
        self.events.tell(person, What::Chat { chat: key });
        self.push_update(bot, "message", &message);
        Ok(message)
    }

    /// Mentions of people by id carry their names; of somebody unknown nothing is left but the text.
    pub fn name_mentioned(&self, content: &mut Content) {
        for name in ["entities", "caption_entities"] {
            let Some(Value::Array(entities)) = content.get_mut(name) else { continue };
            entities.retain_mut(|entity| {
                if entity["type"] != "text_mention" {
                    return true;
                }
                let person = entity["user"]["id"].as_i64().and_then(|id| self.personas.get(&id));
                person.map(|person| entity["user"] = person.user()).is_some()
            });
            if entities.is_empty() {
                content.remove(name);
            }
        }
    }

    fn store(
        &mut self,
        key: ChatKey,
        bot: i64,
        from: Value,
        chat: Value,
        content: Content,
    ) -> Result<Arc<Value>, ApiError> {
        let date = self.clock.now();
        let bot = self.bot_mut(bot)?;
        let id = bot.next_message_id;
        bot.next_message_id += 1;
        let mut message = content;
        message.insert("message_id".into(), json!(id));
        message.insert("from".into(), from);
        message.insert("chat".into(), chat);
        message.insert("date".into(), json!(date));
        let message = Arc::new(Value::Object(message));
        self.keep(key, id, message.clone());
        Ok(message)
    }

    fn keep(&mut self, key: ChatKey, id: i64, message: Arc<Value>) {
        self.log.write(&Record::message(key, &message));
        let chat = self.chat_mut(key);
        let reactions = chat.messages.get(&id).and_then(|entry| entry.reactions.clone());
        chat.messages.insert(id, Entry { message, reactions });
    }

    /// Replaces a kept message by a changed one and tells the person.
    pub fn replace(&mut self, key: ChatKey, id: i64, message: Value) -> Arc<Value> {
        let message = Arc::new(message);
        self.keep(key, id, message.clone());
        if let ChatKey::Private { person, .. } = key {
            self.events.tell(person, What::Edited { chat: key, message: message.clone() });
        }
        message
    }

    /// Removes a message; false when there is none.
    pub fn remove(&mut self, key: ChatKey, id: i64) -> bool {
        let Some(chat) = self.chats.get_mut(&key) else { return false };
        let Some(gone) = chat.messages.remove(&id) else { return false };
        let ChatKey::Private { bot, person } = key else { return true };
        if gone.author() == bot && id > chat.meta.read_upto {
            chat.unread = chat.unread.saturating_sub(1);
        }
        self.log.write(&Record::Deleted { chat: key, message_id: id });
        self.events.tell(person, What::Deleted { chat: key, message_id: id });
        self.events.tell(person, What::Chat { chat: key });
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

    /// The person has seen everything.
    pub fn read(&mut self, key: ChatKey) {
        let Some(chat) = self.chats.get_mut(&key) else { return };
        let newest = chat.messages.keys().next_back().copied().unwrap_or_default();
        if chat.unread == 0 && chat.meta.read_upto >= newest {
            return;
        }
        chat.unread = 0;
        chat.meta.read_upto = newest;
        self.log_meta(key);
        self.tell_chat(key);
    }

    /// The person stops or restarts the bot, which learns it by `my_chat_member`.
    pub fn set_blocked(&mut self, key: ChatKey, blocked: bool) {
        let ChatKey::Private { bot, person } = key else { return };
        let chat = self.chat_mut(key);
        if chat.meta.blocked == blocked {
            return;
        }
        chat.meta.blocked = blocked;
        self.log_meta(key);
        self.tell_chat(key);
        let (Some(bot_state), Some(someone)) = (self.bots.get(&bot), self.personas.get(&person)) else {
            return;
        };
        let member = |kicked: bool| {
            let mut member = json!({ "user": bot_state.profile.user(), "status": if kicked { "kicked" } else { "member" } });
            if kicked {
                member["until_date"] = json!(0);
            }
            member
        };
        let update = json!({
            "chat": someone.chat(), "from": someone.user(), "date": self.clock.now(),
            "old_chat_member": member(!blocked), "new_chat_member": member(blocked),
        });
        self.push_update(bot, "my_chat_member", &update);
    }

    pub fn log_meta(&mut self, key: ChatKey) {
        if let Some(chat) = self.chats.get(&key) {
            self.log.write(&Record::chat(key, &chat.meta));
        }
    }

    pub fn tell_chat(&mut self, key: ChatKey) {
        if let ChatKey::Private { person, .. } = key {
            self.events.tell(person, What::Chat { chat: key });
        }
    }
}

fn apply_markup(meta: &mut ChatMeta, markup: &ReplyMarkup) {
    match markup {
        ReplyMarkup::None | ReplyMarkup::Inline(_) => {}
        ReplyMarkup::Keyboard(keyboard) => {
            meta.reply_keyboard = Some(keyboard.clone());
            meta.force_reply = None;
        }
        ReplyMarkup::Remove => {
            meta.reply_keyboard = None;
            meta.force_reply = None;
        }
        ReplyMarkup::Force(force) => meta.force_reply = Some(force.clone()),
    }
}

/// After a person's message: an asked reply was given, a one-time keyboard was used. True when something changed.
fn settle_keyboard(meta: &mut ChatMeta, message: &Value) -> bool {
    let replied = meta.force_reply.take().is_some();
    let one_time = meta.reply_keyboard.as_ref().is_some_and(|keyboard| keyboard["one_time_keyboard"] == true);
    let pressed = meta.reply_keyboard.as_ref().is_some_and(|keyboard| holds(keyboard, message));
    if one_time && pressed {
        meta.reply_keyboard = None;
    }
    replied || (one_time && pressed)
}

fn holds(keyboard: &Value, message: &Value) -> bool {
    let rows = keyboard["keyboard"].as_array().into_iter().flatten();
    rows.flat_map(|row| row.as_array().into_iter().flatten()).any(|button| {
        let label = button.as_str().or_else(|| button["text"].as_str());
        let texted = label.is_some() && label == message["text"].as_str();
        texted
            || (button["request_location"] == true && message.get("location").is_some())
            || (button["request_contact"] == true && message.get("contact").is_some())
    })
}
