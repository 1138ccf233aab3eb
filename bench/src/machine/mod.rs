//! What a run needs of the machine: a folder, a Postgres of its own, programs as child processes, and what they used.

pub mod janitor;
pub mod pooler;
pub mod postgres;
pub mod process;
pub mod programs;
pub mod redis;
pub mod service;
pub mod usage;

use std::{net::TcpListener, os::unix::fs::MetadataExt, path::PathBuf, process::Command, sync::Arc};

use anyhow::{Context, ensure};

use janitor::Janitor;
use postgres::Postgres;

/// Everything that a benchmark starts lives in here, and is gone with it.
pub struct Machine {
    pub postgres: Postgres,
    pub janitor: Arc<Janitor>,
    pub folder: PathBuf,
}

impl Machine {
    /// Makes the folder below `base`, and starts a Postgres in it.
    ///
    /// # Errors
    /// What keeps it from starting.
    pub async fn start(base: &std::path::Path) -> anyhow::Result<Self> {
        let janitor = Arc::new(Janitor::start(base)?);
        let folder = janitor.folder().to_owned();
        let postgres = Postgres::make(&folder, Arc::clone(&janitor)).await?;
        Ok(Self { postgres, janitor, folder })
    }
}

/// A port of loopback that is free now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Whether we are root, as which Postgres and PgBouncer refuse to run.
///
/// # Errors
/// Where there is no /proc.
pub fn is_root() -> std::io::Result<bool> {
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}

/// Runs a program to its end, others going on meanwhile; what it says becomes part of the error.
///
/// # Errors
/// When it cannot be run, or fails.
pub async fn run(command: Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = tokio::process::Command::from(command).output().await.with_context(|| name.clone())?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name}: {} {}", output.status, said.trim());
    Ok(())
}

/// Sends a signal, as `kill` knows it: `TERM`, `STOP`.
///
/// # Errors
/// When the process has gone.
pub async fn signal(pid: u32, name: &str) -> anyhow::Result<()> {
    let mut kill = Command::new("kill");
    kill.args([format!("-{name}"), pid.to_string()]);
    run(kill).await
}
