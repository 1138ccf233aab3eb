//! A group that is made a supergroup is another chat from then on. The messenger says so with a message in the old chat,
//! with one in the new chat, and by refusing what is sent to the old one.

use serde::Deserialize;

use super::update::Label;
use crate::ids::ChatKey;

/// From which chat to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Migration {
    pub from: ChatKey,
    pub to: ChatKey,
}

#[derive(Deserialize)]
struct Update {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    chat: Chat,
    migrate_to_chat_id: Option<i64>,
    migrate_from_chat_id: Option<i64>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
}

impl Migration {
    /// What a raw update says of one. Only groups migrate, and their numbers are negative.
    pub fn read(raw: &str) -> Option<Self> {
        // Hardly any update has it: not worth parsing them all.
        if !raw.contains("\"migrate_") {
            return None;
        }
        let Update { message } = serde_json::from_str(raw).ok()?;
        let here = message.chat.id;
        let (from, to) = match (message.migrate_to_chat_id, message.migrate_from_chat_id) {
            (Some(to), None) => (here, to),
            (None, Some(from)) => (from, here),
            _ => return None,
        };
        let is_sound = from < 0 && to < 0 && from != to;
        is_sound.then_some(Self { from: ChatKey(from), to: ChatKey(to) })
    }
}

/// Whether an update was made in another chat than the one that works it off: the chat has moved meanwhile, and the ids of
/// messages are others.
pub(super) fn is_from_elsewhere(raw: &str, chat: ChatKey) -> bool {
    Label::read(raw).is_some_and(|label| label.chat != chat)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(message: serde_json::Value) -> Option<(i64, i64)> {
        let raw = json!({"update_id": 1, "message": message}).to_string();
        Migration::read(&raw).map(|found| (found.from.0, found.to.0))
    }

    #[test]
    fn both_messages_say_the_same() {
        let old = json!({"message_id": 9, "chat": {"id": -5, "type": "group"}, "migrate_to_chat_id": -1005});
        let new =
            json!({"message_id": 1, "chat": {"id": -1005, "type": "supergroup"}, "migrate_from_chat_id": -5});
        assert_eq!((read(old), read(new)), (Some((-5, -1005)), Some((-5, -1005))));
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for message in [
            json!({"chat": {"id": -5}, "text": r#""migrate_to_chat_id": -1005"#}),
            json!({"chat": {"id": -5}, "reply_to_message": {"chat": {"id": -5}, "migrate_to_chat_id": -1005}}),
            json!({"chat": {"id": -5}, "migrate_to_chat_id": -5}),
            json!({"chat": {"id": 5}, "migrate_to_chat_id": -1005}),
            json!({"chat": {"id": -5}, "migrate_to_chat_id": 7}),
            json!({"chat": {"id": -5}, "migrate_to_chat_id": "-1005"}),
            json!({"chat": {"id": -5}, "migrate_to_chat_id": -6, "migrate_from_chat_id": -7}),
            json!({"migrate_to_chat_id": -1005}),
        ] {
            assert_eq!(read(message.clone()), None, "{message}");
        }
    }

    proptest! {
        #[test]
        fn strangers_json_never_panics(raw in r#"\{"message":\{("chat":\{"id":-?[0-9]{1,20}\},)?"migrate_(to|from)_chat_id":(-?[0-9]{1,20}|null|"x"|\{\})\}\}"#) {
            if let Some(found) = Migration::read(&raw) {
                prop_assert!(found.from.0 < 0 && found.to.0 < 0 && found.from != found.to);
            }
        }

        #[test]
        fn no_text_of_a_person_is_one(text in r#"["\\{}:, a-z_0-9-]{0,60}migrate_to_chat_id["\\:0-9-]{0,20}"#) {
            prop_assert_eq!(read(json!({"chat": {"id": -5}, "text": text})), None);
        }
    }
}
