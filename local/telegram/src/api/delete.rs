//! Deleting messages.

use serde_json::Value;

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::ChatKey;
use crate::world::{Access, World};

/// Seconds after which a bot can delete no message any more (specification of deleteMessage).
const LIMIT: i64 = 48 * 3600;
const MAX_IDS: usize = 100;

pub(super) fn one(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let key = chat_of(world, bot, params)?;
        let id = params.int("message_id").ok_or(error::MESSAGE_ID_MISSING)?;
        delete(world, bot, key, id)?;
        Ok(Answer::yes())
    })
}

/// Those that cannot be found are skipped (specification of deleteMessages).
pub(super) fn several(app: &App, bot: i64, params: &Params) -> Result {
    let ids = ids(params)?;
    app.shared.with(|world| {
        let key = chat_of(world, bot, params)?;
        for id in ids {
            match delete(world, bot, key, id) {
                Err(refusal) if refusal != error::DELETE_NOT_FOUND.into() => return Err(refusal),
                _ => {}
            }
        }
        Ok(Answer::yes())
    })
}

/// In a private chat a bot may also delete after it was stopped.
fn chat_of(world: &World, bot: i64, params: &Params) -> std::result::Result<ChatKey, ApiError> {
    let chat = chat_id(params)?;
    world.chat_for(bot, chat, if chat < 0 { Access::Write } else { Access::Read })
}

/// In a group only administrators delete what others wrote.
fn delete(world: &mut World, bot: i64, key: ChatKey, id: i64) -> std::result::Result<(), ApiError> {
    let entry = world.chat(key).and_then(|chat| chat.messages.get(&id)).ok_or(error::DELETE_NOT_FOUND)?;
    if let ChatKey::Group(group) = key
        && entry.author() != bot
        && !world.groups.get(&group).is_some_and(|group| group.is_admin(bot))
    {
        return Err(error::DELETE_FORBIDDEN.into());
    }
    if world.clock.now() - entry.message["date"].as_i64().unwrap_or_default() > LIMIT {
        return Err(error::DELETE_TOO_OLD.into());
    }
    world.remove(key, id);
    Ok(())
}

/// The list `message_ids`, 1 to 100 of them.
pub(super) fn ids(params: &Params) -> std::result::Result<Vec<i64>, ApiError> {
    let list = params
        .json("message_ids")
        .map_err(|_| error::MESSAGE_IDS_MISSING)?
        .ok_or(error::MESSAGE_IDS_MISSING)?;
    let ids: Option<Vec<i64>> = list.as_array().map(|ids| ids.iter().filter_map(Value::as_i64).collect());
    match ids {
        Some(ids) if ids.len() > MAX_IDS => Err(error::TOO_MANY_MESSAGE_IDS.into()),
        Some(ids) if !ids.is_empty() => Ok(ids),
        _ => Err(error::MESSAGE_IDS_MISSING.into()),
    }
}
