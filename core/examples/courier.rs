//! Brings each text back as a file, between two messages.
//!
//! `COURIER_TOKEN=… DATABASE_URL=… cargo run -p nexus-core --example courier`

use std::process::ExitCode;

use nexus_core::{exit_code, prelude::*, run};

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(run(Bot::new("courier", "Courier", handlers())).await)
}

fn handlers() -> Handler {
    Update::filter_message().branch(Message::filter_text().endpoint(bring))
}

/// The file's bytes are stored with the turn, so it comes, in its place, whatever becomes of this process. Who asks for
/// the same again gets it without another upload.
async fn bring(turn: Turn, text: String) -> anyhow::Result<()> {
    turn.say(Html::escape("Here it is:"));
    turn.send_file(File::document("text.txt", text).caption(Html::escape("As you wrote it")))?;
    turn.say(Html::escape("Anything else?"));
    Ok(())
}
