//! `parse_mode=Markdown`, the old kind: no nesting, four marks, escaping only outside of entities.

use super::{Entity, Formatted, Kind, link, sort};

pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut formatted = Formatted::default();
    let mut units = 0;
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        if c == '\\' && rest[1..].starts_with(['_', '*', '`', '[']) {
            formatted.text.push_str(&rest[1..2]);
            units += 1;
            at += 2;
            continue;
        }
        let (mark, kind) = match c {
            '_' => ("_", Kind::Italic),
            '*' => ("*", Kind::Bold),
            '`' if rest.starts_with("```") => ("```", Kind::Pre),
            '`' => ("`", Kind::Code),
            '[' => ("]", Kind::TextLink),
            _ => {
                formatted.text.push(c);
                units += c.len_utf16();
                at += c.len_utf8();
                continue;
            }
        };
        let start = at + if kind == Kind::TextLink { 1 } else { mark.len() };
        let Some(length) = source[start..].find(mark) else {
            return Err(format!("Can't find end of the entity starting at byte offset {at}"));
        };
        let inner = &source[start..start + length];
        at = start + length + mark.len();
        units += append(&mut formatted, units, kind, inner, source, &mut at);
    }
    sort(&mut formatted.entities);
    Ok(formatted)
}

/// Adds one marked stretch and gives its length in UTF-16 units.
fn append(to: &mut Formatted, units: usize, kind: Kind, inner: &str, source: &str, at: &mut usize) -> usize {
    let (language, inner) = if kind == Kind::Pre { language_of(inner) } else { (None, inner) };
    let length = super::utf16_len(inner);
    to.text.push_str(inner);
    if kind == Kind::TextLink {
        let target =
            source[*at..].strip_prefix('(').and_then(|rest| rest.split_once(')').map(|(url, _)| url));
        if let Some(url) = target {
            *at += url.len() + 2;
            to.entities.extend(link(url, units, length).filter(|_| length > 0));
        }
    } else if length > 0 {
        let mut entity = Entity::new(kind, units, length);
        entity.language = language;
        to.entities.push(entity);
    }
    length
}

/// The word right after the opening fence is the language; one line break after it belongs to the fence.
pub(super) fn language_of(inner: &str) -> (Option<String>, &str) {
    let end = inner.find(|c: char| c.is_whitespace()).unwrap_or(0);
    let (language, body) = inner.split_at(end);
    let body = body.strip_prefix("\r\n").or_else(|| body.strip_prefix('\n')).unwrap_or(body);
    (Some(language.to_owned()).filter(|l| !l.is_empty()), body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::to_html;

    #[test]
    fn reads_the_four_marks() -> Result<(), String> {
        let parsed = parse("*b* _i_ `c` [l](https://a.example/x) \\_ ```rust\nfn```")?;
        assert_eq!(
            to_html(&parsed.text, &parsed.entities),
            "<b>b</b> <i>i</i> <code>c</code> <a href=\"https://a.example/x\">l</a> _ \
             <pre><code class=\"language-rust\">fn</code></pre>"
        );
        Ok(())
    }

    #[test]
    fn names_the_open_mark() {
        assert_eq!(parse("ab *c"), Err("Can't find end of the entity starting at byte offset 3".into()));
    }
}
