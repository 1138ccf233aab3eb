//! Which bots of a group hear what a person says: privacy mode, as the documentation of bots describes it.

use serde_json::Value;

use crate::group::SERVICE;

/// A bot of the group that may hear a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener<'a> {
    pub id: i64,
    pub username: &'a str,
    /// Administrators hear everything, and so do bots whose privacy mode is off.
    pub hears_all: bool,
}

/// What others write has one addressee at most: a reply goes before a named command, that before a mention, and a
/// command without a name is for the bot that wrote last, or for every bot while none has written.
pub(super) fn hears(listener: Listener<'_>, message: &Value, last_bot: Option<i64>) -> bool {
    if listener.hears_all || is_service(message) {
        return true;
    }
    let replied = &message["reply_to_message"]["from"];
    if replied["is_bot"] == true {
        return replied["id"].as_i64() == Some(listener.id);
    }
    let named = named_in_commands(message);
    if !named.is_empty() {
        return named.iter().any(|name| name.eq_ignore_ascii_case(listener.username));
    }
    if mentions(listener, message) {
        return true;
    }
    let command = texts(message, "bot_command").next().is_some_and(|(offset, _)| offset == 0);
    command && last_bot.is_none_or(|last| last == listener.id)
}

/// Members coming and going, upgrades, topics: everybody hears them.
fn is_service(message: &Value) -> bool {
    SERVICE.iter().any(|kind| message.get(kind).is_some())
}

/// Bots named in commands as `/help@name`.
fn named_in_commands(message: &Value) -> Vec<String> {
    let commands = texts(message, "bot_command");
    commands.filter_map(|(_, text)| Some(text.split_once('@')?.1.to_owned())).collect()
}

fn mentions(listener: Listener<'_>, message: &Value) -> bool {
    let by_name = texts(message, "mention").any(|(_, text)| {
        text.strip_prefix('@').is_some_and(|name| name.eq_ignore_ascii_case(listener.username))
    });
    let by_id = entities(message).any(|(_, entity)| entity["user"]["id"].as_i64() == Some(listener.id));
    by_name || by_id
}

/// Entities of text or caption, each with what they are entities of.
fn entities(message: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let of = |text: &'static str, entities: &'static str| {
        let source = message[text].as_str().unwrap_or_default();
        message[entities].as_array().into_iter().flatten().map(move |entity| (source, entity))
    };
    of("text", "entities").chain(of("caption", "caption_entities"))
}

/// Offset and text of the entities of a kind.
fn texts<'a>(message: &'a Value, kind: &'a str) -> impl Iterator<Item = (u64, String)> {
    entities(message).filter(move |(_, entity)| entity["type"] == kind).map(|(source, entity)| {
        let (offset, length) =
            (entity["offset"].as_u64().unwrap_or_default(), entity["length"].as_u64().unwrap_or_default());
        let units = source.encode_utf16().skip(offset as usize).take(length as usize);
        (offset, String::from_utf16_lossy(&units.collect::<Vec<_>>()))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::{Markup, parse};

    fn said(text: &str) -> Value {
        let formatted = parse(text, Markup::Plain(vec![])).expect("a text");
        json!({ "text": formatted.text, "entities": formatted.entities })
    }

    /// Which of the bots `Coach_bot` (1) and `nexus` (2) hear it.
    fn heard(message: &Value, last_bot: Option<i64>) -> Vec<i64> {
        let bots = [(1, "Coach_bot"), (2, "nexus")];
        let listeners = bots.map(|(id, username)| Listener { id, username, hears_all: false });
        listeners.into_iter().filter(|one| hears(*one, message, last_bot)).map(|one| one.id).collect()
    }

    #[test]
    fn a_bot_hears_what_is_meant_for_it() {
        let cases: &[(&str, Option<i64>, &[i64])] = &[
            ("just talk", Some(1), &[]),
            ("/help", None, &[1, 2]),
            ("/help", Some(2), &[2]),
            ("please /help", None, &[]),
            ("/help@coach_bot now", Some(2), &[1]),
            ("😀 /help@nexus", Some(1), &[2]),
            ("/help@stranger_bot", None, &[]),
            ("what about @COACH_BOT?", Some(2), &[1]),
            ("@coach_bot and @nexus", None, &[1, 2]),
            ("mail me@coach_bot.com", None, &[]),
        ];
        for (text, last, expected) in cases {
            assert_eq!(heard(&said(text), *last), *expected, "{text}, last {last:?}");
        }
    }

    #[test]
    fn a_reply_goes_before_everything() {
        let mut message = said("/help@nexus @nexus");
        message["reply_to_message"] = json!({ "from": { "id": 1, "is_bot": true } });
        assert_eq!(heard(&message, Some(2)), [1]);
        message["reply_to_message"] = json!({ "from": { "id": 5, "is_bot": false } });
        assert_eq!(heard(&message, Some(1)), [2], "a reply to a person changes nothing");
    }

    #[test]
    fn captions_and_mentions_by_id_count_and_service_messages_are_for_all() {
        let mention = json!([{ "type": "text_mention", "offset": 0, "length": 1, "user": { "id": 2 } }]);
        assert_eq!(heard(&json!({ "caption": "x", "caption_entities": mention }), None), [2]);
        assert_eq!(heard(&json!({ "left_chat_member": {} }), None), [1, 2]);
        let admin = Listener { id: 3, username: "admin_bot", hears_all: true };
        assert!(hears(admin, &said("just talk"), None));
    }
}
