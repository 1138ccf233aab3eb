//! What a check found.

use serde::Serialize;

/// How much it matters; the worst one decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Ok,
    /// It works, but not as somebody would want it for long.
    Warning,
    /// Something does not work.
    Problem,
}

/// What it is about; also the order in which sections are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Section {
    Configuration,
    Database,
    Redis,
    Telegram,
    Endpoint,
    Backups,
    Retention,
}

impl Section {
    pub fn title(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Database => "database",
            Self::Redis => "redis",
            Self::Telegram => "telegram",
            Self::Endpoint => "endpoint",
            Self::Backups => "backups",
            Self::Retention => "retention",
        }
    }
}

/// One line: what is so, and what to do about it where something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub section: Section,
    pub level: Level,
    pub what: String,
    pub advice: Option<String>,
}

impl Finding {
    pub fn ok(section: Section, what: impl Into<String>) -> Self {
        Self { section, level: Level::Ok, what: what.into(), advice: None }
    }

    pub fn warning(section: Section, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { section, level: Level::Warning, what: what.into(), advice: Some(advice.into()) }
    }

    pub fn problem(section: Section, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { section, level: Level::Problem, what: what.into(), advice: Some(advice.into()) }
    }
}
