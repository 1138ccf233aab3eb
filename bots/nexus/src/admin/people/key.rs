//! How an admin names a person: by the registry's id, the messenger's number, or @username.

use nexus_core::ids::{ExternalId, UserId};

/// Telegram's limits on usernames; older ones may be shorter than five.
const USERNAME: std::ops::RangeInclusive<usize> = 2..=64;

/// Who is meant, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    User(UserId),
    Number(ExternalId),
    Username(String),
}

impl Key {
    /// `None`: nobody can be called so.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse() {
            return Some(Self::Number(ExternalId(number)));
        }
        if text.len() >= 32
            && let Ok(id) = text.parse()
        {
            return Some(Self::User(UserId(id)));
        }
        let name = text.strip_prefix('@').unwrap_or(text);
        let is_name = USERNAME.contains(&name.len())
            && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
        is_name.then(|| Self::Username(name.to_ascii_lowercase()))
    }

    /// The key in front of a line, and the rest of it: `@anna spam`.
    pub fn split(line: &str) -> (&str, &str) {
        let line = line.trim();
        line.split_once(char::is_whitespace).map_or((line, ""), |(key, rest)| (key, rest.trim()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn people_are_named_in_three_ways() {
        let user = UserId::new();
        for (text, key) in [
            (user.to_string(), Some(Key::User(user))),
            (format!(" {} ", user.0.simple()), Some(Key::User(user))),
            ("123456789".to_owned(), Some(Key::Number(ExternalId(123_456_789)))),
            ("@Anna_N".to_owned(), Some(Key::Username("anna_n".to_owned()))),
            ("anna".to_owned(), Some(Key::Username("anna".to_owned()))),
            ("Anna Nowak".to_owned(), None),
            ("Żaneta".to_owned(), None),
            ("@".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(Key::parse(&text), key, "{text}");
        }
        assert_eq!(Key::split("  @anna   spam, again "), ("@anna", "spam, again"));
        assert_eq!(Key::split("@anna"), ("@anna", ""));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,80}") {
            let (key, _) = Key::split(&text);
            let _ = Key::parse(key);
        }

        #[test]
        fn ids_come_back(number in any::<i64>(), id in any::<u128>()) {
            prop_assert_eq!(Key::parse(&number.to_string()), Some(Key::Number(ExternalId(number))));
            let user = UserId(uuid::Uuid::from_u128(id));
            prop_assert_eq!(Key::parse(&user.to_string()), Some(Key::User(user)));
        }
    }
}
