//! Tokens of programs that call the API: which there are, new ones, and the end of one.

pub(super) mod dialogue;
pub(super) mod issue;
mod screens;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    ids::BotId,
    token::{LONGEST_NAME, Listed},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::view::clean;

/// What the buttons of this capability do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TokensTap {
    /// A page of the list, counted from 0.
    List(u32),
    Card(Uuid),
    AskRevoke(Uuid),
    Revoke(Uuid),
    /// Asks what a new token opens; a page of the bots, counted from 0.
    New(u32),
    /// Asks how long it counts. Without a bot it is for all of the registry.
    For(Option<BotId>),
    /// Asks what it is called.
    Lasting(Option<BotId>, Life),
    /// Makes the one that was asked about.
    Issue,
}

/// How long a new token counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Life {
    Month,
    Quarter,
    Year,
}

impl Life {
    const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    fn span(self) -> TimeDelta {
        TimeDelta::days(match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        })
    }
}

/// Whether a token is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Counts,
    Expired,
    Revoked(DateTime<Utc>),
}

impl Standing {
    fn of(token: &Listed, now: DateTime<Utc>) -> Self {
        match token.revoked_at {
            Some(at) => Self::Revoked(at),
            None if token.expires_at <= now => Self::Expired,
            None => Self::Counts,
        }
    }
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoName {
    /// Nothing in it that could be read, on a button for one.
    Empty,
    /// It has so many characters.
    Long(usize),
}

/// The name in what somebody wrote, in one line.
fn name_in(text: &str) -> Result<String, NoName> {
    let name = clean(text, usize::MAX);
    match name.chars().count() {
        _ if !name.chars().any(char::is_alphanumeric) => Err(NoName::Empty),
        ..=LONGEST_NAME => Ok(name),
        length => Err(NoName::Long(length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_1_to_100_characters() {
        for (text, expected) in [
            ("reports", Ok("reports".to_owned())),
            (" nightly\n\treports\u{0} ", Ok("nightly reports".to_owned())),
            (" \n\u{0}", Err(NoName::Empty)),
            ("", Err(NoName::Empty)),
            ("\u{200b} …", Err(NoName::Empty)),
            (&"ж".repeat(100), Ok("ж".repeat(100))),
            (&"ж".repeat(101), Err(NoName::Long(101))),
        ] {
            assert_eq!(name_in(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_token_ends_by_its_time_or_by_hand() {
        let at = |day: i64| DateTime::UNIX_EPOCH + TimeDelta::days(day);
        let token = |revoked_at| Listed {
            id: Uuid::nil(),
            name: "reports".to_owned(),
            bot: None,
            created_at: at(0),
            expires_at: at(9),
            revoked_at,
        };
        for (revoked_at, now, expected) in [
            (None, at(8), Standing::Counts),
            (None, at(9), Standing::Expired),
            (Some(at(3)), at(4), Standing::Revoked(at(3))),
            (Some(at(3)), at(10), Standing::Revoked(at(3))),
        ] {
            assert_eq!(Standing::of(&token(revoked_at), now), expected);
        }
    }
}
