//! Forwarding and copying messages between a bot's chats.

use std::sync::Arc;

use serde_json::{Value, json};

use super::params::Params;
use super::send::{caption_of, post, post_in, put};
use super::{Answer, Result, delete};
use crate::App;
use crate::error::{self, ApiError, Rule};
use crate::world::{Access, Content, ReplyMarkup, World};

/// Fields that belong to the place of a message, not to what it says.
const PLACE: &[&str] = &[
    "message_id",
    "from",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "reply_markup",
    "forward_origin",
    "has_protected_content",
    "media_group_id",
    "message_thread_id",
    "is_topic_message",
];

pub(super) fn forward(app: &App, bot: i64, params: &Params) -> Result {
    let id = params.int("message_id").ok_or(error::MESSAGE_ID_MISSING)?;
    let sent = app.shared.with(|world| forward_one(world, bot, params, id));
    sent.map(Answer::Shared)
}

fn forward_one(
    world: &mut World,
    bot: i64,
    params: &Params,
    id: i64,
) -> std::result::Result<Arc<Value>, ApiError> {
    let source = source(world, bot, params, id, error::FORWARD_NOT_FOUND)?;
    post_in(world, bot, params, forwarded(&source), &ReplyMarkup::None)
}

/// What a forwarded message holds: everything said, and where it came from first.
pub(crate) fn forwarded(source: &Value) -> Content {
    let mut content = said(source);
    let origin = source
        .get("forward_origin")
        .cloned()
        .unwrap_or_else(|| json!({ "type": "user", "sender_user": source["from"], "date": source["date"] }));
    content.insert("forward_origin".into(), origin);
    content
}

fn said(source: &Value) -> Content {
    let fields = source.as_object().into_iter().flatten();
    fields
        .filter(|(name, _)| !PLACE.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn source(
    world: &World,
    bot: i64,
    params: &Params,
    id: i64,
    missing: Rule,
) -> std::result::Result<Arc<Value>, ApiError> {
    let from = params.some_text("from_chat_id").ok_or_else(|| ApiError::missing("from_chat_id"))?;
    let from: i64 = from.trim().parse().map_err(|_| error::CHAT_NOT_FOUND)?;
    let key = world.chat_for(bot, from, Access::Read)?;
    let entry = world.chat(key).and_then(|chat| chat.messages.get(&id)).ok_or(missing)?;
    let protected = entry.message["has_protected_content"] == true;
    if protected { Err(missing.into()) } else { Ok(entry.message.clone()) }
}

pub(super) fn copy(app: &App, bot: i64, params: &Params) -> Result {
    let id = params.int("message_id").ok_or(error::MESSAGE_ID_MISSING)?;
    let source = app.shared.with(|world| source(world, bot, params, id, error::COPY_NOT_FOUND))?;
    let mut content = said(&source);
    if params.text("caption").is_some() && content.get("text").is_none() {
        put(&mut content, ("caption", "caption_entities"), &caption_of(params)?);
    }
    let sent = post(app, bot, params, content)?;
    Ok(Answer::Value(json!({ "message_id": sent["message_id"] })))
}

/// Those that cannot be found are skipped (specification of forwardMessages).
pub(super) fn forward_several(app: &App, bot: i64, params: &Params) -> Result {
    each(app, bot, params, forwarded)
}

pub(super) fn copy_several(app: &App, bot: i64, params: &Params) -> Result {
    let bare = params.flag("remove_caption");
    each(app, bot, params, |source| {
        let mut content = said(source);
        if bare {
            content.remove("caption");
            content.remove("caption_entities");
        }
        content
    })
}

fn each(app: &App, bot: i64, params: &Params, content: impl Fn(&Value) -> Content) -> Result {
    let ids = delete::ids(params)?;
    app.shared.with(|world| {
        let mut sent = Vec::with_capacity(ids.len());
        for id in ids {
            let source = match source(world, bot, params, id, error::COPY_NOT_FOUND) {
                Ok(source) => source,
                Err(refusal) if refusal == error::COPY_NOT_FOUND.into() => continue,
                Err(refusal) => return Err(refusal),
            };
            let message = post_in(world, bot, params, content(&source), &ReplyMarkup::None)?;
            sent.push(json!({ "message_id": message["message_id"] }));
        }
        Ok(Answer::Value(Value::Array(sent)))
    })
}
