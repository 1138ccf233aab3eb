use proptest::prelude::*;

use super::*;
use crate::text::{Markup, to_html};

fn entity(kind: Kind, offset: usize, length: usize) -> Entity {
    Entity::new(kind, offset, length)
}

/// Offsets are counted in bytes of the source, references and Cyrillic included: `Ціна &lt; ` takes 14.
#[test]
fn refuses_as_the_real_server_does() {
    let cases = [
        ("Ціна &lt; <стіл", "Unclosed start tag at byte offset 14"),
        ("Ціна &lt; <table border>", "Unsupported start tag \"table\" at byte offset 14"),
        ("рядок<hr>", "Unsupported start tag \"hr\" at byte offset 10"),
        ("5 < 7 > 3", "Unsupported start tag \"\" at byte offset 2"),
        ("Ціна &lt; <u = 1>", "Empty attribute name in the tag \"u\" at byte offset 14"),
        (
            "Ціна &lt; <em bold>",
            "Expected equal sign in declaration of an attribute of the tag \"em\" at byte offset 14",
        ),
        ("Ціна &lt; <em style = ", "Unclosed start tag \"em\" at byte offset 14"),
        ("Ціна &lt; <em size = 12pt;>", "Unexpected end of name token at byte offset 25"),
        ("<a href='https://menu.example", "Unclosed start tag at byte offset 0"),
        ("так</code>", "Unexpected end tag at byte offset 6"),
        ("<u>так</u></u", "Unexpected end tag at byte offset 13"),
        ("<u>так</u ", "Unclosed end tag at byte offset 9"),
        ("<s>так</del>", "Unmatched end tag at byte offset 9, expected \"</s>\", found \"</del>\""),
        ("<s>так", "Can't find end tag corresponding to start tag \"s\""),
        ("<span class='big'>так</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<tg-emoji emoji-id='heart'>❤</tg-emoji>", "Invalid custom emoji identifier specified"),
    ];
    for (source, expected) in cases {
        assert_eq!(parse(source), Err(expected.to_owned()), "{source}");
    }
}

#[test]
fn understands_every_tag() {
    let kinds = [
        ("b", Kind::Bold),
        ("strong", Kind::Bold),
        ("i", Kind::Italic),
        ("em", Kind::Italic),
        ("u", Kind::Underline),
        ("ins", Kind::Underline),
        ("s", Kind::Strikethrough),
        ("strike", Kind::Strikethrough),
        ("del", Kind::Strikethrough),
        ("tg-spoiler", Kind::Spoiler),
        ("code", Kind::Code),
        ("pre", Kind::Pre),
        ("blockquote", Kind::Blockquote),
    ];
    for (tag, kind) in kinds {
        let parsed = parse(&format!("🏟<{tag}>Привіт</{tag}>!"));
        let expected = Formatted { text: "🏟Привіт!".into(), entities: vec![entity(kind, 2, 6)] };
        assert_eq!(parsed, Ok(expected), "{tag}");
    }
}

#[test]
fn understands_attributes() -> Result<(), String> {
    let span = parse("<span class='tg-spoiler'>a</span>")?;
    assert_eq!(span.entities, [entity(Kind::Spoiler, 0, 1)]);
    for quote in ["<blockquote expandable>a</blockquote>", "<blockquote expandable=\"\">a</blockquote>"] {
        assert_eq!(parse(quote)?.entities, [entity(Kind::ExpandableBlockquote, 0, 1)]);
    }
    let link = parse("<a href=\"https://example.org/?a=1&amp;b=2\">a</a>")?;
    assert_eq!(link.entities[0].url.as_deref(), Some("https://example.org/?a=1&b=2"));
    assert_eq!(parse("<a>example.org</a>")?.entities[0].url.as_deref(), Some("http://example.org/"));
    assert_eq!(parse("<a href=\"tg://user?id=42\">a</a>")?.entities[0].kind, Kind::TextMention);
    assert!(parse("<a href=\"nothing\">a</a>")?.entities.is_empty());
    let pre = parse("<pre><code class=\"language-rust\">fn</code></pre>")?;
    assert_eq!((pre.entities.len(), pre.entities[0].kind), (1, Kind::Pre));
    assert_eq!(pre.entities[0].language.as_deref(), Some("rust"));
    let emoji = parse("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>")?;
    assert_eq!(emoji.entities[0].custom_emoji_id.as_deref(), Some("5368324170671202286"));
    let time = parse("<tg-time unix=\"1647531900\" format=\"wDT\">a</tg-time>")?;
    assert_eq!(
        (time.entities[0].unix_time, time.entities[0].date_time_format.as_deref()),
        (Some(1_647_531_900), Some("wDT"))
    );
    Ok(())
}

#[test]
fn decodes_references_and_leaves_the_rest() -> Result<(), String> {
    let parsed = parse("&quot;Сіль &amp; перець&quot; &copy; &#99999999; &#1078;&#x416; 1 &lt 2 &gt; 0")?;
    assert_eq!(parsed.text, "\"Сіль & перець\" &copy; &#99999999; жЖ 1 < 2 > 0");
    Ok(())
}

#[test]
fn nests_and_sorts() -> Result<(), String> {
    let parsed = parse("<b>a<i>b</i></b><u></u>")?;
    assert_eq!(parsed.entities, [entity(Kind::Bold, 0, 2), entity(Kind::Italic, 1, 1)]);
    Ok(())
}

proptest! {
    #[test]
    fn never_panics(source in "\\PC*") {
        if let Ok(formatted) = parse(&source) {
            prop_assert!(is_valid(&formatted));
        }
    }

    /// Texts made of tags, references and words: whatever parses has valid entities, also after cleaning.
    #[test]
    fn offsets_are_valid(parts in prop::collection::vec(0usize..PIECES.len(), 0..24)) {
        let source: String = parts.iter().map(|part| PIECES[*part]).collect();
        if let Ok(formatted) = crate::text::parse(&source, Markup::Html) {
            prop_assert!(is_valid(&formatted), "{source:?} {formatted:?}");
            let html = to_html(&formatted.text, &formatted.entities);
            let again = crate::text::parse(&html, Markup::Html);
            prop_assert_eq!(again.map(|f| f.text), Ok(formatted.text.clone()), "{}", html);
        }
    }
}

const PIECES: &[&str] = &[
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "</>",
    "<u>",
    "</u>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "<a href='https://a.example/x'>",
    "</a>",
    " ",
    "\n",
    "a",
    "Жук",
    "🏟",
    "👩‍👩‍👧",
    "&lt;",
    "&#128512;",
    "&",
    "/start",
    "@some_body",
    "#tag",
    "site.com",
    "me@site.com",
    "\r",
];
