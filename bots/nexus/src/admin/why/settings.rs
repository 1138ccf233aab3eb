//! What the settings of a bot say of its silence, as far as somebody who does not know the bot can tell.

use serde_json::Value;

use crate::admin::view::{clean, shorten};

/// Switches that are told.
const SWITCHES: usize = 5;
/// Letters of a name or of hours.
const WORDS: usize = 40;

/// Switches that are off: of the top level, and of objects below it (`notifications: {digest: false}`).
pub(super) fn switched_off(settings: &Value) -> Vec<String> {
    let Some(fields) = settings.as_object() else { return Vec::new() };
    let mut off = Vec::new();
    for (key, value) in fields {
        match value {
            Value::Bool(false) => off.push(shorten(key, WORDS)),
            Value::Object(inner) => {
                let inner = inner.iter().filter(|(_, value)| **value == Value::Bool(false));
                off.extend(inner.map(|(name, _)| shorten(&format!("{key}.{name}"), WORDS)));
            }
            _ => {}
        }
    }
    off.truncate(SWITCHES);
    off
}

/// Quiet hours: a setting whose name begins with `quiet`, a text or a pair such as `{from, to}` or `["22:00", "07:00"]`.
pub(super) fn quiet(settings: &Value) -> Option<String> {
    let (_, value) = settings.as_object()?.iter().find(|(key, _)| key.starts_with("quiet"))?;
    let hours = match value {
        Value::String(text) => text.clone(),
        Value::Array(ends) => pair(ends.iter()),
        Value::Object(fields) => {
            let ends = ["from", "start", "to", "until", "end"].into_iter();
            pair(ends.filter_map(|key| fields.get(key)))
        }
        _ => return None,
    };
    let hours = clean(&hours, WORDS);
    (!hours.is_empty()).then_some(hours)
}

fn pair<'a>(ends: impl Iterator<Item = &'a Value>) -> String {
    let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    ends.take(2).map(written).collect::<Vec<_>>().join("–")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn switches_and_quiet_hours_are_read() {
        for (settings, off, hours) in [
            (json!({}), vec![], None),
            (json!(null), vec![], None),
            (json!({"reminders": false, "digest": true, "minutes": 0}), vec!["reminders"], None),
            (
                json!({"notifications": {"evening": false, "morning": true}}),
                vec!["notifications.evening"],
                None,
            ),
            (json!({"quiet_hours": {"from": "22:00", "to": "07:00"}}), vec![], Some("22:00–07:00")),
            (json!({"quiet": ["23:00", "06:30"]}), vec![], Some("23:00–06:30")),
            (json!({"quiet_hours": "at night"}), vec![], Some("at night")),
            (json!({"quiet_hours": {}}), vec![], None),
            (json!({"quiet_hours": false}), vec!["quiet_hours"], None),
            (json!({"quiet_hours": {"start": 22, "end": 7}}), vec![], Some("22–7")),
        ] {
            assert_eq!(switched_off(&settings), off, "{settings}");
            assert_eq!(quiet(&settings).as_deref(), hours, "{settings}");
        }
    }
}
