//! Whether the promises held.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use sqlx::Connection;

use super::{store, strike::Kind, world::World};
use crate::{
    figures::{grouped, head, ms, number, row},
    load::{People, Tally},
};

/// Answers of one chat that may be out and not yet marked when a process dies, and the one on its way.
const IN_FLIGHT: u64 = 5;
/// When nobody was answered for so long, what is unanswered is lost.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often somebody looks whether the bots are still there.
const LOOK: Duration = Duration::from_millis(500);

/// What a run came to.
pub struct Verdict {
    struck: Vec<(Kind, u64)>,
    tally: Tally,
    people: u64,
    unanswered: u64,
    silence: Duration,
    /// From the database's return to the next answer, at the longest.
    resumed: Duration,
    /// Repeats that the promise allows for.
    allowed: u64,
    /// Broken promises.
    broken: Vec<String>,
}

impl Verdict {
    /// Ends the load, waits for the last answers, and asks the database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(world: &mut World<'_>, people: &People) -> anyhow::Result<Self> {
        people.end();
        settle(world, people).await?;
        let silence = people.silence();
        let mut admin = world.admin().await?;
        let (counts, dead) = (store::counts(&mut admin).await?, store::dead(&mut admin).await?);
        admin.close().await?;
        let written = people.written();
        let strikes: u64 =
            world.struck.iter().filter(|(kind, _)| kind.may_repeat()).map(|(_, count)| count).sum();
        let mut verdict = Self {
            struck: world.struck.iter().map(|(kind, count)| (*kind, *count)).collect(),
            tally: people.tally(),
            people: written.len() as u64,
            unanswered: people.unanswered(),
            silence,
            resumed: people.resumed(),
            allowed: strikes * IN_FLIGHT * written.len() as u64 + world.stub.account.unheard(),
            broken: std::mem::take(&mut world.broken),
        };
        verdict.judge(&written, &counts, &dead);
        if !verdict.holds() {
            verdict.broken.push(format!("the last that the bots logged:\n{}", world.log()));
        }
        Ok(verdict)
    }

    fn judge(&mut self, written: &HashMap<i64, u64>, counts: &HashMap<i64, u64>, dead: &[String]) {
        let Tally { repeats, disorder, excess, others, .. } = self.tally;
        let wrong = written.iter().filter(|(person, count)| counts.get(person) != Some(count)).count() as u64;
        let checks = [
            (self.unanswered, "messages were never answered"),
            (wrong, "people have another count in the database than they wrote messages"),
            (excess, "answers count more than was written"),
            (disorder, "answers came after a later one of their chat"),
            (others, "messages are no answers"),
            (dead.len() as u64, "updates were given up on"),
            (repeats.saturating_sub(self.allowed), "repeats more than could be in flight"),
        ];
        let broken = checks.into_iter().filter(|(count, _)| *count > 0);
        self.broken.extend(broken.map(|(count, what)| format!("{count} {what}")));
        self.broken.extend(dead.iter().map(|cause| format!("given up on: {cause}")));
    }

    /// Whether every promise was kept.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }

    /// What was done, and what came of it, as Markdown.
    pub fn report(&self, title: &str) -> String {
        let count = |count: u64| grouped(count.cast_signed());
        let mut lines = vec![head(&[title, "count"])];
        lines.extend(self.struck.iter().map(|(kind, struck)| row(&[kind.name().to_owned(), count(*struck)])));
        let strikes: u64 = self.struck.iter().map(|(_, count)| count).sum();
        let each = self.tally.repeats as f64 / strikes.max(1) as f64;
        let facts = [
            (format!("messages answered, of {} people", count(self.people)), count(self.tally.answers)),
            ("never answered".to_owned(), count(self.unanswered)),
            (format!("answers repeated ({} for each of the above)", number(each)), count(self.tally.repeats)),
            ("longest silence, ms".to_owned(), number(ms(self.silence))),
            ("longest from Postgres's return to the next answer, ms".to_owned(), number(ms(self.resumed))),
            ("promises broken".to_owned(), count(self.broken.len() as u64)),
        ];
        lines.extend(facts.map(|(what, value)| row(&[what, value])));
        lines.extend(self.broken.iter().map(|broken| format!("\nBROKEN: {broken}")));
        lines.join("\n")
    }
}

/// Waits for the last answers, looking after the bots meanwhile.
async fn settle(world: &mut World<'_>, people: &People) -> anyhow::Result<()> {
    let (mut answers, mut since) = (people.tally().answers, Instant::now());
    while !people.settle_within(LOOK).await && since.elapsed() < PATIENCE {
        world.look_after()?;
        if people.tally().answers > answers {
            (answers, since) = (people.tally().answers, Instant::now());
        }
    }
    world.look_after()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(tally: Tally) -> Verdict {
        Verdict {
            struck: vec![(Kind::Kill, 2)],
            tally,
            people: 1,
            unanswered: 0,
            silence: Duration::ZERO,
            resumed: Duration::ZERO,
            allowed: 3,
            broken: Vec::new(),
        }
    }

    fn judged(tally: Tally, counted: u64) -> Vec<String> {
        let mut verdict = verdict(tally);
        verdict.judge(&HashMap::from([(7, 10)]), &HashMap::from([(7, counted)]), &[]);
        verdict.broken
    }

    #[test]
    fn what_is_lost_doubled_or_repeated_without_need_breaks_a_promise() {
        let clean = Tally { answers: 10, repeats: 3, ..Tally::default() };
        assert_eq!(judged(clean, 10), [""; 0]);
        assert_eq!(judged(clean, 11).len(), 1);
        assert_eq!(judged(Tally { repeats: 4, ..clean }, 10), ["1 repeats more than could be in flight"]);
        assert_eq!(judged(Tally { excess: 1, disorder: 1, others: 1, ..clean }, 10).len(), 3);
        assert!(verdict(clean).report("x").contains("| answers repeated (1.50 for each of the above) | 3 |"));
    }
}
