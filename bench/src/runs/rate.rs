//! How long an answer takes when messages come at a fixed rate, whatever is unanswered.

use std::time::{Duration, Instant};

use super::{
    Bench,
    contender::{COUNTER, Contender, PEER_COUNTER},
    pairs::{COLUMNS, Rivals},
    trial::{Figures, Trial},
};
use crate::{
    figures::grouped,
    load::{COUNTING, FIRST_PERSON},
};

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
        () = write_steadily(&trial, rate, chats) => anyhow::bail!("the writing ended"),
    };
    trial.finish().await?;
    Ok(figures)
}

/// Never ends. A message is due on a raster of time; when the timer fires late, what is due by then is written at once.
async fn write_steadily(trial: &Trial<'_>, rate: u32, chats: i64) {
    let pause = Duration::from_secs(1) / rate.max(1);
    let (mut due, mut turn) = (Instant::now(), 0);
    loop {
        due += pause;
        tokio::time::sleep_until(due.into()).await;
        trial.people.write(trial.account(), FIRST_PERSON + turn);
        turn = (turn + 1) % chats.max(1);
    }
}
