//! What there is: people, bots, chats, messages, files.

use axum::Json as Answer;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Json, Refusal, Reply, groups, own_chat, seen_by};
use crate::App;
use crate::group::Group;
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
pub(super) struct BotSettings {
    /// On: it hears in groups only what is meant for it.
    privacy: bool,
}

/// What its owner sets with BotFather.
pub(super) async fn change_bot(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<BotSettings>,
) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        world.bots.get(&id).ok_or_else(|| Refusal::missing("bot"))?;
        world.change_bot(id, |profile| profile.privacy_off = !given.privacy);
        Ok(Answer(world.bot(id)?.info("")))
    })
}

#[derive(Deserialize)]
pub(super) struct ChatsOf {
    persona: i64,
}

pub(super) async fn chats(State(app): State<App>, Query(of): Query<ChatsOf>) -> Reply<Answer<Value>> {
    app.shared.with(|world| {
        let persona = world.personas.get(&of.persona).ok_or_else(|| Refusal::missing("persona"))?;
        let bots = world.bot_list();
        let mut chats: Vec<Value> = bots.into_iter().map(|bot| chat_of(world, bot, persona)).collect();
        chats.extend(world.groups.values().filter_map(|group| group_of(world, group, persona)));
        Ok(Answer(json!({ "chats": chats })))
    })
}

/// The contract's `Chat` of one conversation as a person sees it, or that it is there no more.
pub(super) fn chat(world: &World, key: ChatKey, person: i64) -> Option<Value> {
    let persona = world.personas.get(&person)?;
    match key {
        ChatKey::Private { bot, .. } => Some(chat_of(world, world.bots.get(&bot)?, persona)),
        ChatKey::Group(id) => {
            let shown = world.groups.get(&id).and_then(|group| group_of(world, group, persona));
            Some(shown.unwrap_or_else(|| json!({ "chat": key, "gone": true })))
        }
    }
}

fn chat_of(world: &World, bot: &Bot, persona: &Persona) -> Value {
    let key = ChatKey::Private { bot: bot.profile.id, person: persona.id };
    let mut shown = seat_of(world, key, persona.id);
    shown["bot"] = bot.info(&persona.language_code);
    shown["commands"] = json!(bot.commands_for(persona.id, &persona.language_code));
    if shown["menu_button"].is_null() {
        let usual = || json!({ "type": "commands" });
        shown["menu_button"] = bot.profile.menu_button.clone().unwrap_or_else(usual);
    }
    shown
}

/// None when the person is not in it, or when a supergroup took its place.
fn group_of(world: &World, group: &Group, persona: &Persona) -> Option<Value> {
    if !group.has(persona.id) || group.upgraded_to.is_some() {
        return None;
    }
    let mut shown = seat_of(world, ChatKey::Group(group.id), persona.id);
    let bots: Vec<&Bot> = group.present().filter_map(|id| world.bots.get(&id)).collect();
    let commands = bots.iter().flat_map(|bot| {
        let menu = bot.commands_in(group, persona.id, &persona.language_code).iter();
        menu.map(|command| {
            let name = format!("{}@{}", command.command, bot.profile.username);
            json!({ "command": name, "description": command.description })
        })
    });
    shown["commands"] = commands.collect();
    shown["started"] = json!(true);
    shown["group"] = groups::group(world, group);
    Some(shown)
}

/// What a person's side of a chat looks like.
fn seat_of(world: &World, key: ChatKey, person: i64) -> Value {
    let seat = world.seat(key, person).cloned().unwrap_or_default();
    let last = world.chat(key).and_then(|chat| chat.messages.values().next_back());
    json!({
        "chat": key,
        "last": last.map(|entry| seen_by(person, &entry.message, entry.reactions.as_ref())),
        "unread": world.unread(key, person),
        "blocked": seat.blocked,
        "started": seat.started,
        "reply_keyboard": seat.reply_keyboard,
        "force_reply": seat.force_reply,
        "menu_button": seat.menu_button,
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
