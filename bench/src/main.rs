//! `cargo run --release -p nexus-bench -- <what>`: measures, and prints Markdown. Without a word it says what there is.

use std::process::ExitCode;

use nexus_bench::{args::Args, runs};

const HELP: &str = "\
nexus-bench <what> [--option value …]

counter     answers a second, people in closed loop: ours and a plain teloxide bot in turn (--chats 100)

All know: --runs 5, --seconds 10, --seed 1, --no-build, --bins target/release, --data /var/tmp";

/// One thread: the stub is to cost little, and what it does is short.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match command().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn command() -> anyhow::Result<()> {
    let mut args = Args::parse(std::env::args().skip(1))?;
    if args.what.is_empty() || args.what == "help" {
        println!("{HELP}");
        return Ok(());
    }
    let bench = runs::Bench::start(&mut args).await?;
    match args.what.as_str() {
        "counter" => runs::counter::run(&bench, &mut args).await?,
        other => anyhow::bail!("there is no {other:?}\n\n{HELP}"),
    }
    args.done()
}
