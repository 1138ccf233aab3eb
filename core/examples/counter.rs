//! The smallest bot on Nexus: counts each person's messages and answers with the number.
//!
//! `COUNTER_TOKEN=… DATABASE_URL=… cargo run -p nexus-core --example counter`; `TELEGRAM_API_URL` names another Bot API
//! server than Telegram's own.

use std::process::ExitCode;

use nexus_core::{exit_code, prelude::*, run};

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(run(Bot::new("counter", "Counter", handlers())).await)
}

fn handlers() -> Handler {
    Update::filter_message().branch(Message::filter_text().endpoint(count))
}

/// The person and their subscription are registered before a handler runs; the sum is made when the turn closes, so it
/// is right also when one person writes in two chats at once.
async fn count(turn: Turn) -> anyhow::Result<()> {
    let number = turn.add("count", 1);
    turn.say(Html::escape(&number.to_string()));
    Ok(())
}
