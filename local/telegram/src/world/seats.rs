//! A person's side of a chat: what was read, the keyboard that is shown, whether the bot is stopped.

use serde_json::{Value, json};

use super::{ReplyMarkup, World};
use crate::model::{ChatKey, ChatMeta};
use crate::persist::Record;

impl World {
    /// What is kept of a person's side of a chat.
    pub fn seat(&self, key: ChatKey, person: i64) -> Option<&ChatMeta> {
        match key {
            ChatKey::Private { .. } => self.chats.get(&key).map(|chat| &chat.meta),
            ChatKey::Group(id) => self.groups.get(&id)?.seats.get(&person),
        }
    }

    fn seat_mut(&mut self, key: ChatKey, person: i64) -> Option<&mut ChatMeta> {
        match key {
            ChatKey::Private { .. } => Some(&mut self.chat_mut(key).meta),
            ChatKey::Group(id) => Some(self.groups.get_mut(&id)?.seats.entry(person).or_default()),
        }
    }

    /// Messages of others that a person has not read.
    pub fn unread(&self, key: ChatKey, person: i64) -> u64 {
        let Some(chat) = self.chats.get(&key) else { return 0 };
        let read = self.seat(key, person).map_or(0, |seat| seat.read_upto);
        let newer = chat.messages.range(read + 1..);
        newer.filter(|(_, entry)| entry.author() != person).count() as u64
    }

    /// A bot's message shows or takes away keyboards; a selective one only that of the person it replies to.
    pub fn show_keyboard(&mut self, key: ChatKey, message: &Value, markup: &ReplyMarkup) {
        let (ReplyMarkup::Keyboard(options) | ReplyMarkup::Remove(options) | ReplyMarkup::Force(options)) =
            markup
        else {
            return;
        };
        let replied = message["reply_to_message"]["from"]["id"].as_i64();
        let chosen = options["selective"] == true && matches!(key, ChatKey::Group(_));
        for person in self.audience(key) {
            if (!chosen || replied == Some(person))
                && let Some(seat) = self.seat_mut(key, person)
            {
                apply_markup(seat, markup);
            }
        }
        self.log_seats(key);
    }

    /// A person has written: all before it is read, an asked reply was given, a one-time keyboard was used.
    pub fn take_seat(&mut self, key: ChatKey, person: i64, message: &Value) {
        let Some(seat) = self.seat_mut(key, person) else { return };
        seat.read_upto = message["message_id"].as_i64().unwrap_or_default();
        let changed = settle_keyboard(seat, message);
        let first = !std::mem::replace(&mut seat.started, true);
        if changed || first {
            self.log_seats(key);
        }
    }

    /// The person has seen everything.
    pub fn read(&mut self, key: ChatKey, person: i64) {
        let Some(chat) = self.chats.get(&key) else { return };
        let newest = chat.messages.keys().next_back().copied().unwrap_or_default();
        let Some(seat) = self.seat_mut(key, person) else { return };
        if seat.read_upto >= newest {
            return;
        }
        seat.read_upto = newest;
        self.log_seats(key);
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
        self.log_seats(key);
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

    /// Writes down what was changed on the people's side of a chat.
    pub fn log_seats(&mut self, key: ChatKey) {
        match key {
            ChatKey::Private { .. } => {
                if let Some(chat) = self.chats.get(&key) {
                    self.log.write(&Record::chat(key, &chat.meta));
                }
            }
            ChatKey::Group(id) => self.log_group(id),
        }
    }
}

fn apply_markup(seat: &mut ChatMeta, markup: &ReplyMarkup) {
    match markup {
        ReplyMarkup::None | ReplyMarkup::Inline(_) => {}
        ReplyMarkup::Keyboard(keyboard) => {
            seat.reply_keyboard = Some(keyboard.clone());
            seat.force_reply = None;
        }
        ReplyMarkup::Remove(_) => {
            seat.reply_keyboard = None;
            seat.force_reply = None;
        }
        ReplyMarkup::Force(force) => seat.force_reply = Some(force.clone()),
    }
}

/// After a person's message: an asked reply was given, a one-time keyboard was used. True when something changed.
fn settle_keyboard(seat: &mut ChatMeta, message: &Value) -> bool {
    let replied = seat.force_reply.take().is_some();
    let one_time = seat.reply_keyboard.as_ref().is_some_and(|keyboard| keyboard["one_time_keyboard"] == true);
    let pressed = seat.reply_keyboard.as_ref().is_some_and(|keyboard| holds(keyboard, message));
    if one_time && pressed {
        seat.reply_keyboard = None;
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
