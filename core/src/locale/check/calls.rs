//! Where the code asks for a text. A scan of the sources' letters, not a parser of Rust: the macros' keys are
//! always literals, which is all it needs.

use std::{fs, io, path::Path};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Html,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub key: String,
    pub kind: Kind,
    pub has_arguments: bool,
    /// File and line.
    pub place: String,
}

/// The calls in all `.rs` files below `folder`.
pub(super) fn in_folder(folder: &Path) -> io::Result<Vec<Call>> {
    let mut calls = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            calls.extend(in_folder(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            calls.extend(in_source(&path.to_string_lossy(), &fs::read_to_string(&path)?));
        }
    }
    Ok(calls)
}

/// The calls in one file; comment lines are not code.
pub(super) fn in_source(file: &str, source: &str) -> Vec<Call> {
    let code: String = source
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line }.to_owned() + "\n")
        .collect();
    let mut calls = Vec::new();
    for (name, kind) in [("text!(", Kind::Text), ("html!(", Kind::Html)] {
        for (at, _) in code.match_indices(name) {
            let Some((key, has_arguments)) = key(&code[at + name.len()..]) else { continue };
            let place = format!("{file}:{}", code[..at].matches('\n').count() + 1);
            calls.push(Call { key, kind, has_arguments, place });
        }
    }
    calls
}

/// The key, and whether anything follows it, of a call whose arguments start with `arguments`.
fn key(arguments: &str) -> Option<(String, bool)> {
    let after_locale = arguments[end_of_expression(arguments)?..].strip_prefix(',')?.trim_start();
    let (key, rest) = after_locale.strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    Some((key.to_owned(), !rest.starts_with(')')))
}

/// The first comma outside brackets and strings.
fn end_of_expression(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, character) in code.char_indices() {
        match character {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_wherever_they_are_broken() {
        let source = "let a = text!(locale(a, \"b,\"), \"one\");\n// html!(l, \"no\")\nhtml!(\n  l,\n  \"two\",\n  x = 1\n)";
        let found = in_source("f.rs", source);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].key.as_str(), found[0].has_arguments), ("one", false));
        assert_eq!((found[1].key.as_str(), found[1].has_arguments), ("two", true));
        assert_eq!(found[1].kind, Kind::Html);
    }
}
