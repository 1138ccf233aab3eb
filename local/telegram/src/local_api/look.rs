//! What there is: people, bots, chats, messages, files.

use axum::Json as Answer;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Json, Refusal, Reply, own_chat, seen_by};
use crate::App;
use crate::model::{ChatKey, Persona};
use crate::world::people::NewPersona;
use crate::world::{Bot, World};

pub(super) async fn state(State(app): State<App>) -> Answer<Value> {
    let clock = super::clock::show(&app).await;
    app.shared.with(|world| {
        let personas: Vec<&Persona> = world.personas.values().collect();
        Answer(json!({ "personas": personas, "bots": bots(world, ""), "clock": clock }))
    })
}

pub(super) fn bots(world: &World, language: &str) -> Vec<Value> {
    world.bot_list().into_iter().map(|bot| bot.info(language)).collect()
}

#[derive(Deserialize)]
pub(super) struct PersonaFields {
    first_name: Option<String>,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
    zone: Option<String>,
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) async fn create_persona(
    State(app): State<App>,
    Json(given): Json<PersonaFields>,
) -> Reply<Answer<Persona>> {
    let need = |text: Option<String>, name: &str| {
        filled(text).ok_or_else(|| Refusal::bad(format!("{name} is empty")))
    };
    let new = NewPersona {
        first_name: need(given.first_name, "first_name")?,
        last_name: filled(given.last_name),
        username: filled(given.username),
        language_code: need(given.language_code, "language_code")?,
        zone: need(given.zone, "zone")?,
    };
    Ok(Answer(app.shared.with(|world| world.create_persona(new))))
}

pub(super) async fn change_persona(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<PersonaFields>,
) -> Reply<Answer<Persona>> {
    app.shared.with(|world| {
        let mut persona = world.personas.get(&id).cloned().ok_or_else(|| Refusal::missing("persona"))?;
        let set = |field: &mut String, text| *field = filled(text).unwrap_or_else(|| field.clone());
        set(&mut persona.first_name, given.first_name);
        set(&mut persona.language_code, given.language_code);
        set(&mut persona.zone, given.zone);
        if given.last_name.is_some() {
            persona.last_name = filled(given.last_name);
        }
        if given.username.is_some() {
            persona.username = filled(given.username);
        }
        world.save_persona(persona.clone());
        Ok(Answer(persona))
    })
}

#[derive(Deserialize)]
pub(super) struct NewBot {
    username: String,
    first_name: Option<String>,
    /// A token to have; one is made up otherwise.
    token: Option<String>,
}

pub(super) async fn create_bot(State(app): State<App>, Json(given): Json<NewBot>) -> Reply<Answer<Value>> {
    let name = filled(given.first_name).unwrap_or_else(|| given.username.clone());
    app.shared.with(|world| {
        let created = world.create_bot(&given.username, &name, given.token.as_deref());
        let id = created.map_err(|error| Refusal::bad(error.to_string()))?;
        let bot = world.bot(id)?;
        let mut info = bot.info("");
        info["token"] = json!(bot.profile.token);
        Ok(Answer(info))
    })
}

#[derive(Deserialize)]
pub(super) struct ChatsOf {
    persona: i64,
}

pub(super) async fn chats(State(app): State<App>, Query(of): Query<ChatsOf>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        let persona = world.personas.get(&of.persona).ok_or_else(|| Refusal::missing("persona"))?;
        let list = world.bot_list();
        let chats: Vec<Value> = list.into_iter().map(|bot| chat_of(world, bot, persona)).collect();
        Ok(Answer(json!({ "chats": chats })))
    })
}

/// The contract's `Chat` of one conversation; none when its bot or person is gone.
pub(super) fn chat(world: &World, key: ChatKey) -> Option<Value> {
    let ChatKey::Private { bot, person } = key else { return None };
    Some(chat_of(world, world.bots.get(&bot)?, world.personas.get(&person)?))
}

fn chat_of(world: &World, bot: &Bot, persona: &Persona) -> Value {
    let key = ChatKey::Private { bot: bot.profile.id, person: persona.id };
    let chat = world.chat(key);
    let meta = chat.map(|chat| chat.meta.clone()).unwrap_or_default();
    let last = chat.and_then(|chat| chat.messages.values().next_back());
    let menu_button = meta.menu_button.or_else(|| bot.profile.menu_button.clone());
    json!({
        "chat": key,
        "bot": bot.info(&persona.language_code),
        "last": last.map(|entry| seen_by(persona.id, &entry.message, entry.reactions.as_ref())),
        "unread": chat.map_or(0, |chat| chat.unread),
        "blocked": meta.blocked,
        "started": meta.started,
        "commands": bot.commands_for(persona.id, &persona.language_code),
        "reply_keyboard": meta.reply_keyboard,
        "force_reply": meta.force_reply,
        "menu_button": menu_button.unwrap_or_else(|| json!({ "type": "commands" })),
    })
}

#[derive(Deserialize)]
pub(super) struct MessagesOf {
    persona: i64,
    chat: ChatKey,
    before: Option<i64>,
    limit: Option<usize>,
}

pub(super) async fn messages(State(app): State<App>, Query(of): Query<MessagesOf>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        own_chat(world, of.persona, of.chat)?;
        let limit = of.limit.unwrap_or(50).clamp(1, 500);
        let Some(chat) = world.chat(of.chat) else {
            return Ok(Answer(json!({ "messages": [], "has_more": false })));
        };
        let mut older = chat.messages.range(..of.before.unwrap_or(i64::MAX)).rev();
        let shown = older.by_ref().take(limit);
        let mut messages: Vec<Value> =
            shown.map(|(_, entry)| seen_by(of.persona, &entry.message, entry.reactions.as_ref())).collect();
        messages.reverse();
        Ok(Answer(json!({ "messages": messages, "has_more": older.next().is_some() })))
    })
}

/// The bytes of a file. Nothing in it may run as part of the page.
pub(super) async fn file(State(app): State<App>, Path(id): Path<String>) -> Reply<Response> {
    let found = app.shared.with(|world| Some((world.files.get(&id)?.clone(), world.file_bytes(&id)?)));
    let (file, bytes) = found.ok_or_else(|| Refusal::missing("file"))?;
    let headers = [
        (header::CONTENT_TYPE, file.mime),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
