//! Messages in which teloxide finds something that it does not know.
//!
//! An entity of a type newer than it (`date_time`) makes it read the whole message as an empty one, and what the person
//! wrote would be lost. Then the message is read again without what it could not bear.

use serde_json::{Map, Value};
use teloxide::types::{MessageKind, Update, UpdateKind};

/// What teloxide 0.17 knows, as the Bot API spells it.
const ENTITIES: [&str; 19] = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
];
/// What is left of a message when all else fails: who said what, where.
const ESSENTIAL: [&str; 8] =
    ["message_id", "message_thread_id", "date", "edit_date", "chat", "from", "text", "media_group_id"];

/// The update as it can be read; itself where nothing of it was lost.
pub(super) fn repaired(update: Update, raw: &str) -> Update {
    if !is_empty(&update) {
        return update;
    }
    let Ok(mut value) = serde_json::from_str::<Value>(raw) else { return update };
    without_strange_entities(&mut value);
    let without_entities = read(&value).filter(|update| !is_empty(update));
    without_entities.or_else(|| read(&essence(value))).unwrap_or(update)
}

fn read(value: &Value) -> Option<Update> {
    // Only from_str: teloxide's deserialiser yields errors for everything when given a Value.
    serde_json::from_str(&value.to_string()).ok()
}

fn is_empty(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::Message(message)
        | UpdateKind::EditedMessage(message)
        | UpdateKind::ChannelPost(message)
        | UpdateKind::EditedChannelPost(message) => matches!(message.kind, MessageKind::Empty {}),
        _ => false,
    }
}

/// In the message itself, in what it replies to, in quotes and captions.
fn without_strange_entities(value: &mut Value) {
    let is_known = |entity: &Value| entity["type"].as_str().is_some_and(|kind| ENTITIES.contains(&kind));
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::Array(list) if name.ends_with("entities") => list.retain(is_known),
                    _ => without_strange_entities(field),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(without_strange_entities),
        _ => {}
    }
}

fn essence(update: Value) -> Value {
    let Value::Object(fields) = update else { return update };
    let of_message = |message: Map<String, Value>| {
        message.into_iter().filter(|(name, _)| ESSENTIAL.contains(&name.as_str())).collect::<Map<_, _>>()
    };
    let slim = fields.into_iter().map(|(name, field)| match field {
        Value::Object(message) => (name, Value::Object(of_message(message))),
        other => (name, other),
    });
    Value::Object(slim.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Incoming;

    fn text_of(extra: serde_json::Value) -> Option<String> {
        let mut message = json!({
            "message_id": 1, "date": 1, "text": "see you at five", "chat": {"id": 9, "type": "private", "first_name": "A"},
            "from": {"id": 9, "is_bot": false, "first_name": "A"},
        });
        for (name, value) in extra.as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        let raw = json!({"update_id": 1, "message": message}).to_string();
        match Incoming::read(&raw).update.kind {
            super::UpdateKind::Message(message) => message.text().map(str::to_owned),
            _ => None,
        }
    }

    #[test]
    fn a_text_survives_what_nobody_knows_yet() {
        let strange = json!([{"type": "date_time", "offset": 11, "length": 4, "unix_time": 1}]);
        let both = json!([{"type": "bold", "offset": 0, "length": 3}, {"type": "date_time", "offset": 11, "length": 4}]);
        let replied = json!({
            "message_id": 5, "date": 1, "text": "when?", "entities": strange, "chat": {"id": 9, "type": "private"},
        });
        for extra in [
            json!({}),
            json!({"entities": strange}),
            json!({"entities": both}),
            json!({"reply_to_message": replied}),
            json!({"entities": strange, "reply_markup": {"inline_keyboard": "?"}}),
        ] {
            assert_eq!(text_of(extra.clone()).as_deref(), Some("see you at five"), "{extra}");
        }
    }
}
