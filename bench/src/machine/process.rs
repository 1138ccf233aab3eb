//! A program as a child: started, killed, stopped, and read for what it logged.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use super::{janitor::Janitor, signal};

/// Longest that a process may take to stop when told to.
const STOPPING: Duration = Duration::from_secs(20);

/// A running child; killed when dropped.
pub struct Process {
    child: Child,
    pid: u32,
    log: PathBuf,
    janitor: Arc<Janitor>,
}

impl Process {
    /// Starts `command`; what it says goes into `log`, behind what is there already.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn spawn(mut command: Command, log: &Path, janitor: &Arc<Janitor>) -> anyhow::Result<Self> {
        let file = File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).kill_on_drop(true);
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
        let pid = child.id().context("it has ended already")?;
        janitor.watch(pid);
        Ok(Self { child, pid, log: log.to_owned(), janitor: Arc::clone(janitor) })
    }

    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// As a crash ends it: kill -9.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// As an orchestrator stops it; killed if it takes too long, which is an error.
    ///
    /// # Errors
    /// When it does not stop, or not with success.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        // It may have ended by itself just now; the status tells.
        let _ = signal(self.pid, "TERM").await;
        let status = timeout(STOPPING, self.child.wait()).await.context("it does not stop")??;
        anyhow::ensure!(status.success(), "it stopped with {status}: {}", self.tail());
        Ok(())
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The end of its log.
    pub fn tail(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(6)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.janitor.forget(self.pid);
    }
}
