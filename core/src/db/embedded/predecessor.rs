//! `postmaster.pid`, left by the server that ran here before.
//!
//! The caller holds the folder's lock, so no other program of ours uses that server. It is either about to end (its
//! program was killed a moment ago), or has lost its supervisor, or has been gone for long and its process number
//! belongs to somebody else, as happens in containers, where numbers start anew.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::account::command;
use super::cluster::Cluster;
use super::{EmbeddedError, at, run};

/// A server that was told to end writes out what it holds in memory first.
const ENDING: Duration = Duration::from_secs(20);

/// Returns when no server runs on the cluster's data and no file says so.
pub(crate) fn wait_until_gone(cluster: &Cluster) -> Result<(), EmbeddedError> {
    let file = cluster.data().join("postmaster.pid");
    let deadline = Instant::now() + ENDING;
    let mut told = false;
    while let Some(process) = running(&file, &cluster.data()) {
        if !told {
            tracing::info!(process, "waiting for the last server to end");
            told = true;
        }
        if Instant::now() >= deadline {
            stop(cluster, "fast").or_else(|_| stop(cluster, "immediate"))?;
        }
        sleep(Duration::from_millis(50));
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(&file)(error)),
        _ => Ok(()),
    }
}

/// Ends the server by its own tool: `fast` lets it write everything out, `immediate` leaves that to recovery.
pub(crate) fn stop(cluster: &Cluster, mode: &str) -> Result<(), EmbeddedError> {
    let mut control = command(cluster.binaries.program("pg_ctl"), cluster.account, &cluster.folder);
    control.arg("stop").arg("--pgdata").arg(cluster.data()).args([
        "--mode",
        mode,
        "--timeout=20",
        "--silent",
    ]);
    run(&mut control)
}

/// The process that serves this data now, by the file's first line and the process's own command line.
fn running(file: &Path, data: &Path) -> Option<u32> {
    let text = fs::read_to_string(file).ok()?;
    let process = text.lines().next()?.trim().parse().ok()?;
    command_line(process)?.contains(&*data.to_string_lossy()).then_some(process)
}

/// `None` when there is no such process.
fn command_line(process: u32) -> Option<String> {
    if Path::new("/proc/self/cmdline").exists() {
        let bytes = fs::read(format!("/proc/{process}/cmdline")).ok()?;
        return Some(String::from_utf8_lossy(&bytes).replace('\0', " "));
    }
    let output = Command::new("ps").args(["-o", "command=", "-p", &process.to_string()]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
