//! Text in Telegram's HTML that cannot carry an unescaped word of a stranger.
//!
//! Outside this crate an [`Html`] comes from three places only: [`Html::escape`], the [`html!`](crate::html)
//! macro (a locale message whose arguments were escaped), and joining or wrapping other `Html`s.
//! <https://core.telegram.org/bots/api#html-style> names the tags and entities Telegram reads.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Well-formed HTML in Telegram's subset.
///
/// Deserialising trusts its input: it is meant for what this type wrote itself (a stored screen), not for
/// anything a person sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Nothing, to push into.
    pub const fn new() -> Html {
        Html(String::new())
    }

    /// Any text, shown exactly as it stands.
    pub fn escape(text: &str) -> Html {
        Html(escape(text))
    }

    /// A formatted locale message; its arguments must have been escaped.
    pub(crate) fn from_message(message: String) -> Html {
        Html(message)
    }

    /// How long Telegram finds it: the visible text in UTF-16 units.
    pub fn length(&self) -> usize {
        self.plain_text().encode_utf16().count()
    }

    /// With `value` (plain text, escaped) in each place where `name` stands.
    pub fn filled(&self, name: &str, value: &str) -> Html {
        Html(self.0.replace(&escape(name), &escape(value)))
    }

    /// The HTML as Telegram takes it with `parse_mode=HTML`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    /// True when there is nothing to show (`<b></b>` counts as something).
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends `more`; a `&str` or `String` is escaped.
    pub fn push(&mut self, more: impl Into<Html>) {
        self.0.push_str(&more.into().0);
    }

    /// The parts with `separator` (plain text, escaped) between them.
    pub fn join<I>(parts: I, separator: &str) -> Html
    where
        I: IntoIterator,
        I::Item: Into<Html>,
    {
        let separator = escape(separator);
        let mut joined = Html::new();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                joined.0.push_str(&separator);
            }
            joined.push(part);
        }
        joined
    }

    pub fn bold(&self) -> Html {
        self.wrapped("b")
    }

    pub fn italic(&self) -> Html {
        self.wrapped("i")
    }

    pub fn strike(&self) -> Html {
        self.wrapped("s")
    }

    pub fn spoiler(&self) -> Html {
        self.wrapped("tg-spoiler")
    }

    pub fn quote(&self) -> Html {
        self.wrapped("blockquote")
    }

    /// Monospaced and copied by a tap. Telegram shows no other formatting inside, so tags are dropped.
    pub fn code(&self) -> Html {
        Html::escape(&self.plain_text()).wrapped("code")
    }

    /// A block of monospaced lines; like [`Html::code`] it holds no other tags.
    pub fn pre(&self) -> Html {
        Html::escape(&self.plain_text()).wrapped("pre")
    }

    /// Text that opens `url`. Telegram ignores addresses it cannot open, and then shows the text alone.
    pub fn link(&self, url: &str) -> Html {
        Html(format!("<a href=\"{}\">{}</a>", escape(url), self.0))
    }

    fn wrapped(&self, tag: &str) -> Html {
        Html(format!("<{tag}>{}</{tag}>", self.0))
    }

    /// What a reader sees: tags removed, entities decoded. For previews, alerts and as the fallback when
    /// Telegram refuses the markup.
    pub fn plain_text(&self) -> String {
        let mut plain = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some(special) = rest.find(['<', '&']) {
            plain.push_str(&rest[..special]);
            rest = &rest[special..];
            rest = match rest.starts_with('<') {
                true => rest.find('>').map_or("", |end| &rest[end + 1..]),
                false => decode_entity(rest, &mut plain),
            };
        }
        plain.push_str(rest);
        plain
    }
}

/// Escapes what HTML would read as markup. Quotes too, so that the result is safe inside an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Decodes the entity at the start of `rest` into `plain`; returns what follows. An ampersand that starts no
/// entity stands for itself.
fn decode_entity<'a>(rest: &'a str, plain: &mut String) -> &'a str {
    let decoded = rest.find(';').and_then(|end| Some((entity(&rest[1..end])?, &rest[end + 1..])));
    let (character, after) = decoded.unwrap_or(('&', &rest[1..]));
    plain.push(character);
    after
}

/// The character of an entity's name: the four that Telegram knows, and numbers.
pub(crate) fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&Html> for Html {
    fn from(html: &Html) -> Html {
        html.clone()
    }
}

/// Escapes.
impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::escape(text)
    }
}

/// Escapes.
impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::escape(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_strangers_markup_stays_text() {
        assert_eq!(Html::escape("<b>&\"x\"").as_str(), "&lt;b&gt;&amp;&quot;x&quot;");
    }

    #[test]
    fn wrappers_nest_and_code_drops_tags() {
        let bold = Html::escape("a<b").bold();
        assert_eq!(bold.italic().as_str(), "<i><b>a&lt;b</b></i>");
        assert_eq!(bold.code().as_str(), "<code>a&lt;b</code>");
        assert_eq!(bold.link("https://x/?a=1&b=\"").plain_text(), "a<b");
    }

    #[test]
    fn join_escapes_what_is_plain() {
        let parts = [Html::escape("1").bold(), Html::escape("2")];
        assert_eq!(Html::join(&parts, " > ").as_str(), "<b>1</b> &gt; 2");
        assert_eq!(Html::join(["a", "<"], "\n").as_str(), "a\n&lt;");
    }

    #[test]
    fn plain_text_decodes_numbers_and_leaves_stray_ampersands() {
        let html = Html::from_message("<b>A &amp; B</b> &#8364;&#x20AC; R&D &nope; &".into());
        assert_eq!(html.plain_text(), "A & B €€ R&D &nope; &");
    }

    proptest! {
        #[test]
        fn escaping_loses_nothing(text in ".*") {
            prop_assert_eq!(Html::escape(&text).bold().plain_text(), text);
        }
    }
}
