//! The command line: `nexus-bench <what> [--option value …]`.

use std::{collections::HashMap, path::PathBuf, str::FromStr};

use anyhow::{Context, ensure};

/// What was asked for. Options that a command does not know are refused by [`Args::done`].
#[derive(Debug, Default)]
pub struct Args {
    pub what: String,
    options: HashMap<String, String>,
}

/// Options without a value.
const FLAGS: [&str; 7] = ["no-build", "webhook", "pooler", "trouble", "redis", "peer", "kill"];

impl Args {
    /// # Errors
    /// When the words are not of that form.
    pub fn parse(words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut args = Self::default();
        let mut words = words;
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(name) if FLAGS.contains(&name) => {
                    drop(args.options.insert(name.to_owned(), String::new()))
                }
                Some(name) => {
                    let value = words.next().with_context(|| format!("--{name} needs a value"))?;
                    args.options.insert(name.to_owned(), value);
                }
                None => {
                    ensure!(args.what.is_empty(), "what is {word:?}?");
                    args.what = word;
                }
            }
        }
        Ok(args)
    }

    /// An option's value, or what holds without it.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn take<T: FromStr>(&mut self, name: &str, otherwise: T) -> anyhow::Result<T> {
        let Some(value) = self.options.remove(name) else { return Ok(otherwise) };
        value.parse().ok().with_context(|| format!("--{name} {value}: what is that?"))
    }

    pub fn take_path(&mut self, name: &str) -> Option<PathBuf> {
        self.options.remove(name).map(PathBuf::from)
    }

    pub fn flag(&mut self, name: &str) -> bool {
        self.options.remove(name).is_some()
    }

    /// # Errors
    /// When there are options that nobody took.
    pub fn done(self) -> anyhow::Result<()> {
        let unknown: Vec<_> = self.options.keys().map(|name| format!("--{name}")).collect();
        ensure!(unknown.is_empty(), "{} knows no {}", self.what, unknown.join(", "));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> anyhow::Result<Args> {
        Args::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_taken_once_and_unknown_ones_refused() {
        let mut args = parse("counter --runs 3 --no-build").expect("a command line");
        assert_eq!(args.what, "counter");
        assert_eq!(args.take("runs", 5).expect("a number"), 3);
        assert_eq!(args.take("runs", 5).expect("a number"), 5);
        assert!(args.flag("no-build") && args.done().is_ok());
        let error = parse("counter --chat 3").expect("a command line").done().expect_err("unknown");
        assert_eq!(error.to_string(), "counter knows no --chat");
        assert!(parse("counter --runs").is_err() && parse("a b").is_err());
        assert!(parse("counter --runs x").expect("a command line").take("runs", 5).is_err());
    }
}
