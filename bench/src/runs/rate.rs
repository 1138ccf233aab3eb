//! How long an answer takes when messages come at a fixed rate, whatever is unanswered.

use super::{
    Bench,
    contender::{COUNTER, Contender, PEER_COUNTER},
    pairs::{COLUMNS, Rivals},
    trial::{Figures, Trial},
};
use crate::{figures::grouped, load::COUNTING};

/// `rate` messages a second, by `chats` people in turn.
///
/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench, rate: u32, chats: i64) -> anyhow::Result<()> {
    let rivals = Rivals { ours: COUNTER, peer: PEER_COUNTER };
    let pairs =
        rivals.compare(bench, async |contender| open_loop(bench, contender, rate, chats).await).await?;
    println!("{}\n", pairs.table(&format!("counter, {} messages/s", grouped(rate.into())), &COLUMNS));
    Ok(())
}

async fn open_loop(bench: &Bench, contender: Contender, rate: u32, chats: i64) -> anyhow::Result<Figures> {
    let trial = Trial::start(bench, contender, COUNTING).await?;
    let measured = async {
        trial.warm_up(chats).await?;
        anyhow::Ok(trial.measure().await)
    };
    let figures = tokio::select! {
        figures = measured => figures?,
        () = trial.people.write_steadily(trial.account(), rate, chats) => anyhow::bail!("the writing ended"),
    };
    trial.finish().await?;
    Ok(figures)
}
