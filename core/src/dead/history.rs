//! What was given up lately, also when it was tried again or dropped since: the things themselves do not tell. Whoever
//! asks calls [`note`] first; somebody who watches over the house does so every few seconds.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{DeadId, store, what};
use crate::{db::Db, secrets::mask};

/// Characters of a cause that are kept.
const CAUSE: usize = 300;

/// Failures with the same cause in the same work of a bot.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Group {
    pub cause_key: i64,
    pub bot: String,
    pub what: String,
    /// Of the latest; masked.
    pub cause: String,
    pub count: i64,
    /// Those of them that are still dead.
    pub still: i64,
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
}

/// How many failures of one cause there were.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Recent {
    pub bot: String,
    pub cause_key: i64,
    pub count: i64,
    pub still: i64,
}

/// Which failures are meant: those of one kind of work of a bot, or of these those of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    Kind(u32),
    Cause(u32),
}

/// Something that has just been found dead.
pub(super) struct Found {
    pub id: DeadId,
    pub at: DateTime<Utc>,
    pub bot: String,
    pub kind: String,
    pub cause: String,
    pub body: String,
}

/// A failure to be kept.
pub(super) struct Failure {
    pub id: DeadId,
    pub at: DateTime<Utc>,
    pub bot: String,
    pub what: String,
    pub cause: String,
}

/// Names the kind of work, such as `job errand` of a bot.
pub fn kind_key(bot: &str, what: &str) -> u32 {
    digest([bot, what])
}

/// Names a cause in that work. Numbers in it tell one time from another, not one cause: they do not count, nor does what
/// follows the first line.
pub fn cause_key(bot: &str, what: &str, cause: &str) -> u32 {
    let cause = shown(cause);
    let mut alike = String::with_capacity(cause.len());
    for character in cause.lines().next().unwrap_or_default().chars() {
        match character {
            '0'..='9' if alike.ends_with('0') => {}
            '0'..='9' => alike.push('0'),
            other => alike.push(other),
        }
    }
    digest([bot, what, &alike])
}

/// A cause without secrets, and not too long.
fn shown(cause: &str) -> String {
    mask(cause).chars().take(CAUSE).collect()
}

/// FNV-1a: it is stored and stands in buttons, so it is the same in every version of the program.
fn digest<const N: usize>(parts: [&str; N]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Brings the failures up to what is dead now: keeps what was given up since the last time, and notes what is dead no
/// longer. Where none was ever kept, what is dead counts as of when it came in, not as news. Two may do so at once.
///
/// # Errors
/// When the database does not answer.
pub async fn note(db: &Db, now: DateTime<Utc>) -> sqlx::Result<()> {
    let has_queue = store::jobs::has_queue(db).await?;
    store::history::note_gone(db, has_queue, now).await?;
    let found = store::history::new(db, has_queue).await?;
    if found.is_empty() {
        return Ok(());
    }
    let is_first = store::history::is_empty(db).await?;
    let failures: Vec<Failure> = found.into_iter().map(|found| failure(found, is_first, now)).collect();
    store::history::keep(db, &failures).await
}

fn failure(found: Found, is_first: bool, now: DateTime<Utc>) -> Failure {
    let Found { id, at, bot, kind, cause, body } = found;
    let at = if is_first { at.min(now) } else { now };
    Failure { id, at, bot, what: what(&kind, &body), cause: shown(&cause) }
}

/// The causes of failures since then, the one that happened last first.
///
/// # Errors
/// When the database does not answer.
pub async fn groups(db: &Db, since: DateTime<Utc>, limit: i64) -> sqlx::Result<Vec<Group>> {
    store::history::groups(db, since, limit).await
}

/// How many there were of each cause since then.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(db: &Db, since: DateTime<Utc>) -> sqlx::Result<Vec<Recent>> {
    store::history::recent(db, since).await
}

/// Those that are alike and still dead, the newest first, behind the first `offset`; and how many there are, counted as
/// far as [`super::COUNTED`].
///
/// # Errors
/// When the database does not answer.
pub async fn alike(db: &Db, alike: Alike, offset: i64, limit: i64) -> sqlx::Result<(Vec<DeadId>, i64)> {
    let ids = store::history::alike(db, alike, offset, limit).await?;
    Ok((ids, store::history::count_alike(db, alike).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_the_same_whatever_number_stands_in_it() {
        let key = |cause| cause_key("coach", "job errand", cause);
        assert_eq!(key("order 17 is gone"), key("order 4711 is gone\nat line 5"));
        assert_ne!(key("order 17 is gone"), key("order 17 is lost"));
        assert_ne!(key("x"), cause_key("desk", "job errand", "x"));
        assert_ne!(key("x"), cause_key("coach", "job other", "x"));
        assert_eq!(cause_key("coach", "", ""), 0x4edb_44bb, "it is stored: it never changes");
    }

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(kind_key("a", "bc"), kind_key("ab", "c"));
    }
}
