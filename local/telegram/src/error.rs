//! What the Bot API answers when it refuses: one table of its own texts, and the error that carries one.
//!
//! The source column says where a text is known from: `spec` the published documentation, `server` the open
//! source of the Bot API server and TDLib (read earlier, written down from memory), `seen` answers of the cloud server
//! that its users or their live tests report. Texts that name what was given are made by the functions of [`ApiError`].

use std::borrow::Cow;

/// One refusal of the Bot API: status (also the `error_code`), text, and where the text is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub code: u16,
    pub text: &'static str,
    pub source: &'static str,
}

macro_rules! rules {
    ($($name:ident: $code:literal, $text:literal, $source:literal;)*) => {
        $(pub const $name: Rule = Rule { code: $code, text: $text, source: $source };)*
        /// Every rule of the table, for tests and documentation.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}

rules! {
    UNAUTHORIZED: 401, "Unauthorized", "server";
    METHOD_NOT_FOUND: 404, "Not Found", "server";
    INTERNAL: 500, "Internal Server Error", "server";
    TOO_MANY_REQUESTS: 429, "Too Many Requests", "server";
    BODY_TOO_LARGE: 413, "Request Entity Too Large", "server";
    BAD_BODY: 400, "Bad Request: can't parse request body", "ours: the cloud ignores a broken body";
    JSON_BODY: 400, "Bad Request: object expected as request JSON", "ours: the cloud ignores a broken body";

    TERMINATED_BY_OTHER_POLL: 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "server";
    POLL_WITH_WEBHOOK: 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "server";
    BAD_WEBHOOK_URL: 400, "Bad Request: bad webhook: invalid webhook URL specified", "server";
    SECRET_TOKEN_INVALID: 400, "Bad Request: secret token contains unallowed characters", "server";
    SECRET_TOKEN_TOO_LONG: 400, "Bad Request: secret token is too long", "server";

    CHAT_ID_EMPTY: 400, "Bad Request: chat_id is empty", "server";
    CHAT_NOT_FOUND: 400, "Bad Request: chat not found", "server";
    USER_NOT_FOUND: 400, "Bad Request: user not found", "server";
    USER_ID_INVALID: 400, "Bad Request: invalid user_id specified", "server";
    BLOCKED: 403, "Forbidden: bot was blocked by the user", "server";
    GROUP_UPGRADED: 400, "Bad Request: group chat was upgraded to a supergroup chat", "server";
    KICKED_FROM_GROUP: 403, "Forbidden: bot was kicked from the group chat", "server";
    KICKED_FROM_SUPERGROUP: 403, "Forbidden: bot was kicked from the supergroup chat", "server";
    NOT_IN_GROUP: 403, "Forbidden: bot is not a member of the group chat", "server";
    NOT_IN_SUPERGROUP: 403, "Forbidden: bot is not a member of the supergroup chat", "server";
    NO_ADMINISTRATORS: 400, "Bad Request: there are no administrators in the private chat", "server";
    SUPERGROUPS_ONLY: 400, "Bad Request: method is available for supergroup and channel chats only", "server";
    NO_RIGHT_TO_RESTRICT: 400, "Bad Request: not enough rights to restrict/unrestrict chat member", "seen";
    OWNER_STAYS: 400, "Bad Request: can't remove chat owner", "seen";
    NO_RIGHT_TO_TOPICS: 400, "Bad Request: not enough rights to create a topic", "seen";
    NO_FORUM: 400, "Bad Request: the chat is not a forum", "seen";
    THREAD_NOT_FOUND: 400, "Bad Request: message thread not found", "seen";
    LEAVE_PRIVATE: 400, "Bad Request: chat member status can't be changed in private chats", "seen";
    NOT_STARTED: 403, "Forbidden: bot can't initiate conversation with a user", "server";

    TEXT_EMPTY: 400, "Bad Request: message text is empty", "server";
    TEXT_BLANK: 400, "Bad Request: text must be non-empty", "server";
    TEXT_TOO_LONG: 400, "Bad Request: message is too long", "server";
    EDITED_TOO_LONG: 400, "Bad Request: MESSAGE_TOO_LONG", "seen";
    CAPTION_TOO_LONG: 400, "Bad Request: message caption is too long", "server";
    PARSE_MODE: 400, "Bad Request: unsupported parse_mode", "server";
    ENTITIES_JSON: 400, "Bad Request: can't parse entities JSON object", "server";
    REPLY_NOT_FOUND: 400, "Bad Request: message to be replied not found", "seen";
    REPLY_NO_ID: 400, "Bad Request: can't find field \"message_id\"", "seen";
    ENTITY_KIND: 400, "Bad Request: can't parse MessageEntity: Unsupported type specified", "seen";
    DRAFT_ID_INVALID: 400, "Bad Request: RANDOM_ID_INVALID", "spec: draft_id must be non-zero; text as seen";

    MARKUP_JSON: 400, "Bad Request: can't parse reply keyboard markup JSON object", "server";
    MARKUP_OBJECT: 400, "Bad Request: object expected as reply markup", "server";
    MARKUP_ROWS: 400, "Bad Request: field \"inline_keyboard\" must be of type Array", "seen";
    MARKUP_ROW: 400, "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object", "seen, in an older wording";
    KEYBOARD_ROWS: 400, "Bad Request: field \"keyboard\" must be of type Array", "seen";
    KEYBOARD_BUTTON: 400, "Bad Request: can't parse keyboard button: KeyboardButton must be an Object", "by likeness to inline buttons";
    KEYBOARD_EMPTY: 400, "Bad Request: reply keyboard is empty", "seen";
    BUTTON_NO_TEXT: 400, "Bad Request: can't parse inline keyboard button: Can't find field \"text\"", "seen";
    BUTTON_TEXT_KIND: 400, "Bad Request: can't parse inline keyboard button: Field \"text\" must be of type String", "seen";
    BUTTON_TYPE_INVALID: 400, "Bad Request: BUTTON_TYPE_INVALID", "seen";
    BUTTON_NO_ACTION: 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", "server";
    BUTTON_TEXT_EMPTY: 400, "Bad Request: BUTTON_TEXT_INVALID", "seen";
    BUTTON_DATA_INVALID: 400, "Bad Request: BUTTON_DATA_INVALID", "seen";
    MARKUP_TOO_LONG: 400, "Bad Request: reply markup is too long", "server";
    MARKUP_INLINE_EXPECTED: 400, "Bad Request: inline keyboard expected", "seen";

    MESSAGE_ID_MISSING: 400, "Bad Request: message identifier is not specified", "server";
    MESSAGE_IDS_MISSING: 400, "Bad Request: message identifiers are not specified", "server";
    TOO_MANY_MESSAGE_IDS: 400, "Bad Request: too many message identifiers specified", "server";
    NOT_MODIFIED: 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message", "server";
    EDIT_NOT_FOUND: 400, "Bad Request: message to edit not found", "server";
    EDIT_FORBIDDEN: 400, "Bad Request: message can't be edited", "server";
    EDIT_NO_TEXT: 400, "Bad Request: there is no text in the message to edit", "server";
    EDIT_NO_CAPTION: 400, "Bad Request: there is no caption in the message to edit", "server";
    DELETE_NOT_FOUND: 400, "Bad Request: message to delete not found", "server";
    DELETE_FORBIDDEN: 400, "Bad Request: message can't be deleted", "server";
    DELETE_TOO_OLD: 400, "Bad Request: message can't be deleted for everyone", "server";
    FORWARD_NOT_FOUND: 400, "Bad Request: message to forward not found", "server";
    COPY_NOT_FOUND: 400, "Bad Request: message to copy not found", "server";
    REACT_NOT_FOUND: 400, "Bad Request: message to react not found", "server";
    REACTION_INVALID: 400, "Bad Request: REACTION_INVALID", "seen";
    REACTION_JSON: 400, "Bad Request: can't parse reaction types JSON object", "server";

    QUERY_TOO_OLD: 400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "server";
    ANSWER_TOO_LONG: 400, "Bad Request: MESSAGE_TOO_LONG", "seen";
    ACTION_INVALID: 400, "Bad Request: wrong parameter action in request", "server";

    LOCATION_INVALID: 400, "Bad Request: wrong latitude or longitude specified", "ours";
    LATITUDE_EMPTY: 400, "Bad Request: latitude is empty", "server";
    LONGITUDE_EMPTY: 400, "Bad Request: longitude is empty", "server";
    FILE_MISSING: 400, "Bad Request: there is no file in the request", "ours: the cloud names the field";
    FILE_EMPTY: 400, "Bad Request: file must be non-empty", "server";
    FILE_ID_INVALID: 400, "Bad Request: wrong file identifier/HTTP URL specified", "server";
    FILE_ID_WRONG: 400, "Bad Request: invalid file_id", "server";
    FILE_TOO_BIG: 400, "Bad Request: file is too big", "server";
    FILE_KIND: 400, "Bad Request: type of file mismatch", "server";
    PHOTO_DIMENSIONS: 400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "seen";
    FILE_URL_FAILED: 400, "Bad Request: failed to get HTTP URL content", "server";
    IMAGE_INVALID: 400, "Bad Request: IMAGE_PROCESS_FAILED", "seen";
    MEDIA_JSON: 400, "Bad Request: can't parse media JSON object", "server";
    MEDIA_EMPTY: 400, "Bad Request: media must be non-empty", "ours";
    ALBUM_SIZE: 400, "Bad Request: wrong number of media in the album: from 2 to 10 are expected", "ours";

    COMMANDS_JSON: 400, "Bad Request: can't parse list of bot commands JSON object", "server";
    COMMAND_INVALID: 400, "Bad Request: BOT_COMMAND_INVALID", "seen";
    COMMAND_DESCRIPTION_INVALID: 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", "seen";
    COMMANDS_TOO_MANY: 400, "Bad Request: BOT_COMMANDS_TOO_MUCH", "seen";
    SCOPE_JSON: 400, "Bad Request: can't parse BotCommandScope JSON object", "server";
    SCOPE_INVALID: 400, "Bad Request: can't parse BotCommandScope: unsupported type specified", "server";
    LANGUAGE_INVALID: 400, "Bad Request: invalid language_code specified", "server";
    NAME_TOO_LONG: 400, "Bad Request: BOT_TITLE_INVALID", "seen";
    DESCRIPTION_TOO_LONG: 400, "Bad Request: BOT_DESCRIPTION_INVALID", "seen";
    SHORT_DESCRIPTION_TOO_LONG: 400, "Bad Request: BOT_SHORT_DESCRIPTION_INVALID", "seen";
    MENU_BUTTON_JSON: 400, "Bad Request: can't parse menu button JSON object", "server";
    MENU_BUTTON_INVALID: 400, "Bad Request: MenuButton has unsupported type", "server";
}

/// A refusal on its way to the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} {text}")]
pub struct ApiError {
    pub code: u16,
    pub text: Cow<'static, str>,
    /// Seconds to wait, sent as `parameters.retry_after`.
    pub retry_after: Option<u64>,
    /// What the group has become, sent as `parameters.migrate_to_chat_id`.
    pub migrate_to: Option<i64>,
}

impl From<Rule> for ApiError {
    fn from(rule: Rule) -> Self {
        Self { code: rule.code, text: Cow::Borrowed(rule.text), retry_after: None, migrate_to: None }
    }
}

impl ApiError {
    /// `can't parse entities: <detail>`, as the parsers of formatted text report it.
    pub fn entities(detail: &str) -> Self {
        Self::bad(format_args!("can't parse entities: {detail}"))
    }

    /// A 400 whose text names what was given.
    pub fn bad(detail: impl std::fmt::Display) -> Self {
        let text = format!("Bad Request: {detail}").into();
        Self { code: 400, text, retry_after: None, migrate_to: None }
    }

    /// A field of JSON that is no boolean.
    pub fn no_boolean(field: &str) -> Self {
        Self::bad(format_args!("field \"{field}\" must be of type Boolean"))
    }

    /// A 400 for a parameter that is required and was not given, named as the real server names it.
    pub fn missing(parameter: &str) -> Self {
        Self::bad(format_args!("{parameter} is empty"))
    }

    /// A photo over the limit; both in bytes.
    pub fn photo_too_big(size: usize, limit: usize) -> Self {
        Self::bad(format_args!(
            "file of size {size} bytes is too big for a photo; the maximum size is {limit} bytes"
        ))
    }

    /// 429 with the seconds to wait, in the text and in `parameters`.
    pub fn too_many_requests(seconds: u64) -> Self {
        Self {
            text: format!("{}: retry after {seconds}", TOO_MANY_REQUESTS.text).into(),
            retry_after: Some(seconds),
            ..TOO_MANY_REQUESTS.into()
        }
    }

    /// 400 with the chat that the group has become, in `parameters`.
    pub fn upgraded(to: i64) -> Self {
        Self { migrate_to: Some(to), ..GROUP_UPGRADED.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_starts_as_its_status_demands() {
        for rule in ALL {
            let prefix = match rule.code {
                400 => "Bad Request: ",
                401 => "Unauthorized",
                403 => "Forbidden: ",
                404 => "Not Found",
                409 => "Conflict: ",
                413 => "Request Entity Too Large",
                429 => "Too Many Requests",
                _ => "Internal Server Error",
            };
            assert!(rule.text.starts_with(prefix), "{rule:?}");
            assert!(!rule.source.is_empty(), "{rule:?}");
        }
    }
}
