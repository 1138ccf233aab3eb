//! `cargo run --release -p nexus-bench -- <what>`: measures, and prints Markdown. Without a word it says what there is.

use std::process::ExitCode;

use nexus_bench::{args::Args, runs};

const HELP: &str = "\
nexus-bench <what> [--option value …]

counter     answers a second, people in closed loop: the counter and a plain teloxide bot in turn (--chats 100)
coach       the same for Coach's quick add (--chats 100)
rate        how long an answer takes at a fixed rate (--rate 200, --chats 200)
flood       one person with many messages at once beside others in closed loop (--messages 10000, --chats 100)
start       from the start of a process to its first answer

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
    let what = match args.what.as_str() {
        "" | "help" => {
            println!("{HELP}");
            return Ok(());
        }
        known if HELP.lines().any(|line| line.split(' ').next() == Some(known)) => known.to_owned(),
        other => anyhow::bail!("there is no {other:?}\n\n{HELP}"),
    };
    let chats = args.take("chats", 100)?;
    let (rate, messages) = (args.take("rate", 200)?, args.take("messages", 10_000)?);
    let bench = runs::Bench::start(&mut args).await?;
    args.done()?;
    match what.as_str() {
        "counter" => runs::counter::counter(&bench, chats).await,
        "coach" => runs::counter::coach(&bench, chats).await,
        "rate" => runs::rate::run(&bench, rate, chats).await,
        "flood" => runs::flood::run(&bench, messages, chats).await,
        "start" => runs::start::run(&bench).await,
        _ => Ok(()),
    }
}
