//! Changing messages that a bot has sent.

use serde_json::{Value, json};

use super::params::Params;
use super::send::{caption_of, put, text_of};
use super::{Answer, Result, chat_id, markup};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::ChatKey;
use crate::world::{Access, Content, World};

pub(super) fn text(app: &App, bot: i64, params: &Params) -> Result {
    let text = text_of(params, error::EDITED_TOO_LONG)?;
    edit(app, bot, params, |message| {
        if message.get("text").is_none() {
            return Err(error::EDIT_NO_TEXT.into());
        }
        put(message, ("text", "entities"), &text);
        Ok(())
    })
}

pub(super) fn caption(app: &App, bot: i64, params: &Params) -> Result {
    let caption = caption_of(params)?;
    edit(app, bot, params, |message| {
        const MEDIA: &[&str] = &["photo", "document", "video", "audio", "voice", "animation"];
        if !MEDIA.iter().any(|kind| message.contains_key(*kind)) {
            return Err(error::EDIT_NO_CAPTION.into());
        }
        put(message, ("caption", "caption_entities"), &caption);
        Ok(())
    })
}

pub(super) fn reply_markup(app: &App, bot: i64, params: &Params) -> Result {
    edit(app, bot, params, |_| Ok(()))
}

/// Finds the message, applies the change and the keyboard, and refuses what changes nothing.
pub(super) fn edit(
    app: &App,
    bot: i64,
    params: &Params,
    change: impl FnOnce(&mut Content) -> std::result::Result<(), ApiError>,
) -> Result {
    let keyboard = markup::read_inline(params)?;
    if params.some_text("inline_message_id").is_some() {
        return Err(error::EDIT_NOT_FOUND.into());
    }
    let id = params.int("message_id").filter(|id| *id > 0);
    app.shared.with(|world| {
        let key = world.chat_for(bot, chat_id(params)?, Access::Write)?;
        let id = id.ok_or(error::MESSAGE_ID_MISSING)?;
        let old = own_message(world, key, bot, id)?;
        let mut new = old.clone();
        change(&mut new)?;
        world.name_mentioned(&mut new);
        match keyboard {
            Some(keyboard) => new.insert("reply_markup".into(), keyboard),
            None => new.remove("reply_markup"),
        };
        if new == old {
            return Err(error::NOT_MODIFIED.into());
        }
        new.insert("edit_date".into(), json!(world.clock.now()));
        Ok(Answer::Shared(world.replace(key, id, Value::Object(new))))
    })
}

/// A message that this bot may change: its own, and no forward of somebody's.
fn own_message(world: &World, key: ChatKey, bot: i64, id: i64) -> std::result::Result<Content, ApiError> {
    let entry = world.chat(key).and_then(|chat| chat.messages.get(&id)).ok_or(error::EDIT_NOT_FOUND)?;
    let Value::Object(message) = &*entry.message else { return Err(error::EDIT_NOT_FOUND.into()) };
    if entry.author() != bot || message.contains_key("forward_origin") {
        return Err(error::EDIT_FORBIDDEN.into());
    }
    Ok(message.clone())
}
