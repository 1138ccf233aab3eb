//! Puts the floors together: what a `main.rs` calls.

mod heartbeat;
mod house;
mod housekeeping;
mod local_clock;
mod reaction;
mod scheduler;
mod store;
mod supervisor;

pub use house::{House, StartError};
pub use supervisor::Running;

use std::{env, io::IsTerminal, process::ExitCode};

use tracing_subscriber::EnvFilter;

use crate::{
    bot::Bot,
    config::{self, Config},
    http,
};

/// What a `main` returns: success, or the failure told on standard error in one line, without a trace of the program's
/// inside.
pub fn exit_code(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one bot until Ctrl-C or SIGTERM, configured by the environment (see `.env.example`).
///
/// # Errors
/// What keeps the bot from starting, named so that it can be mended.
pub async fn run(bot: Bot) -> anyhow::Result<()> {
    run_with(bot, http::Extra::default()).await
}

/// As [`run`], for a process that serves more than its own health and readiness.
///
/// # Errors
/// As [`run`].
pub async fn run_with(bot: Bot, extra: http::Extra) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let token = config::token(bot.code(), |name| env::var(name).ok())?;
    let extra = extra.with(&bot);
    let start = async {
        let house = House::open(config).await?;
        let routes = house.serve_http(extra).await?;
        let running = house.start(bot, token).await?;
        tracing::info!(http = %routes, "ready");
        anyhow::Ok((house, running))
    };
    // Starting may mean waiting for the database or the messenger, for long.
    let (house, running) = tokio::select! {
        started = start => started?,
        () = stop_signal() => return Ok(()),
    };
    stop_signal().await;
    tracing::info!("stopping");
    running.stopped().await;
    house.close().await;
    Ok(())
}

/// Logs to standard error, as much as `RUST_LOG` says (default: what operators need).
pub fn init_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        EnvFilter::new(
            "warn,sqlx::query=error,nexus_core=info,coach=info,nexus=info,suite=info,telegram_local=info",
        )
    });
    // A second call is a test in the same process; the first one counts.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// Whether `RUST_LOG` would be understood; what is not is passed over in silence.
pub fn is_log_filter(filter: &str) -> bool {
    EnvFilter::try_new(filter).is_ok()
}

/// Completes at the first Ctrl-C or SIGTERM.
pub async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be caught");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
