//! `telegram-local`: the server with its chat page, from the command line.

mod cli;

use std::io::Write;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let options = match cli::parse(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{}", cli::USAGE);
            return Ok(());
        }
        Err(problem) => anyhow::bail!("{problem}\n\n{}", cli::USAGE),
    };
    let mut terminate = signal(SignalKind::terminate()).context("no signals here")?;
    let telegram = options.builder().start().await?;
    // Nobody may be reading: a closed pipe is no reason to end.
    let url = telegram.url();
    let _ = writeln!(std::io::stdout(), "Chat page:  {url}/\nBot API:    {url}/bot<token>/<method>");
    tokio::select! {
        result = tokio::signal::ctrl_c() => result.context("no signals here")?,
        _ = terminate.recv() => {}
    }
    telegram.stop().await;
    Ok(())
}
