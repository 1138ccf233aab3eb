//! What `nexus restore` is asked to do.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

/// From which dump, and into what.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The newest in `BACKUP_DIR` when unset.
    pub file: Option<PathBuf>,
    /// An empty database; unset: one that is made for the drill and dropped.
    pub into: Option<SecretString>,
}

impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        let url = |order: &Self| order.into.as_ref().map(|url| url.expose_secret().to_owned());
        self.file == other.file && url(self) == url(other)
    }
}

impl Eq for Order {}

impl Order {
    /// `--check [FILE] [--into URL]`, or `FILE --into URL`: what is no drill has to say which dump and where to.
    pub fn read(words: &[&str]) -> Option<Self> {
        let (mut file, mut into, mut is_check) = (None, None, false);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--check" if !is_check => is_check = true,
                "--into" if into.is_none() => {
                    into = Some(words.next().filter(|url| url.starts_with("postgres"))?)
                }
                word if file.is_none() && !word.is_empty() && !word.starts_with('-') => file = Some(word),
                _ => return None,
            }
        }
        let is_whole = is_check || (file.is_some() && into.is_some());
        is_whole
            .then(|| Self { file: file.map(PathBuf::from), into: into.map(|url| (*url).to_owned().into()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_understood_or_refused() {
        let url = "postgres://nexus@db/empty";
        for (line, expected) in [
            ("--check".to_owned(), Some((None, None))),
            ("--check a.dump".to_owned(), Some((Some("a.dump"), None))),
            ("a.dump --check".to_owned(), Some((Some("a.dump"), None))),
            (format!("--check --into {url}"), Some((None, Some(url)))),
            (format!("a.dump --into {url}"), Some((Some("a.dump"), Some(url)))),
            (String::new(), None),
            ("a.dump".to_owned(), None),
            (format!("--into {url}"), None),
            ("--check --into".to_owned(), None),
            ("a.dump --into mysql://x".to_owned(), None),
            ("--check a.dump b.dump".to_owned(), None),
            ("--force a.dump".to_owned(), None),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            let order = Order::read(&words);
            let found = order.as_ref().map(|order| {
                (
                    order.file.as_deref().and_then(|file| file.to_str()),
                    order.into.as_ref().map(|url| url.expose_secret()),
                )
            });
            assert_eq!(found, expected, "{line}");
        }
    }
}
