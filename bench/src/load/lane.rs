//! One person's messages and the answers to them.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Instant,
};

use super::Tally;

#[derive(Debug, Default)]
pub(super) struct Lane {
    /// Whether this one wrote everything at once, and does not go on.
    pub is_flood: bool,
    pub written: u64,
    /// The highest number that was answered.
    pub answered: u64,
    /// Numbers below that which were not.
    jumped: BTreeSet<u64>,
    /// When the messages after the highest that was answered were due.
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
        self.written - self.answered + self.jumped.len() as u64
    }

    /// Notes the answer to the message of this number; returns when that was due, where it is known. `false`: it came
    /// before, or nobody wrote that much.
    pub fn answer(&mut self, number: u64, tally: &mut Tally) -> (bool, Option<Instant>) {
        if number > self.written || number == 0 {
            tally.excess += 1;
            return (false, None);
        }
        if number <= self.answered {
            let is_late = self.jumped.remove(&number);
            let counter = if is_late { &mut tally.disorder } else { &mut tally.repeats };
            *counter += 1;
            tally.answers += u64::from(is_late);
            return (is_late, None);
        }
        self.jumped.extend(self.answered + 1..number);
        let jumped = number - self.answered - 1;
        self.dues.drain(..usize::try_from(jumped).unwrap_or_default());
        tally.answers += 1;
        self.answered = number;
        (true, self.dues.pop_front())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_disorder_and_what_was_never_asked_are_told_apart() {
        let (mut lane, mut tally) = (Lane::default(), Tally::default());
        let begun = Instant::now();
        let dues: Vec<_> = (0..6).map(|number| begun + std::time::Duration::from_millis(number)).collect();
        for &due in &dues {
            lane.write(due);
        }
        let answered = [1, 1, 2, 4, 3, 3, 7, 0, 6].map(|number| lane.answer(number, &mut tally));
        let expected = [
            (true, Some(dues[0])),
            (false, None),
            (true, Some(dues[1])),
            (true, Some(dues[3])),
            (true, None),
            (false, None),
            (false, None),
            (false, None),
            (true, Some(dues[5])),
        ];
        assert_eq!(answered, expected);
        assert_eq!(tally, Tally { answers: 5, repeats: 2, disorder: 1, excess: 2, others: 0 });
        assert_eq!(lane.unanswered(), 1, "the fifth");
    }
}
