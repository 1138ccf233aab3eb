//! `parse_mode=MarkdownV2`, worded in its refusals as TDLib words them.

use super::{Entity, Formatted, Kind, link, sort};

const RESERVED: &str = "_*[]()~`>#+-=|{}.!";

struct Open {
    kind: Kind,
    units: usize,
    /// Byte offset of the opening mark, for the refusal.
    byte: usize,
    bytes_out: usize,
    /// A picture link `![…](tg://emoji?id=…)`.
    picture: bool,
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    out: String,
    units: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
    /// UTF-16 start of the quotation that is going on.
    quote: Option<usize>,
}

pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut parser =
        Parser { source, at: 0, out: String::new(), units: 0, open: vec![], entities: vec![], quote: None };
    parser.line_start();
    while let Some(c) = parser.rest().chars().next() {
        parser.step(c)?;
    }
    if let Some(open) = parser.open.last() {
        return Err(format!("Can't find end of {} entity at byte offset {}", name(open.kind), open.byte));
    }
    parser.end_quote(false);
    sort(&mut parser.entities);
    Ok(Formatted { text: parser.out, entities: parser.entities })
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn push(&mut self, c: char) {
        self.at += c.len_utf8();
        self.units += c.len_utf16();
        self.out.push(c);
    }

    fn step(&mut self, c: char) -> Result<(), String> {
        let rest = self.rest();
        if c == '\\' && rest[1..].starts_with(|next: char| ('\u{1}'..='\u{7e}').contains(&next)) {
            self.at += 1;
            let escaped = rest.as_bytes()[1] as char;
            self.push(escaped);
            return Ok(());
        }
        if c == '\n' {
            self.push(c);
            self.line_start();
            return Ok(());
        }
        if rest.starts_with("||") && self.quote.is_some() && self.quote_ends_after(2) {
            self.at += 2;
            self.end_quote(true);
            return Ok(());
        }
        if !RESERVED.contains(c) {
            self.push(c);
            return Ok(());
        }
        match self.mark(c) {
            Some((kind, length)) if self.open.last().is_some_and(|open| open.kind == kind) => {
                self.close(length)
            }
            Some((Kind::Code | Kind::Pre, _)) => self.code(),
            Some((kind, length)) => {
                let picture = rest.starts_with("![");
                self.open.push(Open {
                    kind,
                    units: self.units,
                    byte: self.at,
                    bytes_out: self.out.len(),
                    picture,
                });
                self.at += length;
                Ok(())
            }
            None if c == ']' && self.open.last().is_some_and(|open| open.kind == Kind::TextLink) => {
                self.close_link()
            }
            None => Err(format!("Character '{c}' is reserved and must be escaped with the preceding '\\'")),
        }
    }

    /// The mark at the cursor and its length in bytes.
    fn mark(&self, c: char) -> Option<(Kind, usize)> {
        let rest = self.rest();
        Some(match c {
            '*' => (Kind::Bold, 1),
            '_' if rest.starts_with("__") => (Kind::Underline, 2),
            '_' => (Kind::Italic, 1),
            '~' => (Kind::Strikethrough, 1),
            '|' if rest.starts_with("||") => (Kind::Spoiler, 2),
            '`' if rest.starts_with("```") => (Kind::Pre, 3),
            '`' => (Kind::Code, 1),
            '[' => (Kind::TextLink, 1),
            '!' if rest.starts_with("![") => (Kind::TextLink, 2),
            _ => return None,
        })
    }

    fn close(&mut self, length: usize) -> Result<(), String> {
        self.at += length;
        if let Some(open) = self.open.pop()
            && self.units > open.units
        {
            self.entities.push(Entity::new(open.kind, open.units, self.units - open.units));
        }
        Ok(())
    }

    /// Code holds no other marks: it is read to its end at once.
    fn code(&mut self) -> Result<(), String> {
        let begin = self.at;
        let fence = if self.rest().starts_with("```") { "```" } else { "`" };
        self.at += fence.len();
        let length = find_unescaped(self.rest(), fence);
        let body = &self.rest()[..length.unwrap_or(0)];
        let (language, text) = if fence == "```" { super::markdown::language_of(body) } else { (None, body) };
        let Some(length) = length else {
            let tail = super::markdown::language_of(self.rest()).0;
            let kind = if fence == "`" {
                "Code"
            } else if tail.is_some() {
                "PreCode"
            } else {
                "Pre"
            };
            return Err(format!("Can't find end of {kind} entity at byte offset {begin}"));
        };
        let text = unescape(text);
        let mut entity = Entity::new(
            if fence == "```" { Kind::Pre } else { Kind::Code },
            self.units,
            super::utf16_len(&text),
        );
        entity.language = language;
        self.units += entity.length;
        self.out.push_str(&text);
        self.at += length + fence.len();
        self.entities.extend(Some(entity).filter(|e| e.length > 0));
        Ok(())
    }

    fn close_link(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        self.at += 1;
        let mut url = self.out[open.bytes_out..].to_owned();
        if self.rest().starts_with('(') {
            self.at += 1;
            let begin = self.at;
            let length = find_unescaped(self.rest(), ")")
                .ok_or_else(|| format!("Can't find end of a URL at byte offset {begin}"))?;
            url = unescape(&self.rest()[..length]);
            self.at += length + 1;
        }
        let length = self.units - open.units;
        if length == 0 {
            return Ok(());
        }
        if open.picture {
            let id = url.strip_prefix("tg://emoji?id=").filter(|id| id.parse::<i64>().is_ok());
            let id = id.ok_or_else(|| "Custom emoji entity must contain a tg://emoji URL".to_owned())?;
            let mut entity = Entity::new(Kind::CustomEmoji, open.units, length);
            entity.custom_emoji_id = Some(id.to_owned());
            self.entities.push(entity);
        } else {
            self.entities.extend(link(&url, open.units, length));
        }
        Ok(())
    }

    /// A line that begins with `>` is a quotation, `**>` begins another one.
    fn line_start(&mut self) {
        if let Some(rest) = self.rest().strip_prefix("**>") {
            self.end_quote(false);
            self.at = self.source.len() - rest.len();
            self.quote = Some(self.units);
        } else if let Some(rest) = self.rest().strip_prefix('>') {
            self.at = self.source.len() - rest.len();
            self.quote.get_or_insert(self.units);
        } else {
            self.end_quote(false);
        }
    }

    fn end_quote(&mut self, expandable: bool) {
        if let Some(start) = self.quote.take()
            && self.units > start
        {
            let kind = if expandable { Kind::ExpandableBlockquote } else { Kind::Blockquote };
            self.entities.push(Entity::new(kind, start, self.units - start));
        }
    }

    /// `||` ends an expandable quotation where no spoiler is open and the line (and the quotation) ends there.
    fn quote_ends_after(&self, bytes: usize) -> bool {
        let after = &self.rest()[bytes..];
        let ends = after.is_empty() || (after.starts_with('\n') && !after[1..].starts_with('>'));
        ends && self.open.is_empty()
    }
}

