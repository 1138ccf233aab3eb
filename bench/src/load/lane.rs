//! One person's messages and the answers to them.

use std::{collections::VecDeque, time::Instant};

use super::Tally;

#[derive(Debug, Default)]
pub(super) struct Lane {
    /// Whether this one wrote everything at once.
    pub is_flood: bool,
    pub written: u64,
    /// The highest number that was answered.
    pub answered: u64,
    /// When the messages after that were due.
    dues: VecDeque<Instant>,
}

impl Lane {
    /// One more message; returns its number.
    pub fn write(&mut self, due: Instant) -> u64 {
        self.written += 1;
        self.dues.push_back(due);
        self.written
    }

    pub fn unanswered(&self) -> u64 {
        self.written - self.answered
    }

    /// Notes the answer to the message of this number; returns when that was due, unless it was answered before.
    pub fn answer(&mut self, number: u64, tally: &mut Tally) -> Option<Instant> {
        if number > self.written || number == 0 {
            tally.excess += 1;
            return None;
        }
        if number <= self.answered {
            tally.repeats += 1;
            return None;
        }
        let jumped = number - self.answered - 1;
        tally.gaps += jumped;
        tally.answers += 1;
        self.answered = number;
        self.dues.drain(..usize::try_from(jumped).unwrap_or_default());
        self.dues.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_gaps_and_what_was_never_asked_are_told_apart() {
        let (mut lane, mut tally) = (Lane::default(), Tally::default());
        let dues: Vec<_> = (0..5)
            .map(|_| {
                let due = Instant::now();
                lane.write(due);
                due
            })
            .collect();
        let answered: Vec<_> = [1, 1, 2, 4, 3, 6, 0].map(|number| lane.answer(number, &mut tally)).into();
        assert_eq!(answered, [Some(dues[0]), None, Some(dues[1]), Some(dues[3]), None, None, None]);
        assert_eq!(tally, Tally { answers: 3, repeats: 2, gaps: 1, excess: 2, others: 0 });
        assert_eq!(lane.unanswered(), 1);
    }
}
