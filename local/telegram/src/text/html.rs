//! `parse_mode=HTML`. Errors are worded and placed (byte offsets) as TDLib words and places them.

use super::{Entity, Formatted, Kind, link, sort};

const TAGS: &[&str] = &[
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A tag that was opened and not yet closed.
struct Open {
    tag: String,
    /// The one attribute value the tag is about (address, language, id …).
    argument: String,
    /// `format` of a tg-time.
    format: String,
    /// Start in UTF-16 units and in bytes of the output.
    units: usize,
    bytes: usize,
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    out: String,
    units: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
}

pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut parser = Parser {
        source,
        at: 0,
        out: String::with_capacity(source.len()),
        units: 0,
        open: vec![],
        entities: vec![],
    };
    while let Some(next) = parser.peek() {
        match next {
            '<' => parser.tag()?,
            '&' => {
                let decoded = parser.reference().unwrap_or_else(|| {
                    parser.at += 1;
                    '&'
                });
                parser.push(decoded);
            }
            other => {
                parser.at += other.len_utf8();
                parser.push(other);
            }
        }
    }
    if let Some(open) = parser.open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    sort(&mut parser.entities);
    Ok(Formatted { text: parser.out, entities: parser.entities })
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn push(&mut self, c: char) {
        self.out.push(c);
        self.units += c.len_utf16();
    }

    /// Moves on while the characters fit and gives what was passed.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let rest = &self.source[start..];
        self.at += rest.find(|c| !fits(c)).unwrap_or(rest.len());
        &self.source[start..self.at]
    }

    /// A character reference at the cursor, which stands on `&`; None leaves the cursor there.
    fn reference(&mut self) -> Option<char> {
        let rest = &self.source[self.at + 1..];
        let (decoded, used) = match rest.strip_prefix('#') {
            Some(number) => {
                let (c, length) = numeric(number)?;
                (c, length + 1)
            }
            None => {
                let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                let c = match name {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    _ => return None,
                };
                (c, name.len())
            }
        };
        let semicolon = usize::from(rest[used..].starts_with(';'));
        self.at += 1 + used + semicolon;
        Some(decoded)
    }

    fn tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        if self.peek() == Some('/') { self.end_tag(begin) } else { self.start_tag(begin) }
    }

    fn start_tag(&mut self, begin: usize) -> Result<(), String> {
        let tag = self.take_while(|c| !space(c) && c != '>').to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut open = Open {
            tag,
            argument: String::new(),
            format: String::new(),
            units: self.units,
            bytes: self.out.len(),
        };
        loop {
            self.take_while(space);
            match self.peek() {
                None => return Err(format!("Unclosed start tag at byte offset {begin}")),
                Some('>') => break,
                Some(_) => self.attribute(&mut open, begin)?,
            }
        }
        self.at += 1;
        if open.tag == "span" && open.argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(open);
        Ok(())
    }

    fn attribute(&mut self, open: &mut Open, begin: usize) -> Result<(), String> {
        let tag = open.tag.as_str();
        let name = self.take_while(|c| !space(c) && c != '=' && c != '>').to_owned();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.take_while(space);
        if self.peek() != Some('=') {
            if tag == "blockquote" && name == "expandable" {
                open.argument = "expandable".into();
                return Ok(());
            }
            let what = "Expected equal sign in declaration of an attribute of the tag";
            return Err(match self.peek() {
                Some(_) => format!("{what} \"{tag}\" at byte offset {begin}"),
                None => format!("Unclosed start tag \"{tag}\" at byte offset {begin}"),
            });
        }
        self.at += 1;
        self.take_while(space);
        let value = match self.peek() {
            None => return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}")),
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            Some(_) => self.name_token()?,
        };
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        keep_attribute(open, &name, value);
        Ok(())
    }

    fn name_token(&mut self) -> Result<String, String> {
        let begin = self.at;
        let token =
            self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-').to_ascii_lowercase();
        match self.peek() {
            Some(c) if !space(c) && c != '>' => {
                Err(format!("Unexpected end of name token at byte offset {begin}"))
            }
            _ => Ok(token),
        }
    }

    fn quoted(&mut self, quote: char) -> String {
        self.at += 1;
        let mut value = String::new();
        while let Some(c) = self.peek() {
            if c == quote {
                self.at += 1;
                break;
            }
            if c == '&'
                && let Some(decoded) = self.reference()
            {
                value.push(decoded);
                continue;
            }
            value.push(c);
            self.at += c.len_utf8();
        }
        value
    }

    fn end_tag(&mut self, begin: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 1;
        let name = self.take_while(|c| !space(c) && c != '>').to_ascii_lowercase();
        self.take_while(space);
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != open.tag {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                open.tag
            ));
        }
        self.close(open)
    }

    /// Turns a closed tag into its entity; one without text leaves none.
    fn close(&mut self, open: Open) -> Result<(), String> {
        let (offset, length) = (open.units, self.units - open.units);
        if length == 0 {
            return Ok(());
        }
        let mut entity = Entity::new(Kind::Bold, offset, length);
        entity.kind = match open.tag.as_str() {
            "b" | "strong" => Kind::Bold,
            "i" | "em" => Kind::Italic,
            "s" | "strike" | "del" => Kind::Strikethrough,
            "u" | "ins" => Kind::Underline,
            "tg-spoiler" | "span" => Kind::Spoiler,
            "blockquote" if open.argument.is_empty() => Kind::Blockquote,
            "blockquote" => Kind::ExpandableBlockquote,
            "tg-emoji" => return self.emoji(entity, open.argument),
            "tg-time" => return self.time(entity, open),
            "a" => {
                let url =
                    if open.argument.is_empty() { self.out[open.bytes..].to_owned() } else { open.argument };
                self.entities.extend(link(&url, offset, length));
                return Ok(());
            }
            _ => return self.code(entity, open),
        };
        self.entities.push(entity);
        Ok(())
    }

    fn emoji(&mut self, mut entity: Entity, id: String) -> Result<(), String> {
        if id.parse::<i64>().is_err() {
            return Err("Invalid custom emoji identifier specified".to_owned());
        }
        entity.kind = Kind::CustomEmoji;
        entity.custom_emoji_id = Some(id);
        self.entities.push(entity);
        Ok(())
    }

    fn time(&mut self, mut entity: Entity, open: Open) -> Result<(), String> {
        entity.unix_time = Some(open.argument.parse().map_err(|_| "Invalid date specified".to_owned())?);
        entity.kind = Kind::DateTime;
        entity.date_time_format = Some(open.format).filter(|format| !format.is_empty());
        self.entities.push(entity);
        Ok(())
    }

    /// `pre` and `code`; `<pre><code class="language-x">` (either way round) is one entity with a language.
    fn code(&mut self, mut entity: Entity, open: Open) -> Result<(), String> {
        let is_pre = open.tag == "pre";
        entity.kind = if is_pre { Kind::Pre } else { Kind::Code };
        let language = Some(open.argument).filter(|language| !language.is_empty());
        let inner = self.entities.last_mut().filter(|inner| {
            (inner.offset, inner.length) == (entity.offset, entity.length)
                && matches!(inner.kind, Kind::Pre | Kind::Code)
        });
        match inner {
            Some(inner) if is_pre && inner.kind == Kind::Code && inner.language.is_some() => {
                inner.kind = Kind::Pre
            }
            Some(inner) if !is_pre && inner.kind == Kind::Pre && language.is_some() => {
                inner.language = language
            }
            _ => {
                entity.language = language;
                self.entities.push(entity);
            }
        }
        Ok(())
    }
}

