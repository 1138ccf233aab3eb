//! What can be asked for, and how it is written.

use uuid::Uuid;

const USUAL_DAYS: i64 = 365;

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Order {
    /// `bot`: its code; `None`: all of the registry.
    Issue {
        name: String,
        bot: Option<String>,
        days: i64,
    },
    Revoke(Uuid),
    List,
    /// The public half of the key.
    Key,
}

/// Each at most once.
#[derive(Default)]
struct Flags {
    /// `Some(None)`: `--all`.
    reach: Option<Option<String>>,
    name: Option<String>,
    days: Option<i64>,
}

impl Flags {
    fn read(words: &[&str]) -> Option<Self> {
        let flags = match words {
            [] => return Some(Self::default()),
            ["--all", rest @ ..] => (Self::read(rest)?, Self { reach: Some(None), ..Self::default() }),
            ["--bot", code, rest @ ..] if !code.starts_with('-') => {
                (Self::read(rest)?, Self { reach: Some(Some((*code).to_owned())), ..Self::default() })
            }
            ["--name", name, rest @ ..] if !name.starts_with('-') => {
                (Self::read(rest)?, Self { name: Some((*name).to_owned()), ..Self::default() })
            }
            ["--days", days, rest @ ..] => {
                (Self::read(rest)?, Self { days: Some(days.parse().ok()?), ..Self::default() })
            }
            _ => return None,
        };
        flags.0.and(flags.1)
    }

    fn and(self, other: Self) -> Option<Self> {
        let is_twice = (self.reach.is_some() && other.reach.is_some())
            || (self.name.is_some() && other.name.is_some())
            || (self.days.is_some() && other.days.is_some());
        (!is_twice).then(|| Self {
            reach: self.reach.or(other.reach),
            name: self.name.or(other.name),
            days: self.days.or(other.days),
        })
    }
}

impl Order {
    /// What the words behind `token` ask for; `None` when they are not understood. How far a token reaches is never left
    /// unsaid.
    pub(in crate::cli) fn read(words: &[&str]) -> Option<Self> {
        Some(match words {
            ["issue", flags @ ..] => {
                let Flags { reach, name, days } = Flags::read(flags)?;
                Order::Issue { name: name?, bot: reach?, days: days.unwrap_or(USUAL_DAYS) }
            }
            ["revoke", id] => Order::Revoke(id.parse().ok()?),
            ["list"] => Order::List,
            ["key"] => Order::Key,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_understood_or_refused() {
        let issue = |bot: Option<&str>, days| {
            Some(Order::Issue { name: "reports".to_owned(), bot: bot.map(str::to_owned), days })
        };
        for (line, order) in [
            ("issue --all --name reports", issue(None, 365)),
            ("issue --name reports --days 30 --bot coach", issue(Some("coach"), 30)),
            (
                "revoke 01900000-0000-7000-8000-000000000001",
                Some(Order::Revoke(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001))),
            ),
            ("list", Some(Order::List)),
            ("key", Some(Order::Key)),
            ("", None),
            ("issue", None),
            ("issue --name reports", None),
            ("issue --all", None),
            ("issue --all --bot coach --name reports", None),
            ("issue --all --name a --name b", None),
            ("issue --all --name reports --days x", None),
            ("issue --bot --all --name reports", None),
            ("revoke 7", None),
            ("revoke", None),
            ("list all", None),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(Order::read(&words), order, "{line}");
        }
    }
}
