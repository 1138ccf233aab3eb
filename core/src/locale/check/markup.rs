//! Telegram's HTML inside messages: <https://core.telegram.org/bots/api#html-style>.

use crate::screen::html;

const TAGS: [&str; 17] = [
    "a",
    "b",
    "blockquote",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "pre",
    "s",
    "span",
    "strike",
    "strong",
    "tg-emoji",
    "tg-spoiler",
    "tg-time",
    "u",
];

/// The first thing wrong with the tags of `text`.
pub(super) fn unbalanced(text: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { return Some(format!("`<` without `>` in {text:?}")) };
        let tag = &rest[start + 1..start + end];
        rest = &rest[start + end + 1..];
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
        if !TAGS.contains(&name) {
            return Some(format!("Telegram has no tag <{name}>"));
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop() != Some(name) {
            return Some(format!("</{name}> closes nothing"));
        }
    }
    open.pop().map(|name| format!("<{name}> is not closed in the same pattern"))
}

/// An ampersand that starts no entity; Telegram would refuse or misread it.
pub(super) fn bare_ampersand(text: &str) -> Option<String> {
    text.match_indices('&').find_map(|(at, _)| {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        let ends = text[at + 1 + name.len()..].starts_with(';');
        (!ends || html::entity(name).is_none()).then(|| format!("`&` must be `&amp;` in {text:?}"))
    })
}

/// Markup in a text that is shown plainly, where a reader would see it as it stands.
pub(super) fn has_markup(text: &str) -> Option<String> {
    let tagged =
        text.contains('<') || text.contains("&amp;") || text.contains("&lt;") || text.contains("&gt;");
    tagged.then(|| format!("asked for as plain text but has markup: {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegrams_tags_pass_and_others_do_not() {
        assert_eq!(unbalanced("<b>x <i>y</i></b> <a href=\"https://x\">z</a>"), None);
        for wrong in ["<div>x</div>", "<b>x", "x</b>", "<b><i>x</b></i>", "a < b"] {
            assert!(unbalanced(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn an_ampersand_starts_an_entity() {
        assert_eq!(bare_ampersand("a &amp; b &#39; &lt;"), None);
        for wrong in ["a & b", "&nbsp;", "R&D", "&"] {
            assert!(bare_ampersand(wrong).is_some(), "{wrong}");
        }
    }
}
