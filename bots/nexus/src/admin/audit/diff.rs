//! What changed, in one line: `tier: anonymous → premium`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::admin::view::shorten;

/// Letters of one value.
const VALUE: usize = 80;
/// Fields that are told; of more, that there are more.
const FIELDS: usize = 8;

/// Each field with what it was and what it is; empty where nothing is known.
pub(super) fn lines(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let (Some(before), Some(after)) = (fields(before), fields(after)) else {
        let change = change(before, after);
        return change.into_iter().collect();
    };
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let line = |key: &&String| {
        let change = change(before.get(*key), after.get(*key))?;
        Some(format!("{}: {change}", shorten(key, VALUE)))
    };
    let mut lines: Vec<String> = keys.iter().take(FIELDS).filter_map(line).collect();
    lines.extend((keys.len() > FIELDS).then(|| "…".to_owned()));
    lines
}

/// Of what is absent, no field.
fn fields(value: Option<&Value>) -> Option<Map<String, Value>> {
    match value {
        None | Some(Value::Null) => Some(Map::new()),
        Some(Value::Object(fields)) => Some(fields.clone()),
        Some(_) => None,
    }
}

fn change(before: Option<&Value>, after: Option<&Value>) -> Option<String> {
    match (before, after) {
        (None, None) => None,
        (None, Some(after)) => Some(written(after)),
        (Some(before), None) => Some(format!("{} → –", written(before))),
        (Some(before), Some(after)) if before == after => Some(written(after)),
        (Some(before), Some(after)) => Some(format!("{} → {}", written(before), written(after))),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => shorten(text, VALUE),
        Value::Null => "–".to_owned(),
        other => shorten(&other.to_string(), VALUE),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_is_told_field_by_field() {
        for (before, after, expected) in [
            (
                Some(json!({"tier": "anonymous"})),
                Some(json!({"tier": "premium"})),
                "tier: anonymous → premium",
            ),
            (Some(json!({"banned": false})), Some(json!({"banned": true})), "banned: false → true"),
            (None, Some(json!({"role": "editor"})), "role: editor"),
            (Some(json!({"role": "editor"})), None, "role: editor → –"),
            (None, None, ""),
            (Some(json!(null)), Some(json!({"a": null, "b": [1, 2]})), "a: –|b: [1,2]"),
            (Some(json!({"a": 1, "b": 2})), Some(json!({"a": 1, "c": 3})), "a: 1|b: 2 → –|c: 3"),
            (Some(json!(1)), Some(json!("two")), "1 → two"),
        ] {
            assert_eq!(lines(before.as_ref(), after.as_ref()).join("|"), expected);
        }
    }

    #[test]
    fn what_is_long_is_cut() {
        let many: Map<String, Value> =
            (0..20).map(|number| (format!("k{number:02}"), json!("x".repeat(500)))).collect();
        let lines = lines(None, Some(&Value::Object(many)));
        assert_eq!(lines.len(), FIELDS + 1);
        assert!(lines.iter().all(|line| line.chars().count() < 100), "{lines:?}");
    }
}
