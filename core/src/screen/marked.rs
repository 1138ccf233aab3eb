//! A person's formatted message as [`Html`]: its text escaped, its formatting as tags of ours.

use teloxide::types::{MessageEntity, MessageEntityKind};

use super::html::{Html, escape};

/// Only these can be opened from a message of a bot that people did not ask for.
const SCHEMES: [&str; 3] = ["https://", "http://", "tg://"];

/// A tag around a part of the text, in UTF-16 units.
#[derive(Clone)]
struct Span {
    start: usize,
    end: usize,
    open: String,
    close: &'static str,
}

impl Html {
    /// A text with its formatting, as a messenger tells of both. What cannot be shown to others (mentions of people without
    /// a name, custom emoji) stays as its text; offsets that do not fit the text are cut to it.
    pub fn formatted(text: &str, entities: &[MessageEntity]) -> Html {
        let length = text.encode_utf16().count();
        let mut spans: Vec<Span> = entities.iter().filter_map(|entity| span_of(entity, length)).collect();
        // The outer one opens first.
        spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
        Html::from_message(
            Writer { html: String::with_capacity(text.len()), open: Vec::new() }.write(text, spans),
        )
    }
}

fn span_of(entity: &MessageEntity, length: usize) -> Option<Span> {
    let (open, close) = tags_of(&entity.kind)?;
    let (start, end) = (entity.offset.min(length), entity.offset.saturating_add(entity.length).min(length));
    (start < end).then_some(Span { start, end, open, close })
}

fn tags_of(kind: &MessageEntityKind) -> Option<(String, &'static str)> {
    let (open, close) = match kind {
        MessageEntityKind::Bold => ("<b>", "</b>"),
        MessageEntityKind::Italic => ("<i>", "</i>"),
        MessageEntityKind::Underline => ("<u>", "</u>"),
        MessageEntityKind::Strikethrough => ("<s>", "</s>"),
        MessageEntityKind::Spoiler => ("<tg-spoiler>", "</tg-spoiler>"),
        MessageEntityKind::Blockquote => ("<blockquote>", "</blockquote>"),
        MessageEntityKind::ExpandableBlockquote => ("<blockquote expandable>", "</blockquote>"),
        MessageEntityKind::Code => ("<code>", "</code>"),
        MessageEntityKind::Pre { .. } => ("<pre>", "</pre>"),
        MessageEntityKind::TextLink { url } => {
            let is_known = SCHEMES.iter().any(|scheme| url.as_str().starts_with(scheme));
            return is_known.then(|| (format!("<a href=\"{}\">", escape(url.as_str())), "</a>"));
        }
        _ => return None,
    };
    Some((open.to_owned(), close))
}

/// Writes a text with what is open at each place.
struct Writer {
    html: String,
    /// The innermost last.
    open: Vec<Span>,
}

impl Writer {
    fn write(mut self, text: &str, spans: Vec<Span>) -> String {
        let mut coming = spans.into_iter().peekable();
        let mut at = 0;
        for character in text.chars() {
            self.close_until(at);
            while let Some(span) = coming.next_if(|span| span.start <= at) {
                self.open(span);
            }
            self.html.push_str(&escape(character.encode_utf8(&mut [0; 4])));
            at += character.len_utf16();
        }
        self.close_until(usize::MAX);
        self.html
    }

    fn open(&mut self, span: Span) {
        // Where one ends inside another that began before it, tags would cross: it ends with the inner one.
        let limit = self.open.iter().map(|outer| outer.end).min().unwrap_or(usize::MAX);
        self.html.push_str(&span.open);
        self.open.push(Span { end: span.end.min(limit), ..span });
    }

    fn close_until(&mut self, at: usize) {
        while let Some(span) = self.open.pop_if(|span| span.end <= at) {
            self.html.push_str(span.close);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formatted(text: &str, spans: &[(MessageEntityKind, usize, usize)]) -> String {
        let entities: Vec<_> =
            spans.iter().map(|(kind, at, length)| MessageEntity::new(kind.clone(), *at, *length)).collect();
        Html::formatted(text, &entities).into_string()
    }

    fn link(url: &str) -> MessageEntityKind {
        MessageEntityKind::TextLink { url: url.parse().expect("a URL") }
    }

    #[test]
    fn formatting_becomes_tags_and_text_stays_text() {
        use MessageEntityKind::{Bold, Code, Italic, Mention};
        for (text, spans, expected) in [
            ("<b> & \"you\"", vec![], "&lt;b&gt; &amp; &quot;you&quot;"),
            ("Hi <all>", vec![(Bold, 3, 5)], "Hi <b>&lt;all&gt;</b>"),
            ("😀 bold", vec![(Bold, 3, 4)], "😀 <b>bold</b>"),
            ("abcd", vec![(Bold, 0, 4), (Italic, 1, 2)], "<b>a<i>bc</i>d</b>"),
            ("abcd", vec![(Italic, 0, 4), (Bold, 0, 4)], "<i><b>abcd</b></i>"),
            ("abcd", vec![(Bold, 0, 2), (Code, 2, 2)], "<b>ab</b><code>cd</code>"),
            ("abcd", vec![(Bold, 0, 3), (Italic, 2, 2)], "<b>ab<i>c</i></b>d"),
            ("abcd", vec![(Bold, 2, 900), (Bold, 7, 1), (Bold, 1, 0)], "ab<b>cd</b>"),
            ("@ada", vec![(Mention, 0, 4)], "@ada"),
            (
                "go",
                vec![(link("https://a.example/?a=1&b=\"2\""), 0, 2)],
                "<a href=\"https://a.example/?a=1&amp;b=%222%22\">go</a>",
            ),
            ("go", vec![(link("javascript:alert(1)"), 0, 2)], "go"),
        ] {
            assert_eq!(formatted(text, &spans), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost_and_tags_nest(
            text in ".{0,40}",
            spans in prop::collection::vec((0usize..4, 0usize..50, 0usize..50), 0..6),
        ) {
            use MessageEntityKind::{Bold, Code, Italic, Underline};
            let kinds = [Bold, Italic, Underline, Code];
            let spans: Vec<_> = spans.into_iter().map(|(kind, at, length)| (kinds[kind].clone(), at, length)).collect();
            let html = formatted(&text, &spans);
            prop_assert_eq!(Html::from_message(html.clone()).plain_text(), text);
            let mut open = Vec::new();
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
                match tag.strip_prefix('/') {
                    Some(name) => prop_assert_eq!(open.pop(), Some(name.to_owned())),
                    None => open.push(tag.to_owned()),
                }
            }
            prop_assert!(open.is_empty());
        }
    }
}
