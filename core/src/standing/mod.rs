//! To whom a bot is closed: to everybody while it is switched off, and to a person whom an admin banned, in all bots.
//!
//! Both are read with each turn, so they hold from the next one on, in every process. No handler runs then. A message is
//! answered with a notice, seldom; a press is acknowledged. Nothing is lost: what is due waits in the schedule, the answers
//! of jobs and news from other bots wait in the inbox. Operators of the configuration are let in always: who switched
//! something off wants to see it before others do, and nobody locks them out.

mod store;

pub(crate) use store::hold;
pub use store::{ban, switch, unban};

use chrono::TimeDelta;

/// Why a bot is closed to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// The bot is switched off.
    Off,
    /// The person is banned.
    Banned,
}

impl Barred {
    /// How long a chat is not told again.
    pub(crate) fn pause(self) -> TimeDelta {
        match self {
            Self::Off => TimeDelta::hours(1),
            Self::Banned => TimeDelta::days(1),
        }
    }

    /// What it is called where it is noted that a chat was told.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Banned => "banned",
        }
    }
}

/// How long entries that wait in the inbox are left alone before somebody looks whether they still have to.
pub(crate) const PUT_OFF: TimeDelta = TimeDelta::minutes(5);

/// Who is banned is told only that, also where the bot is off.
pub(crate) fn barred(is_operator: bool, is_banned: bool, is_on: bool) -> Option<Barred> {
    match (is_operator, is_banned, is_on) {
        (true, ..) | (false, false, true) => None,
        (false, true, _) => Some(Barred::Banned),
        (false, false, false) => Some(Barred::Off),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_is_closed_to_some_and_never_to_operators() {
        for (is_operator, is_banned, is_on, expected) in [
            (false, false, true, None),
            (false, false, false, Some(Barred::Off)),
            (false, true, true, Some(Barred::Banned)),
            (false, true, false, Some(Barred::Banned)),
            (true, false, false, None),
            (true, true, true, None),
            (true, true, false, None),
        ] {
            let case = (is_operator, is_banned, is_on);
            assert_eq!(barred(is_operator, is_banned, is_on), expected, "{case:?}");
        }
    }
}
