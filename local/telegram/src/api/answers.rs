//! Plausible answers of the documented kind for methods that nothing here gives a meaning to yet.

use serde_json::{Value, json};

use super::params::Params;
use super::send::post;
use super::table::Method;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::world::{Access, Content};

/// A `Message` really appears in the chat, saying what it stands for, when the call names one.
pub(super) fn plausible(app: &App, bot: i64, method: Method, params: &Params) -> Result {
    if method.result == "Message" {
        return message(app, bot, method, params);
    }
    Ok(Answer::Value(value(method, params)))
}

fn message(app: &App, bot: i64, method: Method, params: &Params) -> Result {
    if !method.name.starts_with("send") {
        return Ok(target(app, bot, params));
    }
    let mut content = Content::new();
    if method.name == "sendDice" {
        let emoji = params.some_text("emoji").unwrap_or("🎲".into());
        content.insert("dice".into(), json!({ "emoji": emoji, "value": 4 }));
    } else {
        content.insert("text".into(), json!(format!("[{}]", method.name)));
    }
    post(app, bot, params, content).map(Answer::Shared)
}

/// The message that a call is about, unchanged.
fn target(app: &App, bot: i64, params: &Params) -> Answer {
    let id = params.int("message_id").unwrap_or_default();
    app.shared.with(|world| {
        let found = chat_id(params).and_then(|chat| world.chat_for(bot, chat, Access::Read));
        let chat = found.ok().and_then(|key| world.chat(key));
        let entry = chat.and_then(|chat| chat.messages.get(&id));
        entry.map_or_else(Answer::yes, |entry| Answer::Shared(entry.message.clone()))
    })
}

fn value(method: Method, params: &Params) -> Value {
    match method.result {
        "Boolean" => json!(true),
        "Integer" => json!(0),
        "String" if method.name == "createInvoiceLink" => json!("https://t.me/$local"),
        "String" if method.name.ends_with("Token") => json!("1:local-token"),
        "String" => json!("https://t.me/+local"),
        kind if kind.starts_with("Array of ") => json!([]),
        kind => object(kind, params),
    }
}

/// One object of each kind with its required fields.
fn object(kind: &str, params: &Params) -> Value {
    let nobody = json!({ "id": 1, "is_bot": false, "first_name": "Nobody" });
    let file = || json!({ "file_id": "local", "file_unique_id": "local" });
    match kind {
        "UserProfilePhotos" => json!({ "total_count": 0, "photos": [] }),
        "UserProfileAudios" => json!({ "total_count": 0, "audios": [] }),
        "File" => file(),
        "ChatInviteLink" => json!({
            "invite_link": "https://t.me/+local", "creator": nobody, "creates_join_request": false, "is_primary": false,
            "is_revoked": false,
        }),
        "ForumTopic" => json!({
            "message_thread_id": 2, "name": params.text("name").unwrap_or("Topic".into()), "icon_color": 7_322_096,
        }),
        "UserChatBoosts" => json!({ "boosts": [] }),
        "BusinessConnection" => json!({
            "id": "local", "user": nobody, "user_chat_id": 1, "date": 0, "is_enabled": false,
        }),
        "BotAccessSettings" => json!({ "is_access_restricted": false }),
        "ChatAdministratorRights" => administrator_rights(),
        "Gifts" => json!({ "gifts": [] }),
        "OwnedGifts" => json!({ "total_count": 0, "gifts": [] }),
        "StarAmount" => json!({ "amount": 0 }),
        "StarTransactions" => json!({ "transactions": [] }),
        "Story" => json!({ "id": 1, "chat": { "id": 1, "type": "private", "first_name": "Nobody" } }),
        "SentGuestMessage" | "SentWebAppMessage" => json!({ "inline_message_id": "local" }),
        "PreparedInlineMessage" => json!({ "id": "local", "expiration_date": 0 }),
        "PreparedKeyboardButton" => json!({ "id": "local" }),
        "Poll" => json!({
            "id": "1", "question": "", "options": [], "total_voter_count": 0, "is_closed": true, "is_anonymous": true,
            "type": "regular", "allows_multiple_answers": false, "members_only": false, "allows_revoting": false,
        }),
        "StickerSet" => json!({
            "name": params.text("name").unwrap_or_default(), "title": "", "sticker_type": "regular", "stickers": [],
        }),
        _ => json!({}),
    }
}

pub(super) fn administrator_rights() -> Value {
    let names = [
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ];
    Value::Object(names.into_iter().map(|name| (name.to_owned(), json!(false))).collect())
}
