//! One thing that goes wrong.

use std::time::Duration;

use crate::random::Random;

/// What is struck, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// kill -9 of a bot's process.
    Kill,
    /// A bot's process is stopped as an orchestrator does, and started again.
    Restart,
    /// One of several processes stands still, often so long that another takes over, and then goes on as if nothing
    /// had happened.
    Freeze,
    /// Postgres stops as in a power cut, and recovers.
    Crash,
    /// The same, and a bot's process is killed meanwhile.
    CrashAndKill,
    /// Some connections to Postgres are ended by its administrator.
    Disconnect,
    /// The messenger refuses, fails and hangs up for a while.
    Trouble,
    /// The pooler is killed and started again.
    Pooler,
    /// Redis is killed and started again, empty.
    Redis,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Kill,
        Kind::Restart,
        Kind::Freeze,
        Kind::Crash,
        Kind::CrashAndKill,
        Kind::Disconnect,
        Kind::Trouble,
        Kind::Pooler,
        Kind::Redis,
    ];

    /// As it stands in a report.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Kill => "kill -9",
            Kind::Restart => "stop and start",
            Kind::Freeze => "a process stood still",
            Kind::Crash => "Postgres stopped immediately",
            Kind::CrashAndKill => "Postgres stopped immediately, and kill -9",
            Kind::Disconnect => "connections to Postgres ended",
            Kind::Trouble => "429, 5xx and dropped connections for a while",
            Kind::Pooler => "pooler killed",
            Kind::Redis => "Redis killed",
        }
    }

    /// Whether answers that are out may have to be sent again because of it.
    pub fn may_repeat(self) -> bool {
        !matches!(self, Kind::Restart | Kind::Trouble | Kind::Redis)
    }
}

/// A strike as it was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strike {
    /// How long nothing happens before it.
    pub after: Duration,
    pub kind: Kind,
    /// Which of several replicas, connections …
    pub victim: u64,
    /// How long what was struck stays away.
    pub lasts: Duration,
}

const LONGEST_PAUSE: Duration = Duration::from_millis(1500);
const LONGEST_AWAY: Duration = Duration::from_millis(1200);
/// Longer than a lease lasts without being renewed.
const LONGEST_FREEZE: Duration = Duration::from_secs(12);

impl Strike {
    /// Draws a strike of this kind. A killed process is back at once most of the time, as under an orchestrator, so
    /// that many strikes hit it while it is starting or taking over.
    pub fn draw(kind: Kind, random: &mut Random) -> Self {
        let after = random.between(Duration::ZERO, LONGEST_PAUSE);
        let longest = match kind {
            Kind::Kill if random.below(4) > 0 => Duration::from_millis(20),
            Kind::Freeze => LONGEST_FREEZE,
            _ => LONGEST_AWAY,
        };
        Self { after, kind, victim: random.below(u64::MAX), lasts: random.between(Duration::ZERO, longest) }
    }

    /// Draws strikes of the kinds named, each as often as it is named, in an order of chance.
    pub fn draw_all(kinds: &[(Kind, usize)], random: &mut Random) -> Vec<Self> {
        let mut left: Vec<Kind> =
            kinds.iter().flat_map(|&(kind, count)| std::iter::repeat_n(kind, count)).collect();
        let mut strikes = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let next = usize::try_from(random.below(left.len() as u64)).unwrap_or_default();
            strikes.push(Self::draw(left.swap_remove(next), random));
        }
        strikes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strikes_are_drawn_the_same_by_seed_and_as_often_as_asked() {
        let draw = |seed| Strike::draw_all(&[(Kind::Kill, 30), (Kind::Crash, 3)], &mut Random::new(seed));
        let strikes = draw(5);
        assert_eq!(strikes, draw(5));
        assert_ne!(strikes, draw(6));
        let crashes = strikes.iter().filter(|strike| strike.kind == Kind::Crash).count();
        assert_eq!((strikes.len(), crashes), (33, 3));
        assert!(strikes.iter().all(|strike| strike.after <= LONGEST_PAUSE && strike.lasts <= LONGEST_AWAY));
    }
}
