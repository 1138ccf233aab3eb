//! What a person does in a chat.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Json, Refusal, Reply, open_chat, own_chat, seen_by};
use crate::App;
use crate::api::{forwarded, without_reply};
use crate::model::ChatKey;
use crate::text::{self, Markup};
use crate::world::{Content, World};

/// UTF-16 units that a client lets a person type into one message.
const TEXT_LIMIT: usize = 4096;

/// A person's text as a message holds it.
pub(super) fn typed(text: &str) -> Reply<Content> {
    let formatted = text::parse(text, Markup::Plain(vec![])).map_err(Refusal::bad)?;
    if formatted.text.is_empty() {
        return Err(Refusal::bad("the text is empty"));
    }
    if text::utf16_len(&formatted.text) > TEXT_LIMIT {
        return Err(Refusal::bad("the text is too long"));
    }
    let mut content = Content::new();
    content.insert("text".into(), json!(formatted.text));
    if !formatted.entities.is_empty() {
        content.insert("entities".into(), json!(formatted.entities));
    }
    Ok(content)
}

pub(super) fn post(world: &mut World, persona: i64, chat: ChatKey, content: Content) -> Reply<Answer<Value>> {
    open_chat(world, persona, chat)?;
    let message = world.post_from_person(persona, chat, content)?;
    Ok(Answer(seen_by(persona, &message, None)))
}

/// What a message answers, and the thread it belongs to.
#[derive(Clone, Copy, Default, Deserialize)]
pub(super) struct Place {
    pub reply_to: Option<i64>,
    pub thread: Option<i64>,
}

impl Place {
    pub fn content(self, world: &World, chat: ChatKey) -> Reply<Content> {
        let target = self.reply_to.map(|id| message(world, chat, id)).transpose()?;
        let reply = target.map(|target| without_reply(&target));
        let mut content = world.thread_of(chat, self.thread, reply.as_ref())?;
        content.extend(reply.map(|reply| ("reply_to_message".to_owned(), reply)));
        Ok(content)
    }
}

fn message(world: &World, chat: ChatKey, id: i64) -> Reply<Arc<Value>> {
    let entry = world.chat(chat).and_then(|chat| chat.messages.get(&id));
    entry.map(|entry| entry.message.clone()).ok_or_else(|| Refusal::missing("message"))
}

#[derive(Deserialize)]
pub(super) struct Send {
    persona: i64,
    chat: ChatKey,
    text: String,
    #[serde(flatten)]
    place: Place,
}

pub(super) async fn send(State(app): State<App>, Json(given): Json<Send>) -> Reply<Answer<Value>> {
    let mut content = typed(&given.text)?;
    app.shared.with(|world| {
        content.extend(given.place.content(world, given.chat)?);
        post(world, given.persona, given.chat, content)
    })
}

#[derive(Deserialize)]
pub(super) struct Edit {
    persona: i64,
    chat: ChatKey,
    message_id: i64,
    text: String,
}

pub(super) async fn edit(State(app): State<App>, Json(given): Json<Edit>) -> Reply<Answer<Value>> {
    let new = typed(&given.text)?;
    app.shared.with(|world| {
        open_chat(world, given.persona, given.chat)?;
        let old = message(world, given.chat, given.message_id)?;
        let Value::Object(mut changed) = (*old).clone() else { return Err(Refusal::missing("message")) };
        if old["from"]["id"].as_i64() != Some(given.persona) || !changed.contains_key("text") {
            return Err(Refusal::bad("only one's own texts can be edited"));
        }
        changed.remove("entities");
        changed.extend(new);
        changed.insert("edit_date".into(), json!(world.clock.now()));
        let message = world.replace(given.chat, given.message_id, Value::Object(changed));
        world.announce(given.chat, "edited_message", &message);
        Ok(Answer(seen_by(given.persona, &message, None)))
    })
}

#[derive(Deserialize)]
pub(super) struct Press {
    persona: i64,
    chat: ChatKey,
    message_id: i64,
    data: String,
}

