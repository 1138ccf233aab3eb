//! Counts the pictures that people send, and answers each album once: what is late is added to what was counted.
//!
//! `GALLERY_TOKEN=… DATABASE_URL=… cargo run -p nexus-core --example gallery`

use std::process::ExitCode;

use nexus_core::{exit_code, prelude::*, run};

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(run(Bot::new("gallery", "Gallery", handlers())).await)
}

fn handlers() -> Handler {
    Update::filter_message().branch(Message::filter_photo().endpoint(count))
}

/// An album comes as one turn, which is given its first picture; `turn.album()` has them all.
async fn count(turn: Turn) -> anyhow::Result<()> {
    let pictures = i64::try_from(turn.album().fresh().count())?;
    let sum = turn.add("count", pictures);
    turn.say(Html::escape(&sum.to_string()));
    Ok(())
}
