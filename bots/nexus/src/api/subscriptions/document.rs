//! Settings and state: JSON objects that programs and bots change bit by bit.

use nexus_core::http::api::ApiError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// Bytes of a document as Postgres writes it. The bot reads it with each message of the person.
pub(super) const LARGEST: usize = 16 * 1024;
/// Objects and lists within each other.
const DEEPEST: usize = 32;
/// Postgres writes numbers out digit by digit; those at the very end of what a double holds are then read as none.
const LARGEST_NUMBER: f64 = 1e300;

/// Any object. At most 16 KiB after a change, at most 32 levels deep, numbers up to 1e300; what is larger is 422 `too_large`,
/// what is deeper `too_deep`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(value_type = Object)]
pub(super) struct Document(pub Map<String, Value>);

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Settings,
    State,
}

impl Part {
    pub fn action(self) -> &'static str {
        match self {
            Self::Settings => "subscription.settings",
            Self::State => "subscription.state",
        }
    }
}

impl Document {
    /// # Errors
    /// 422 `too_deep` or `too_large`.
    pub fn check(&self) -> Result<(), ApiError> {
        if self.0.values().any(|value| depth(value) >= DEEPEST) {
            return Err(ApiError::unprocessable("too_deep", format!("More than {DEEPEST} levels.")));
        }
        if self.0.values().any(has_huge_number) {
            return Err(ApiError::unprocessable("too_large", "A number beyond 1e300."));
        }
        Ok(())
    }
}

/// No deeper than a parser that refuses 128 levels let in.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn has_huge_number(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(has_huge_number),
        Value::Object(fields) => fields.values().any(has_huge_number),
        Value::Number(number) => number.as_f64().is_none_or(|number| number.abs() > LARGEST_NUMBER),
        _ => false,
    }
}

/// What was and is there, of the fields that were changed. The log may know that something was switched on, or counted,
/// and not what people wrote: of texts, lists and objects only how long they are.
pub(super) fn difference(before: &Value, after: &Value) -> (Value, Value) {
    let fields = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let (mut before, mut after) = (fields(before), fields(after));
    let same: Vec<String> = before
        .iter()
        .filter(|(name, value)| after.get(*name) == Some(value))
        .map(|(name, _)| name.clone())
        .collect();
    for name in same {
        before.remove(&name);
        after.remove(&name);
    }
    (outlined(before), outlined(after))
}

fn outlined(fields: Map<String, Value>) -> Value {
    let outline = |value: Value| match value {
        Value::String(text) => json!({"text": text.chars().count()}),
        Value::Array(values) => json!({"list": values.len()}),
        Value::Object(fields) => json!({"object": fields.len()}),
        plain => plain,
    };
    fields.into_iter().map(|(name, value)| (name, outline(value))).collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_hears_what_changed_and_not_what_people_wrote() {
        let before = json!({"same": "x", "on": false, "note": "secret plans", "gone": [1, 2]});
        let after = json!({"same": "x", "on": true, "note": "other", "new": {"a": 1}});
        let (was, is) = difference(&before, &after);
        assert_eq!(was, json!({"on": false, "note": {"text": 12}, "gone": {"list": 2}}));
        assert_eq!(is, json!({"on": true, "note": {"text": 5}, "new": {"object": 1}}));
    }

    #[test]
    fn numbers_have_an_end() {
        for (number, is_taken) in
            [(1e300, true), (-1e300, true), (f64::MAX, false), (f64::MIN, false), (1e-320, true)]
        {
            let document = Document(Map::from_iter([("a".to_owned(), json!([{"b": number}]))]));
            assert_eq!(document.check().is_ok(), is_taken, "{number}");
        }
    }

    #[test]
    fn depth_has_an_end() {
        let nested = |levels: usize| {
            let value = (1..levels).fold(json!(1), |inner, _| json!([inner]));
            Document(Map::from_iter([("a".to_owned(), value)]))
        };
        assert!(nested(32).check().is_ok());
        assert!(nested(33).check().is_err());
    }
}
