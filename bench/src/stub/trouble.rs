//! What a messenger does to a bot on a bad day: refusals, and connections that close after a message was accepted.

use crate::random::Random;

/// How often each trouble happens, as parts of a million calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// 429 with `retry_after: 1`.
    pub floods: u32,
    /// 500, 502 and 503.
    pub errors: u32,
    /// The call is done, but the client never hears of it.
    pub drops: u32,
}

impl Rates {
    /// A bad day: one call in twenty fails in one of three ways.
    pub const BAD: Rates = Rates { floods: 5_000, errors: 25_000, drops: 20_000 };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Flood,
    Error(u16),
    Drop,
}

/// Draws troubles; the same seed draws the same ones in the same order.
#[derive(Debug)]
pub struct Troubles {
    pub rates: Rates,
    random: Random,
}

impl Troubles {
    pub fn new(seed: u64) -> Self {
        Self { rates: Rates::default(), random: Random::new(seed) }
    }

    pub fn draw(&mut self) -> Option<Trouble> {
        let Rates { floods, errors, drops } = self.rates;
        if floods + errors + drops == 0 {
            return None;
        }
        let drawn = u32::try_from(self.random.below(1_000_000)).unwrap_or_default();
        match drawn {
            _ if drawn < floods => Some(Trouble::Flood),
            _ if drawn < floods + errors => {
                Some(Trouble::Error([500, 502, 503][usize::try_from(drawn % 3).unwrap_or_default()]))
            }
            _ if drawn < floods + errors + drops => Some(Trouble::Drop),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_come_as_often_as_asked_and_the_same_again_by_seed() {
        let draw = |seed| {
            let mut troubles = Troubles::new(seed);
            troubles.rates = Rates { floods: 100_000, errors: 0, drops: 200_000 };
            (0..20_000).map(|_| troubles.draw()).collect::<Vec<_>>()
        };
        let drawn = draw(7);
        let count = |wanted| drawn.iter().filter(|&&found| found == Some(wanted)).count();
        assert!((1_700..2_300).contains(&count(Trouble::Flood)), "{}", count(Trouble::Flood));
        assert!((3_600..4_400).contains(&count(Trouble::Drop)), "{}", count(Trouble::Drop));
        assert_eq!(drawn, draw(7));
        assert_ne!(drawn, draw(8));
        assert_eq!(Troubles::new(1).draw(), None);
    }
}