/// A forged button may carry any data that fits; real clients can send it too.
pub(super) async fn press(State(app): State<App>, Json(given): Json<Press>) -> Reply<Answer<Value>> {
    if !(1..=64).contains(&given.data.len()) {
        return Err(Refusal::bad("the data of a button has 1 to 64 bytes"));
    }
    app.shared.with(|world| {
        let person = open_chat(world, given.persona, given.chat)?;
        let pressed = message(world, given.chat, given.message_id)?;
        let bot = match given.chat {
            ChatKey::Private { bot, .. } => bot,
            ChatKey::Group(_) => pressed["from"]["id"].as_i64().unwrap_or_default(),
        };
        world.bots.get(&bot).ok_or_else(|| Refusal::bad("only a bot's message has buttons"))?;
        let id = world.press(bot, given.chat, &person, (*pressed).clone(), &given.data);
        Ok(Answer(json!({ "callback_id": id })))
    })
}

#[derive(Deserialize)]
pub(super) struct Location {
    persona: i64,
    chat: ChatKey,
    latitude: f64,
    longitude: f64,
}

pub(super) async fn location(State(app): State<App>, Json(given): Json<Location>) -> Reply<Answer<Value>> {
    if !(-90.0..=90.0).contains(&given.latitude) || !(-180.0..=180.0).contains(&given.longitude) {
        return Err(Refusal::bad("there is no such place on earth"));
    }
    let mut content = Content::new();
    content.insert("location".into(), json!({ "latitude": given.latitude, "longitude": given.longitude }));
    app.shared.with(|world| post(world, given.persona, given.chat, content))
}

#[derive(Deserialize)]
pub(super) struct InChat {
    persona: i64,
    chat: ChatKey,
}

/// The person's own contact; the number is made of the id, in the range that is never given out.
pub(super) async fn contact(State(app): State<App>, Json(given): Json<InChat>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        let person = own_chat(world, given.persona, given.chat)?;
        let mut contact = json!({
            "phone_number": format!("+1555{:07}", person.id % 10_000_000), "first_name": person.first_name,
            "user_id": person.id,
        });
        if let Some(last) = &person.last_name {
            contact["last_name"] = json!(last);
        }
        let mut content = Content::new();
        content.insert("contact".into(), contact);
        post(world, given.persona, given.chat, content)
    })
}

#[derive(Deserialize)]
pub(super) struct Forward {
    persona: i64,
    from_chat: ChatKey,
    message_id: i64,
    chat: ChatKey,
}

pub(super) async fn forward(State(app): State<App>, Json(given): Json<Forward>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        own_chat(world, given.persona, given.from_chat)?;
        let source = message(world, given.from_chat, given.message_id)?;
        post(world, given.persona, given.chat, forwarded(&source))
    })
}

#[derive(Deserialize)]
pub(super) struct OneMessage {
    persona: i64,
    chat: ChatKey,
    message_id: i64,
}

/// A person deletes for everybody; bots are not told, as on the real server. What others wrote in a group only its
/// administrators delete.
pub(super) async fn delete(State(app): State<App>, Json(given): Json<OneMessage>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        open_chat(world, given.persona, given.chat)?;
        if let ChatKey::Group(id) = given.chat
            && message(world, given.chat, given.message_id)?["from"]["id"].as_i64() != Some(given.persona)
            && !world.open_group(id)?.is_admin(given.persona)
        {
            return Err(Refusal::bad("only administrators delete what others wrote"));
        }
        if world.remove(given.chat, given.message_id) {
            Ok(Answer(json!({})))
        } else {
            Err(Refusal::missing("message"))
        }
    })
}

pub(super) async fn read(State(app): State<App>, Json(given): Json<InChat>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        own_chat(world, given.persona, given.chat)?;
        world.read(given.chat, given.persona);
        Ok(Answer(json!({})))
    })
}

#[derive(Deserialize)]
pub(super) struct Block {
    persona: i64,
    chat: ChatKey,
    blocked: bool,
}

pub(super) async fn block(State(app): State<App>, Json(given): Json<Block>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        open_chat(world, given.persona, given.chat)?;
        world.set_blocked(given.chat, given.blocked);
        Ok(Answer(json!({})))
    })
}
