//! What came in: enough of a raw update to file it, and all of it to work it off.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use teloxide::types::{Update, UpdateId, UpdateKind};

use super::{Filing, repair::repaired};
use crate::{
    ids::{ChatKey, ExternalId},
    metrics,
    registry::Profile,
};

/// The label on an update: what intake must know to file it in the right chat, with what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub update_id: i64,
    pub chat: ChatKey,
    pub person: Option<ExternalId>,
    /// Of a message that is a part of an album.
    pub album: Option<String>,
    /// Of an edit: the message that it changes.
    pub edits: Option<i64>,
    pub kind: metrics::UpdateKind,
}

const MESSAGE: &str = "message";
const EDITED: &str = "edited_message";
/// Bytes of an album's name; Telegram's have 17.
const ALBUM_LIMIT: usize = 64;

/// An object of an update with what core asks of it; the rest is skipped unread. Each field is read on its own, so that an
/// odd one does not hide the others.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Content<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    from: Option<&'a RawValue>,
    #[serde(borrow)]
    user: Option<&'a RawValue>,
    #[serde(borrow)]
    chat: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    #[serde(borrow)]
    message_id: Option<&'a RawValue>,
    #[serde(borrow)]
    media_group_id: Option<&'a RawValue>,
    #[serde(borrow)]
    message_thread_id: Option<&'a RawValue>,
    #[serde(borrow)]
    chat_instance: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

/// `None` for what is not there, or is something else.
fn read<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

fn id_of(raw: Option<&RawValue>) -> Option<i64> {
    read::<Id>(raw).map(|found| found.id)
}

/// An update taken apart.
struct Parts<'a> {
    update_id: i64,
    /// The name of the one object besides it, whatever that is: kinds newer than this program are filed all the same.
    kind: Cow<'a, str>,
    object: Option<&'a RawValue>,
}

impl<'a> Parts<'a> {
    /// `None` for what has no update id.
    fn of(raw: &'a str) -> Option<Self> {
        let fields: BTreeMap<Cow<'a, str>, &'a RawValue> = serde_json::from_str(raw).ok()?;
        let update_id = read(fields.get("update_id").copied())?;
        let object = fields.into_iter().find(|(_, value)| value.get().starts_with('{'));
        let (kind, object) = object.unzip();
        Some(Self { update_id, kind: kind.unwrap_or_default(), object })
    }

    fn content(&self) -> Content<'a> {
        read(self.object).unwrap_or_default()
    }
}

/// The number that a message has in its chat, where the update is a message.
pub(super) fn message_id_of(raw: &str) -> Option<i64> {
    let parts = Parts::of(raw).filter(|parts| parts.kind == MESSAGE)?;
    read(parts.content().message_id)
}

