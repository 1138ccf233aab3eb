//! How much a bot gets done: people in closed loop, each writing again when they are answered.

use super::{
    Bench,
    contender::{COACH, COUNTER, Contender, PEER_COACH, PEER_COUNTER},
    pairs::{COLUMNS, Rivals},
    trial::{Figures, Trial},
};
use crate::{
    figures::grouped,
    load::{COUNTING, PLANNING, Script},
};

/// The counter: two upserts a message.
///
/// # Errors
/// What goes wrong.
pub async fn counter(bench: &Bench, chats: i64) -> anyhow::Result<()> {
    compare(bench, "counter", Rivals { ours: COUNTER, peer: PEER_COUNTER }, COUNTING, chats).await
}

/// Coach's quick add: a line is understood and becomes an event, its reminder and what undoes it. The peer understands
/// nothing and writes as many rows with fixed values.
///
/// # Errors
/// What goes wrong.
pub async fn coach(bench: &Bench, chats: i64) -> anyhow::Result<()> {
    compare(bench, "Coach's quick add", Rivals { ours: COACH, peer: PEER_COACH }, PLANNING, chats).await
}

async fn compare(
    bench: &Bench,
    name: &str,
    rivals: Rivals,
    script: Script,
    chats: i64,
) -> anyhow::Result<()> {
    let pairs =
        rivals.compare(bench, async |contender| closed_loop(bench, contender, script, chats).await).await?;
    println!("{}\n", pairs.table(&format!("{name}, {} chats in closed loop", grouped(chats)), &COLUMNS));
    Ok(())
}

async fn closed_loop(
    bench: &Bench,
    contender: Contender,
    script: Script,
    chats: i64,
) -> anyhow::Result<Figures> {
    let trial = Trial::start(bench, contender, script).await?;
    trial.introduce(chats).await?;
    trial.people.converse(trial.account(), chats);
    trial.warm_up(chats).await?;
    let figures = trial.measure().await;
    trial.finish().await?;
    Ok(figures)
}
