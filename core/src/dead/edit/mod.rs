//! Another payload in place of the one that failed: of a job its input, of an entry its body, of a refused message its text.
//! Nothing here does anything: an [`Edit`] is what [`super::edit`] is given, once somebody has seen its changes.

mod shape;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::{Dead, DeadId};
use crate::{screen::Html, secrets::mask_json};

pub use shape::Kind;

/// More of it nobody edits by hand. In bytes.
pub const LIMIT: usize = 64 * 1024;

/// What of it can be edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    Json(Value),
    /// Of a message: what is read, without its markup.
    Text(String),
}

/// Why something that was written cannot stand in place of a payload. A path is `a.b[0]`, empty for the whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Mistake {
    #[error("this has no payload that could be edited")]
    NotEditable,
    #[error("longer than {LIMIT} bytes")]
    TooLong,
    #[error("no JSON (line {line}, column {column})")]
    NoJson { line: usize, column: usize },
    #[error("a text with \\u0000, which the database does not take")]
    Nul,
    #[error("{path:?} is to be {expected}")]
    Shape { path: String, expected: Kind },
    #[error("{path:?} is missing")]
    Missing { path: String },
    /// It says whom or what this is about.
    #[error("{path:?} cannot be changed")]
    Fixed { path: String },
    #[error("nothing is changed")]
    Unchanged,
}

/// One place that is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: String,
    /// Masked; `None`: it was not there.
    pub before: Option<Value>,
    /// Masked; `None`: it is there no longer.
    pub after: Option<Value>,
}

/// A payload that can stand in place of the one that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    id: DeadId,
    /// The whole body as it is, and as it will be.
    stored: String,
    replacement: String,
    changes: Vec<Change>,
}

impl Edit {
    pub fn id(&self) -> DeadId {
        self.id
    }

    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub(super) fn stored(&self) -> &str {
        &self.stored
    }

    pub(super) fn replacement(&self) -> &str {
        &self.replacement
    }

    pub(super) fn recorded_before(&self) -> Value {
        self.recorded(|change| change.before.as_ref())
    }

    pub(super) fn recorded_after(&self) -> Value {
        self.recorded(|change| change.after.as_ref())
    }

    /// Which places, and what kind of thing stood there: the audit log keeps no text of people.
    fn recorded(&self, side: impl Fn(&Change) -> Option<&Value>) -> Value {
        let fields = self.changes.iter().map(|change| {
            let kind = side(change).map_or(Value::Null, shape::outline);
            (change.path.clone(), kind)
        });
        Value::Object(fields.collect::<Map<_, _>>())
    }
}

/// Which part of a body is the payload.
enum Part {
    Whole,
    Field(&'static str),
    Text(&'static str),
}

/// The kind is the first word of what it is.
fn part_of(dead: &Dead, body: &Value) -> Option<Part> {
    let kind = dead.what.split(' ').next().unwrap_or_default();
    match (dead.id, kind) {
        (DeadId::Job(_), _) => Some(Part::Field("input")),
        (DeadId::Message(_), _) | (DeadId::Entry(_), "saying") => {
            ["text", "caption"].into_iter().find(|field| body[*field].is_string()).map(Part::Text)
        }
        (DeadId::Entry(_), _) => Some(Part::Whole),
    }
}

/// What of it can be edited, as it is; `None` where its body cannot be read.
pub fn payload(dead: &Dead) -> Option<Payload> {
    let mut body: Value = serde_json::from_str(&dead.body).ok()?;
    Some(match part_of(dead, &body)? {
        Part::Whole => Payload::Json(body),
        Part::Field(field) => Payload::Json(body.get_mut(field).map(Value::take)?),
        Part::Text(field) => Payload::Text(plain(&body[field])),
    })
}

/// What the messenger was to show, as it is read.
fn plain(stored: &Value) -> String {
    let html: Html = serde_json::from_value(stored.clone()).unwrap_or_default();
    html.plain_text()
}

/// Puts what somebody wrote in place of the payload. It is JSON of the same shape: nothing is missing, and what stands in
/// a place is of the kind that stood there. Of a message it is a text, which is shown as it stands. Where a secret was
/// shown as `***` and that was left so, it stays what it was.
///
/// # Errors
/// What is wrong with it.
pub fn edit(dead: &Dead, written: &str) -> Result<Edit, Mistake> {
    if written.len() > LIMIT {
        return Err(Mistake::TooLong);
    }
    let body: Value = serde_json::from_str(&dead.body).map_err(|_| Mistake::NotEditable)?;
    let part = part_of(dead, &body).ok_or(Mistake::NotEditable)?;
    let new = match part {
        Part::Text(field) => with_text(&body, field, written)?,
        Part::Field(field) => with_field(&body, field, parsed(written)?)?,
        Part::Whole => with_whole(dead, &body, parsed(written)?)?,
    };
    let (before, after) = match part {
        Part::Whole => (&body, &new),
        Part::Field(field) | Part::Text(field) => (&body[field], &new[field]),
    };
    let changes = masked(shape::changes(before, after), before, after);
    if changes.is_empty() {
        return Err(Mistake::Unchanged);
    }
    Ok(Edit { id: dead.id, stored: dead.body.clone(), replacement: new.to_string(), changes })
}

fn parsed(written: &str) -> Result<Value, Mistake> {
    let value: Value = serde_json::from_str(written)
        .map_err(|error| Mistake::NoJson { line: error.line(), column: error.column() })?;
    if shape::has_nul(&value) { Err(Mistake::Nul) } else { Ok(value) }
}

fn with_text(body: &Value, field: &str, written: &str) -> Result<Value, Mistake> {
    if written.contains('\0') {
        return Err(Mistake::Nul);
    }
    if plain(&body[field]) == written.trim() {
        return Err(Mistake::Unchanged);
    }
    let mut new = body.clone();
    new[field] = json!(Html::escape(written.trim()));
    Ok(new)
}

fn with_field(body: &Value, field: &str, written: Value) -> Result<Value, Mistake> {
    let before = body.get(field).ok_or(Mistake::NotEditable)?;
    let after = shape::unmasked(before, &mask_json(before.clone()), written);
    shape::check(before, &after)?;
    let mut new = body.clone();
    new[field] = after;
    Ok(new)
}

fn with_whole(dead: &Dead, body: &Value, written: Value) -> Result<Value, Mistake> {
    let after = shape::unmasked(body, &mask_json(body.clone()), written);
    shape::check(body, &after)?;
    shape::check_identity(dead.what.starts_with("update"), body, &after)?;
    Ok(after)
}

/// The changes as they may be shown. What a key says of its value is seen only in the whole, so that is masked first.
fn masked(changes: Vec<Change>, before: &Value, after: &Value) -> Vec<Change> {
    let (before, after) = (mask_json(before.clone()), mask_json(after.clone()));
    let mut shown = shape::changes(&before, &after);
    for hidden in changes {
        // A secret that was changed looks the same on both sides.
        if !shown.iter().any(|change| hidden.path.starts_with(&change.path)) {
            let mask = |side: &Option<Value>| side.as_ref().map(|_| json!("***"));
            let (before, after) = (mask(&hidden.before), mask(&hidden.after));
            shown.push(Change { path: hidden.path, before, after });
        }
    }
    shown
}
