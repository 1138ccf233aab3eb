//! How much a bot gets done: people in closed loop, ours and the peer in turn.

use super::{
    Bench,
    trial::{COUNTER, Contender, Figures, PEER_COUNTER, Trial},
};
use crate::{
    args::Args,
    figures::{head, median, number, ratio, row},
    load::{COUNTING, Script},
};

/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench, args: &mut Args) -> anyhow::Result<()> {
    let chats = args.take("chats", 100)?;
    let pairs = pairs(bench, (COUNTER, PEER_COUNTER), COUNTING, chats).await?;
    println!("{}", table(&format!("counter, {} chats", number(chats as f64)), &pairs));
    Ok(())
}

/// Ours and the peer's figures of each pair.
pub struct Pairs {
    pub ours: Vec<Figures>,
    pub peers: Vec<Figures>,
}

/// Pairs of trials in alternation, so that neither side always finds the machine as the other left it.
///
/// # Errors
/// What goes wrong in one of them.
pub async fn pairs(
    bench: &Bench,
    (ours, peer): (Contender, Contender),
    script: Script,
    chats: i64,
) -> anyhow::Result<Pairs> {
    let mut pairs = Pairs { ours: Vec::new(), peers: Vec::new() };
    for pair in 0..bench.runs {
        let contenders = if pair % 2 == 0 { [peer, ours] } else { [ours, peer] };
        for contender in contenders {
            let figures = trial(bench, contender, script, chats).await?;
            let side = if contender.program == ours.program { &mut pairs.ours } else { &mut pairs.peers };
            side.push(figures);
            eprintln!("{}: {} answers/s", contender.program, number(figures.rate));
        }
    }
    Ok(pairs)
}

async fn trial(bench: &Bench, contender: Contender, script: Script, chats: i64) -> anyhow::Result<Figures> {
    let trial = Trial::start(bench, contender, script).await?;
    trial.warm_up(chats).await?;
    let figures = trial.measure().await;
    trial.finish().await?;
    Ok(figures)
}

type Column = fn(&Figures) -> f64;

const COLUMNS: [(&str, Column); 8] = [
    ("answers/s", |figures| figures.rate),
    ("bot CPU", |figures| figures.bot_cpu),
    ("Postgres CPU", |figures| figures.postgres_cpu),
    ("stub CPU", |figures| figures.stub_cpu),
    ("p50 ms", |figures| figures.latency.p50),
    ("p99 ms", |figures| figures.latency.p99),
    ("bot MiB", |figures| figures.memory),
    ("Postgres MiB", |figures| figures.postgres_memory),
];

/// Medians of both sides, and of the ratios pair by pair. CPU in seconds per 10,000 answers.
pub fn table(title: &str, pairs: &Pairs) -> String {
    let of = |side: &[Figures], column: Column| side.iter().map(column).collect::<Vec<f64>>();
    let names: Vec<&str> = [title].into_iter().chain(COLUMNS.map(|(name, _)| name)).collect();
    let line = |name: &str, values: &dyn Fn(Column) -> f64| {
        let cells = COLUMNS.iter().map(|(_, column)| number(values(*column)));
        row(&[name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>())
    };
    [
        head(&names),
        line("plain peer", &|column| median(&of(&pairs.peers, column))),
        line("ours", &|column| median(&of(&pairs.ours, column))),
        line("ours / peer", &|column| ratio(&of(&pairs.ours, column), &of(&pairs.peers, column))),
    ]
    .join("\n")
}
