//! From the start of a process to its first answer, on a database that it has worked in before.

use std::time::{Duration, Instant};

use anyhow::ensure;

use super::{
    Bench,
    contender::{COUNTER, Contender, PEER_COUNTER},
    pairs::{Column, Rivals},
    trial::{LIMIT, Trial},
};
use crate::{
    figures::{median, ms},
    load::{COUNTING, FIRST_PERSON},
};

/// People who wrote before.
const CHATS: i64 = 100;
/// A pair's value is the median of so many starts.
const STARTS: usize = 5;
/// Until the last answer is acknowledged and marked, so that no start has to repeat it.
const REST: Duration = Duration::from_millis(500);

const COLUMNS: [Column<f64>; 1] = [("start to first answer, ms", |taken| *taken)];

/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench) -> anyhow::Result<()> {
    let rivals = Rivals { ours: COUNTER, peer: PEER_COUNTER };
    let pairs = rivals.compare(bench, async |contender| start(bench, contender).await).await?;
    println!("{}\n", pairs.table("counter, cold", &COLUMNS));
    Ok(())
}

async fn start(bench: &Bench, contender: Contender) -> anyhow::Result<f64> {
    let mut trial = Trial::start(bench, contender, COUNTING).await?;
    trial.people.converse(trial.account(), CHATS);
    trial.warm_up(CHATS).await?;
    trial.settle().await?;
    let mut taken = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        tokio::time::sleep(REST).await;
        trial.stop().await?;
        trial.people.write(trial.account(), FIRST_PERSON);
        let begun = Instant::now();
        trial.start_again()?;
        ensure!(trial.people.settle(LIMIT).await, "no answer after the start");
        taken.push(ms(begun.elapsed()));
    }
    trial.finish().await?;
    Ok(median(&taken))
}
