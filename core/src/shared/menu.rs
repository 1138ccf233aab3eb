//! The command menu and the bot's descriptions, in every language.

use serde_json::{Value, json};

use super::commands;
use crate::{
    bot::Bot,
    delivery::{Api, WireError},
    locale::Language,
};

/// Brings the messenger's menu and descriptions up to date; what is right already is left alone, because Telegram limits
/// how often these may be set.
///
/// # Errors
/// When the messenger cannot be reached or refuses.
pub(crate) async fn sync_menu(api: &Api, bot: &Bot) -> Result<(), WireError> {
    if bot.home.is_none() {
        return Ok(());
    }
    // The entry without a language is for everybody whose own we do not speak.
    sync_language(api, bot, Language::default(), "").await?;
    for language in Language::ALL {
        sync_language(api, bot, language, language.code()).await?;
    }
    Ok(())
}

async fn sync_language(api: &Api, bot: &Bot, language: Language, code: &str) -> Result<(), WireError> {
    let commands: Vec<Value> = commands::menu(bot, language)
        .into_iter()
        .map(|(command, description)| json!({"command": command, "description": description}))
        .collect();
    set_if_other(api, "Commands", code, "commands", None, commands.into()).await?;
    let about = (bot.about)(language);
    set_if_other(api, "Description", code, "description", Some("description"), about.long.into()).await?;
    set_if_other(
        api,
        "ShortDescription",
        code,
        "short_description",
        Some("short_description"),
        about.short.into(),
    )
    .await
}

/// `field`: where in the getter's answer the value stands; the answer itself when `None`.
async fn set_if_other(
    api: &Api,
    what: &str,
    code: &str,
    parameter: &str,
    field: Option<&str>,
    wanted: Value,
) -> Result<(), WireError> {
    let language = json!({"language_code": code});
    let current: Value = api.call(&format!("getMy{what}"), &language).await?;
    let current = field.map_or(Some(&current), |field| current.get(field));
    if current == Some(&wanted) {
        return Ok(());
    }
    let body = json!({"language_code": code, parameter: wanted});
    api.call::<Value>(&format!("setMy{what}"), &body).await.map(drop)
}
