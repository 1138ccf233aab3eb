//! Holds a crate's texts against the code and against each other. Every crate with texts has this test:
//!
//! ```ignore
//! #[test]
//! fn texts_are_whole() -> Result<(), check::Problems> {
//!     check::crate_texts(&TEXTS, env!("CARGO_MANIFEST_DIR"))
//! }
//! ```

mod calls;
mod markup;
mod messages;
mod plurals;

use std::{collections::BTreeMap, fmt, path::Path};

use self::{
    calls::{Call, Kind},
    messages::Message,
};
use super::{Language, Texts};

type Messages = BTreeMap<String, Message>;

/// Everything that is wrong with a crate's texts, one line each.
pub struct Problems(Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("\n"))
    }
}

/// The same list: a test that returns `Problems` prints them readably.
impl fmt::Debug for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\n{self}")
    }
}

impl std::error::Error for Problems {}

/// [`same_keys`], and against the code: every text is used; one with variables is never asked for without (the one thing
/// `fl!` does not see); only texts asked for with `html!` have tags, and their ampersands are entities.
///
/// `crate_folder` is the folder of the crate's `Cargo.toml`.
pub fn crate_texts(texts: &Texts, crate_folder: impl AsRef<Path>) -> Result<(), Problems> {
    let (messages, mut problems) = read(texts);
    problems.extend(parity(&messages));
    match calls::in_folder(&crate_folder.as_ref().join("src")) {
        Ok(calls) => problems.extend(against_calls(&messages, &calls)),
        Err(error) => problems.push(format!("sources of {}: {error}", texts.domain())),
    }
    finish(problems)
}

/// The languages have the same keys with the same variables, no text is empty, every file is well formed, plurals
/// have each CLDR category of their language, tags are Telegram's and balanced.
pub fn same_keys(texts: &Texts) -> Result<(), Problems> {
    let (messages, mut problems) = read(texts);
    problems.extend(parity(&messages));
    finish(problems)
}

fn finish(problems: Vec<String>) -> Result<(), Problems> {
    if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
}

fn read(texts: &Texts) -> (Vec<(Language, Messages)>, Vec<String>) {
    let mut problems = Vec::new();
    let messages = Language::ALL
        .map(|language| {
            let (messages, mistakes) = messages::parse(texts.source(language));
            problems.extend(mistakes.into_iter().map(|mistake| format!("{}: {mistake}", language.code())));
            (language, messages)
        })
        .into();
    (messages, problems)
}

fn parity(languages: &[(Language, Messages)]) -> Vec<String> {
    let mut problems = Vec::new();
    for (language, messages) in languages {
        for (key, message) in messages {
            let found = message.problems(*language);
            problems.extend(found.into_iter().map(|problem| format!("{} {key}: {problem}", language.code())));
        }
    }
    let Some(((_, reference), others)) = languages.split_first() else { return problems };
    for (language, messages) in others {
        problems.extend(differences(reference, *language, messages));
    }
    problems
}

fn differences(reference: &Messages, language: Language, messages: &Messages) -> Vec<String> {
    let code = language.code();
    let missing = reference.keys().filter(|key| !messages.contains_key(*key));
    let surplus = messages.keys().filter(|key| !reference.contains_key(*key));
    let mut problems: Vec<String> = missing.map(|key| format!("{code} {key}: missing")).collect();
    problems.extend(surplus.map(|key| format!("{code} {key}: not in en")));
    for (key, message) in messages {
        let Some(expected) = reference.get(key) else { continue };
        if message.variables != expected.variables {
            problems.push(format!(
                "{code} {key}: has the variables {:?}, en has {:?}",
                message.variables, expected.variables
            ));
        }
    }
    problems
}

fn against_calls(languages: &[(Language, Messages)], calls: &[Call]) -> Vec<String> {
    let mut problems = Vec::new();
    for (language, messages) in languages {
        let code = language.code();
        for call in calls {
            let Some(message) = messages.get(&call.key) else { continue };
            if !call.has_arguments && !message.variables.is_empty() {
                problems
                    .push(format!("{code} {}: {} gives no {:?}", call.key, call.place, message.variables));
            }
            let found = match call.kind {
                Kind::Html => message.html_problems(),
                Kind::Text => message.text_problems(),
            };
            problems.extend(found.into_iter().map(|problem| format!("{code} {}: {problem}", call.key)));
        }
    }
    problems.extend(unused(languages, calls));
    problems.sort();
    problems.dedup();
    problems
}

fn unused(languages: &[(Language, Messages)], calls: &[Call]) -> Vec<String> {
    let Some((_, messages)) = languages.first() else { return Vec::new() };
    let is_used = |key: &String| {
        calls.iter().any(|call| &call.key == key)
            || messages.values().any(|message| message.references.contains(key))
    };
    messages.keys().filter(|key| !is_used(key)).map(|key| format!("en {key}: no code asks for it")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(en: &'static str, ru: &'static str, code: &str) -> String {
        let languages: Vec<_> =
            [(Language::En, en), (Language::Ru, ru)].map(|(l, source)| (l, messages::parse(source).0)).into();
        let mut found = parity(&languages);
        found.extend(against_calls(&languages, &calls::in_source("x.rs", code)));
        found.join("\n")
    }

    #[test]
    fn whole_texts_have_no_problems() {
        let en = "a = Hi, { $name }\nb = { $n ->\n  [one] <b>{ $n }</b> day\n *[other] { $n } days\n }\n";
        let ru = "a = Привет, { $name }\nb = { $n ->\n  [one] <b>{ $n }</b> день\n  [few] { $n } дня\n  \
                  [many] { $n } дней\n *[other] { $n } дня\n }\n";
        let code = "text!(l, \"a\", name = 1); html!(texts.of(x), \"b\", n = 2)";
        assert_eq!(problems(en, ru, code), "");
    }

    #[test]
    fn each_kind_of_slip_is_named() {
        let found = problems(
            "a = { $name }\nb = x\nc = y\nd = z\n",
            "a = { $nam }\nb = { $n ->\n [one] день\n *[many] дней\n }\nc = <b>y\ne = <u>a & b</u>\n",
            "text!(l, \"a\"); html!(l, \"b\"); html!(l, \"c\"); text!(l, \"e\")",
        );
        insta::assert_snapshot!(found, @r#"
        ru b: plural lacks ["few", "other"], has [] that the language has not
        ru c: <b> is not closed in the same pattern
        ru d: missing
        ru e: not in en
        ru a: has the variables {"nam"}, en has {"name"}
        ru b: has the variables {"n"}, en has {}
        en a: x.rs:1 gives no {"name"}
        en d: no code asks for it
        ru a: x.rs:1 gives no {"nam"}
        ru b: x.rs:1 gives no {"n"}
        ru e: asked for as plain text but has markup: "<u>a & b</u>"
        "#);
    }
}
