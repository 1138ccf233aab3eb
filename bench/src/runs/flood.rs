//! What one person who writes 10,000 messages at once does to the others.

use anyhow::ensure;

use super::{
    Bench,
    contender::{COUNTER, Contender, PEER_COUNTER},
    pairs::{Column, Rivals},
    trial::{Figures, Trial},
};
use crate::{
    figures::grouped,
    load::{COUNTING, FIRST_PERSON},
};

/// What the others get without the flood, and beside it.
struct Beside {
    alone: Figures,
    flooded: Figures,
}

const COLUMNS: [Column<Beside>; 5] = [
    ("others' answers/s alone", |beside| beside.alone.rate),
    ("beside the flood", |beside| beside.flooded.rate),
    ("part that is left", |beside| beside.flooded.rate / beside.alone.rate),
    ("others' p99 ms alone", |beside| beside.alone.latency.p99),
    ("p99 ms beside the flood", |beside| beside.flooded.latency.p99),
];

/// `messages` at once by one, beside `chats` others in closed loop.
///
/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench, messages: u64, chats: i64) -> anyhow::Result<()> {
    let rivals = Rivals { ours: COUNTER, peer: PEER_COUNTER };
    let pairs =
        rivals.compare(bench, async |contender| flood(bench, contender, messages, chats).await).await?;
    let title =
        format!("counter, {} chats, one with {} at once", grouped(chats), grouped(messages.cast_signed()));
    println!("{}\n", pairs.table(&title, &COLUMNS));
    Ok(())
}

async fn flood(bench: &Bench, contender: Contender, messages: u64, chats: i64) -> anyhow::Result<Beside> {
    let trial = Trial::start(bench, contender, COUNTING).await?;
    trial.people.converse(trial.account(), chats);
    trial.warm_up(chats).await?;
    let alone = trial.measure().await;
    let flooder = FIRST_PERSON + chats;
    trial.people.flood(trial.account(), flooder, messages);
    let flooded = trial.measure().await;
    ensure!(
        trial.people.unanswered_of(flooder) > 0,
        "the flood was over before the others were measured: fewer --seconds"
    );
    trial.finish().await?;
    Ok(Beside { alone, flooded })
}
