//! What a bot says about itself: getMe, and name, description and short description per language.

use std::collections::BTreeMap;

use serde_json::json;

use super::params::Params;
use super::{Answer, Result};
use crate::App;
use crate::error::{self, ApiError, Rule};
use crate::model::BotProfile;
use crate::text::utf16_len;
use crate::world::bots::localized;

pub(super) fn get_me(app: &App, bot: i64) -> Result {
    app.shared.with(|world| {
        let profile = &world.bot(bot)?.profile;
        let (mut me, reads_all) = (profile.user(), profile.privacy_off);
        for (name, value) in [("can_join_groups", true), ("can_read_all_group_messages", reads_all)] {
            me[name] = json!(value);
        }
        for name in [
            "supports_inline_queries",
            "can_connect_to_business",
            "has_main_web_app",
            "has_topics_enabled",
            "allows_users_to_create_topics",
            "can_manage_bots",
            "supports_guest_queries",
            "supports_join_request_queries",
        ] {
            me[name] = json!(false);
        }
        Ok(Answer::Value(me))
    })
}

/// One of the texts that a bot has in several languages.
#[derive(Clone, Copy)]
pub(super) struct Field {
    name: &'static str,
    limit: usize,
    too_long: Rule,
    texts: fn(&mut BotProfile) -> &mut BTreeMap<String, String>,
}

/// The text a method is about, and whether it sets it.
pub(super) fn text_method(method: &str) -> Option<(Field, bool)> {
    let name = Field { name: "name", limit: 64, too_long: error::NAME_TOO_LONG, texts: |bot| &mut bot.names };
    let description = Field {
        name: "description",
        limit: 512,
        too_long: error::DESCRIPTION_TOO_LONG,
        texts: |bot| &mut bot.descriptions,
    };
    let short = Field {
        name: "short_description",
        limit: 120,
        too_long: error::SHORT_DESCRIPTION_TOO_LONG,
        texts: |bot| &mut bot.short_descriptions,
    };
    Some(match method {
        "setMyName" => (name, true),
        "getMyName" => (name, false),
        "setMyDescription" => (description, true),
        "getMyDescription" => (description, false),
        "setMyShortDescription" => (short, true),
        "getMyShortDescription" => (short, false),
        _ => return None,
    })
}

pub(super) fn set_text(app: &App, bot: i64, field: Field, params: &Params) -> Result {
    let language = language(params)?;
    let text = params.text(field.name).unwrap_or_default().into_owned();
    if utf16_len(&text) > field.limit {
        return Err(field.too_long.into());
    }
    app.shared.with(|world| {
        world.change_bot(bot, |profile| {
            let texts = (field.texts)(profile);
            if text.is_empty() {
                texts.remove(&language)
            } else {
                texts.insert(language, text)
            };
        });
        Ok(Answer::yes())
    })
}

pub(super) fn get_text(app: &App, bot: i64, field: Field, params: &Params) -> Result {
    let language = language(params)?;
    app.shared.with(|world| {
        let profile = &mut world.bot_mut(bot)?.profile;
        let fallback = if field.name == "name" { profile.first_name.clone() } else { String::new() };
        let text = localized((field.texts)(profile), &language).cloned().unwrap_or(fallback);
        Ok(Answer::Value(json!({ field.name: text })))
    })
}

/// A two-letter language code, or the empty one.
pub(super) fn language(params: &Params) -> std::result::Result<String, ApiError> {
    let code = params.some_text("language_code").unwrap_or_default().into_owned();
    let good = code.is_empty() || (code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase()));
    if good { Ok(code) } else { Err(error::LANGUAGE_INVALID.into()) }
}
