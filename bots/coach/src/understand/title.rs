//! The title: what remains of the text when the pieces are taken out.

use super::grammar::Grammar;
use super::token::{Kind, Token};

/// The words that remain, as typed; `covered` says for each token whether it was read as something else.
pub fn remaining(
    text: &str,
    tokens: &[Token],
    covered: &[bool],
    reminded: bool,
    grammar: &Grammar,
) -> String {
    let mut kept: Vec<usize> =
        (0..tokens.len()).filter(|at| !covered.get(*at).copied().unwrap_or(false)).collect();
    let tail = tokens.last().map_or("", |token| text.get(token.end..).unwrap_or(""));
    drop_empty_brackets(&mut kept, tokens);
    trim_start(&mut kept, tokens, reminded, grammar);
    if tail.trim().is_empty() {
        trim_end(&mut kept, tokens, covered, grammar);
    }
    let mut title = join(text, tokens, &kept);
    if !tail.trim().is_empty() {
        title.extend(std::iter::once(" ").chain(std::iter::once(tail)));
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    unquote(&title).to_owned()
}

fn is_stray(token: &Token) -> bool {
    token.kind == Kind::Sign
        && !token.quoted
        && matches!(
            token.text.as_str(),
            "," | "." | ";" | ":" | "-" | "!" | "?" | "…" | "@" | "|" | "/" | ")"
        )
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Brackets around nothing but what was taken out go with it.
fn drop_empty_brackets(kept: &mut Vec<usize>, tokens: &[Token]) {
    let empty = |pair: &[usize]| matches!(pair, [open, close] if tokens[*open].text == "(" && tokens[*close].text == ")");
    while let Some(place) = kept.windows(2).position(empty) {
        kept.drain(place..place + 2);
    }
}

fn trim_start(kept: &mut Vec<usize>, tokens: &[Token], reminded: bool, grammar: &Grammar) {
    let lexicon = grammar.lexicon;
    while let [first, second, ..] = kept[..] {
        let (word, begins) = (&tokens[first], first == 0);
        let leads =
            is_in(lexicon.leading, &word.text) || reminded && is_in(lexicon.leading_after_remind, &word.text);
        let strays = is_stray(word) && word.text != "/" && !(tokens[second].glued && word.text == "-");
        let led = leads && !word.quoted && !begins;
        if !(strays || led) {
            break;
        }
        kept.remove(0);
    }
}

fn trim_end(kept: &mut Vec<usize>, tokens: &[Token], covered: &[bool], grammar: &Grammar) {
    while let Some(&last) = kept.last() {
        let token = &tokens[last];
        let cut = covered.get(last + 1).copied().unwrap_or(false);
        let apart = last == 0 || covered.get(last - 1).copied().unwrap_or(false) || kept.len() == 1;
        let soft = matches!(token.text.as_str(), "," | "." | ";" | ":" | "-" | "?");
        let stray = is_stray(token) && token.text != ")" && (soft || apart || cut);
        let dangling = !token.quoted && is_in(grammar.lexicon.dangling, &token.text) && kept.len() > 1;
        let followed = covered.iter().skip(last + 1).any(|covered| *covered);
        if !(stray || dangling && followed) {
            break;
        }
        kept.pop();
    }
}

/// Joins the kept tokens: neighbours with what stood between them, others with one space.
fn join(text: &str, tokens: &[Token], kept: &[usize]) -> String {
    let mut title = String::new();
    let mut previous: Option<usize> = None;
    for &at in kept {
        let token = &tokens[at];
        let neighbour = previous.is_some_and(|previous| previous + 1 == at);
        let spaced = if neighbour { !token.glued } else { !title.is_empty() };
        let after_cut = !neighbour && is_stray(token) && token.text != "-";
        if after_cut && title.ends_with(|last: char| last.is_ascii_punctuation()) {
            continue;
        }
        if spaced && !after_cut {
            title.push(' ');
        }
        title.push_str(text.get(token.start..token.end).unwrap_or(""));
        previous = Some(at);
    }
    title
}

/// A title that is one quotation loses its marks.
fn unquote(title: &str) -> &str {
    let pairs = [('"', "\""), ('«', "»"), ('„', "”“\""), ('“', "”\"")];
    let inside = pairs.iter().find_map(|(opening, closing)| {
        let rest = title.strip_prefix(*opening)?;
        let end = rest.find(|c| closing.contains(c))?;
        let last = rest[end..].chars().next()?;
        (end + last.len_utf8() == rest.len()).then(|| rest[..end].trim())
    });
    inside.unwrap_or(title)
}
