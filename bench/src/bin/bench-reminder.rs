//! A bot that says something whenever a notification is due, and how many that were for this person.

use std::process::ExitCode;

use nexus_core::{exit_code, prelude::*, run};

#[tokio::main]
async fn main() -> ExitCode {
    let handlers = Update::filter_message().branch(Message::filter_text().endpoint(ignore));
    exit_code(run(Bot::new("reminder", "Reminder", handlers).due(remind)).await)
}

async fn ignore() -> anyhow::Result<()> {
    Ok(())
}

/// The sum is made when the turn closes: a notification that were due twice would be seen in it.
async fn remind(turn: Turn, due: Vec<Due>) -> anyhow::Result<()> {
    for _ in due {
        let number = turn.add("count", 1);
        turn.say(Html::escape(&number.to_string()));
    }
    Ok(())
}
