//! `cargo run --release -p nexus-bench -- <what>`: measures, and prints Markdown. Without a word it says what there is.

use std::process::ExitCode;

use nexus_bench::{
    args::Args,
    jobs::{HELP, Job},
    runs::Bench,
};

/// One thread: the stub is to cost little, and what it does is short.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match command().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// False: a promise was broken or a measurement failed, as was said.
async fn command() -> anyhow::Result<bool> {
    let mut args = Args::parse(std::env::args().skip(1))?;
    if matches!(args.what.as_str(), "" | "help") {
        println!("{HELP}");
        return Ok(true);
    }
    let jobs = Job::parse(&mut args)?;
    let bench = Bench::start(args).await?;
    let mut holds = true;
    // What fails does not take with it what comes after.
    for job in jobs {
        holds &= job.run(&bench).await.unwrap_or_else(|error| {
            eprintln!("error: {job:?}: {error:#}");
            false
        });
    }
    Ok(holds)
}
