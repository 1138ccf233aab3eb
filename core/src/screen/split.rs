//! Texts over Telegram's limit, cut where it hurts least and with no tag left open.

use super::Html;

/// Telegram's limit on a message's text after parsing, in UTF-16 units.
pub const TEXT_LIMIT: usize = 4096;

/// Cuts `html` into pieces of at most `limit` UTF-16 units of visible text. Prefers a paragraph's end, then a line's,
/// then a word's, in the last half of a piece; tags open at a cut are closed before it and opened again after it.
/// An empty text gives no piece.
pub fn split(html: &Html, limit: usize) -> Vec<Html> {
    let mut pieces = Vec::new();
    let mut rest = Splitter::new(html.as_str());
    while let Some(piece) = rest.next_piece(limit.max(1)) {
        let piece = Html::from_message(piece);
        if !piece.plain_text().trim().is_empty() {
            pieces.push(piece);
        }
    }
    pieces
}

/// One step through HTML: a tag, or one visible character (an entity counts as the one that it stands for).
struct Token<'a> {
    text: &'a str,
    /// Visible UTF-16 units.
    units: usize,
}

fn next_token(html: &str) -> Option<Token<'_>> {
    let first = html.chars().next()?;
    let end_of = |stop: char| html.find(stop).map(|at| at + stop.len_utf8());
    Some(match first {
        '<' => Token { text: &html[..end_of('>').unwrap_or(html.len())], units: 0 },
        '&' => {
            let text = &html[..end_of(';').unwrap_or(first.len_utf8())];
            // Numeric entities may stand for a character of two units; four named ones are all the others.
            Token { text, units: if text.starts_with("&#") { 2 } else { 1 } }
        }
        _ => Token { text: &html[..first.len_utf8()], units: first.len_utf16() },
    })
}

struct Splitter<'a> {
    rest: &'a str,
    /// Opening tags that are in force at the start of `rest`.
    open: Vec<&'a str>,
}

/// A place where a piece may end: how much of the rest it takes, and what is open there.
struct Cut<'a> {
    at: usize,
    units: usize,
    rank: u8,
    open: Vec<&'a str>,
}

impl<'a> Splitter<'a> {
    fn new(html: &'a str) -> Self {
        Self { rest: html, open: Vec::new() }
    }

    fn next_piece(&mut self, limit: usize) -> Option<String> {
        if self.rest.is_empty() {
            return None;
        }
        let cut = self.find_cut(limit);
        let mut piece: String = self.open.concat();
        piece.push_str(&self.rest[..cut.at]);
        for tag in cut.open.iter().rev() {
            piece.push_str("</");
            piece.push_str(tag_name(tag));
            piece.push('>');
        }
        self.rest = self.rest[cut.at..].trim_start_matches([' ', '\n']);
        self.open = cut.open;
        Some(piece)
    }

    /// The best cut among those that fit: the whole rest, else the highest rank in the second half, else the last.
    fn find_cut(&self, limit: usize) -> Cut<'a> {
        let mut here = Cut { at: 0, units: 0, rank: 0, open: self.open.clone() };
        let mut best: Option<Cut<'a>> = None;
        while let Some(token) = next_token(&self.rest[here.at..]) {
            if here.units + token.units > limit && here.units > 0 {
                return best.unwrap_or(here);
            }
            here.at += token.text.len();
            here.units += token.units;
            note_tag(&mut here.open, token.text);
            here.rank = rank(&self.rest[..here.at]);
            let is_late = here.units * 2 >= limit;
            if is_late && here.rank > 0 && best.as_ref().is_none_or(|best| here.rank >= best.rank) {
                best = Some(Cut { open: here.open.clone(), ..here });
            }
        }
        here
    }
}

/// How good a place the end of `text` is to cut at.
fn rank(text: &str) -> u8 {
    match text {
        _ if text.ends_with("\n\n") => 3,
        _ if text.ends_with('\n') => 2,
        _ if text.ends_with(' ') => 1,
        _ => 0,
    }
}

fn note_tag<'a>(open: &mut Vec<&'a str>, token: &'a str) {
    if token.starts_with("</") {
        open.pop();
    } else if token.starts_with('<') {
        open.push(token);
    }
}

fn tag_name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(html: &Html) -> usize {
        html.plain_text().encode_utf16().count()
    }

    #[test]
    fn short_texts_stay_whole_and_empty_ones_vanish() {
        assert!(split(&Html::default(), 10).is_empty());
        let html = Html::escape("a < b");
        assert_eq!(split(&html, 10), [html]);
    }

    #[test]
    fn cuts_at_a_line_rather_than_in_a_word_and_reopens_tags() {
        let html = Html::from_message("<b>first line\nsecond line</b>".to_owned());
        let pieces: Vec<String> = split(&html, 15).iter().map(ToString::to_string).collect();
        assert_eq!(pieces, ["<b>first line\n</b>", "<b>second line</b>"]);
    }

    #[test]
    fn a_word_longer_than_the_limit_is_cut_anyway() {
        let pieces = split(&Html::escape(&"x".repeat(25)), 10);
        assert_eq!(pieces.iter().map(units).collect::<Vec<_>>(), [10, 10, 5]);
    }

    proptest! {
        #[test]
        fn pieces_fit_and_nothing_but_white_space_is_lost(text in "[a-z<&>\" \n😀й]{0,400}", limit in 2usize..60) {
            let html = Html::escape(&text).bold();
            let pieces = split(&html, limit);
            let strip = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            for piece in &pieces {
                prop_assert!(units(piece) <= limit);
                prop_assert_eq!(piece.as_str().matches("<b>").count(), piece.as_str().matches("</b>").count());
            }
            let joined: String = pieces.iter().map(Html::plain_text).collect();
            prop_assert_eq!(strip(&joined), strip(&text));
        }
    }
}
