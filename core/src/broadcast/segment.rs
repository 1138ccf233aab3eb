//! Who of a bot's people is meant.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{ids::BotId, locale::Language};

/// All conditions have to hold; none means everybody. Days count back from when the people are counted, or from when the
/// broadcast starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Segment {
    /// Languages in which the bots speak to them; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<Joined>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// They also use this bot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<BotId>,
}

/// When somebody last used the bot, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Within(u16),
    NotFor(u16),
}

/// When somebody began to use the bot, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    Within(u16),
    Before(u16),
}

/// What somebody is to the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    Anonymous,
    SignedIn,
    Premium,
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::Anonymous, Self::SignedIn, Self::Premium];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::SignedIn => "signed_in",
            Self::Premium => "premium",
        }
    }
}

/// A segment as the statements take it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Limits {
    /// `None`: all.
    pub languages: Option<Vec<&'static str>>,
    pub active_since: Option<DateTime<Utc>>,
    pub silent_since: Option<DateTime<Utc>>,
    pub joined_since: Option<DateTime<Utc>>,
    pub joined_before: Option<DateTime<Utc>>,
    pub tier: Option<&'static str>,
    pub also: Option<BotId>,
}

impl Segment {
    /// Adds a language, or takes it out. All of them is the same as none.
    pub fn toggle(&mut self, language: Language) {
        match self.languages.iter().position(|chosen| *chosen == language) {
            Some(place) => drop(self.languages.remove(place)),
            None => self.languages.push(language),
        }
        if Language::ALL.iter().all(|language| self.languages.contains(language)) {
            self.languages.clear();
        }
    }

    pub(super) fn limits(&self, now: DateTime<Utc>) -> Limits {
        let ago = |days: u16| now - TimeDelta::days(days.into());
        let (active_since, silent_since) = match self.activity {
            None => (None, None),
            Some(Activity::Within(days)) => (Some(ago(days)), None),
            Some(Activity::NotFor(days)) => (None, Some(ago(days))),
        };
        let (joined_since, joined_before) = match self.joined {
            None => (None, None),
            Some(Joined::Within(days)) => (Some(ago(days)), None),
            Some(Joined::Before(days)) => (None, Some(ago(days))),
        };
        let languages = self.languages.iter().map(|language| language.code()).collect::<Vec<_>>();
        let languages = Some(languages).filter(|languages| !languages.is_empty());
        let (tier, also) = (self.tier.map(Tier::name), self.also);
        Limits { languages, active_since, silent_since, joined_since, joined_before, tier, also }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_languages_are_the_same_as_none() {
        let mut segment = Segment::default();
        for language in [Language::En, Language::Ru, Language::En, Language::Pl] {
            segment.toggle(language);
        }
        assert_eq!(segment.languages, [Language::Ru, Language::Pl]);
        segment.toggle(Language::Uk);
        segment.toggle(Language::En);
        assert_eq!(segment, Segment::default());
    }

    #[test]
    fn it_is_stored_by_names_that_stay() {
        let segment = Segment {
            languages: vec![Language::Uk],
            activity: Some(Activity::NotFor(30)),
            joined: Some(Joined::Within(7)),
            tier: Some(Tier::SignedIn),
            also: None,
        };
        let stored = json!({
            "languages": ["uk"], "activity": {"not_for": 30}, "joined": {"within": 7}, "tier": "signed_in",
        });
        assert_eq!(serde_json::to_value(&segment).expect("JSON"), stored);
        assert_eq!(serde_json::from_value::<Segment>(stored).expect("a segment"), segment);
        assert_eq!(serde_json::from_value::<Segment>(json!({})).expect("a segment"), Segment::default());
    }
}
