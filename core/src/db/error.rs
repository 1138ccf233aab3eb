//! What can go wrong on the way to the database, for operators and logs.
//!
//! Nothing here is shown to a person who talks to a bot, and nothing here carries a URL: a URL holds a password.

use std::time::Duration;

/// Where a URL came from, so that an error can name what has to be corrected.
pub type Variable = &'static str;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DbError {
    #[error(
        "{variable} is not a Postgres URL ({reason}); expected postgres://user:password@host:port/database"
    )]
    Url { variable: Variable, reason: String },

    #[error("the database refused the user name or password of {variable}: {reason}")]
    Refused { variable: Variable, reason: String },

    #[error("the database named by {variable} does not exist: {reason}")]
    UnknownDatabase { variable: Variable, reason: String },

    #[error("the server of {variable} cannot be reached after {} s: {source}", waited.as_secs())]
    Away { variable: Variable, waited: Duration, source: sqlx::Error },

    #[error("Postgres {found} is too old: 15 or newer is needed")]
    TooOld { found: u32 },

    #[error(
        "role nexus_app {problem}, and this login may not mend it. As a superuser of the server run:\n{commands}"
    )]
    Role { problem: &'static str, commands: String },

    #[error("migrations of schema {schema}: {problem}")]
    Set { schema: String, problem: String },

    #[error("migration {version} of schema {schema} failed: {source}")]
    Step { schema: &'static str, version: i64, source: sqlx::Error },

    #[error(transparent)]
    Query(#[from] sqlx::Error),
}

impl DbError {
    /// Whether the server went away meanwhile; see [`is_away`].
    pub fn is_away(&self) -> bool {
        match self {
            Self::Query(source) | Self::Step { source, .. } => is_away(source),
            _ => false,
        }
    }
}

/// SQLSTATE of an error that the server reported.
pub(crate) fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|found| found.code()).map(|found| found.into_owned())
}

/// A log-in that was turned away: waiting does not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Login,
    Database,
}

/// By the server's code, or by the words of a pooler, which has one code (08P01) for all that it refuses.
pub(crate) fn refusal(error: &sqlx::Error) -> Option<Refusal> {
    let said = error.as_database_error()?.message();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    match code(error)?.as_str() {
        // Class 28: invalid authorization, 28P01: wrong password.
        code if code.starts_with("28") => Some(Refusal::Login),
        "3D000" => Some(Refusal::Database),
        "08P01" if says(&["authentication failed", "no such user", "not allowed"]) => Some(Refusal::Login),
        "08P01" if says(&["no such database", "does not exist"]) => Some(Refusal::Database),
        _ => None,
    }
}

/// Whether the server is away (stopped, starting, full, cut off) rather than unwilling: worth waiting for.
///
/// After such an error the fate of a COMMIT that was under way is unknown.
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
        // 08: connection; 57P01..57P03: shutting down, crashed, starting; 53300: too many connections.
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        sqlx::Error::Database(_) if refusal(error).is_some() => false,
        sqlx::Error::Database(_) => code(error)
            .is_some_and(|code| code.starts_with("08") || code.starts_with("57P0") || code == "53300"),
        _ => false,
    }
}
