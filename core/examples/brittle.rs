//! Repeats what people write, or write below a picture; `wait 3` only after three seconds. `abort` ends the process, as
//! running out of stack or memory does: no handler is so wrong that the others' messages would wait for it for ever.
//!
//! `BRITTLE_TOKEN=… DATABASE_URL=… cargo run -p nexus-core --example brittle`

use std::{process::ExitCode, time::Duration};

use nexus_core::{exit_code, prelude::*, run};

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(run(Bot::new("brittle", "Brittle", handlers())).await)
}

fn handlers() -> Handler {
    Update::filter_message().endpoint(repeat)
}

/// A message over which processes ended again and again is worked on alone, and given up when three ended over it then.
async fn repeat(turn: Turn, message: Message) -> anyhow::Result<()> {
    let text = message.text().or(message.caption()).unwrap_or_default();
    match text.split_once(' ') {
        _ if text == "abort" => std::process::abort(),
        Some(("wait", seconds)) => tokio::time::sleep(Duration::from_secs(seconds.parse()?)).await,
        _ => {}
    }
    turn.say(Html::escape(text));
    Ok(())
}
