//! Chance with a seed, so that a run can be had again.

use std::time::Duration;

/// SplitMix64: small, and good enough to choose moments and victims.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, 0 when that is 0. The bias of the remainder is of no weight here.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw().checked_rem(end).unwrap_or_default()
    }

    /// A time between both.
    pub fn between(&mut self, shortest: Duration, longest: Duration) -> Duration {
        let span = longest.saturating_sub(shortest).as_micros();
        shortest + Duration::from_micros(self.below(u64::try_from(span).unwrap_or(u64::MAX) + 1))
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let index = self.below(u64::try_from(of.len()).ok()?);
        of.get(usize::try_from(index).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_lies_between_both_ends_and_reaches_them() {
        let mut random = Random::new(1);
        let ends = (Duration::from_micros(5), Duration::from_micros(8));
        let drawn: Vec<_> = (0..200).map(|_| random.between(ends.0, ends.1)).collect();
        assert_eq!(drawn.iter().min(), Some(&ends.0));
        assert_eq!(drawn.iter().max(), Some(&ends.1));
        assert_eq!(random.between(ends.1, ends.0), ends.1);
        assert_eq!(random.pick::<u8>(&[]), None);
    }
}
