//! Words, numbers and signs of a text with their byte spans.

/// Words looked at for dates and times; what follows belongs to the title.
pub const LIMIT: usize = 400;
/// Longer words are nobody's date.
const LONGEST_WORD: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    Sign,
}

#[derive(Clone, Debug)]
pub struct Token {
    /// Lower case, ё as е, every apostrophe as ', every dash as -; empty for words too long to matter.
    pub text: String,
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// No space before it.
    pub glued: bool,
    /// Inside quotation marks: belongs to the title whatever it says.
    pub quoted: bool,
}

/// Splits the text; the list covers at most [`LIMIT`] tokens.
pub fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut last_end = usize::MAX;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() || is_invisible(first) {
            continue;
        }
        if tokens.len() >= LIMIT {
            break;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let inner = kind == Kind::Word && is_apostrophe(next);
            if kind == Kind::Sign || !(kind_of(next) == kind && !next.is_whitespace() || inner) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let raw = &text[start..end];
        let text = if raw.len() <= LONGEST_WORD { fold(raw) } else { String::new() };
        tokens.push(Token { text, kind, start, end, glued: start == last_end, quoted: false });
        last_end = end;
    }
    join_abbreviations(&mut tokens);
    mark_quotes(&mut tokens);
    tokens
}

fn kind_of(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Number,
        _ if c.is_alphabetic() => Kind::Word,
        _ => Kind::Sign,
    }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '′' | '‘')
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{feff}')
}

fn fold(raw: &str) -> String {
    let folded = raw.chars().flat_map(char::to_lowercase).map(|c| match c {
        'ё' => 'е',
        '–' | '—' | '−' | '‑' => '-',
        c if is_apostrophe(c) => '\'',
        c => c,
    });
    let mut folded: String = folded.collect();
    folded.truncate(folded.trim_end_matches('\'').len());
    folded
}

/// `p . m .` is one word, `pm`; likewise `a.m.`.
fn join_abbreviations(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at + 2 < tokens.len() {
        let [first, dot, last] = [0, 1, 2].map(|offset| tokens[at + offset].text.as_str());
        let halves = (first == "p" || first == "a") && dot == "." && last == "m";
        if halves && tokens[at + 1].glued && tokens[at + 2].glued {
            let dotted = tokens.get(at + 3).is_some_and(|token| token.text == "." && token.glued);
            let upto = if dotted { at + 3 } else { at + 2 };
            tokens[at].end = tokens[upto].end;
            tokens[at].text.push('m');
            tokens.drain(at + 1..=upto);
        }
        at += 1;
    }
}

/// Marks what stands between a pair of quotation marks; a lone mark changes nothing.
fn mark_quotes(tokens: &mut [Token]) {
    let mut open: Option<(usize, &str)> = None;
    let mut pairs = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match open {
            Some((from, closing)) if closing.contains(token.text.as_str()) && token.kind == Kind::Sign => {
                pairs.push((from, at));
                open = None;
            }
            Some(_) => {}
            None => open = closing_of(&token.text).map(|closing| (at, closing)),
        }
    }
    for (from, to) in pairs {
        tokens[from..=to].iter_mut().for_each(|token| token.quoted = true);
    }
}

fn closing_of(opening: &str) -> Option<&'static str> {
    match opening {
        "\"" => Some("\""),
        "«" => Some("»"),
        "„" => Some("”“\""),
        "“" => Some("”\""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn folds_case_dashes_and_apostrophes() {
        assert_eq!(words("П’ЯТНИЦЯ – Ёлка 9am"), ["п'ятниця", "-", "елка", "9", "am"]);
        assert_eq!(words("2 p.m. x"), ["2", "pm", "x"]);
    }

    #[test]
    fn quotes_come_in_pairs() {
        let tokens = split("a «b c» d \" e");
        let quoted: Vec<bool> = tokens.iter().map(|token| token.quoted).collect();
        assert_eq!(quoted, [false, true, true, true, true, false, false, false]);
    }
}
