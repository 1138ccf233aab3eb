//! Trouble on demand, and Telegram's own limits when they are switched on.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::error::{self, ApiError};

/// One rule of trouble. It applies to calls of its bot and method until its times are used up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Method name in any case; none means every method but getUpdates and getMe.
    pub method: Option<String>,
    /// The bot's id; none means every bot.
    pub bot: Option<i64>,
    /// How many calls it hits; none means until it is cleared.
    pub times: Option<u32>,
    /// Milliseconds that a call waits before it is worked on.
    pub latency_ms: u64,
    /// Answers with this status instead of doing anything.
    pub status: Option<u16>,
    /// Text of that answer.
    pub description: Option<String>,
    /// Seconds in `parameters.retry_after` of that answer.
    pub retry_after: Option<u64>,
    /// Does what was asked, then cuts the connection instead of answering.
    pub drop_after: bool,
}

/// What a call has to suffer.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Suffering {
    pub latency: Duration,
    pub refusal: Option<ApiError>,
    pub drop_after: bool,
}

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults {
    pub rules: Vec<Fault>,
}

impl Faults {
    pub fn strike(&mut self, bot: i64, method: &str) -> Suffering {
        let mut suffering = Suffering::default();
        if self.rules.is_empty() {
            return suffering;
        }
        for rule in self.rules.iter_mut().filter(|rule| hits(rule, bot, method)) {
            rule.times = rule.times.map(|times| times.saturating_sub(1));
            suffering.latency += Duration::from_millis(rule.latency_ms);
            suffering.drop_after |= rule.drop_after;
            if let (None, Some(status)) = (&suffering.refusal, rule.status) {
                suffering.refusal = Some(refusal(status, rule));
            }
        }
        self.rules.retain(|rule| rule.times != Some(0));
        suffering
    }
}

fn hits(rule: &Fault, bot: i64, method: &str) -> bool {
    let named = match &rule.method {
        Some(name) => name.eq_ignore_ascii_case(method),
        None => !matches!(method, "getUpdates" | "getMe"),
    };
    named && rule.bot.is_none_or(|id| id == bot)
}

fn refusal(status: u16, rule: &Fault) -> ApiError {
    let mut refusal = match (status, rule.retry_after) {
        (429, Some(seconds)) => ApiError::too_many_requests(seconds),
        (429, None) => error::TOO_MANY_REQUESTS.into(),
        (500.., _) => ApiError { code: status, ..error::INTERNAL.into() },
        _ => ApiError {
            code: status,
            text: "Bad Request: injected fault".into(),
            retry_after: rule.retry_after,
        },
    };
    if let Some(text) = &rule.description {
        refusal.text = text.clone().into();
    }
    refusal
}

/// Tokens that refill with time; one is spent per message.
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// Seconds to wait, or none when a token was spent.
    fn spend(&mut self, per_second: f64, burst: f64) -> Option<f64> {
        let now = Instant::now();
        self.tokens = (self.tokens + now.duration_since(self.at).as_secs_f64() * per_second).min(burst);
        self.at = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            None
        } else {
            Some((1.0 - self.tokens) / per_second)
        }
    }
}

/// Telegram's limits on messages (its FAQ for bots): 30 a second per bot, about one a second per chat with bursts
/// tolerated, 20 a minute in a group. Off until switched on.
#[derive(Default)]
pub(crate) struct Limits {
    pub on: bool,
    bots: HashMap<i64, Bucket>,
    chats: HashMap<(i64, i64), Bucket>,
}

impl Limits {
    /// Spends one message, or refuses it with the seconds to wait.
    pub fn spend(&mut self, bot: i64, chat: i64) -> Result<(), ApiError> {
        const BOT: (f64, f64) = (30.0, 30.0);
        const PRIVATE: (f64, f64) = (1.0, 5.0);
        const GROUP: (f64, f64) = (20.0 / 60.0, 20.0);
        if !self.on {
            return Ok(());
        }
        let full = |burst: f64| Bucket { tokens: burst, at: Instant::now() };
        let (rate, burst) = if chat < 0 { GROUP } else { PRIVATE };
        let wait = self.chats.entry((bot, chat)).or_insert_with(|| full(burst)).spend(rate, burst);
        let wait = wait.or_else(|| self.bots.entry(bot).or_insert_with(|| full(BOT.1)).spend(BOT.0, BOT.1));
        match wait {
            None => Ok(()),
            Some(seconds) => Err(ApiError::too_many_requests(seconds.ceil().max(1.0) as u64)),
        }
    }
}
