//! Ours and the peer in turn, and what comes of it as a table.

use super::{Bench, contender::Contender, trial::Figures};
use crate::figures::{head, median, number, ratio, row};

/// A pair of rivals.
#[derive(Clone, Copy, Debug)]
pub struct Rivals {
    pub ours: Contender,
    pub peer: Contender,
}

/// What both gave, pair by pair.
pub struct Pairs<T = Figures> {
    pub ours: Vec<T>,
    pub peers: Vec<T>,
}

impl Rivals {
    /// As many pairs of `trial` as the bench was told, in alternation, so that neither side always finds the machine as
    /// the other left it.
    ///
    /// # Errors
    /// What goes wrong in one of them.
    pub async fn compare<T>(
        self,
        bench: &Bench,
        trial: impl AsyncFn(Contender) -> anyhow::Result<T>,
    ) -> anyhow::Result<Pairs<T>> {
        let mut pairs = Pairs { ours: Vec::new(), peers: Vec::new() };
        for pair in 0..bench.runs {
            let ours_first = pair % 2 == 1;
            for is_ours in [ours_first, !ours_first] {
                let contender = if is_ours { self.ours } else { self.peer };
                eprintln!("{} of {}: {}", pair + 1, bench.runs, contender.program);
                let side = if is_ours { &mut pairs.ours } else { &mut pairs.peers };
                side.push(trial(contender).await?);
            }
        }
        Ok(pairs)
    }
}

/// A column's name, and where its values come from.
pub type Column<T> = (&'static str, fn(&T) -> f64);

/// What a trial's figures are shown as; CPU is in seconds per 10,000 answers.
pub const COLUMNS: [Column<Figures>; 8] = [
    ("answers/s", |figures| figures.rate),
    ("bot CPU s/10k", |figures| figures.bot_cpu),
    ("Postgres CPU s/10k", |figures| figures.postgres_cpu),
    ("stub CPU s/10k", |figures| figures.stub_cpu),
    ("p50 ms", |figures| figures.latency.p50),
    ("p99 ms", |figures| figures.latency.p99),
    ("bot MiB", |figures| figures.memory),
    ("Postgres MiB", |figures| figures.postgres_memory),
];

impl<T> Pairs<T> {
    /// Medians of both sides, and of the ratios pair by pair.
    pub fn table(&self, title: &str, columns: &[Column<T>]) -> String {
        let of = |side: &[T], column: fn(&T) -> f64| side.iter().map(column).collect::<Vec<f64>>();
        let line = |name: &str, value: &dyn Fn(fn(&T) -> f64) -> f64| {
            let cells = columns.iter().map(|(_, column)| number(value(*column)));
            row(&[name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>())
        };
        let names: Vec<&str> = [title].into_iter().chain(columns.iter().map(|(name, _)| *name)).collect();
        [
            head(&names),
            line("plain peer", &|column| median(&of(&self.peers, column))),
            line("ours", &|column| median(&of(&self.ours, column))),
            line("ours / peer", &|column| ratio(&of(&self.ours, column), &of(&self.peers, column))),
        ]
        .join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_both_sides_and_the_ratio_of_pairs() {
        let pairs = Pairs { ours: vec![110.0, 55.0, 120.0], peers: vec![100.0, 50.0, 100.0] };
        let table = pairs.table("x", &[("answers/s", |value| *value)]);
        let expected =
            "| x | answers/s |\n|---|---|\n| plain peer | 100 |\n| ours | 110 |\n| ours / peer | 1.10 |";
        assert_eq!(table, expected);
    }
}
