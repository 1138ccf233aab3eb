//! What a message wants, told by how it begins.

use super::grammar::Grammar;
use super::matcher::Matcher;
use super::pieces::What;
use super::scan::Scan;
use super::token::{Kind, Token};
use super::types::{Intent, Mutation};

/// An intent and how sure the words make it.
#[derive(Clone, Copy, Debug)]
pub struct Detected {
    pub intent: Intent,
    /// Only when the message says nothing else.
    pub alone: bool,
    /// Tokens that said so; not part of the title.
    pub tokens: (usize, usize),
    /// Named by a command, not by default.
    pub explicit: bool,
}

impl Detected {
    pub const fn says(intent: Intent) -> Detected {
        Detected { intent, alone: false, tokens: (0, 0), explicit: true }
    }

    /// The intent when nothing follows but courtesy.
    pub const fn alone(intent: Intent) -> Detected {
        Detected { alone: true, ..Detected::says(intent) }
    }

    const fn event() -> Detected {
        Detected { explicit: false, ..Detected::says(Intent::EventMutate(Mutation::Create)) }
    }

    /// An answer inside a dialogue has no intent of its own.
    pub const fn answer() -> Detected {
        Detected::says(Intent::EventMutate(Mutation::Create))
    }
}

pub fn detect(matcher: &Matcher, scan: &Scan) -> Detected {
    let (tokens, grammar) = (matcher.tokens, matcher.grammar);
    let mut best: Option<(Detected, usize)> = None;
    for at in starts(tokens, scan) {
        matcher.each_match(&grammar.intents, at, |rule, _, end| {
            let fits = !rule.alone || only_courtesy(tokens, end, rule.intent, scan, grammar);
            if fits && best.as_ref().is_none_or(|(_, longest)| end > *longest) {
                best = Some((Detected { tokens: (at, end), ..rule }, end));
            }
        });
    }
    if let Some((detected, _)) = best {
        return detected;
    }
    let talk = tokens.iter().any(|token| token.kind == Kind::Word)
        && only_courtesy(tokens, 0, Intent::SmallTalk, scan, grammar);
    if talk {
        return Detected { tokens: (0, tokens.len()), ..Detected::says(Intent::SmallTalk) };
    }
    if asks_about_a_day(tokens, scan) { Detected::says(Intent::EventSearch) } else { Detected::event() }
}

/// "Friday?", "tomorrow evening?": nothing but a day and a question mark.
fn asks_about_a_day(tokens: &[Token], scan: &Scan) -> bool {
    let question = tokens.last().is_some_and(|token| token.text == "?");
    let said = |at: usize| scan.pieces.iter().any(|piece| piece.tokens.contains(&at));
    let remind = scan.pieces.iter().any(|piece| matches!(piece.what, What::Remind | What::Repeat(_)));
    let mut words = tokens.iter().enumerate().filter(|(_, token)| token.kind != Kind::Sign);
    question && !remind && words.all(|(at, _)| said(at)) && !scan.pieces.is_empty()
}

/// Where a command may begin: at the first word, or after each greeting and date before the title.
fn starts(tokens: &[Token], scan: &Scan) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let piece = scan.pieces.iter().find(|piece| piece.tokens.start == at);
        match piece {
            Some(piece) if !matches!(piece.what, What::Remind) => at = piece.tokens.end,
            None if token.kind == Kind::Sign => at += 1,
            _ => break,
        }
        starts.push(at);
    }
    starts
}

/// Nothing but courtesy from a place on; a search may name a day beside it.
fn only_courtesy(tokens: &[Token], from: usize, intent: Intent, scan: &Scan, grammar: &Grammar) -> bool {
    let courteous = |word: &str| grammar.lexicon.small_talk.split(' ').any(|known| known == word);
    let dated = |at: usize| {
        intent == Intent::EventSearch && scan.pieces.iter().any(|piece| piece.tokens.contains(&at))
    };
    let words = tokens.iter().enumerate().skip(from).filter(|(_, token)| token.kind != Kind::Sign);
    words.into_iter().all(|(at, token)| dated(at) || courteous(&token.text))
}
