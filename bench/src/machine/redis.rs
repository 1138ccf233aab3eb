//! A Redis that keeps nothing on disk: what the bots keep there must not be missed.

use std::sync::Arc;

use anyhow::Context;
use tokio::process::Command;

use super::{free_port, janitor::Janitor, pooler::listens, process::Process};

/// A running server.
pub struct Redis {
    process: Option<Process>,
    port: u16,
    janitor: Arc<Janitor>,
}

impl Redis {
    /// # Errors
    /// When `redis-server` is not installed, or does not start.
    pub async fn start(janitor: &Arc<Janitor>) -> anyhow::Result<Self> {
        let mut redis = Self { process: None, port: free_port()?, janitor: Arc::clone(janitor) };
        redis.start_again().await?;
        Ok(redis)
    }

    /// After [`Redis::kill`], and empty again.
    ///
    /// # Errors
    /// As [`Redis::start`].
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"]);
        command.arg(self.port.to_string()).current_dir(self.janitor.folder());
        let log = self.janitor.folder().join("redis.log");
        let process = Process::spawn(command, &log, &self.janitor)?;
        listens(self.port).await.with_context(|| process.tail())?;
        self.process = Some(process);
        Ok(())
    }

    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        match self.process.take() {
            Some(process) => process.kill().await,
            None => Ok(()),
        }
    }

    /// What bots are told as `REDIS_URL`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }
}