fn find_unescaped(text: &str, end: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if text[at..].starts_with(end) {
            return Some(at);
        }
    }
    None
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().filter(|next| ('\u{1}'..='\u{7e}').contains(*next)).copied();
        match next {
            Some(next) if c == '\\' => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bold => "Bold",
        Kind::Italic => "Italic",
        Kind::Underline => "Underline",
        Kind::Strikethrough => "Strikethrough",
        Kind::Spoiler => "Spoiler",
        _ => "TextUrl",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{html, to_html};

    #[test]
    fn refuses_as_the_real_server_does() {
        let cases = [
            ("Готово!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
            ("так | ні", "Character '|' is reserved and must be escaped with the preceding '\\'"),
            ("Ціна _сто", "Can't find end of Italic entity at byte offset 9"),
            ("Ціна _сто *двісті", "Can't find end of Bold entity at byte offset 17"),
            ("Ціна `сто", "Can't find end of Code entity at byte offset 9"),
            ("Ціна ```", "Can't find end of Pre entity at byte offset 9"),
            ("Ціна ```sql select", "Can't find end of PreCode entity at byte offset 9"),
        ];
        for (source, expected) in cases {
            assert_eq!(parse(source), Err(expected.to_owned()), "{source}");
        }
    }

    #[test]
    fn reads_every_mark() -> Result<(), String> {
        let source = "*b _bi_* __u__ ~s~ ||h|| `c\\`` [l](https://a.example/x) \\. \n>q\n>r\nz";
        let parsed = parse(source)?;
        assert_eq!(
            to_html(&parsed.text, &parsed.entities),
            "<b>b <i>bi</i></b> <u>u</u> <s>s</s> <tg-spoiler>h</tg-spoiler> <code>c`</code> \
             <a href=\"https://a.example/x\">l</a> . \n<blockquote>q\nr\n</blockquote>z"
        );
        Ok(())
    }

    proptest! {
        #[test]
        fn never_panics(source in "[a-z_*\\[\\]()~`>|\\\\! \n🏟.]{0,40}") {
            if let Ok(formatted) = parse(&source) {
                prop_assert!(html::is_valid(&formatted));
            }
            if let Ok(formatted) = super::super::markdown::parse(&source) {
                prop_assert!(html::is_valid(&formatted));
            }
        }
    }
}
