//! Formatted text back to HTML, for snapshots and transcripts.

use super::{Entity, Kind};

/// Renders text and entities as HTML that [`super::parse`] reads back; entities found by the server stay bare.
pub fn to_html(text: &str, entities: &[Entity]) -> String {
    let mut written: Vec<&Entity> = entities.iter().filter(|e| !e.kind.is_auto() && e.length > 0).collect();
    written.sort_by(|a, b| (a.offset, b.length, a.kind).cmp(&(b.offset, a.length, b.kind)));
    let mut out = String::with_capacity(text.len() + written.len() * 8);
    let mut open: Vec<&Entity> = Vec::new();
    let mut next = written.into_iter().peekable();
    let mut units = 0;
    for c in text.chars() {
        close_until(&mut out, &mut open, units);
        while let Some(entity) = next.next_if(|e| e.offset <= units) {
            out.push_str(&opening(entity));
            open.push(entity);
        }
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            other => out.push(other),
        }
        units += c.len_utf16();
    }
    close_until(&mut out, &mut open, usize::MAX);
    out
}

/// Closes everything that ends here; what only overlaps is closed and opened again.
fn close_until(out: &mut String, open: &mut Vec<&Entity>, units: usize) {
    let Some(first) = open.iter().position(|e| e.end() <= units) else { return };
    let tail = open.split_off(first);
    for entity in tail.iter().rev() {
        out.push_str(closing(entity));
    }
    for entity in tail.into_iter().filter(|e| e.end() > units) {
        out.push_str(&opening(entity));
        open.push(entity);
    }
}

fn opening(entity: &Entity) -> String {
    let quoted = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    match entity.kind {
        Kind::Bold => "<b>".into(),
        Kind::Italic => "<i>".into(),
        Kind::Underline => "<u>".into(),
        Kind::Strikethrough => "<s>".into(),
        Kind::Spoiler => "<tg-spoiler>".into(),
        Kind::Code => "<code>".into(),
        Kind::Pre => match &entity.language {
            Some(language) => format!("<pre><code class=\"language-{}\">", quoted(language)),
            None => "<pre>".into(),
        },
        Kind::Blockquote => "<blockquote>".into(),
        Kind::ExpandableBlockquote => "<blockquote expandable>".into(),
        Kind::TextLink => format!("<a href=\"{}\">", quoted(entity.url.as_deref().unwrap_or_default())),
        Kind::TextMention => {
            let id = entity.user.as_ref().and_then(|user| user["id"].as_i64()).unwrap_or_default();
            format!("<a href=\"tg://user?id={id}\">")
        }
        Kind::CustomEmoji => {
            format!(
                "<tg-emoji emoji-id=\"{}\">",
                quoted(entity.custom_emoji_id.as_deref().unwrap_or_default())
            )
        }
        Kind::DateTime => format!("<tg-time unix=\"{}\">", entity.unix_time.unwrap_or_default()),
        _ => String::new(),
    }
}

fn closing(entity: &Entity) -> &'static str {
    match entity.kind {
        Kind::Bold => "</b>",
        Kind::Italic => "</i>",
        Kind::Underline => "</u>",
        Kind::Strikethrough => "</s>",
        Kind::Spoiler => "</tg-spoiler>",
        Kind::Code => "</code>",
        Kind::Pre if entity.language.is_some() => "</code></pre>",
        Kind::Pre => "</pre>",
        Kind::Blockquote | Kind::ExpandableBlockquote => "</blockquote>",
        Kind::TextLink | Kind::TextMention => "</a>",
        Kind::CustomEmoji => "</tg-emoji>",
        Kind::DateTime => "</tg-time>",
        _ => "",
    }
}
