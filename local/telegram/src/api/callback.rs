//! Answers to button presses, and reactions.

use serde_json::{Value, json};

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error;
use crate::text::utf16_len;
use crate::world::Access;

/// Characters of an answer (specification of answerCallbackQuery).
const ANSWER_LIMIT: usize = 200;

pub(super) fn answer(app: &App, bot: i64, params: &Params) -> Result {
    let id = params.some_text("callback_query_id").unwrap_or_default().into_owned();
    let text = params.text("text").unwrap_or_default().into_owned();
    if utf16_len(&text) > ANSWER_LIMIT {
        return Err(error::ANSWER_TOO_LONG.into());
    }
    app.shared.with(|world| {
        let limit = world.settings.callback_limit;
        let callback = world.callbacks.take(&id, bot, limit)?;
        let mut data = json!({
            "callback_id": id, "chat": callback.chat, "text": text, "show_alert": params.flag("show_alert"),
        });
        if let Some(url) = params.some_text("url") {
            data["url"] = json!(url);
        }
        world.tell_presser(&callback, data);
        Ok(Answer::yes())
    })
}

/// At most one reaction of a bot stands on a message (specification of setMessageReaction).
pub(super) fn react(app: &App, bot: i64, params: &Params) -> Result {
    let given = params.json("reaction").map_err(|_| error::REACTION_JSON)?;
    let reactions = given.as_deref().and_then(Value::as_array).cloned().unwrap_or_default();
    let known = |reaction: &Value| match reaction["type"].as_str() {
        Some("emoji") => reaction["emoji"].as_str().is_some_and(|emoji| !emoji.is_empty()),
        Some("custom_emoji") => reaction["custom_emoji_id"].is_string(),
        _ => false,
    };
    if reactions.len() > 1 || !reactions.iter().all(known) {
        return Err(error::REACTION_INVALID.into());
    }
    app.shared.with(|world| {
        let key = world.chat_for(bot, chat_id(params)?, Access::Write)?;
        let id = params.int("message_id").ok_or(error::MESSAGE_ID_MISSING)?;
        let shown = Some(Value::Array(reactions.clone())).filter(|_| !reactions.is_empty());
        if !world.react(key, id, shown) {
            return Err(error::REACT_NOT_FOUND.into());
        }
        world.tell(key, "reaction", json!({ "chat": key, "message_id": id, "reaction": reactions }));
        Ok(Answer::yes())
    })
}
