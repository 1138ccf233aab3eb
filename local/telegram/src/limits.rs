//! Telegram's limits on messages, when they are switched on.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use crate::error::ApiError;

/// How fast something refills, in messages a second, and how many may come at once.
#[derive(Clone, Copy)]
struct Pace {
    per_second: f64,
    burst: f64,
}

const BOT: Pace = Pace { per_second: 30.0, burst: 30.0 };
const PRIVATE: Pace = Pace { per_second: 1.0, burst: 5.0 };
const GROUP: Pace = Pace { per_second: 20.0 / 60.0, burst: 20.0 };

/// Tokens that refill with time; one is spent per message.
struct Bucket {
    pace: Pace,
    tokens: f64,
    at: Instant,
}

impl Bucket {
    fn full(pace: Pace, now: Instant) -> Self {
        Self { pace, tokens: pace.burst, at: now }
    }

    fn refill(&mut self, now: Instant) {
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        self.tokens = (self.tokens + since * self.pace.per_second).min(self.pace.burst);
        self.at = now;
    }

    /// Seconds until so many can be spent; 0 is at once.
    fn wait(&self, count: f64) -> f64 {
        ((count.min(self.pace.burst) - self.tokens) / self.pace.per_second).max(0.0)
    }
}

/// Telegram's limits on messages (its FAQ for bots): 30 a second per bot, about one a second per chat with bursts
/// tolerated, 20 a minute in a group. Off until switched on.
#[derive(Default)]
pub(crate) struct Limits {
    on: bool,
    bots: HashMap<i64, Bucket>,
    chats: HashMap<(i64, i64), Bucket>,
    /// Calls refused per bot, whether the bot then waited or not.
    refused: BTreeMap<i64, u64>,
}

impl Limits {
    pub fn switched(on: bool) -> Self {
        Self { on, ..Self::default() }
    }

    pub fn is_on(&self) -> bool {
        self.on
    }

    pub fn refused(&self) -> &BTreeMap<i64, u64> {
        &self.refused
    }

    /// Spends the messages of one call, or refuses all of them with the seconds to wait.
    pub fn spend(&mut self, bot: i64, chat: i64, count: usize) -> Result<(), ApiError> {
        self.spend_at(bot, chat, count, Instant::now())
    }

    fn spend_at(&mut self, bot: i64, chat: i64, count: usize, now: Instant) -> Result<(), ApiError> {
        if !self.on {
            return Ok(());
        }
        let of_chat = self
            .chats
            .entry((bot, chat))
            .or_insert_with(|| Bucket::full(if chat < 0 { GROUP } else { PRIVATE }, now));
        let of_bot = self.bots.entry(bot).or_insert_with(|| Bucket::full(BOT, now));
        let (count, mut buckets) = (count as f64, [of_chat, of_bot]);
        buckets.iter_mut().for_each(|bucket| bucket.refill(now));
        let wait = buckets.iter().map(|bucket| bucket.wait(count)).fold(0.0, f64::max);
        if wait > 0.0 {
            *self.refused.entry(bot).or_default() += 1;
            return Err(ApiError::too_many_requests(wait.ceil().max(1.0) as u64));
        }
        buckets.iter_mut().for_each(|bucket| bucket.tokens -= count);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// How many of so many messages are let through, one each step, and what the last one was told.
    fn through(chat: impl Fn(u32) -> i64, messages: u32, step: Duration) -> (u32, Option<u64>) {
        let (start, mut limits) = (Instant::now(), Limits::switched(true));
        let answers: Vec<_> =
            (0..messages).map(|n| limits.spend_at(7, chat(n), 1, start + step * n)).collect();
        let last = answers.last().and_then(|answer| answer.as_ref().err()?.retry_after);
        let sent = answers.iter().filter(|answer| answer.is_ok()).count() as u32;
        assert_eq!(limits.refused().get(&7).copied().unwrap_or_default(), u64::from(messages - sent));
        (sent, last)
    }

    #[test]
    fn each_limit_holds_and_says_how_long_to_wait() {
        assert_eq!(through(|_| 1, 9, Duration::ZERO), (5, Some(1)), "a burst in a chat");
        assert_eq!(through(|_| 1, 50, Duration::from_secs(1)), (50, None), "one a second");
        assert_eq!(through(|n| 1 + i64::from(n), 40, Duration::ZERO), (30, Some(1)), "a bot, over all chats");
        assert_eq!(through(|_| -1, 25, Duration::ZERO), (20, Some(3)), "a group");
        assert_eq!(through(|_| -1, 40, Duration::from_secs(3)), (40, None), "20 a minute");
    }

    #[test]
    fn an_album_counts_as_its_messages_and_a_refused_one_costs_nothing() {
        let (now, mut limits) = (Instant::now(), Limits::switched(true));
        assert!(limits.spend_at(7, 1, 3, now).is_ok());
        assert!(limits.spend_at(7, 1, 3, now).is_err());
        assert!(limits.spend_at(7, 1, 2, now).is_ok());
        assert!(limits.spend_at(7, 2, 10, now).is_ok(), "ten are one album, more than a burst");
        let refused = limits.spend_at(7, 2, 1, now);
        assert_eq!(
            refused.err().and_then(|refusal| refusal.retry_after),
            Some(6),
            "and are paid for after it"
        );
    }
}
