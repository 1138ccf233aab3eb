//! A Fluent file as the checks see it: for each key its variables, references, patterns.

use std::collections::BTreeSet;

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};

use super::{Messages, markup, plurals};
use crate::locale::Language;

#[derive(Default)]
pub(super) struct Message {
    pub variables: BTreeSet<String>,
    /// Keys of the messages this one includes.
    pub references: BTreeSet<String>,
    /// The literal text of the message and of each of its variants, without what is filled in.
    texts: Vec<String>,
    /// The variants' names of each choice; numbers are left out.
    choices: Vec<Vec<String>>,
}

impl Message {
    /// What is wrong with the message whoever asks for it.
    pub fn problems(&self, language: Language) -> Vec<String> {
        let mut problems = Vec::new();
        let filled = !self.variables.is_empty() || !self.references.is_empty();
        if !filled && self.texts.iter().all(|text| text.trim().is_empty()) {
            problems.push("empty".to_owned());
        }
        problems.extend(self.texts.iter().filter_map(|text| markup::unbalanced(text)));
        problems.extend(self.choices.iter().filter_map(|choice| plurals::incomplete(language, choice)));
        problems
    }

    pub fn html_problems(&self) -> Vec<String> {
        self.texts.iter().filter_map(|text| markup::bare_ampersand(text)).collect()
    }

    pub fn text_problems(&self) -> Vec<String> {
        self.texts.iter().filter_map(|text| markup::has_markup(text)).collect()
    }

    fn read(&mut self, pattern: &ast::Pattern<&str>) {
        let mut text = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value),
                PatternElement::Placeable { expression } => self.read_expression(expression, &mut text),
            }
        }
        self.texts.push(text);
    }

    fn read_expression(&mut self, expression: &Expression<&str>, text: &mut String) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline, text),
            Expression::Select { selector, variants } => {
                self.read_inline(selector, &mut String::new());
                self.choices.push(variants.iter().filter_map(variant_name).collect());
                variants.iter().for_each(|variant| self.read(&variant.value));
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>, text: &mut String) {
        match inline {
            InlineExpression::StringLiteral { value } => text.push_str(value),
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                for argument in &arguments.positional {
                    self.read_inline(argument, &mut String::new());
                }
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression, text),
            InlineExpression::NumberLiteral { .. } | InlineExpression::TermReference { .. } => {}
        }
    }
}

fn variant_name(variant: &ast::Variant<&str>) -> Option<String> {
    match variant.key {
        VariantKey::Identifier { name } => Some(name.to_owned()),
        VariantKey::NumberLiteral { .. } => None,
    }
}

/// The messages of a file, and what its parser or a repeated key complains about. A message that includes others
/// has their variables too.
pub(super) fn parse(source: &str) -> (Messages, Vec<String>) {
    let mut problems = Vec::new();
    let resource = fluent_syntax::parser::parse(source).unwrap_or_else(|(resource, errors)| {
        problems.extend(errors.iter().map(|error| {
            let line = source[..error.pos.start.min(source.len())].lines().count().max(1);
            format!("line {line}: {}", error.kind)
        }));
        resource
    });
    let mut messages = Messages::new();
    for entry in &resource.body {
        let Entry::Message(entry) = entry else { continue };
        let mut message = Message::default();
        if !entry.attributes.is_empty() {
            problems.push(format!("{}: has attributes, which no macro asks for", entry.id.name));
        }
        entry.value.iter().for_each(|pattern| message.read(pattern));
        if messages.insert(entry.id.name.to_owned(), message).is_some() {
            problems.push(format!("{}: defined twice", entry.id.name));
        }
    }
    inherit_variables(&mut messages);
    (messages, problems)
}

/// One pass per message is enough for any chain of inclusions, and ends on a circle.
fn inherit_variables(messages: &mut Messages) {
    for _ in 0..messages.len() {
        let inherited: Vec<(String, BTreeSet<String>)> = messages
            .iter()
            .filter(|(_, message)| !message.references.is_empty())
            .map(|(key, message)| {
                let included = message.references.iter().filter_map(|reference| messages.get(reference));
                (key.clone(), included.flat_map(|included| included.variables.iter().cloned()).collect())
            })
            .collect();
        let mut grew = false;
        for (key, variables) in inherited {
            let Some(message) = messages.get_mut(&key) else { continue };
            let before = message.variables.len();
            message.variables.extend(variables);
            grew |= message.variables.len() > before;
        }
        if !grew {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn included_messages_lend_their_variables() {
        let (messages, problems) = parse("a = { b } x\nb = { c }\nc = { $n } { NUMBER($m) }\nd = { d }");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(messages["a"].variables, BTreeSet::from(["m".to_owned(), "n".to_owned()]));
        assert!(messages["d"].variables.is_empty());
    }

    #[test]
    fn mistakes_of_the_file_are_told_with_their_line() {
        let (_, problems) = parse("a = x\na = y\nb = { $n\nc = x\n  .title = y\n");
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].starts_with("line 3"), "{problems:?}");
    }
}
