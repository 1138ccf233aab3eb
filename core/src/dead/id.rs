//! Names for what was given up: short, for a command line, and saying their kind.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Written `e123`, `j45`, `m6`. As data of buttons it only grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeadId {
    /// An entry of the inbox, by its number there.
    Entry(i64),
    /// A job, by its number in the queue.
    Job(i64),
    /// A refused message, by the number that it got when it was refused.
    Message(i64),
}

/// A text is no [`DeadId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected an id such as e123 (an entry), j45 (a job) or m6 (a message)")]
pub struct NoId;

impl FromStr for DeadId {
    type Err = NoId;

    fn from_str(text: &str) -> Result<Self, NoId> {
        let number = |digits: &str| {
            let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
            is_number.then(|| digits.parse().ok()).flatten().ok_or(NoId)
        };
        match text.split_at_checked(1) {
            Some(("e", digits)) => number(digits).map(DeadId::Entry),
            Some(("j", digits)) => number(digits).map(DeadId::Job),
            Some(("m", digits)) => number(digits).map(DeadId::Message),
            _ => Err(NoId),
        }
    }
}

impl DeadId {
    /// Its letter and its number.
    pub(super) fn parts(self) -> (char, i64) {
        match self {
            DeadId::Entry(number) => ('e', number),
            DeadId::Job(number) => ('j', number),
            DeadId::Message(number) => ('m', number),
        }
    }
}

impl fmt::Display for DeadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, number) = self.parts();
        // Through pad, so that a table can ask for a width.
        f.pad(&format!("{kind}{number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_it_is_written_as() {
        for id in [DeadId::Entry(123), DeadId::Job(45), DeadId::Message(6)] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for text in ["", "e", "123", "x1", "e-1", "e+1", "e1x", "ж1", "e99999999999999999999"] {
            assert_eq!(text.parse::<DeadId>(), Err(NoId), "{text}");
        }
    }
}
