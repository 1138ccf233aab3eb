//! Questions about chats, and the menu button.

use serde_json::{Value, json};

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error::{self, ApiError};
use crate::group::Group;
use crate::model::{ChatKey, Persona};
use crate::world::{Access, World};

pub(super) fn get_chat(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let key = world.chat_for(bot, chat_id(params)?, Access::Read)?;
        let found = match key {
            ChatKey::Private { person, .. } => world.personas.get(&person).map(private),
            ChatKey::Group(id) => world.groups.get(&id).map(group),
        };
        let mut chat = found.ok_or(error::CHAT_NOT_FOUND)?;
        chat["max_reaction_count"] = json!(11);
        Ok(Answer::Value(chat))
    })
}

fn private(person: &Persona) -> Value {
    let mut chat = person.chat();
    chat["accent_color_id"] = json!(person.id.rem_euclid(7));
    chat["accepted_gift_types"] = gifts(true);
    if let Some(username) = &person.username {
        chat["active_usernames"] = json!([username]);
    }
    chat
}

fn group(group: &Group) -> Value {
    let mut chat = group.chat();
    chat["accent_color_id"] = json!(group.id.rem_euclid(7));
    chat["accepted_gift_types"] = gifts(false);
    let may = [
        "send_messages",
        "send_audios",
        "send_documents",
        "send_photos",
        "send_videos",
        "send_video_notes",
        "send_voice_notes",
        "send_polls",
        "send_other_messages",
        "add_web_page_previews",
        "react_to_messages",
        "invite_users",
    ];
    chat["permissions"] = may.into_iter().map(|what| (format!("can_{what}"), json!(true))).collect();
    chat
}

fn gifts(accepted: bool) -> Value {
    json!({
        "unlimited_gifts": accepted, "limited_gifts": accepted, "unique_gifts": accepted,
        "premium_subscription": accepted, "gifts_from_channels": accepted,
    })
}

pub(super) fn set_menu_button(app: &App, bot: i64, params: &Params) -> Result {
    let given = params.json("menu_button").map_err(|_| error::MENU_BUTTON_JSON)?;
    let button = given.map(|button| button.into_owned()).unwrap_or_else(|| json!({ "type": "default" }));
    check(&button)?;
    let kept = Some(button).filter(|button| button["type"] != "default");
    app.shared.with(|world| {
        match params.int("chat_id") {
            None => world.change_bot(bot, |profile| profile.menu_button = kept),
            Some(chat) => {
                let key = private_chat(world, bot, chat)?;
                world.chat_mut(key).meta.menu_button = kept;
                world.log_seats(key);
                world.tell_chat(key);
            }
        }
        Ok(Answer::yes())
    })
}

/// Menu buttons are for private chats (specification of setChatMenuButton).
fn private_chat(world: &World, bot: i64, chat: i64) -> std::result::Result<ChatKey, ApiError> {
    match world.chat_for(bot, chat, Access::Read)? {
        ChatKey::Group(_) => Err(error::CHAT_NOT_FOUND.into()),
        key => Ok(key),
    }
}

fn check(button: &Value) -> std::result::Result<(), ApiError> {
    match button["type"].as_str() {
        Some("default" | "commands") => Ok(()),
        Some("web_app") if button["text"].is_string() && button["web_app"]["url"].is_string() => Ok(()),
        _ => Err(error::MENU_BUTTON_INVALID.into()),
    }
}

pub(super) fn get_menu_button(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let own = match params.int("chat_id") {
            None => None,
            Some(chat) => {
                let key = private_chat(world, bot, chat)?;
                world.chat(key).and_then(|chat| chat.meta.menu_button.clone())
            }
        };
        let button = own.or_else(|| world.bots.get(&bot).and_then(|bot| bot.profile.menu_button.clone()));
        Ok(Answer::Value(button.unwrap_or_else(|| json!({ "type": "commands" }))))
    })
}
