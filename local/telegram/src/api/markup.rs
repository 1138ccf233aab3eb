//! `reply_markup`: read, checked as strictly as the real server checks it, and brought into its normal form.

use serde_json::{Map, Value, json};

use super::params::Params;
use crate::error::{self, ApiError, Rule};
use crate::text::checked_url;
use crate::world::ReplyMarkup;

const MAX_BUTTONS: usize = 100;
/// Bytes of `callback_data` (specification of InlineKeyboardButton).
const MAX_DATA: usize = 64;

/// Fields of which an inline button needs exactly one.
const ACTIONS: &[&str] = &[
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
];

pub(super) fn read(params: &Params) -> Result<ReplyMarkup, ApiError> {
    if params.is_null("reply_markup") {
        return Err(error::MARKUP_OBJECT.into());
    }
    let value = match params.json("reply_markup") {
        Err(_) => return Err(error::MARKUP_JSON.into()),
        Ok(None) => return Ok(ReplyMarkup::None),
        Ok(Some(value)) => value.into_owned(),
    };
    let Value::Object(markup) = value else { return Err(error::MARKUP_OBJECT.into()) };
    if let Some(rows) = markup.get("inline_keyboard") {
        return inline(rows);
    }
    if let Some(rows) = markup.get("keyboard") {
        return keyboard(rows, &markup);
    }
    if boolean(&markup, "remove_keyboard")? {
        return Ok(ReplyMarkup::Remove(json!({ "selective": boolean(&markup, "selective")? })));
    }
    if boolean(&markup, "force_reply")? {
        let placeholder = markup.get("input_field_placeholder").filter(|text| text.is_string());
        let mut force = placeholder.map_or_else(|| json!({}), |text| json!({ "placeholder": text }));
        if boolean(&markup, "selective")? {
            force["selective"] = json!(true);
        }
        return Ok(ReplyMarkup::Force(force));
    }
    Ok(ReplyMarkup::None)
}

fn boolean(markup: &Map<String, Value>, field: &str) -> Result<bool, ApiError> {
    match markup.get(field) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(ApiError::no_boolean(field)),
    }
}

/// Only an inline keyboard can be edited onto a message. None of it takes the keyboard away.
pub(super) fn read_inline(params: &Params) -> Result<Option<Value>, ApiError> {
    match read(params)? {
        ReplyMarkup::Inline(keyboard) => Ok(Some(keyboard)),
        ReplyMarkup::None => Ok(None),
        _ => Err(error::MARKUP_INLINE_EXPECTED.into()),
    }
}

fn inline(rows: &Value) -> Result<ReplyMarkup, ApiError> {
    let rows = buttons(rows, error::MARKUP_ROWS)?;
    let mut checked = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows {
        let row = row.iter().map(inline_button).collect::<Result<Vec<Value>, ApiError>>()?;
        count += row.len();
        if !row.is_empty() {
            checked.push(Value::Array(row));
        }
    }
    if count > MAX_BUTTONS {
        return Err(error::MARKUP_TOO_LONG.into());
    }
    if checked.is_empty() {
        return Ok(ReplyMarkup::None);
    }
    Ok(ReplyMarkup::Inline(json!({ "inline_keyboard": checked })))
}

/// Rows of a keyboard as slices of buttons.
fn buttons(rows: &Value, rule: Rule) -> Result<Vec<&[Value]>, ApiError> {
    let rows = rows.as_array().ok_or(rule)?;
    rows.iter().map(|row| row.as_array().map(Vec::as_slice).ok_or_else(|| rule.into())).collect()
}

fn inline_button(button: &Value) -> Result<Value, ApiError> {
    let Value::Object(button) = button else { return Err(error::MARKUP_ROW.into()) };
    let text = button.get("text").ok_or(error::BUTTON_NO_TEXT)?.as_str().ok_or(error::BUTTON_TEXT_KIND)?;
    if text.trim().is_empty() {
        return Err(error::BUTTON_TEXT_EMPTY.into());
    }
    let mut checked = Map::new();
    checked.insert("text".into(), json!(text));
    for extra in ["icon_custom_emoji_id", "style"] {
        if let Some(value) = button.get(extra) {
            checked.insert(extra.into(), value.clone());
        }
    }
    let (name, action) =
        ACTIONS.iter().find_map(|name| Some((*name, button.get(*name)?))).ok_or(error::BUTTON_NO_ACTION)?;
    checked.insert(name.into(), check_action(name, action)?);
    Ok(Value::Object(checked))
}

fn check_action(name: &str, action: &Value) -> Result<Value, ApiError> {
    match name {
        "callback_data" => {
            let data = action.as_str().map_or_else(|| action.to_string(), str::to_owned);
            let fits = (1..=MAX_DATA).contains(&data.len());
            if fits { Ok(json!(data)) } else { Err(error::BUTTON_DATA_INVALID.into()) }
        }
        "url" => check_url(action.as_str().unwrap_or_default()),
        "web_app" => {
            let url = action["url"].as_str().unwrap_or_default();
            let why = format!(
                "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
            );
            if url.starts_with("https://") { Ok(action.clone()) } else { Err(ApiError::bad(why)) }
        }
        // Both are for invoices and games, which nothing here sends.
        "pay" | "callback_game" => Err(error::BUTTON_TYPE_INVALID.into()),
        _ => Ok(action.clone()),
    }
}

fn check_url(given: &str) -> Result<Value, ApiError> {
    if let Some(url) = checked_url(given) {
        return Ok(json!(url));
    }
    let why = if given.contains("://") { "Unsupported URL protocol" } else { "Wrong HTTP URL" };
    Err(ApiError::bad(format_args!("inline keyboard button URL '{given}' is invalid: {why}")))
}

fn keyboard(rows: &Value, markup: &Map<String, Value>) -> Result<ReplyMarkup, ApiError> {
    let mut checked = Vec::new();
    for row in buttons(rows, error::KEYBOARD_ROWS)? {
        let row = row.iter().map(keyboard_button).collect::<Result<Vec<Value>, ApiError>>()?;
        if !row.is_empty() {
            checked.push(Value::Array(row));
        }
    }
    if checked.is_empty() {
        return Err(error::KEYBOARD_EMPTY.into());
    }
    let mut keyboard = Map::new();
    keyboard.insert("keyboard".into(), Value::Array(checked));
    for name in ["is_persistent", "resize_keyboard", "one_time_keyboard", "selective"] {
        if boolean(markup, name)? {
            keyboard.insert(name.into(), json!(true));
        }
    }
    if let Some(placeholder) = markup.get("input_field_placeholder").filter(|text| text.is_string()) {
        keyboard.insert("input_field_placeholder".into(), placeholder.clone());
    }
    Ok(ReplyMarkup::Keyboard(Value::Object(keyboard)))
}

fn keyboard_button(button: &Value) -> Result<Value, ApiError> {
    match button {
        Value::String(text) if !text.trim().is_empty() => Ok(json!({ "text": text })),
        Value::Object(fields)
            if fields.get("text").and_then(Value::as_str).is_some_and(|t| !t.trim().is_empty()) =>
        {
            Ok(button.clone())
        }
        Value::String(_) | Value::Object(_) => Err(error::BUTTON_TEXT_EMPTY.into()),
        _ => Err(error::KEYBOARD_BUTTON.into()),
    }
}
