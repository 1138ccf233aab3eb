//! Trouble on demand.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::{self, ApiError};

/// One rule of trouble. It applies to calls of its bot and method, or to the bot's updates, until its times are used up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Method name in any case; none means every method but getUpdates and getMe.
    pub method: Option<String>,
    /// The bot's id; none means every bot.
    pub bot: Option<i64>,
    /// How many calls or updates it hits; none means until it is cleared.
    pub times: Option<u32>,
    /// Hits only each so many-th of what it applies to.
    pub every: Option<u32>,
    /// Hits with this probability, 0 to 1.
    pub rate: Option<f64>,
    /// Start of the dice of `rate`: the same seed hits the same calls again.
    pub seed: u64,
    /// Milliseconds that a call waits before it is worked on.
    pub latency_ms: u64,
    /// Answers with this status instead of doing anything.
    pub status: Option<u16>,
    /// Text of that answer.
    pub description: Option<String>,
    /// Seconds in `parameters.retry_after` of that answer.
    pub retry_after: Option<u64>,
    /// Cuts the connection before anything was done.
    pub drop_before: bool,
    /// Does what was asked, then cuts the connection instead of answering.
    pub drop_after: bool,
    /// Updates only: they come this many times again after they were acknowledged, or answered with a 2xx.
    pub repeat: u32,
    /// Updates only: they come after the next one of their chat, or when faults are cleared.
    pub late: bool,
    /// Updates only: of which kind, as `message`; none means every kind.
    pub update: Option<String>,
}

impl Fault {
    /// Says what is wrong with a rule that could never do what it says.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.status.is_some_and(|status| !(400..600).contains(&status)) {
            return Err("status is 400 to 599");
        }
        if self.rate.is_some_and(|rate| !(0.0..=1.0).contains(&rate)) {
            return Err("rate is 0 to 1");
        }
        if self.every == Some(0) || self.times == Some(0) {
            return Err("every and times are at least 1");
        }
        let on_calls = self.method.is_some() || self.latency_ms > 0 || self.status.is_some();
        if self.is_of_updates() && (on_calls || self.drop_before || self.drop_after) {
            return Err("a rule is about calls or about updates");
        }
        Ok(())
    }

    fn is_of_updates(&self) -> bool {
        self.repeat > 0 || self.late || self.update.is_some()
    }

    fn is_of_call(&self, bot: i64, method: &str) -> bool {
        let named = match &self.method {
            Some(name) => name.eq_ignore_ascii_case(method),
            None => !matches!(method, "getUpdates" | "getMe"),
        };
        !self.is_of_updates() && named && self.bot.is_none_or(|id| id == bot)
    }

    fn is_of_update(&self, bot: i64, kind: &str) -> bool {
        let named = self.update.as_deref().is_none_or(|name| name == kind);
        self.is_of_updates() && named && self.bot.is_none_or(|id| id == bot)
    }
}

/// What a call has to suffer.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Suffering {
    pub latency: Duration,
    pub refusal: Option<ApiError>,
    pub drop_before: bool,
    pub drop_after: bool,
}

/// What happens to an update on its way.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Detour {
    pub repeats: u32,
    pub late: bool,
}

/// A rule in force, with what it has met.
struct Rule {
    fault: Fault,
    met: u32,
    dice: u64,
}

impl Rule {
    /// Whether it hits what it has met now.
    fn hits(&mut self) -> bool {
        self.met = self.met.wrapping_add(1);
        let its_turn = self.fault.every.is_none_or(|every| self.met.is_multiple_of(every));
        let thrown = match self.fault.rate {
            Some(rate) => self.throw() < rate,
            None => true,
        };
        let hit = its_turn && thrown && self.fault.times != Some(0);
        if hit {
            self.fault.times = self.fault.times.map(|times| times - 1);
        }
        hit
    }

    /// A number from 0 to 1: SplitMix64, which needs no more than a counter.
    fn throw(&mut self) -> f64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.dice;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
}

