//! A language's words and patterns, compiled once from its lexicon, and the matcher that runs them.
//!
//! A pattern is words separated by spaces: a literal (`a|b` are alternatives), `@class` of the lexicon, `<slot>` for a typed
//! value; a trailing `?` makes any of them optional. So `@at <clock>` is at/в/о with a time of day.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use nexus_core::locale::Language;

use super::lexicon::{self, ClockRule, DateRule, LengthRule, Lexicon, Sense, TopRule};
use super::pieces::{Clock, DateRef, Length, Part, Unit};
use super::slots;
use super::token::Token;

/// What a pattern's place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A cardinal, in digits or words.
    Number,
    /// A cardinal in words.
    NumberWord,
    /// The whole part of a number and a half: 1.5 or 1,5.
    AndHalf,
    /// 0..=24 in digits or words.
    Hour,
    /// An hour as an ordinal: п'ятій, piątej, девятого.
    HourOrdinal,
    /// The same right after a preposition of time, where it can be nothing else: о п'ятій, o piątej.
    HourOrdinalAfterPreposition,
    /// 15:00
    HourMinute,
    /// 15.00
    HourDotMinute,
    /// 9-30
    HourDashMinute,
    /// 1..=31 in digits or as an ordinal
    Day,
    /// 5th, 5-го, пятого
    Ordinal,
    /// 5th, 5-го
    OrdinalDigits,
    Month,
    /// Four digits.
    Year,
    /// 15.03 or 15.03.2027
    DotDate,
    /// 3/4 or 3/4/2027
    SlashDate,
    IsoDate,
    Weekday,
    /// One or several weekdays: Tuesday and Thursday.
    Weekdays,
    /// по вторникам, tuesdays: a habit
    Habit,
    Season,
    Unit,
    Part,
    Length,
    Clock,
    Date,
}

#[derive(Clone, Copy, Debug)]
pub enum Value {
    Number(u32),
    Mask(u8),
    Unit(Unit),
    Part(Part),
    Length(Length),
    Clock(Clock),
    Date(DateRef),
}

#[derive(Debug)]
enum Item {
    Words(Vec<&'static str>),
    Slot(Slot),
    /// A mistake in a pattern; a test sees that there is none.
    Never,
}

#[derive(Debug)]
struct Element {
    item: Item,
    optional: bool,
}

#[derive(Debug)]
pub struct Rule<A> {
    pub action: A,
    elements: Vec<Element>,
}

#[derive(Debug)]
pub struct Grammar {
    pub lexicon: &'static Lexicon,
    senses: HashMap<String, Vec<Sense>>,
    pub clock: Vec<Rule<ClockRule>>,
    pub part: Vec<Rule<Part>>,
    pub date: Vec<Rule<DateRule>>,
    pub length: Vec<Rule<LengthRule>>,
    pub top: Vec<Rule<TopRule>>,
    /// Greetings and commands that may open a message.
    pub opening: Vec<Rule<TopRule>>,
    pub intents: Vec<Rule<super::intents::Detected>>,
}

static GRAMMARS: LazyLock<[Grammar; 4]> =
    LazyLock::new(|| Language::ALL.map(|it| Grammar::new(lexicon::of(it))));

/// The grammar of a language; built at the first call, the same ever after.
pub fn of(language: Language) -> &'static Grammar {
    let [en, ru, uk, pl] = &*GRAMMARS;
    match language {
        Language::En => en,
        Language::Ru => ru,
        Language::Uk => uk,
        Language::Pl => pl,
    }
}

impl Grammar {
    fn new(lexicon: &'static Lexicon) -> Grammar {
        let opening = [(TopRule::Filler, lexicon.opening), (TopRule::Wish, lexicon.wishes)];
        Grammar {
            lexicon,
            senses: senses_of(lexicon),
            clock: compile(lexicon, &[lexicon.clock, lexicon::SHARED_CLOCK]),
            part: compile(lexicon, &[lexicon.part]),
            date: compile(lexicon, &[lexicon.date, lexicon::SHARED_DATE]),
            length: compile(lexicon, &[lexicon.length, lexicon::SHARED_LENGTH]),
            top: compile(lexicon, &[lexicon.top, lexicon::SHARED_TOP]),
            opening: opening
                .into_iter()
                .flat_map(|(rule, phrases)| phrases.iter().map(move |phrase| (rule, *phrase)))
                .map(|(action, phrase)| Rule { action, elements: elements(lexicon, phrase) })
                .collect(),
            intents: compile(lexicon, &[lexicon.intents]),
        }
    }

    pub fn senses(&self, word: &str) -> &[Sense] {
        self.senses.get(word).map_or(&[], Vec::as_slice)
    }

    /// Is the word in a class of the lexicon?
    pub fn is(&self, class: &str, word: &str) -> bool {
        class_words(self.lexicon, class).is_some_and(|words| words.split(' ').any(|known| known == word))
    }
}

fn senses_of(lexicon: &Lexicon) -> HashMap<String, Vec<Sense>> {
    let mut senses: HashMap<String, Vec<Sense>> = HashMap::new();
    for (forms, sense) in lexicon.forms {
        for form in forms.split_whitespace() {
            senses.entry(form.to_owned()).or_default().push(*sense);
        }
    }
    for (stems, endings, sense) in lexicon.stems {
        for stem in stems.split_whitespace() {
            for ending in endings.split_whitespace() {
                let ending = ending.trim_matches('-');
                senses.entry(format!("{stem}{ending}")).or_default().push(*sense);
            }
        }
    }
    senses
}

