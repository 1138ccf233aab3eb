//! The line that `coach parse` prints.

use chrono::{NaiveDateTime, SecondsFormat};
use serde_json::{Value, json};

use super::{Context, Reading, When, dates};

/// One JSON object: `start` and `end` are RFC 3339 with the zone's offset; for an all-day range `date` is the first day
/// and `end` the last; each alternative has `start`, `end` and `date` of its own.
pub fn to_json(reading: &Reading, context: &Context) -> Value {
    let [start, end, date] = fields(&reading.when, context);
    let alternatives: Vec<Value> = reading
        .alternatives
        .iter()
        .map(|alternative| {
            let [start, end, date] = fields(&alternative.when, context);
            json!({"start": start, "end": end, "date": date})
        })
        .collect();
    json!({
        "intent": reading.intent.code(),
        "title": reading.title,
        "start": start,
        "end": end,
        "date": date,
        "duration_minutes": reading.duration_minutes,
        "rrule": reading.recurrence.as_ref().map(ToString::to_string),
        "deadline": reading.deadline,
        "reminders": reading.reminder_offsets(),
        "alternatives": alternatives,
    })
}

/// `start`, `end`, `date`.
fn fields(when: &When, context: &Context) -> [Option<String>; 3] {
    let moment = |wall: NaiveDateTime| {
        Some(dates::instant(wall, context.zone).to_rfc3339_opts(SecondsFormat::Secs, false))
    };
    match *when {
        When::None => [None, None, None],
        When::Day(day) => [None, None, Some(day.to_string())],
        When::Days(first, last) => [None, Some(last.to_string()), Some(first.to_string())],
        When::At(start) => [moment(start), None, None],
        When::Span(start, end) => [moment(start), moment(end), None],
    }
}
