//! JSON held against JSON.

use std::fmt;

use serde_json::{Value, json};

use super::{Change, Mistake};

/// What stands in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Object,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

/// In an update: who and where. Somebody else's would be believed.
const IDENTITY: [&str; 6] = ["id", "from", "user", "chat", "sender_chat", "message_id"];
/// At the top of any body: what it is, and where its answer goes.
const FRAME: [&str; 6] = ["update_id", "event", "job", "reply", "gave_up", "workspace"];

fn field(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Whether nothing is missing, and all of a kind with what it was. Null goes with everything, but not for the whole; there
/// may be more than there was.
pub(super) fn check(before: &Value, after: &Value) -> Result<(), Mistake> {
    if after.is_null() && !before.is_null() {
        return Err(Mistake::Shape { path: String::new(), expected: Kind::of(before) });
    }
    check_at("", before, after)
}

fn check_at(path: &str, before: &Value, after: &Value) -> Result<(), Mistake> {
    match (before, after) {
        (Value::Null, _) | (_, Value::Null) => Ok(()),
        (Value::Object(before), Value::Object(after)) => before.iter().try_for_each(|(name, was)| {
            let path = field(path, name);
            match after.get(name) {
                Some(is) => check_at(&path, was, is),
                None => Err(Mistake::Missing { path }),
            }
        }),
        (Value::Array(before), Value::Array(after)) => {
            after.iter().enumerate().try_for_each(|(index, is)| {
                let model = before.get(index).or(before.first()).unwrap_or(&Value::Null);
                check_at(&format!("{path}[{index}]"), model, is)
            })
        }
        _ if Kind::of(before) == Kind::of(after) => Ok(()),
        _ => Err(Mistake::Shape { path: path.to_owned(), expected: Kind::of(before) }),
    }
}

/// Whether it is still about the same person in the same place. An update names both in its body, and says by the name of
/// its one object what it is.
pub(super) fn check_identity(is_update: bool, before: &Value, after: &Value) -> Result<(), Mistake> {
    let (Some(was), Some(is)) = (before.as_object(), after.as_object()) else { return Ok(()) };
    let same = |name: &str| was.get(name) == is.get(name);
    if let Some(name) = FRAME.iter().find(|name| !same(name)) {
        return Err(Mistake::Fixed { path: (*name).to_owned() });
    }
    if !is_update {
        return Ok(());
    }
    match is.keys().find(|name| !was.contains_key(*name)) {
        Some(added) => Err(Mistake::Fixed { path: added.clone() }),
        None => check_people("", before, after),
    }
}

fn check_people(path: &str, before: &Value, after: &Value) -> Result<(), Mistake> {
    let Some(is) = after.as_object() else { return Ok(()) };
    for (name, value) in is {
        let (path, was) = (field(path, name), &before[name.as_str()]);
        if IDENTITY.contains(&name.as_str()) && was != value {
            return Err(Mistake::Fixed { path });
        }
        check_people(&path, was, value)?;
    }
    // What is null now had people in it.
    let gone = before.as_object().into_iter().flatten().find(|(name, was)| {
        IDENTITY.contains(&name.as_str()) && !was.is_null() && is.get(*name).is_none_or(Value::is_null)
    });
    gone.map_or(Ok(()), |(name, _)| Err(Mistake::Fixed { path: field(path, name) }))
}

/// The smallest places in which they differ.
pub(super) fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare("", Some(before), Some(after), &mut found);
    found
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Change>) {
    match (before, after) {
        (Some(Value::Object(was)), Some(Value::Object(is))) => {
            let added = is.keys().filter(|name| !was.contains_key(*name));
            for name in was.keys().chain(added) {
                compare(&field(path, name), was.get(name), is.get(name), found);
            }
        }
        (Some(Value::Array(was)), Some(Value::Array(is))) => {
            for index in 0..was.len().max(is.len()) {
                compare(&format!("{path}[{index}]"), was.get(index), is.get(index), found);
            }
        }
        (before, after) if before == after => {}
        (before, after) => {
            found.push(Change { path: path.to_owned(), before: before.cloned(), after: after.cloned() })
        }
    }
}

/// What was written, with the secrets that were masked when it was shown and left so.
pub(super) fn unmasked(before: &Value, masked: &Value, written: Value) -> Value {
    if written == *masked {
        return before.clone();
    }
    match written {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let value = match (before.get(&name), masked.get(&name)) {
                    (Some(before), Some(masked)) => unmasked(before, masked, value),
                    _ => value,
                };
                (name, value)
            })
            .collect(),
        Value::Array(values) => values
            .into_iter()
            .enumerate()
            .map(|(index, value)| match (before.get(index), masked.get(index)) {
                (Some(before), Some(masked)) => unmasked(before, masked, value),
                _ => value,
            })
            .collect(),
        other => other,
    }
}

pub(super) fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// What kind of thing it is, without what it says.
pub(super) fn outline(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(_) => json!("(number)"),
        Value::String(text) => json!(format!("(text of {})", text.chars().count())),
        Value::Array(values) => json!(format!("(list of {})", values.len())),
        Value::Object(fields) => json!(format!("(object of {})", fields.len())),
    }
}
