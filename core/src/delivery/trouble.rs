//! Whose fault an error is: the handler's, or nobody's.

use std::fmt::Display;

use crate::db::is_away;

/// Longer causes say no more to an operator.
const CAUSE_LIMIT: usize = 2000;
/// Turns of one entry in a row in which the database may go away before the entry is suspected of being the reason.
const LOST_TURNS: u32 = 5;

/// What the database did, not the handler: it was away, or two transactions got into each other's way (class 40).
pub(super) fn is_worth_repeating(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    is_away(error) || code.is_some_and(|code| code.starts_with("40"))
}

/// Whether a statement of core's own may succeed another time: not what the database understood and refused.
pub(super) fn may_pass(error: &sqlx::Error) -> bool {
    is_worth_repeating(error) || !matches!(error, sqlx::Error::Database(_) | sqlx::Error::Encode(_))
}

/// An error as an operator reads it, and as Postgres can keep it.
pub(crate) fn cause_of(error: &impl Display) -> String {
    error.to_string().chars().filter(|character| *character != '\0').take(CAUSE_LIMIT).collect()
}

pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a text")
}

/// Turns of one entry that ended with the database away.
#[derive(Default)]
pub(super) struct Lost {
    seq: i64,
    turns: u32,
}

impl Lost {
    /// Notes one more; true every fifth time in a row.
    pub(super) fn too_often(&mut self, seq: i64) -> bool {
        let turns = if self.seq == seq { self.turns + 1 } else { 1 };
        *self = Self { seq, turns: turns % LOST_TURNS };
        turns == LOST_TURNS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_suspected_after_five_lost_turns_in_a_row() {
        let mut lost = Lost::default();
        let suspected: Vec<usize> = (1..=10).filter(|_| lost.too_often(7)).collect();
        assert_eq!(suspected, [5, 10]);
        assert!((0..4).all(|_| !lost.too_often(8)) && !lost.too_often(9), "another entry starts anew");
    }

    #[test]
    fn a_cause_can_be_stored() {
        assert_eq!(cause_of(&"a\0b"), "ab");
        assert_eq!(cause_of(&"x".repeat(9000)).len(), CAUSE_LIMIT);
    }
}
