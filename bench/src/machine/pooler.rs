//! PgBouncer in transaction mode between the bots and the server.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{net::TcpStream, process::Command, time::timeout};
use url::Url;

use super::{free_port, janitor::Janitor, process::Process};

/// Server connections that it lends.
const CONNECTIONS: u32 = 20;
const STARTING: Duration = Duration::from_secs(10);

/// A running pooler.
pub struct Pooler {
    process: Option<Process>,
    settings: PathBuf,
    port: u16,
    janitor: Arc<Janitor>,
}

impl Pooler {
    /// In front of the server of `database`.
    ///
    /// # Errors
    /// When PgBouncer is not installed, or does not start.
    pub async fn start(database: &Url, janitor: &Arc<Janitor>) -> anyhow::Result<Self> {
        let port = free_port()?;
        let folder = janitor.folder().join(format!("pooler-{port}"));
        std::fs::create_dir(&folder)?;
        let (users, settings) = (folder.join("users"), folder.join("pgbouncer.ini"));
        let password = database.password().unwrap_or_default();
        std::fs::write(&users, format!("\"{}\" \"{password}\"\n", database.username()))?;
        let server = database.port().unwrap_or(5432);
        let text = format!(
            "[databases]\n* = host=127.0.0.1 port={server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = plain\nauth_file = {}\npool_mode = transaction\n\
             default_pool_size = {CONNECTIONS}\nmax_client_conn = 200\nserver_login_retry = 0\n",
            users.display()
        );
        std::fs::write(&settings, text)?;
        let mut pooler = Self { process: None, settings, port, janitor: Arc::clone(janitor) };
        pooler.start_again().await?;
        Ok(pooler)
    }

    /// After [`Pooler::kill`]. It refuses to run as root.
    ///
    /// # Errors
    /// As [`Pooler::start`].
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new(program());
        command.arg("--quiet").arg(&self.settings);
        if super::is_root()? {
            command.args(["--user", "nobody"]);
        }
        let process = Process::spawn(command, &self.settings.with_extension("log"), &self.janitor)?;
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

    /// The way to `database` through the pooler.
    pub fn url(&self, database: &Url) -> Url {
        let mut url = database.clone();
        // A URL with a host has a port.
        let _ = url.set_port(Some(self.port));
        url
    }
}

/// Debian keeps it in /usr/sbin, which is not on everybody's path.
fn program() -> &'static str {
    let debian = "/usr/sbin/pgbouncer";
    if std::path::Path::new(debian).exists() { debian } else { "pgbouncer" }
}

/// Waits until somebody listens on this port of loopback.
///
/// # Errors
/// When nobody does for too long.
pub async fn listens(port: u16) -> anyhow::Result<()> {
    let connected = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(STARTING, connected).await.context("nobody listens")
}