/// Keeps the attribute a tag is about; all others are ignored, as the real server does.
fn keep_attribute(open: &mut Open, name: &str, value: String) {
    match (open.tag.as_str(), name) {
        ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => open.argument = value,
        ("tg-time", "format") => open.format = value,
        ("code", "class") => open.argument = value.strip_prefix("language-").unwrap_or_default().to_owned(),
        ("span", "class") => open.argument = value.strip_prefix("tg-").unwrap_or_default().to_owned(),
        ("blockquote", "expandable") => open.argument = "expandable".into(),
        _ => {}
    }
}

/// The number of a reference and how many bytes it took; None for what is no character.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.strip_prefix('x').or_else(|| text.strip_prefix('X')) {
        Some(hex) => (hex, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(&digits[..length], radix).ok()?;
    let c = char::from_u32(code).filter(|c| *c != '\0')?;
    Some((c, prefix + length))
}

fn space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\0')
}

/// Checks in tests that every entity lies inside the text and on character borders.
#[cfg(test)]
pub(super) fn is_valid(formatted: &Formatted) -> bool {
    let mut borders = vec![0];
    let mut units = 0;
    for c in formatted.text.chars() {
        units += c.len_utf16();
        borders.push(units);
    }
    let fits = |e: &Entity| e.length > 0 && borders.contains(&e.offset) && borders.contains(&e.end());
    super::utf16_len(&formatted.text) == units && formatted.entities.iter().all(fits)
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