/// An edit as if the person had written so at first; `None` where the update is no edit.
pub(super) fn edit_as_message(raw: &str) -> Option<String> {
    let Parts { update_id, object, .. } = Parts::of(raw).filter(|parts| parts.kind == EDITED)?;
    Some(format!(r#"{{"update_id":{update_id},"{MESSAGE}":{}}}"#, object?.get()))
}

/// An album's name, where it is one that can be stored and looked up.
fn album_of(content: &Content<'_>) -> Option<String> {
    let album: String = read(content.media_group_id)?;
    let is_name =
        (1..=ALBUM_LIMIT).contains(&album.len()) && album.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some(album)
}

impl Label {
    /// The update as it is filed.
    pub(super) fn filing(self, body: String) -> Filing {
        let Self { update_id, chat, person, album, edits, kind: _ } = self;
        Filing { source_key: update_id.to_string(), chat, person, body, album, edits }
    }

    /// `None` for what has no update id; such a thing cannot even be acknowledged.
    pub(super) fn read(raw: &str) -> Option<Self> {
        let parts = Parts::of(raw)?;
        let content = parts.content();
        let person = id_of(content.from).or_else(|| id_of(content.user));
        let of_message = || id_of(read::<Content<'_>>(content.message)?.chat);
        // Inline queries and the like have no chat: they are worked off in their person's own.
        let chat = id_of(content.chat).or_else(of_message).or(person).unwrap_or(0);
        Some(Self {
            update_id: parts.update_id,
            chat: ChatKey(chat),
            person: person.map(ExternalId),
            album: if parts.kind == MESSAGE { album_of(&content) } else { None },
            edits: if parts.kind == EDITED { read(content.message_id) } else { None },
            kind: metrics::UpdateKind::of(&parts.kind),
        })
    }
}

/// JSON without the character that neither Postgres' text nor its jsonb can hold: `\u0000` is legal in JSON, so a
/// stranger's client may send it, and whatever a handler writes of it would be refused.
pub(super) fn without_nul(raw: String) -> String {
    const NUL: &str = "\\u0000";
    if !raw.contains(NUL) {
        return raw;
    }
    let mut clean = String::with_capacity(raw.len());
    let mut rest = raw.as_str();
    while let Some(at) = rest.find('\\') {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix(NUL) {
            rest = behind;
            continue;
        }
        // A backslash and what it escapes, which may be another backslash.
        let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        clean.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    clean.push_str(rest);
    clean
}

/// Where an update came from, for answers that go back there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The forum topic, where there is one.
    pub thread: Option<i64>,
    /// A chat with one person.
    pub is_private: bool,
    /// The message whose button was pressed.
    pub pressed: Option<i64>,
    /// The callback to answer.
    pub callback: Option<String>,
}

/// An update, read: teloxide's form for the handlers, and the facts that core needs whatever the kind.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub update: Update,
    pub profile: Option<Profile>,
    pub source: Source,
}

impl Incoming {
    /// Reads a stored update. What teloxide does not understand becomes [`UpdateKind::Error`], with its person and chat.
    pub fn read(raw: &str) -> Self {
        // Only from_str: teloxide's deserialiser yields errors for everything when given a Value.
        let update = serde_json::from_str::<Update>(raw).unwrap_or_else(|_| Update {
            id: UpdateId(0),
            kind: UpdateKind::Error(serde_json::from_str(raw).unwrap_or(Value::Null)),
        });
        let update = repaired(update, raw);
        let content = Parts::of(raw).map(|parts| parts.content()).unwrap_or_default();
        Self {
            update,
            profile: read::<From>(content.from).and_then(From::profile),
            source: source_of(&content),
        }
    }
}

/// Who sent it, as far as core wants to know.
#[derive(Deserialize)]
struct From {
    id: i64,
    #[serde(default)]
    is_bot: bool,
    #[serde(default)]
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

impl From {
    /// Bots are nobody.
    fn profile(self) -> Option<Profile> {
        (!self.is_bot).then_some(Profile {
            id: ExternalId(self.id),
            first_name: self.first_name,
            last_name: self.last_name,
            username: self.username,
            language_code: self.language_code,
        })
    }
}

#[derive(Deserialize)]
struct ChatType<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

fn source_of(content: &Content<'_>) -> Source {
    // Only presses have one.
    let is_press = content.chat_instance.is_some();
    let pressed: Option<Content<'_>> = if is_press { read(content.message) } else { None };
    let message = if is_press { pressed.as_ref() } else { Some(content) };
    let kind: Option<ChatType<'_>> = read(message.and_then(|message| message.chat));
    Source {
        thread: read(message.and_then(|message| message.message_thread_id)),
        is_private: kind.is_none_or(|chat| chat.kind == "private"),
        pressed: read(pressed.as_ref().and_then(|message| message.message_id)),
        callback: if is_press { read(content.id) } else { None },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PRESS: &str = r#"{"update_id":5,"callback_query":{"id":"77","from":{"id":9,"is_bot":false,"first_name":"A","language_code":"uk"},
        "chat_instance":"1","data":"b1","message":{"message_id":3,"date":1,"message_thread_id":4,"chat":{"id":-100,"type":"supergroup","title":"t"},"text":"x"}}}"#;

    /// Of an update that says nothing but its number.
    fn label_of(update_id: i64) -> Label {
        let kind = metrics::UpdateKind::default();
        Label { update_id, chat: ChatKey(0), person: None, album: None, edits: None, kind }
    }

    #[test]
    fn only_a_message_is_part_of_an_album_and_only_an_edit_edits() {
        let content = r#"{"message_id":3,"media_group_id":"14000000000000001","chat":{"id":9}}"#;
        let label = |kind| Label::read(&format!(r#"{{"{kind}":{content},"update_id":7}}"#)).expect("a label");
        let [message, edit, post] = ["message", "edited_message", "channel_post"].map(label);
        assert_eq!((message.album.as_deref(), message.edits), (Some("14000000000000001"), None));
        assert_eq!((edit.album, edit.edits), (None, Some(3)));
        assert_eq!((post.album, post.edits), (None, None));
    }

    #[test]
    fn an_album_without_a_usable_name_is_none() {
        let long = format!("\"{}\"", "7".repeat(65));
        for name in ["7", "null", r#""""#, r#""a\u0000b""#, r#""ж""#, r#""a b""#, &long] {
            let raw = format!(r#"{{"update_id":7,"message":{{"media_group_id":{name}}}}}"#);
            let expected = Label { kind: metrics::UpdateKind::Message, ..label_of(7) };
            assert_eq!(Label::read(&raw), Some(expected), "{name}");
        }
    }

    #[test]
    fn an_edit_is_read_as_the_message_that_it_made() {
        let edit = r#"{"edited_message":{"message_id":3,"date":1,"edit_date":2,"text":"five","chat":{"id":9,"type":"private"},
            "from":{"id":9,"is_bot":false,"first_name":"A"}},"update_id":7}"#;
        assert_eq!(message_id_of(edit), None);
        let message = edit_as_message(edit).expect("an edit");
        assert_eq!((message_id_of(&message), edit_as_message(&message)), (Some(3), None));
        let UpdateKind::Message(message) = Incoming::read(&message).update.kind else {
            unreachable!("a message")
        };
        assert_eq!((message.id.0, message.text()), (3, Some("five")));
    }

    #[test]
    fn a_press_is_filed_in_its_messages_chat() {
        let label = Label::read(PRESS).expect("an update");
        let kind = metrics::UpdateKind::CallbackQuery;
        assert_eq!(label, Label { chat: ChatKey(-100), person: Some(ExternalId(9)), kind, ..label_of(5) });
        let incoming = Incoming::read(PRESS);
        let expected =
            Source { thread: Some(4), is_private: false, pressed: Some(3), callback: Some("77".into()) };
        assert_eq!(incoming.source, expected);
        assert_eq!(incoming.profile.expect("a person").language_code.as_deref(), Some("uk"));
    }

    #[test]
    fn a_kind_of_tomorrow_is_filed_with_its_person() {
        let raw = r#"{"update_id":6,"telepathy":{"from":{"id":9,"first_name":"A"}}}"#;
        let label = Label::read(raw).expect("an update");
        assert_eq!((label.chat, label.person), (ChatKey(9), Some(ExternalId(9))));
        assert!(matches!(Incoming::read(raw).update.kind, UpdateKind::Error(_)));
    }

    #[test]
    fn what_cannot_be_read_can_be_acknowledged() {
        let deep = "[".repeat(500) + &"]".repeat(500);
        for (content, kind) in
            [(r#"{"text":"\ud800"}"#, metrics::UpdateKind::Message), (&deep, metrics::UpdateKind::Other)]
        {
            let label = Label::read(&format!(r#"{{"message":{content},"update_id":7}}"#)).expect("a label");
            assert_eq!(label, Label { kind, ..label_of(7) });
        }
    }

    #[test]
    fn what_has_no_id_is_no_update() {
        for raw in ["", "[]", "{}", r#"{"update_id":"x"}"#, "null"] {
            assert_eq!(Label::read(raw), None, "{raw}");
        }
    }

    #[test]
    fn nul_is_left_out_and_nothing_else() {
        let clean = |raw: &str| without_nul(raw.to_owned());
        assert_eq!(clean(r#"{"a":"x\u0000y\\\u0000","b":"\\u0000"}"#), r#"{"a":"xy\\","b":"\\u0000"}"#);
        assert_eq!(clean(r#""\n\u0001\"\u0000""#), r#""\n\u0001\"""#);
    }

    proptest! {
        #[test]
        fn what_is_left_of_any_text_is_the_text_without_nul(text in "[\\\\u0\u{0}a\"\nж]{0,20}") {
            let raw = serde_json::to_string(&text).expect("JSON");
            let clean: String = serde_json::from_str(&without_nul(raw)).expect("still JSON");
            prop_assert_eq!(clean, text.replace('\u{0}', ""));
        }

        #[test]
        fn strangers_json_never_panics(raw in r#"\{"update_id":[0-9]{1,4},"(message|edited_message|callback_query|x)":(\{"(from|chat|message|id|message_id|media_group_id)":(\{"id":[0-9]{1,20}\}|null|[0-9]|"x")\}|null|3)\}"#) {
            let _ = Label::read(&raw);
            let _ = Incoming::read(&raw);
            let _ = (message_id_of(&raw), edit_as_message(&raw));
        }

        #[test]
        fn an_album_that_is_filed_can_be_stored(name in r#"([ -~]|[\u{0}-\u{1f}]|ж){0,80}"#) {
            let content = serde_json::json!({"media_group_id": name});
            let label = Label::read(&format!(r#"{{"update_id":7,"message":{content}}}"#)).expect("a label");
            if let Some(album) = label.album {
                prop_assert!(album == name && album.len() <= ALBUM_LIMIT && !album.contains('\0'));
            }
        }

        #[test]
        fn of_an_edit_nothing_gets_lost(text in any::<String>(), id in any::<i64>()) {
            let edited = serde_json::json!({"message_id": id, "text": text});
            let raw = format!(r#"{{"edited_message":{edited},"update_id":{id}}}"#);
            let message: Value = serde_json::from_str(&edit_as_message(&raw).expect("an edit")).expect("JSON");
            prop_assert_eq!(message, serde_json::json!({"update_id": id, "message": edited}));
        }
    }
}
