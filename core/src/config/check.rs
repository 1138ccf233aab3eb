//! A look at a whole configuration: at a start the first mistake ends it, whoever asks what is wrong wants all of them.

use std::{cell::RefCell, collections::BTreeSet};

use super::{Config, ConfigError};

/// Every variable that [`Config`] reads.
pub fn known() -> BTreeSet<String> {
    let asked = RefCell::new(BTreeSet::new());
    let ask = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        None
    };
    // With nothing set nothing is malformed.
    let _ = Config::from_lookup(ask);
    asked.into_inner()
}

/// Everything that is malformed, not only what is met first.
pub fn problems(lookup: impl Fn(&str) -> Option<String>) -> Vec<ConfigError> {
    let alone =
        |only: &String| Config::from_lookup(|name| (name == only).then(|| lookup(name)).flatten()).err();
    known().iter().filter_map(alone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_found() {
        let names = ["HTTP_ADDR", "DATABASE_URL", "KEEP_INBOX_DAYS"];
        assert!(names.iter().all(|name| known().contains(*name)));
        let found = problems(|name| names.contains(&name).then(|| "x".to_owned()));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(problems(|_| None).is_empty());
    }
}
