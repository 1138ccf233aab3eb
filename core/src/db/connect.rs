//! Waiting for a database that is away, and telling it from one that refuses us.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

use super::error::{DbError, Refusal, Variable, is_away, refusal};

/// Pauses between two attempts grow from the first to the last of these, doubling. However long it was away, work goes on
/// soon after the server is back; an attempt costs next to nothing.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_millis(500);
/// One attempt: a server behind a packet filter that drops everything answers nothing at all.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(10);

/// Repeats `attempt` while the server is away, for as long as `patience` says.
///
/// The log gets one line when the waiting begins and one when it ends, however many attempts it takes.
pub(crate) async fn patiently<T, F>(
    variable: Variable,
    patience: Option<Duration>,
    mut attempt: impl FnMut() -> F,
) -> Result<T, DbError>
where
    F: Future<Output = Result<T, sqlx::Error>>,
{
    let started = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut waiting = false;
    loop {
        let error = match limited(attempt()).await {
            Ok(done) => {
                if waiting {
                    tracing::info!(variable, waited_ms = millis(started.elapsed()), "the database is back");
                }
                return Ok(done);
            }
            Err(error) if is_away(&error) => error,
            Err(error) => return Err(explain(variable, error)),
        };
        let waited = started.elapsed();
        if patience.is_some_and(|patience| waited + pause > patience) {
            return Err(DbError::Away { variable, waited, source: error });
        }
        if !waiting {
            tracing::warn!(variable, %error, "the database is away, waiting for it");
            waiting = true;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LAST_PAUSE);
    }
}

/// Gives up on a server that does not answer at all.
pub(super) async fn limited<T>(
    attempt: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let silent = |_| sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer"));
    tokio::time::timeout(ATTEMPT, attempt).await.map_err(silent)?
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Turns what a server says about a log-in into what an operator has to correct.
pub(crate) fn explain(variable: Variable, error: sqlx::Error) -> DbError {
    let reason = || error.as_database_error().map(|found| found.message().to_owned()).unwrap_or_default();
    match refusal(&error) {
        Some(Refusal::Login) => DbError::Refused { variable, reason: reason() },
        Some(Refusal::Database) => DbError::UnknownDatabase { variable, reason: reason() },
        None => match error {
            sqlx::Error::Tls(reason) => DbError::Url { variable, reason: format!("TLS: {reason}") },
            other => DbError::Query(other),
        },
    }
}
