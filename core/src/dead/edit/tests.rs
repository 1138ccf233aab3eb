use chrono::DateTime;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ids::ChatKey;

fn dead(id: DeadId, what: &str, body: &Value) -> Dead {
    Dead {
        id,
        at: DateTime::UNIX_EPOCH,
        bot: "coach".to_owned(),
        account: None,
        chat: ChatKey(100),
        person: None,
        what: what.to_owned(),
        tries: 3,
        cause: String::new(),
        trace: None,
        body: body.to_string(),
    }
}

fn job(input: &Value) -> Dead {
    dead(DeadId::Job(1), "job errand", &json!({"id": "1", "job": "errand", "input": input, "reply": {}}))
}

fn update() -> Value {
    json!({"update_id": 5, "message": {"message_id": 7, "text": "hi", "from": {"id": 1, "first_name": "Anna"},
        "chat": {"id": 1, "type": "private"}}})
}

fn shape(path: &str, expected: Kind) -> Mistake {
    Mistake::Shape { path: path.to_owned(), expected }
}

fn missing(path: &str) -> Mistake {
    Mistake::Missing { path: path.to_owned() }
}

fn fixed(path: &str) -> Mistake {
    Mistake::Fixed { path: path.to_owned() }
}

#[test]
fn what_has_not_the_shape_of_the_input_is_refused() {
    let errand = job(&json!({"what": "milk", "count": 2, "note": null, "ways": [{"to": "shop"}]}));
    for (written, mistake) in [
        ("", Mistake::NoJson { line: 1, column: 0 }),
        ("{\n  \"what\": milk}", Mistake::NoJson { line: 2, column: 11 }),
        ("null", shape("", Kind::Object)),
        ("[]", shape("", Kind::Object)),
        (r#"{"what": "milk", "count": 2, "note": null}"#, missing("ways")),
        (r#"{"what": "milk", "count": "2", "note": null, "ways": []}"#, shape("count", Kind::Number)),
        (r#"{"what": "milk", "count": 2, "note": 1, "ways": [{}]}"#, missing("ways[0].to")),
        (
            r#"{"what": "milk", "count": 2, "note": 1, "ways": [{"to": "a"}, {"to": 5}]}"#,
            shape("ways[1].to", Kind::Text),
        ),
        (r#"{"what": "\u0000", "count": 2, "note": null, "ways": []}"#, Mistake::Nul),
        (r#"{"note": null, "ways": [{"to": "shop"}], "count": 2, "what": "milk"}"#, Mistake::Unchanged),
        (&format!("\"{}\"", "x".repeat(LIMIT)), Mistake::TooLong),
    ] {
        assert_eq!(edit(&errand, written), Err(mistake), "{written:.80}");
    }
}

#[test]
fn what_has_its_shape_is_an_edit_that_tells_what_changes() {
    let errand = job(&json!({"what": "milk", "count": 2, "ways": ["a", "b"]}));
    let made =
        edit(&errand, r#"{"what": "bread", "count": null, "ways": ["a"], "new": true}"#).expect("an edit");
    let changes: Vec<String> = made
        .changes()
        .iter()
        .map(|Change { path, before, after }| {
            let told = |side: &Option<Value>| side.as_ref().map_or("nothing".to_owned(), Value::to_string);
            format!("{path}: {} -> {}", told(before), told(after))
        })
        .collect();
    insta::assert_snapshot!(changes.join("\n"), @r#"
    count: 2 -> null
    ways[1]: "b" -> nothing
    what: "milk" -> "bread"
    new: nothing -> true
    "#);
    let new: Value = serde_json::from_str(made.replacement()).expect("JSON");
    assert_eq!(new["input"]["what"], "bread");
    assert_eq!((&new["job"], &new["reply"]), (&json!("errand"), &json!({})), "the rest stays");
    let recorded = (made.recorded_before(), made.recorded_after());
    assert_eq!(
        recorded.0,
        json!({"count": "(number)", "ways[1]": "(text of 1)", "what": "(text of 4)", "new": null})
    );
    assert_eq!(recorded.1, json!({"count": null, "ways[1]": null, "what": "(text of 5)", "new": true}));
}

#[test]
fn a_secret_that_was_left_masked_stays_what_it_was_and_is_never_shown() {
    let errand = job(&json!({"api_key": "geheim", "list": [{"password": "x"}], "what": "milk"}));
    let left = r#"{"api_key": "***", "list": [{"password": "***"}], "what": "bread"}"#;
    let made = edit(&errand, left).expect("an edit");
    let new: Value = serde_json::from_str(made.replacement()).expect("JSON");
    assert_eq!(new["input"], json!({"api_key": "geheim", "list": [{"password": "x"}], "what": "bread"}));
    let changed = r#"{"api_key": "neu", "list": [{"password": "***"}], "what": "milk"}"#;
    let made = edit(&errand, changed).expect("an edit");
    let hidden = Change { path: "api_key".to_owned(), before: Some(json!("***")), after: Some(json!("***")) };
    assert_eq!(made.changes(), [hidden]);
    assert!(made.replacement().contains("neu"));
}

#[test]
fn an_update_stays_that_persons_update() {
    let whole = dead(DeadId::Entry(1), "update message", &update());
    for (pointer, value, mistake) in [
        ("/message/from/id", json!(2), fixed("message.from")),
        ("/message/from", Value::Null, fixed("message.from")),
        ("/message/chat/id", json!(2), fixed("message.chat")),
        ("/message/message_id", json!(2), fixed("message.message_id")),
        ("/update_id", json!(2), fixed("update_id")),
        ("/message/text", json!(2), shape("message.text", Kind::Text)),
    ] {
        let mut written = update();
        *written.pointer_mut(pointer).expect("a place") = value;
        assert_eq!(edit(&whole, &written.to_string()), Err(mistake), "{pointer}");
    }
    for (place, name, value, mistake) in [
        ("", "a_kind", json!({"from": {"id": 2}}), fixed("a_kind")),
        ("/message", "sender_chat", json!({"id": 2}), fixed("message.sender_chat")),
        ("", "reply", json!({}), fixed("reply")),
    ] {
        let mut written = update();
        written.pointer_mut(place).expect("a place")[name] = value;
        assert_eq!(edit(&whole, &written.to_string()), Err(mistake), "{name}");
    }
    let mut written = update();
    written["message"]["text"] = json!("hello");
    assert_eq!(edit(&whole, &written.to_string()).expect("an edit").changes().len(), 1);
}

#[test]
fn a_message_gets_another_text_that_is_shown_as_it_stands() {
    let body = json!({"id": "1.0", "act": "message", "text": "<b>Hi</b> &amp; bye", "keyboard": "none"});
    let refused = dead(DeadId::Message(1), "message", &body);
    assert_eq!(payload(&refused), Some(Payload::Text("Hi & bye".to_owned())));
    assert_eq!(edit(&refused, " Hi & bye\n"), Err(Mistake::Unchanged));
    let made = edit(&refused, "<i>Hi").expect("an edit");
    let new: Value = serde_json::from_str(made.replacement()).expect("JSON");
    assert_eq!((&new["text"], &new["id"]), (&json!("&lt;i&gt;Hi"), &json!("1.0")));
    let file = dead(DeadId::Message(1), "message", &json!({"act": "file", "caption": "old"}));
    assert!(edit(&file, "new").expect("an edit").replacement().contains(r#""caption":"new""#));
}

#[test]
fn what_cannot_be_read_cannot_be_edited() {
    let mut odd = dead(DeadId::Entry(1), "update", &Value::Null);
    odd.body = "no JSON".to_owned();
    assert_eq!((payload(&odd), edit(&odd, "{}")), (None, Err(Mistake::NotEditable)));
    let wordless = dead(DeadId::Message(1), "message", &json!({"act": "answer"}));
    assert_eq!((payload(&wordless), edit(&wordless, "x")), (None, Err(Mistake::NotEditable)));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z*]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("(id|from|token|[a-c])", inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_was_shown_and_sent_back_changes_nothing(input in any_json()) {
        let shown = mask_json(input.clone()).to_string();
        prop_assert_eq!(edit(&job(&input), &shown), Err(Mistake::Unchanged));
    }

    #[test]
    fn whatever_is_written_nothing_panics_and_no_mistake_is_stored(input in any_json(), other in any_json()) {
        if let Ok(made) = edit(&job(&input), &other.to_string()) {
            let new: Value = serde_json::from_str(made.replacement()).expect("JSON");
            prop_assert_eq!(shape::check(&input, &new["input"]), Ok(()));
            prop_assert!(!made.changes().is_empty());
        }
    }
}
