//! `nexus`: the bot, or one of its commands (see `nexus --help`).

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    nexus::cli::main(std::env::args().skip(1)).await
}
