//! Formatted text: a plain string with entities counted in UTF-16 units, as the Bot API carries it.
//!
//! [`parse`] does what the real server does with `text`, `parse_mode` and `entities`: parse the mark-up, clean and
//! trim the text, and find the entities that people do not write (commands, links, mentions …).

mod auto;
mod clean;
mod html;
mod markdown;
mod markdown_v2;
mod render;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use render::to_html;

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Blockquote,
    ExpandableBlockquote,
    Pre,
    Code,
    TextLink,
    TextMention,
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    CustomEmoji,
    DateTime,
    Mention,
    Hashtag,
    Cashtag,
    BotCommand,
    Url,
    Email,
    PhoneNumber,
}

impl Kind {
    /// Found by the server in plain text, never written by a bot's mark-up.
    pub fn is_auto(self) -> bool {
        self >= Self::Mention
    }
}

/// A Bot API `MessageEntity`; offset and length in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    #[serde(rename = "type")]
    pub kind: Kind,
    pub offset: usize,
    pub length: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_emoji_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unix_time: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_time_format: Option<String>,
}

impl Entity {
    pub fn new(kind: Kind, offset: usize, length: usize) -> Self {
        Self {
            kind,
            offset,
            length,
            url: None,
            user: None,
            language: None,
            custom_emoji_id: None,
            unix_time: None,
            date_time_format: None,
        }
    }

    pub fn end(&self) -> usize {
        self.offset + self.length
    }
}

/// Text with its entities, sorted by offset, the longer first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formatted {
    pub text: String,
    pub entities: Vec<Entity>,
}

/// How a bot marks up a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    Plain(Vec<Entity>),
    Html,
    Markdown,
    MarkdownV2,
}

/// Length in UTF-16 units, the measure of every limit and offset of the Bot API.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// Parses, cleans and completes a text. The error is the detail after `can't parse entities: `.
pub fn parse(source: &str, markup: Markup) -> Result<Formatted, String> {
    let parsed = match markup {
        Markup::Plain(entities) => Formatted { text: source.to_owned(), entities },
        Markup::Html => html::parse(source)?,
        Markup::Markdown => markdown::parse(source)?,
        Markup::MarkdownV2 => markdown_v2::parse(source)?,
    };
    let mut formatted = clean::clean(parsed);
    auto::complete(&mut formatted);
    Ok(formatted)
}

/// Orders entities as the Bot API lists them: by offset, the longer first, then by kind.
fn sort(entities: &mut [Entity]) {
    entities.sort_by(|a, b| (a.offset, b.length, a.kind).cmp(&(b.offset, a.length, b.kind)));
}

/// `tg://user?id=N` names a person; every other address a bot gives must look like a link.
fn link(url: &str, offset: usize, length: usize) -> Option<Entity> {
    let mut entity = Entity::new(Kind::TextLink, offset, length);
    if let Some(id) = url.strip_prefix("tg://user?id=").and_then(|id| id.parse::<i64>().ok()) {
        entity.kind = Kind::TextMention;
        entity.user = Some(serde_json::json!({ "id": id, "is_bot": false, "first_name": "" }));
        return Some(entity);
    }
    entity.url = Some(checked_url(url)?);
    Some(entity)
}

/// Completes an address as Telegram does: a missing scheme becomes http, a bare host gets its slash.
pub fn checked_url(url: &str) -> Option<String> {
    let url = url.trim();
    let known = ["http", "https", "tg", "ton", "tonsite", "mailto", "tel"];
    let full = match url.split_once(':') {
        Some((scheme, _)) if known.iter().any(|k| scheme.eq_ignore_ascii_case(k)) => url.to_owned(),
        Some((_, rest)) if rest.starts_with("//") => return None,
        _ if url.contains('.') => format!("http://{url}"),
        _ => return None,
    };
    let parsed = url::Url::parse(&full).ok()?;
    let web = matches!(parsed.scheme(), "http" | "https");
    if web && !parsed.host_str()?.contains('.') && parsed.host_str() != Some("localhost") {
        return None;
    }
    Some(if web && parsed.path() == "/" && parsed.query().is_none() { parsed.to_string() } else { full })
}
