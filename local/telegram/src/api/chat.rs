//! Questions about chats, and the menu button.

use serde_json::{Value, json};

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error::{self, ApiError};

pub(super) fn get_chat(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let (_, person) = world.find_chat(bot, chat_id(params)?)?;
        let mut chat = person.chat();
        chat["accent_color_id"] = json!(person.id.rem_euclid(7));
        chat["max_reaction_count"] = json!(11);
        chat["accepted_gift_types"] = json!({
            "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true,
            "gifts_from_channels": true,
        });
        if let Some(username) = &person.username {
            chat["active_usernames"] = json!([username]);
        }
        Ok(Answer::Value(chat))
    })
}

pub(super) fn get_member(app: &App, bot: i64, params: &Params) -> Result {
    let user = params.int("user_id").ok_or(error::USER_ID_INVALID)?;
    app.shared.with(|world| {
        let (_, person) = world.find_chat(bot, chat_id(params)?)?;
        let user = match user {
            id if id == person.id => person.user(),
            id if id == bot => world.bot(bot)?.profile.user(),
            _ => return Err(error::USER_NOT_FOUND.into()),
        };
        Ok(Answer::Value(json!({ "status": "member", "user": user })))
    })
}

pub(super) fn member_count(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        world.find_chat(bot, chat_id(params)?)?;
        Ok(Answer::Value(json!(2)))
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
                let (key, _) = world.find_chat(bot, chat)?;
                world.chat_mut(key).meta.menu_button = kept;
                world.log_meta(key);
                world.tell_chat(key);
            }
        }
        Ok(Answer::yes())
    })
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
                let (key, _) = world.find_chat(bot, chat)?;
                world.chat(key).and_then(|chat| chat.meta.menu_button.clone())
            }
        };
        let button = own.or_else(|| world.bots.get(&bot).and_then(|bot| bot.profile.menu_button.clone()));
        Ok(Answer::Value(button.unwrap_or_else(|| json!({ "type": "commands" }))))
    })
}
