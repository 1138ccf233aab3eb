//! Sending what needs no file: texts, drafts, typing, places, contacts.

use std::sync::Arc;

use serde_json::{Value, json};

use super::params::Params;
use super::{Answer, Result, chat_id, markup};
use crate::App;
use crate::error::{self, ApiError, Rule};
use crate::model::ChatKey;
use crate::text::{self, Entity, Formatted, Markup};
use crate::world::{Access, Content, ReplyMarkup, World};

/// UTF-16 units after parsing (specification of sendMessage and of captions).
const TEXT_LIMIT: usize = 4096;
const CAPTION_LIMIT: usize = 1024;
/// How long typing is shown (specification of sendChatAction).
const TYPING_MS: i64 = 5000;

const ACTIONS: &[&str] = &[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// Reads a marked-up text by the names of its three parameters.
fn formatted(
    params: &Params,
    name: &str,
    entities: &str,
    limit: usize,
    too_long: Rule,
) -> std::result::Result<Formatted, ApiError> {
    let source = params.text(name).unwrap_or_default();
    let mode = params.some_text("parse_mode").unwrap_or_default().to_ascii_lowercase();
    let markup = match mode.as_str() {
        "html" => Markup::Html,
        "markdown" => Markup::Markdown,
        "markdownv2" => Markup::MarkdownV2,
        "" | "none" => Markup::Plain(written_entities(params, entities, &source)?),
        _ => return Err(error::PARSE_MODE.into()),
    };
    let formatted = text::parse(&source, markup).map_err(|detail| ApiError::entities(&detail))?;
    if text::utf16_len(&formatted.text) > limit { Err(too_long.into()) } else { Ok(formatted) }
}

/// Entities given beside a plain text, which must lie inside it.
fn written_entities(params: &Params, name: &str, source: &str) -> std::result::Result<Vec<Entity>, ApiError> {
    let list = params.json(name).map_err(|_| error::ENTITIES_JSON)?;
    let length = i64::try_from(text::utf16_len(source)).unwrap_or(i64::MAX);
    let each = list.as_deref().and_then(Value::as_array).into_iter().flatten();
    each.map(|entity| {
        let (start, size) =
            (entity["offset"].as_i64().unwrap_or_default(), entity["length"].as_i64().unwrap_or_default());
        let end = start.saturating_add(size);
        if start < 0 {
            return Err(ApiError::bad(format_args!("receive an entity with incorrect offset {start}")));
        }
        if size < 0 {
            return Err(ApiError::bad(format_args!("receive an entity with incorrect length {size}")));
        }
        if start > length {
            let what = "entity begins after the end of the text at UTF-16 offset";
            return Err(ApiError::bad(format_args!("{what} {start}")));
        }
        if end > length {
            let what = format!("entity beginning at UTF-16 offset {start}");
            return Err(ApiError::bad(format_args!(
                "{what} ends after the end of the text at UTF-16 offset {end}"
            )));
        }
        serde_json::from_value(entity.clone()).map_err(|_| error::ENTITY_KIND.into())
    })
    .collect()
}

/// A text that must not be empty.
pub(super) fn text_of(params: &Params, too_long: Rule) -> std::result::Result<Formatted, ApiError> {
    if params.some_text("text").is_none() {
        return Err(error::TEXT_EMPTY.into());
    }
    let formatted = formatted(params, "text", "entities", TEXT_LIMIT, too_long)?;
    if formatted.text.is_empty() { Err(error::TEXT_BLANK.into()) } else { Ok(formatted) }
}

/// A caption, which may be empty.
pub(super) fn caption_of(params: &Params) -> std::result::Result<Formatted, ApiError> {
    formatted(params, "caption", "caption_entities", CAPTION_LIMIT, error::CAPTION_TOO_LONG)
}

/// Puts a text and its entities under their two names, leaving empty ones out.
pub(super) fn put(content: &mut Content, names: (&str, &str), formatted: &Formatted) {
    content.remove(names.0);
    content.remove(names.1);
    if formatted.text.is_empty() {
        return;
    }
    content.insert(names.0.into(), json!(formatted.text));
    if !formatted.entities.is_empty() {
        content.insert(names.1.into(), json!(formatted.entities));
    }
}

/// Everything that all sending methods share: the chat, the limits, the reply, protection, the keyboard.
pub(super) fn post(
    app: &App,
    bot: i64,
    params: &Params,
    content: Content,
) -> std::result::Result<Arc<Value>, ApiError> {
    let markup = markup::read(params)?;
    app.shared.with(|world| post_in(world, bot, params, content, &markup))
}

pub(super) fn post_in(
    world: &mut World,
    bot: i64,
    params: &Params,
    content: Content,
    markup: &ReplyMarkup,
) -> std::result::Result<Arc<Value>, ApiError> {
    let sent = post_all(world, bot, params, vec![content], markup)?;
    sent.into_iter().next().ok_or_else(|| error::INTERNAL.into())
}

/// Posts what one call sends: all of it or, when it is refused, nothing.
pub(super) fn post_all(
    world: &mut World,
    bot: i64,
    params: &Params,
    contents: Vec<Content>,
    markup: &ReplyMarkup,
) -> std::result::Result<Vec<Arc<Value>>, ApiError> {
    let chat = chat_id(params)?;
    let key = world.chat_for(bot, chat, Access::Write)?;
    let mut place = Content::new();
    let reply = reply_target(world, key, params)?;
    place.extend(world.thread_of(key, params.int("message_thread_id"), reply.as_ref())?);
    place.extend(reply.map(|reply| ("reply_to_message".to_owned(), reply)));
    if params.flag("protect_content") {
        place.insert("has_protected_content".into(), json!(true));
    }
    world.limits.spend(bot, chat, contents.len())?;
    let each = contents.into_iter().map(|mut content| {
        content.extend(place.clone());
        world.post_from_bot(bot, key, content, markup)
    });
    each.collect()
}

/// The message that is replied to, without its own reply (specification of Message.reply_to_message).
fn reply_target(
    world: &World,
    key: ChatKey,
    params: &Params,
) -> std::result::Result<Option<Value>, ApiError> {
    let given = params.json("reply_parameters").map_err(|_| error::REPLY_NOT_FOUND)?;
    let asked = match given.as_deref() {
        Some(reply) => Some(reply["message_id"].as_i64().ok_or(error::REPLY_NO_ID)?),
        None => params.int("reply_to_message_id"),
    };
    let Some(id) = asked else { return Ok(None) };
    let without = given.as_deref().is_some_and(|reply| reply["allow_sending_without_reply"] == true)
        || params.flag("allow_sending_without_reply");
    match world.chat(key).and_then(|chat| chat.messages.get(&id)) {
        Some(entry) => Ok(Some(without_reply(&entry.message))),
        None if without => Ok(None),
        None => Err(error::REPLY_NOT_FOUND.into()),
    }
}

pub(crate) fn without_reply(message: &Value) -> Value {
    let mut message = message.clone();
    if let Value::Object(fields) = &mut message {
        fields.remove("reply_to_message");
    }
    message
}

pub(super) fn message(app: &App, bot: i64, params: &Params) -> Result {
    let text = text_of(params, error::TEXT_TOO_LONG)?;
    let mut content = Content::new();
    put(&mut content, ("text", "entities"), &text);
    if let Ok(Some(options)) = params.json("link_preview_options") {
        content.insert("link_preview_options".into(), options.into_owned());
    }
    post(app, bot, params, content).map(Answer::Shared)
}

/// Streams a message that is being made: shown, never kept.
pub(super) fn draft(app: &App, bot: i64, params: &Params) -> Result {
    let draft_id = params.int("draft_id").filter(|id| *id != 0).ok_or(error::DRAFT_ID_INVALID)?;
    let text = formatted(params, "text", "entities", TEXT_LIMIT, error::TEXT_TOO_LONG)?;
    app.shared.with(|world| {
        let key = world.chat_for(bot, chat_id(params)?, Access::Write)?;
        let data = json!({ "chat": key, "bot": bot, "draft_id": draft_id, "text": text.text, "entities": text.entities });
        world.tell(key, "draft", data);
        Ok(Answer::yes())
    })
}

pub(super) fn chat_action(app: &App, bot: i64, params: &Params) -> Result {
    let action = params.some_text("action").ok_or(error::ACTION_INVALID)?.to_ascii_lowercase();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(error::ACTION_INVALID.into());
    }
    app.shared.with(|world| {
        let key = world.chat_for(bot, chat_id(params)?, Access::Write)?;
        let until = world.clock.now_ms() + TYPING_MS;
        world.tell(key, "typing", json!({ "chat": key, "bot": bot, "action": action, "until_ms": until }));
        Ok(Answer::yes())
    })
}

