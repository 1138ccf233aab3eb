//! How often somebody may ask: a bucket each, which fills again at a steady pace. Kept in the memory of each process, so
//! that several processes allow several times as much.

use std::{
    collections::HashMap,
    hash::Hash,
    str::FromStr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Buckets that are remembered. Beyond it those that are full again are forgotten, which nobody notices; and where that
/// is not enough, all of them.
const REMEMBERED: usize = 10_000;

/// A pace and how much may be taken at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    pub per_second: u32,
    pub at_once: u32,
}

/// `API_RATE`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ApiRate {
    Off,
    PerToken(Rate),
}

impl Default for ApiRate {
    fn default() -> Self {
        Self::PerToken(Rate { per_second: 200, at_once: 400 })
    }
}

impl FromStr for ApiRate {
    type Err = ();

    /// `off`, or such as `200/400`: so many a second, so many at once.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let (pace, at_once) = text.split_once('/').ok_or(())?;
        let number =
            |text: &str| text.trim().parse().ok().filter(|number| (1..=1_000_000).contains(number)).ok_or(());
        Ok(Self::PerToken(Rate { per_second: number(pace)?, at_once: number(at_once)? }))
    }
}

/// What was left when somebody asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    pub is_allowed: bool,
    pub limit: u32,
    pub remaining: u32,
    /// Until the bucket is full again.
    pub full_in: Duration,
    /// Until there is one more to take.
    pub next_in: Duration,
}

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

pub(super) struct Buckets<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K: Eq + Hash> Buckets<K> {
    pub fn new(rate: Rate) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Takes one, where there is one.
    pub fn take(&self, key: K) -> Standing {
        let now = Instant::now();
        let (pace, most) = (f64::from(self.rate.per_second), f64::from(self.rate.at_once));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| filled(*bucket, now, pace, most) < most);
            if buckets.len() >= REMEMBERED {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket { left: most, at: now });
        let left = filled(*bucket, now, pace, most);
        let is_allowed = left >= 1.0;
        let left = if is_allowed { left - 1.0 } else { left };
        *bucket = Bucket { left, at: now };
        Standing {
            is_allowed,
            limit: self.rate.at_once,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and a u32"
            )]
            remaining: left as u32,
            full_in: Duration::from_secs_f64((most - left) / pace),
            next_in: Duration::from_secs_f64((1.0 - left).max(0.0) / pace),
        }
    }
}

fn filled(bucket: Bucket, now: Instant, pace: f64, most: f64) -> f64 {
    (bucket.left + (now - bucket.at).as_secs_f64() * pace).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_or_refused() {
        let rate = |per_second, at_once| Ok(ApiRate::PerToken(Rate { per_second, at_once }));
        for (text, expected) in [
            ("200/400", rate(200, 400)),
            ("1 / 2", rate(1, 2)),
            ("off", Ok(ApiRate::Off)),
            ("0/1", Err(())),
            ("5", Err(())),
            ("5/-1", Err(())),
            ("", Err(())),
        ] {
            assert_eq!(text.parse(), expected, "{text}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_bucket_empties_for_one_and_fills_again() {
        let buckets = Buckets::new(Rate { per_second: 2, at_once: 3 });
        let remaining: Vec<(bool, u32)> =
            (0..4).map(|_| buckets.take("anna")).map(|left| (left.is_allowed, left.remaining)).collect();
        assert_eq!(remaining, [(true, 2), (true, 1), (true, 0), (false, 0)]);
        assert_eq!(buckets.take("anna").next_in, Duration::from_millis(500));
        assert!(buckets.take("bert").is_allowed, "each has their own");
        tokio::time::advance(Duration::from_millis(500)).await;
        assert!(buckets.take("anna").is_allowed);
        assert!(!buckets.take("anna").is_allowed);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(buckets.take("anna").remaining, 2, "no more than it holds");
    }

    #[tokio::test(start_paused = true)]
    async fn however_many_ask_few_are_remembered() {
        let buckets = Buckets::new(Rate { per_second: 1, at_once: 2 });
        for asker in 0..3 * REMEMBERED {
            buckets.take(asker);
        }
        let remembered = buckets.buckets.lock().expect("a lock").len();
        assert!(remembered <= REMEMBERED, "{remembered}");
    }
}