fn compile<A: Copy>(lexicon: &Lexicon, groups: &[&[(A, &'static str)]]) -> Vec<Rule<A>> {
    let rules = groups.iter().copied().flatten();
    rules.map(|(action, pattern)| Rule { action: *action, elements: elements(lexicon, pattern) }).collect()
}

fn elements(lexicon: &Lexicon, pattern: &'static str) -> Vec<Element> {
    pattern.split_whitespace().map(|word| element(lexicon, word)).collect()
}

fn element(lexicon: &Lexicon, word: &'static str) -> Element {
    let (word, optional) = match word.strip_suffix('?') {
        Some(bare) if !bare.is_empty() => (bare, true),
        _ => (word, false),
    };
    let item = if let Some(name) = word.strip_prefix('@').filter(|name| !name.is_empty()) {
        class_words(lexicon, name).map_or(Item::Never, |words| Item::Words(words.split(' ').collect()))
    } else if let Some(name) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        slot_named(name).map_or(Item::Never, Item::Slot)
    } else {
        Item::Words(word.split('|').collect())
    };
    Element { item, optional }
}

fn class_words(lexicon: &Lexicon, name: &str) -> Option<&'static str> {
    lexicon.classes.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

fn slot_named(name: &str) -> Option<Slot> {
    Some(match name {
        "n" => Slot::Number,
        "nw" => Slot::NumberWord,
        "n.5" => Slot::AndHalf,
        "h" => Slot::Hour,
        "o_ho" => Slot::HourOrdinalAfterPreposition,
        "ho" => Slot::HourOrdinal,
        "hm" => Slot::HourMinute,
        "h.m" => Slot::HourDotMinute,
        "h-m" => Slot::HourDashMinute,
        "d" => Slot::Day,
        "od" => Slot::Ordinal,
        "odn" => Slot::OrdinalDigits,
        "month" => Slot::Month,
        "year" => Slot::Year,
        "d.m" => Slot::DotDate,
        "d/m" => Slot::SlashDate,
        "iso" => Slot::IsoDate,
        "wd" => Slot::Weekday,
        "wds" => Slot::Weekdays,
        "habit" => Slot::Habit,
        "season" => Slot::Season,
        "unit" => Slot::Unit,
        "part" => Slot::Part,
        "length" => Slot::Length,
        "clock" => Slot::Clock,
        "date" => Slot::Date,
        _ => return None,
    })
}

/// What a slot can be at a place, with the token after it; the longest first.
pub type Candidates = Vec<(Value, usize)>;

/// A token list read with one grammar; what clocks, dates and lengths stand where is found once.
pub struct Matcher<'a> {
    pub tokens: &'a [Token],
    pub grammar: &'static Grammar,
    found: RefCell<HashMap<(Slot, usize), Rc<Candidates>>>,
}

impl<'a> Matcher<'a> {
    pub fn new(tokens: &'a [Token], grammar: &'static Grammar) -> Self {
        Matcher { tokens, grammar, found: RefCell::default() }
    }

    /// The folded word at a place; empty past the end and inside quotation marks, where nothing is to match.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).filter(|token| !token.quoted).map_or("", |token| token.text.as_str())
    }

    pub fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub fn senses(&self, at: usize) -> &'static [Sense] {
        self.grammar.senses(self.word(at))
    }

    /// Every way a rule matches from a place: its values and the token after it.
    pub fn matches<A>(&self, rule: &Rule<A>, at: usize) -> Vec<(Vec<Value>, usize)> {
        let mut found = Vec::new();
        self.walk(&rule.elements, at, &mut Vec::new(), &mut found);
        found
    }

    fn walk(
        &self,
        rest: &[Element],
        at: usize,
        values: &mut Vec<Value>,
        found: &mut Vec<(Vec<Value>, usize)>,
    ) {
        let Some((element, rest)) = rest.split_first() else {
            found.push((values.clone(), at));
            return;
        };
        match &element.item {
            Item::Words(words) => {
                let word = self.word(at);
                if !word.is_empty() && words.contains(&word) {
                    self.walk(rest, at + 1, values, found);
                }
            }
            Item::Slot(slot) => {
                for &(value, next) in self.candidates(*slot, at).iter() {
                    values.push(value);
                    self.walk(rest, next, values, found);
                    values.pop();
                }
            }
            Item::Never => return,
        }
        if element.optional {
            self.walk(rest, at, values, found);
        }
    }

    pub fn candidates(&self, slot: Slot, at: usize) -> Rc<Candidates> {
        if self.word(at).is_empty() {
            return Rc::default();
        }
        if let Some(known) = self.found.borrow().get(&(slot, at)) {
            return Rc::clone(known);
        }
        let mut candidates = slots::fill(self, slot, at);
        candidates.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
        let candidates = Rc::new(candidates);
        self.found.borrow_mut().insert((slot, at), Rc::clone(&candidates));
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound<A: std::fmt::Debug>(rules: &[Rule<A>]) {
        for rule in rules {
            let faulty = rule.elements.iter().any(|element| matches!(element.item, Item::Never));
            assert!(!faulty, "{rule:?} names an unknown class or slot");
            assert!(!rule.elements.is_empty(), "{rule:?} is empty");
        }
    }

    #[test]
    fn every_pattern_of_every_language_is_sound() {
        for language in Language::ALL {
            let grammar = of(language);
            sound(&grammar.clock);
            sound(&grammar.part);
            sound(&grammar.date);
            sound(&grammar.length);
            sound(&grammar.top);
            sound(&grammar.opening);
            sound(&grammar.intents);
        }
    }
}
