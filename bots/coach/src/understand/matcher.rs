//! Runs a grammar's rules over a token list; what a slot can be at a place is found once.

use std::cell::OnceCell;

use super::grammar::{Element, Grammar, Item, Rules, Slot, Value};
use super::lexicon::{Class, Sense};
use super::slots;
use super::token::Token;
use super::words::WordId;

/// What a slot can be at a place, with the token after it; the longest first.
pub type Candidates = Vec<(Value, usize)>;

/// A token list read with one grammar.
pub struct Matcher<'a> {
    pub tokens: &'a [Token],
    pub grammar: &'static Grammar,
    places: Vec<Place>,
}

/// What is known of the place of a token.
struct Place {
    /// `None` where the grammar has no such word, and inside quotation marks.
    word: Option<WordId>,
    /// By slot; filled when first asked for.
    found: [OnceCell<Candidates>; Slot::COUNT],
}

impl<'a> Matcher<'a> {
    pub fn new(tokens: &'a [Token], grammar: &'static Grammar) -> Self {
        let place = |token: &Token| Place {
            word: grammar.words.find(&token.text).filter(|_| !token.quoted),
            found: [const { OnceCell::new() }; Slot::COUNT],
        };
        Matcher { tokens, grammar, places: tokens.iter().map(place).collect() }
    }

    /// The folded word at a place; empty past the end and inside quotation marks, where nothing is to match.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).filter(|token| !token.quoted).map_or("", |token| token.text.as_str())
    }

    pub fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    fn word_id(&self, at: usize) -> Option<WordId> {
        self.places.get(at)?.word
    }

    pub fn senses(&self, at: usize) -> &'static [Sense] {
        self.word_id(at).map_or(&[], |word| self.grammar.words.senses(word))
    }

    /// Is the word at a place in a class of the lexicon?
    pub fn is(&self, class: Class, at: usize) -> bool {
        self.word_id(at).is_some_and(|word| self.grammar.words.is(class, word))
    }

    /// Every rule and every slot begins with a word of the grammar or with digits, which most words of a message are not.
    /// No rule matches nothing at all: a test sees to that.
    fn may_begin(&self, at: usize) -> bool {
        self.word_id(at).is_some() || self.word(at).starts_with(|first: char| first.is_ascii_digit())
    }

    /// Calls `take` for every way the rules match from a place, earlier rules first: with the rule's action, its values and
    /// the token after it.
    pub fn each_match<A: Copy>(&self, rules: &Rules<A>, at: usize, mut take: impl FnMut(A, &[Value], usize)) {
        if !self.may_begin(at) {
            return;
        }
        let mut values = Vec::new();
        for rule in rules.beginning_with(self.word_id(at)) {
            self.walk(&rule.elements, at, &mut values, &mut |values, end| take(rule.action, values, end));
        }
    }

    fn walk(
        &self,
        rest: &[Element],
        at: usize,
        values: &mut Vec<Value>,
        take: &mut dyn FnMut(&[Value], usize),
    ) {
        let Some((element, rest)) = rest.split_first() else {
            take(values, at);
            return;
        };
        match &element.item {
            Item::Words(words) => {
                if self.word_id(at).is_some_and(|word| words.contains(&word)) {
                    self.walk(rest, at + 1, values, take);
                }
            }
            Item::Slot(slot) => {
                for &(value, next) in self.candidates(*slot, at) {
                    values.push(value);
                    self.walk(rest, next, values, take);
                    values.pop();
                }
            }
            Item::Never => return,
        }
        if element.optional {
            self.walk(rest, at, values, take);
        }
    }

    pub fn candidates(&self, slot: Slot, at: usize) -> &[(Value, usize)] {
        let Some(place) = self.places.get(at) else { return &[] };
        place.found[slot as usize].get_or_init(|| {
            if !self.may_begin(at) {
                return Vec::new();
            }
            let mut candidates = slots::fill(self, slot, at);
            candidates.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
            candidates
        })
    }
}
