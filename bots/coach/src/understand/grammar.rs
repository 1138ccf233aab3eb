//! A language's words and patterns, compiled once from its lexicon.
//!
//! A pattern is words separated by spaces: a literal (`a|b` are alternatives), `@class` of the lexicon, `<slot>` for a typed
//! value; a trailing `?` makes any of them optional. So `@at <clock>` is at/в/о with a time of day.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use nexus_core::locale::Language;

use super::lexicon::{self, Class, ClockRule, DateRule, LengthRule, Lexicon, TopRule};
use super::pieces::{Clock, DateRef, Length, Part, Unit};
use super::words::{WordId, Words};

/// What a pattern's place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Slot {
    pub const COUNT: usize = Slot::Date as usize + 1;
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
pub enum Item {
    Words(Vec<WordId>),
    Slot(Slot),
    /// A mistake in a pattern; a test sees that there is none.
    Never,
}

#[derive(Debug)]
pub struct Element {
    pub item: Item,
    pub optional: bool,
}

#[derive(Debug)]
pub struct Rule<A> {
    pub action: A,
    pub elements: Vec<Element>,
}

impl<A> Rule<A> {
    /// What a match can begin with: the first element that must be there, or an optional one before it.
    fn beginnings(&self) -> impl Iterator<Item = &Item> {
        let optional = self.elements.iter().take_while(|element| element.optional).count();
        self.elements.iter().take(optional + 1).map(|element| &element.item)
    }

    fn may_begin_with(&self, word: Option<WordId>) -> bool {
        self.beginnings().any(|item| match item {
            Item::Words(words) => word.is_some_and(|word| words.contains(&word)),
            Item::Slot(_) => true,
            Item::Never => false,
        })
    }
}

/// Rules in their order, with an index by what they begin with: at a given word, most rules need not be walked.
#[derive(Debug)]
pub struct Rules<A> {
    rules: Vec<Rule<A>>,
    /// For each word that begins a rule: the places of all that may begin with it, those with a slot in front included.
    by_word: BTreeMap<WordId, Vec<usize>>,
    /// For every other word.
    by_slot: Vec<usize>,
}

impl<A> Rules<A> {
    fn new(rules: Vec<Rule<A>>) -> Self {
        let beginning_with = |word| (0..rules.len()).filter(|at| rules[*at].may_begin_with(word)).collect();
        let words = rules.iter().flat_map(Rule::beginnings).flat_map(|item| match item {
            Item::Words(words) => words.as_slice(),
            Item::Slot(_) | Item::Never => &[],
        });
        let by_word = words.map(|word| (*word, beginning_with(Some(*word)))).collect();
        Rules { by_word, by_slot: beginning_with(None), rules }
    }

    /// In their order, the rules whose match may begin with the word; `None` is one that the grammar does not know.
    pub fn beginning_with(&self, word: Option<WordId>) -> impl Iterator<Item = &Rule<A>> {
        let places = word.and_then(|word| self.by_word.get(&word)).unwrap_or(&self.by_slot);
        places.iter().map(|at| &self.rules[*at])
    }
}

#[derive(Debug)]
pub struct Grammar {
    pub lexicon: &'static Lexicon,
    pub words: Words,
    pub clock: Rules<ClockRule>,
    pub part: Rules<Part>,
    pub date: Rules<DateRule>,
    pub length: Rules<LengthRule>,
    pub top: Rules<TopRule>,
    /// Greetings and commands that may open a message.
    pub opening: Rules<TopRule>,
    pub intents: Rules<super::intents::Detected>,
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
        let opening: Vec<_> = opening
            .into_iter()
            .flat_map(|(rule, phrases)| phrases.iter().map(move |phrase| (rule, *phrase)))
            .collect();
        let mut words = Words::of(lexicon);
        Grammar {
            lexicon,
            clock: compile(lexicon, &mut words, &[lexicon.clock, lexicon::SHARED_CLOCK]),
            part: compile(lexicon, &mut words, &[lexicon.part]),
            date: compile(lexicon, &mut words, &[lexicon.date, lexicon::SHARED_DATE]),
            length: compile(lexicon, &mut words, &[lexicon.length, lexicon::SHARED_LENGTH]),
            top: compile(lexicon, &mut words, &[lexicon.top, lexicon::SHARED_TOP]),
            opening: compile(lexicon, &mut words, &[&opening]),
            intents: compile(lexicon, &mut words, &[lexicon.intents]),
            words,
        }
    }

    /// Is the word in a class of the lexicon?
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.words.find(word).is_some_and(|word| self.words.is(class, word))
    }
}

fn compile<A: Copy>(lexicon: &Lexicon, words: &mut Words, groups: &[&[(A, &str)]]) -> Rules<A> {
    let rules = groups.iter().copied().flatten();
    let rules =
        rules.map(|(action, pattern)| Rule { action: *action, elements: elements(lexicon, words, pattern) });
    Rules::new(rules.collect())
}

fn elements(lexicon: &Lexicon, words: &mut Words, pattern: &str) -> Vec<Element> {
    pattern.split_whitespace().map(|word| element(lexicon, words, word)).collect()
}

fn element(lexicon: &Lexicon, words: &mut Words, word: &str) -> Element {
    let (word, optional) = match word.strip_suffix('?') {
        Some(bare) if !bare.is_empty() => (bare, true),
        _ => (word, false),
    };
    let mut numbered = |list: &str| {
        let members = list.split([' ', '|']).filter(|member| !member.is_empty());
        Item::Words(members.map(|member| words.number(member)).collect())
    };
    let item = if let Some(name) = word.strip_prefix('@').filter(|name| !name.is_empty()) {
        class_words(lexicon, name).map_or(Item::Never, &mut numbered)
    } else if let Some(name) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        slot_named(name).map_or(Item::Never, Item::Slot)
    } else {
        numbered(word)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sound<A: std::fmt::Debug>(rules: &Rules<A>) {
        for rule in &rules.rules {
            let faulty = rule.elements.iter().any(|element| matches!(element.item, Item::Never));
            assert!(!faulty, "{rule:?} names an unknown class or slot");
            assert!(rule.elements.iter().any(|element| !element.optional), "{rule:?} matches nothing at all");
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
