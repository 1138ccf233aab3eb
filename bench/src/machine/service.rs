//! A server on a port of loopback that can be killed and started again.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{net::TcpStream, process::Command, time::timeout};

use super::{janitor::Janitor, process::Process};

const STARTING: Duration = Duration::from_secs(10);

/// A running server, or one that was killed.
pub struct Service {
    port: u16,
    command: Box<dyn Fn() -> Command>,
    log: PathBuf,
    janitor: Arc<Janitor>,
    process: Option<Process>,
}

impl Service {
    /// Starts what `command` makes, and waits until it listens on `port`. What it says goes into `log`, a file's name.
    ///
    /// # Errors
    /// When the program is not installed, or does not start.
    pub async fn start(
        port: u16,
        log: &str,
        janitor: &Arc<Janitor>,
        command: impl Fn() -> Command + 'static,
    ) -> anyhow::Result<Self> {
        let (log, janitor) = (janitor.folder().join(log), Arc::clone(janitor));
        let mut service = Self { port, command: Box::new(command), log, janitor, process: None };
        service.start_again().await?;
        Ok(service)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills it, and starts it again after a while.
    ///
    /// # Errors
    /// When it does not start again.
    pub async fn strike(&mut self, lasts: Duration) -> anyhow::Result<()> {
        if let Some(process) = self.process.take() {
            process.kill().await?;
        }
        tokio::time::sleep(lasts).await;
        self.start_again().await
    }

    async fn start_again(&mut self) -> anyhow::Result<()> {
        let process = Process::spawn((self.command)(), &self.log, &self.janitor)?;
        let connected = async {
            while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let listens = timeout(STARTING, connected).await;
        listens.with_context(|| format!("nobody listens:\n{}", process.tail()))?;
        self.process = Some(process);
        Ok(())
    }
}
