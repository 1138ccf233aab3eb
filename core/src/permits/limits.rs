//! How much a messenger lets a bot send.

use std::time::Duration;

use crate::{config::SendLimits, ids::Realm};

/// A message per `interval` in the long run, and up to `burst` at once after a rest.
///
/// In any window of time there are at most `burst + window / interval` messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Not zero.
    pub interval: Duration,
    /// At least 1.
    pub burst: u32,
}

impl Rate {
    pub const fn new(interval: Duration, burst: u32) -> Self {
        Self { interval, burst }
    }

    /// How far ahead of the steady rate a burst may be.
    pub(crate) fn tolerance(self) -> Duration {
        self.interval * self.burst.saturating_sub(1)
    }
}

/// The three rates that a message is held against: its bot's, and its chat's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// All chats of one account together, over all processes.
    pub bot: Rate,
    pub private: Rate,
    pub group: Rate,
}

/// What is kept to; nothing when off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits(Option<Rates>);

impl Limits {
    /// Telegram's (<https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>): 30 messages a second
    /// per bot, about 1 a second per chat with short bursts tolerated, 20 a minute per group. Each of ours, burst and
    /// lateness included, stays below in every window, so that no message is refused.
    pub const fn telegram() -> Self {
        Self::of(Rates {
            // At most 29 in any second: 25, a burst's two more, and what a late permit (`hand::Hand`) may add.
            bot: Rate::new(Duration::from_millis(40), 3),
            private: Rate::new(Duration::from_secs(1), 4),
            // At most 20 in any minute.
            group: Rate::new(Duration::from_secs(4), 5),
        })
    }

    pub const fn of(rates: Rates) -> Self {
        Self(Some(rates))
    }

    /// No limits: permits cost nothing. What the messenger refuses is still waited out, chat by chat.
    pub const fn off() -> Self {
        Self(None)
    }

    /// As configured; when nothing is, a local Telegram has no limits and every other messenger has Telegram's.
    pub const fn for_realm(configured: Option<SendLimits>, realm: Realm) -> Self {
        match (configured, realm) {
            (Some(SendLimits::Off), _) | (None, Realm::Local) => Self::off(),
            (Some(SendLimits::Telegram), _) | (None, Realm::Telegram | Realm::Max) => Self::telegram(),
        }
    }

    pub const fn rates(self) -> Option<Rates> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_configured_wins_over_the_realm() {
        let (on, off) = (Limits::telegram(), Limits::off());
        for (configured, realm, expected) in [
            (None, Realm::Telegram, on),
            (None, Realm::Max, on),
            (None, Realm::Local, off),
            (Some(SendLimits::Telegram), Realm::Local, on),
            (Some(SendLimits::Off), Realm::Telegram, off),
        ] {
            assert_eq!(Limits::for_realm(configured, realm), expected, "{configured:?} {realm:?}");
        }
    }
}
