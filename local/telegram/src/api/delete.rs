//! Deleting messages.

use serde_json::Value;

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::ChatKey;
use crate::world::World;

/// Seconds after which a bot can delete no message any more (specification of deleteMessage).
const LIMIT: i64 = 48 * 3600;
const MAX_IDS: usize = 100;

pub(super) fn one(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let (key, _) = world.find_chat(bot, chat_id(params)?)?;
        let id = params.int("message_id").ok_or(error::MESSAGE_ID_MISSING)?;
        delete(world, key, id)?;
        Ok(Answer::yes())
    })
}

/// Those that cannot be found are skipped (specification of deleteMessages).
pub(super) fn several(app: &App, bot: i64, params: &Params) -> Result {
    let ids = ids(params)?;
    app.shared.with(|world| {
        let (key, _) = world.find_chat(bot, chat_id(params)?)?;
        for id in ids {
            match delete(world, key, id) {
                Err(refusal) if refusal != error::DELETE_NOT_FOUND.into() => return Err(refusal),
                _ => {}
            }
        }
        Ok(Answer::yes())
    })
}

fn delete(world: &mut World, key: ChatKey, id: i64) -> std::result::Result<(), ApiError> {
    let entry = world.chat(key).and_then(|chat| chat.messages.get(&id)).ok_or(error::DELETE_NOT_FOUND)?;
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