impl Faults {
    pub fn add(&mut self, fault: Fault) {
        let dice = fault.seed;
        self.rules.push(Rule { fault, met: 0, dice });
    }

    pub fn clear(&mut self) {
        self.rules.clear();
    }

    pub fn list(&self) -> Vec<&Fault> {
        self.rules.iter().map(|rule| &rule.fault).collect()
    }

    pub fn strike(&mut self, bot: i64, method: &str) -> Suffering {
        let mut suffering = Suffering::default();
        self.each_hit(
            |fault| fault.is_of_call(bot, method),
            |fault| {
                suffering.latency += Duration::from_millis(fault.latency_ms);
                suffering.drop_before |= fault.drop_before;
                suffering.drop_after |= fault.drop_after;
                if let (None, Some(status)) = (&suffering.refusal, fault.status) {
                    suffering.refusal = Some(refusal(status, fault));
                }
            },
        );
        suffering
    }

    pub fn strike_update(&mut self, bot: i64, kind: &str) -> Detour {
        let mut detour = Detour::default();
        self.each_hit(
            |fault| fault.is_of_update(bot, kind),
            |fault| {
                detour.repeats += fault.repeat;
                detour.late |= fault.late;
            },
        );
        detour
    }

    fn each_hit(&mut self, meant: impl Fn(&Fault) -> bool, mut hit: impl FnMut(&Fault)) {
        for rule in self.rules.iter_mut().filter(|rule| meant(&rule.fault)) {
            if rule.hits() {
                hit(&rule.fault);
            }
        }
        self.rules.retain(|rule| rule.fault.times != Some(0));
    }
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
            ..error::INTERNAL.into()
        },
    };
    if let Some(text) = &rule.description {
        refusal.text = text.clone().into();
    }
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of so many calls a rule hits.
    fn hits(fault: Fault, calls: usize) -> Vec<usize> {
        let mut faults = Faults::default();
        faults.add(fault);
        (0..calls).filter(|_| faults.strike(1, "sendMessage").drop_before).collect()
    }

    fn dropping() -> Fault {
        Fault { drop_before: true, ..Fault::default() }
    }

    #[test]
    fn a_storm_may_be_regular_rare_or_short() {
        assert_eq!(hits(Fault { every: Some(3), ..dropping() }, 7), [2, 5]);
        assert_eq!(hits(Fault { every: Some(2), times: Some(1), ..dropping() }, 7), [1]);
        assert_eq!(hits(Fault { rate: Some(0.0), ..dropping() }, 50), [0; 0]);
        assert_eq!(hits(Fault { rate: Some(1.0), ..dropping() }, 5).len(), 5);
    }

    #[test]
    fn the_same_seed_gives_the_same_storm() {
        let storm = |seed| hits(Fault { rate: Some(0.3), seed, ..dropping() }, 1000);
        assert_eq!(storm(7), storm(7));
        assert_ne!(storm(7), storm(8));
        assert!((200..400).contains(&storm(7).len()), "{}", storm(7).len());
    }

    #[test]
    fn rules_about_updates_leave_calls_alone() {
        let mut faults = Faults::default();
        faults.add(Fault { repeat: 1, update: Some("message".into()), times: Some(1), ..Fault::default() });
        assert_eq!(faults.strike(1, "sendMessage"), Suffering::default());
        assert_eq!(faults.strike_update(1, "callback_query"), Detour::default());
        assert_eq!(faults.strike_update(1, "message"), Detour { repeats: 1, late: false });
        assert_eq!(faults.strike_update(1, "message"), Detour::default());
    }

    #[test]
    fn a_rule_that_makes_no_sense_is_told() {
        for fault in [
            Fault { status: Some(200), ..Fault::default() },
            Fault { rate: Some(1.5), ..Fault::default() },
            Fault { every: Some(0), ..Fault::default() },
            Fault { late: true, ..dropping() },
        ] {
            assert!(fault.check().is_err(), "{fault:?}");
        }
        assert_eq!(dropping().check(), Ok(()));
    }
}
