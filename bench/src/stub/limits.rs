//! Telegram's limits on sending: 30 messages a second for a bot, one a second for a chat.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

const BOT_RATE: f64 = 30.0;
const CHAT_PAUSE: Duration = Duration::from_secs(1);
/// A message that was sent a second after the last may arrive a little sooner than that.
const TOLERANCE: Duration = Duration::from_millis(50);

/// Counts what a bot sends, and what it sent too early.
#[derive(Debug)]
pub struct Limits {
    /// Messages that may be sent at once, at most [`BOT_RATE`]; refilled by as many a second.
    tokens: f64,
    refilled: Instant,
    chats: HashMap<i64, Instant>,
    /// How many were refused.
    pub refused: u64,
}

impl Limits {
    pub fn new(now: Instant) -> Self {
        Self { tokens: BOT_RATE, refilled: now, chats: HashMap::new(), refused: 0 }
    }

    /// Whether a message to this chat may pass now. What is refused does not count as sent.
    pub fn pass(&mut self, chat: i64, now: Instant) -> bool {
        let gained = now.duration_since(self.refilled).as_secs_f64() * BOT_RATE;
        self.tokens = (self.tokens + gained).min(BOT_RATE);
        self.refilled = now;
        let last = self.chats.get(&chat);
        let is_early = last.is_some_and(|&last| now.duration_since(last) + TOLERANCE < CHAT_PAUSE);
        if is_early || self.tokens < 1.0 {
            self.refused += 1;
            return false;
        }
        self.tokens -= 1.0;
        self.chats.insert(chat, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_gets_one_a_second_and_a_bot_sends_thirty() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut limits = Limits::new(start);
        assert!(limits.pass(1, at(0)) && !limits.pass(1, at(900)) && limits.pass(1, at(960)));
        let mut limits = Limits::new(start);
        let passed = (0..60).filter(|&chat| limits.pass(chat, at(0))).count();
        assert_eq!((passed, limits.refused), (30, 30));
        assert!(limits.pass(100, at(40)) && !limits.pass(101, at(41)));
        let steady = (0..300).filter(|&turn| limits.pass(1000 + turn, at(2000 + turn as u64 * 34))).count();
        assert_eq!(steady, 300);
    }
}