fn place(params: &Params) -> std::result::Result<Value, ApiError> {
    let latitude = params.float("latitude").ok_or(error::LATITUDE_EMPTY)?;
    let longitude = params.float("longitude").ok_or(error::LONGITUDE_EMPTY)?;
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return Err(error::LOCATION_INVALID.into());
    }
    let mut place = json!({ "latitude": latitude, "longitude": longitude });
    for name in ["live_period", "heading", "proximity_alert_radius"] {
        if let Some(value) = params.int(name) {
            place[name] = json!(value);
        }
    }
    Ok(place)
}

pub(super) fn location(app: &App, bot: i64, params: &Params) -> Result {
    let mut content = Content::new();
    content.insert("location".into(), place(params)?);
    post(app, bot, params, content).map(Answer::Shared)
}

pub(super) fn venue(app: &App, bot: i64, params: &Params) -> Result {
    let need = |name: &str| params.some_text(name).ok_or_else(|| ApiError::missing(name));
    let location = place(params)?;
    let venue = json!({ "location": location, "title": need("title")?, "address": need("address")? });
    let mut content = Content::new();
    content.insert("location".into(), location);
    content.insert("venue".into(), venue);
    post(app, bot, params, content).map(Answer::Shared)
}

pub(super) fn contact(app: &App, bot: i64, params: &Params) -> Result {
    let need = |name: &str| params.some_text(name).ok_or_else(|| ApiError::missing(name));
    let mut contact = json!({ "phone_number": need("phone_number")?, "first_name": need("first_name")? });
    for name in ["last_name", "vcard"] {
        if let Some(value) = params.some_text(name) {
            contact[name] = json!(value);
        }
    }
    let mut content = Content::new();
    content.insert("contact".into(), contact);
    post(app, bot, params, content).map(Answer::Shared)
}
