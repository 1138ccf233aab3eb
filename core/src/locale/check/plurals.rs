//! Which plural forms a language has (CLDR, cardinal rules).

use crate::locale::Language;

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What is missing from a choice by number, or does not belong; `None` for a whole one and for choices that are not
/// about numbers.
///
/// `other` is asked for in Slavic languages too: it is the form of fractions (2,5 часа), so leaving it to another
/// form would be wrong as soon as a fraction comes.
pub(super) fn incomplete(language: Language, choice: &[String]) -> Option<String> {
    if !choice.iter().any(|name| CATEGORIES.contains(&name.as_str()) && name != "other") {
        return None;
    }
    let wanted = categories(language);
    let missing: Vec<_> = wanted.iter().filter(|name| !choice.iter().any(|has| has == *name)).collect();
    let alien: Vec<_> = choice.iter().filter(|name| !wanted.contains(&name.as_str())).collect();
    if missing.is_empty() && alien.is_empty() {
        return None;
    }
    Some(format!("plural lacks {missing:?}, has {alien:?} that the language has not"))
}

const fn categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["one", "other"],
        Language::Ru | Language::Uk | Language::Pl => &["one", "few", "many", "other"],
    }
}
