//! The words of a language, numbered when its grammar is made: a token is looked up once, from then on numbers are compared.

use std::collections::HashMap;

use super::lexicon::{Class, Lexicon, Sense};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordId(usize);

/// What the lexicon says of a word; nothing of one that only stands in patterns.
#[derive(Debug, Default)]
struct Word {
    senses: Vec<Sense>,
    classes: Vec<Class>,
}

#[derive(Debug, Default)]
pub struct Words {
    ids: HashMap<String, WordId>,
    /// By id.
    known: Vec<Word>,
}

impl Words {
    /// Every word of the lexicon that has a sense or is in a class code asks about.
    pub fn of(lexicon: &Lexicon) -> Words {
        let mut words = Words::default();
        for (forms, sense) in lexicon.forms {
            for form in forms.split_whitespace() {
                words.entry(form).senses.push(*sense);
            }
        }
        for (stems, endings, sense) in lexicon.stems {
            for stem in stems.split_whitespace() {
                for ending in endings.split_whitespace() {
                    let ending = ending.trim_matches('-');
                    words.entry(&format!("{stem}{ending}")).senses.push(*sense);
                }
            }
        }
        for (name, members) in lexicon.classes {
            let Some(class) = Class::named(name) else { continue };
            for member in members.split_whitespace() {
                words.entry(member).classes.push(class);
            }
        }
        words
    }

    /// The word's number; a word not seen before gets the next one.
    pub fn number(&mut self, word: &str) -> WordId {
        if let Some(known) = self.find(word) {
            return known;
        }
        let id = WordId(self.known.len());
        self.ids.insert(word.to_owned(), id);
        self.known.push(Word::default());
        id
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        let WordId(id) = self.number(word);
        &mut self.known[id]
    }

    /// `None` for a word that no pattern and no sense knows.
    pub fn find(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    pub fn senses(&self, WordId(id): WordId) -> &[Sense] {
        &self.known[id].senses
    }

    pub fn is(&self, class: Class, WordId(id): WordId) -> bool {
        self.known[id].classes.contains(&class)
    }
}
