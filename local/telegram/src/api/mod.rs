//! The Bot API: finds the method, does it, answers in the API's envelope.

mod answers;
mod callback;
mod chat;
mod commands;
mod copy;
mod delete;
mod edit;
mod markup;
mod media;
mod members;
pub(crate) mod params;
mod profile;
mod send;
mod table;
mod updates;
mod webhook_methods;

use std::sync::Arc;

use serde_json::Value;

use crate::App;
use crate::error::{self, ApiError};
use params::Params;

/// A result on its way out; what is shared or already text is not copied.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Value(Value),
    Shared(Arc<Value>),
    /// JSON text.
    Raw(String),
}

impl Answer {
    pub fn yes() -> Self {
        Self::Value(Value::Bool(true))
    }

    /// The whole body, `{"ok":true,"result":…}`.
    pub fn body(&self) -> Vec<u8> {
        let mut body = br#"{"ok":true,"result":"#.to_vec();
        match self {
            Self::Value(value) => body.extend(value.to_string().bytes()),
            Self::Shared(value) => body.extend(value.to_string().bytes()),
            Self::Raw(text) => body.extend(text.bytes()),
        }
        body.push(b'}');
        body
    }
}

pub(crate) type Result = std::result::Result<Answer, ApiError>;

/// Does one call of a bot. The method is spelled as the specification spells it.
pub(crate) async fn call(app: &App, bot: i64, method: table::Method, params: &Params) -> Result {
    match method.name {
        "getUpdates" => updates::get_updates(app, bot, params).await,
        "sendMediaGroup" => media::album(app, bot, params).await,
        "editMessageMedia" => media::edit(app, bot, params).await,
        name => match media::Kind::of_method(name) {
            Some(kind) => media::send(app, bot, kind, params).await,
            None => call_at_once(app, bot, method, params),
        },
    }
}

/// The methods that wait for nothing.
fn call_at_once(app: &App, bot: i64, method: table::Method, params: &Params) -> Result {
    match method.name {
        "getMe" => profile::get_me(app, bot),
        "logOut" | "close" => Ok(Answer::yes()),
        "setWebhook" => webhook_methods::set(app, bot, params),
        "deleteWebhook" => webhook_methods::delete(app, bot, params),
        "getWebhookInfo" => webhook_methods::info(app, bot),
        "sendMessage" => send::message(app, bot, params),
        "sendMessageDraft" => send::draft(app, bot, params),
        "sendChatAction" => send::chat_action(app, bot, params),
        "sendLocation" => send::location(app, bot, params),
        "sendVenue" => send::venue(app, bot, params),
        "sendContact" => send::contact(app, bot, params),
        "editMessageText" => edit::text(app, bot, params),
        "editMessageCaption" => edit::caption(app, bot, params),
        "editMessageReplyMarkup" => edit::reply_markup(app, bot, params),
        "deleteMessage" => delete::one(app, bot, params),
        "deleteMessages" => delete::several(app, bot, params),
        "forwardMessage" => copy::forward(app, bot, params),
        "forwardMessages" => copy::forward_several(app, bot, params),
        "copyMessage" => copy::copy(app, bot, params),
        "copyMessages" => copy::copy_several(app, bot, params),
        "answerCallbackQuery" => callback::answer(app, bot, params),
        "setMessageReaction" => callback::react(app, bot, params),
        "getFile" => media::get_file(app, bot, params),
        "getChat" => chat::get_chat(app, bot, params),
        "getChatMember" => members::get(app, bot, params),
        "getChatMemberCount" => members::count(app, bot, params),
        "getChatAdministrators" => members::administrators(app, bot, params),
        "leaveChat" => members::leave(app, bot, params),
        "banChatMember" => members::ban(app, bot, params),
        "unbanChatMember" => members::unban(app, bot, params),
        "createForumTopic" => members::create_topic(app, bot, params),
        "setMyCommands" => commands::set(app, bot, params),
        "getMyCommands" => commands::get(app, bot, params),
        "deleteMyCommands" => commands::delete(app, bot, params),
        "setChatMenuButton" => chat::set_menu_button(app, bot, params),
        "getChatMenuButton" => chat::get_menu_button(app, bot, params),
        name => match profile::text_method(name) {
            Some((field, true)) => profile::set_text(app, bot, field, params),
            Some((field, false)) => profile::get_text(app, bot, field, params),
            None => answers::plausible(app, bot, method, params),
        },
    }
}

pub(crate) use table::{Method, find as find_method};

/// The chat a call names, by its number. Groups and channels by name are not known here.
fn chat_id(params: &Params) -> std::result::Result<i64, ApiError> {
    let given = params.some_text("chat_id").ok_or(error::CHAT_ID_EMPTY)?;
    given.trim().parse().map_err(|_| error::CHAT_NOT_FOUND.into())
}
pub(crate) use copy::forwarded;
pub(crate) use media::{Kind as MediaKind, album_id, media};
pub(crate) use send::without_reply;
