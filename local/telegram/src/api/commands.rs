//! Command menus per scope and language.

use serde_json::{Value, json};

use super::params::Params;
use super::profile::language;
use super::{Answer, Result};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::Command;

const MAX_COMMANDS: usize = 100;

pub(super) fn set(app: &App, bot: i64, params: &Params) -> Result {
    let key = key(params)?;
    let list = params.json("commands").map_err(|_| error::COMMANDS_JSON)?.ok_or(error::COMMANDS_JSON)?;
    let commands: Vec<Command> =
        serde_json::from_value(list.into_owned()).map_err(|_| error::COMMANDS_JSON)?;
    let commands = check(commands)?;
    app.shared.with(|world| {
        world.change_bot(bot, |profile| {
            if commands.is_empty() {
                profile.commands.remove(&key)
            } else {
                profile.commands.insert(key, commands)
            };
        });
        Ok(Answer::yes())
    })
}

pub(super) fn get(app: &App, bot: i64, params: &Params) -> Result {
    let key = key(params)?;
    app.shared.with(|world| {
        let commands = world.bot(bot)?.profile.commands.get(&key).cloned().unwrap_or_default();
        Ok(Answer::Value(json!(commands)))
    })
}

pub(super) fn delete(app: &App, bot: i64, params: &Params) -> Result {
    let key = key(params)?;
    app.shared.with(|world| {
        world.change_bot(bot, |profile| drop(profile.commands.remove(&key)));
        Ok(Answer::yes())
    })
}

/// Commands of 1 to 32 characters with descriptions of 1 to 256 (specification of BotCommand); a slash in front is dropped.
fn check(commands: Vec<Command>) -> std::result::Result<Vec<Command>, ApiError> {
    if commands.len() > MAX_COMMANDS {
        return Err(error::COMMANDS_TOO_MANY.into());
    }
    commands.into_iter().map(check_one).collect()
}

fn check_one(given: Command) -> std::result::Result<Command, ApiError> {
    let command = given.command.trim_start_matches('/').to_owned();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(1..=32).contains(&command.len()) || !command.chars().all(fits) {
        return Err(error::COMMAND_INVALID.into());
    }
    let description = given.description.trim().to_owned();
    if !(1..=256).contains(&crate::text::utf16_len(&description)) {
        return Err(error::COMMAND_DESCRIPTION_INVALID.into());
    }
    Ok(Command { command, description })
}

/// `<scope>/<language>`, where a scope of one chat or member carries their numbers.
fn key(params: &Params) -> std::result::Result<String, ApiError> {
    let scope = params.json("scope").map_err(|_| error::SCOPE_JSON)?;
    let scope = match scope.as_deref() {
        None => "default".to_owned(),
        Some(Value::Object(fields)) => scope_name(&Value::Object(fields.clone()))?,
        Some(_) => return Err(error::SCOPE_JSON.into()),
    };
    Ok(format!("{scope}/{}", language(params)?))
}

fn scope_name(scope: &Value) -> std::result::Result<String, ApiError> {
    let number = |name: &str| {
        let value = &scope[name];
        let number = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        number.ok_or_else(|| ApiError::from(error::CHAT_NOT_FOUND))
    };
    match scope["type"].as_str() {
        Some(name @ ("default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators")) => {
            Ok(name.into())
        }
        Some(name @ ("chat" | "chat_administrators")) => Ok(format!("{name}:{}", number("chat_id")?)),
        Some("chat_member") => Ok(format!("chat_member:{}:{}", number("chat_id")?, number("user_id")?)),
        _ => Err(error::SCOPE_INVALID.into()),
    }
}
