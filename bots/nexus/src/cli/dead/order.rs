//! What can be asked for, and how it is written.

use std::path::PathBuf;

use nexus_core::dead::DeadId;

const LIMIT: i64 = 50;
const MOST: i64 = 10_000;

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Order {
    List {
        bot: Option<String>,
        limit: i64,
    },
    Show(DeadId),
    Retry(DeadId),
    RetryAll {
        bot: Option<String>,
    },
    Drop(DeadId),
    /// With what is in a file, or comes on standard input where it is called `-`.
    Edit {
        id: DeadId,
        file: PathBuf,
        is_meant: bool,
    },
}

/// `--bot CODE` and `--limit N`, each at most once.
#[derive(Default)]
struct Flags {
    bot: Option<String>,
    limit: Option<i64>,
}

impl Flags {
    fn read(words: &[&str]) -> Option<Self> {
        match words {
            [] => Some(Self::default()),
            ["--bot", code, rest @ ..] if !code.starts_with('-') => {
                let flags = Self::read(rest)?;
                flags.bot.is_none().then(|| Self { bot: Some((*code).to_owned()), ..flags })
            }
            ["--limit", number, rest @ ..] => {
                let limit = number.parse().ok().filter(|limit| (1..=MOST).contains(limit))?;
                let flags = Self::read(rest)?;
                flags.limit.is_none().then_some(Self { limit: Some(limit), ..flags })
            }
            _ => None,
        }
    }
}

impl Order {
    /// What the words behind `dead` ask for; `None` when they are not understood.
    pub(in crate::cli) fn read(words: &[&str]) -> Option<Self> {
        Some(match words {
            ["list", flags @ ..] => {
                let Flags { bot, limit } = Flags::read(flags)?;
                Order::List { bot, limit: limit.unwrap_or(LIMIT) }
            }
            ["show", id] => Order::Show(id.parse().ok()?),
            ["retry", "--all", flags @ ..] => {
                let Flags { bot, limit: None } = Flags::read(flags)? else { return None };
                Order::RetryAll { bot }
            }
            ["retry", id] => Order::Retry(id.parse().ok()?),
            ["drop", id] => Order::Drop(id.parse().ok()?),
            ["edit", id, file] => Order::Edit { id: id.parse().ok()?, file: file.into(), is_meant: false },
            ["edit", "--yes", id, file] => {
                Order::Edit { id: id.parse().ok()?, file: file.into(), is_meant: true }
            }
            _ => return None,
        })
    }

    /// The bot that it is about, where it is about one.
    pub(super) fn bot(&self) -> Option<&str> {
        match self {
            Order::List { bot, .. } | Order::RetryAll { bot } => bot.as_deref(),
            Order::Show(_) | Order::Retry(_) | Order::Drop(_) | Order::Edit { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_understood_or_refused() {
        let coach = || Some("coach".to_owned());
        let edit = |is_meant| Order::Edit { id: DeadId::Entry(1), file: "a.json".into(), is_meant };
        for (line, order) in [
            ("list", Some(Order::List { bot: None, limit: 50 })),
            ("list --limit 7 --bot coach", Some(Order::List { bot: coach(), limit: 7 })),
            ("show e1", Some(Order::Show(DeadId::Entry(1)))),
            ("retry j2", Some(Order::Retry(DeadId::Job(2)))),
            ("retry --all", Some(Order::RetryAll { bot: None })),
            ("retry --all --bot coach", Some(Order::RetryAll { bot: coach() })),
            ("drop m3", Some(Order::Drop(DeadId::Message(3)))),
            ("", None),
            ("list 5", None),
            ("list --limit", None),
            ("list --limit 0", None),
            ("list --limit 10001", None),
            ("list --limit 5 --limit 6", None),
            ("list --bot --limit", None),
            ("show", None),
            ("show 1", None),
            ("show e1 e2", None),
            ("retry", None),
            ("retry --all --limit 5", None),
            ("retry --all e1", None),
            ("drop --all", None),
            ("edit e1 a.json", Some(edit(false))),
            ("edit --yes e1 a.json", Some(edit(true))),
            ("edit e1", None),
            ("edit a.json e1", None),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(Order::read(&words), order, "{line}");
        }
    }
}
