//! A Postgres with the durability it has by default: every commit is on the disk when it returns.
//!
//! The cluster is made as for the embedded server (found on this machine, under an account of its own when we are root),
//! and then run by us, so that it can be stopped as a power cut does and stay away.

use std::{
    fs,
    os::unix::{
        fs::MetadataExt,
        process::{CommandExt, ExitStatusExt},
    },
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, ensure};
use nexus_core::db::embedded::{Embedded, EmbeddedConfig};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use url::Url;

use super::{free_port, is_root, janitor::Janitor, run, usage};

/// The log-in of bots: owns its databases, is no superuser.
const OWNER: &str = "nexus";
/// Loopback only; otherwise as it comes, but for room for several bots' pools.
const SETTINGS: [&str; 4] =
    ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "timezone=UTC"];

const IMMEDIATELY: [&str; 3] = ["stop", "--mode=immediate", "--silent"];

/// A server of our own.
pub struct Postgres {
    /// What Postgres calls PGDATA.
    data: PathBuf,
    programs: PathBuf,
    log: PathBuf,
    password: SecretString,
    port: u16,
    janitor: Arc<Janitor>,
}

impl Postgres {
    /// Makes a cluster in `folder` and starts it.
    ///
    /// # Errors
    /// When there is no server on this machine, or it does not start.
    pub async fn make(folder: &Path, janitor: Arc<Janitor>) -> anyhow::Result<Self> {
        let embedded = Embedded::start(&EmbeddedConfig::new(folder.join("postgres"))).await?;
        let root = embedded.folder().to_owned();
        embedded.stop().await;
        let cluster = cluster(&root)?;
        let data = cluster.join("data");
        let programs = programs(&data)?;
        let password = fs::read_to_string(cluster.join("password"))?.trim().to_owned().into();
        let log = cluster.join("log/bench.log");
        let server = Self { data, programs, log, password, port: free_port()?, janitor };
        server.start().await?;
        Ok(server)
    }

    /// Starts the server, waiting for its recovery.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(&self) -> anyhow::Result<()> {
        let settings: String = SETTINGS.iter().map(|setting| format!("-c {setting} ")).collect();
        let mut start = self.control(&["start", "--wait", "--timeout=120", "--silent"])?;
        start.arg("--log").arg(&self.log).arg("--options").arg(format!("{settings}-p {}", self.port));
        run(start).await?;
        self.janitor.watch(self.pid()?);
        Ok(())
    }

    /// As a power cut stops it, but for the disk's own cache: nothing is put away, the next start recovers from the log.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn stop_immediately(&self) -> anyhow::Result<()> {
        let pid = self.pid()?;
        run(self.control(&IMMEDIATELY)?).await?;
        self.janitor.forget(pid);
        Ok(())
    }

    /// The postmaster.
    ///
    /// # Errors
    /// When it does not run.
    pub fn pid(&self) -> anyhow::Result<u32> {
        let text = fs::read_to_string(self.data.join("postmaster.pid")).context("Postgres does not run")?;
        Ok(text.lines().next().unwrap_or_default().trim().parse()?)
    }

    /// What the server has to say.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// CPU time of the server with all its processes.
    pub fn cpu(&self) -> Duration {
        self.pid().map(usage::cpu_of_all).unwrap_or_default()
    }

    /// A new, empty database of the bots' log-in; what was written before is on the disk.
    ///
    /// # Errors
    /// What the server says.
    pub async fn fresh(&self, name: &str) -> anyhow::Result<Url> {
        let mut admin = self.admin("postgres").await?;
        // Names are ours.
        admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await?;
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name} OWNER {OWNER}"))).await?;
        admin.execute("CHECKPOINT").await?;
        admin.close().await?;
        self.url(OWNER, name)
    }

    /// A superuser's connection.
    ///
    /// # Errors
    /// What the server says.
    pub async fn admin(&self, database: &str) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::connect(self.url("postgres", database)?.as_str()).await?)
    }

    fn url(&self, login: &str, database: &str) -> anyhow::Result<Url> {
        let (password, port) = (self.password.expose_secret(), self.port);
        Ok(Url::parse(&format!("postgres://{login}:{password}@127.0.0.1:{port}/{database}?sslmode=disable"))?)
    }

    /// Under the account that owns the data.
    fn control(&self, arguments: &[&str]) -> anyhow::Result<Command> {
        let owner = self.data.metadata()?;
        let mut control = Command::new(self.programs.join("pg_ctl"));
        control.arg("--pgdata").arg(&self.data).args(arguments).current_dir(&self.data).env("LC_ALL", "C");
        if is_root()? {
            control.gid(owner.gid()).uid(owner.uid());
        }
        Ok(control)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.control(&IMMEDIATELY).map(|mut stop| stop.output());
    }
}

/// The one folder `pg…` in the embedded server's.
fn cluster(root: &Path) -> anyhow::Result<PathBuf> {
    let mut entries = fs::read_dir(root)?.flatten();
    let named = entries.find(|entry| entry.file_name().to_string_lossy().starts_with("pg"));
    Ok(named.context("the embedded server left no data")?.path())
}

/// The server noted the program that it was started with.
fn programs(data: &Path) -> anyhow::Result<PathBuf> {
    let options = fs::read_to_string(data.join("postmaster.opts"))?;
    let program = PathBuf::from(options.split(" \"").next().unwrap_or_default().trim());
    let folder = program.parent().context("postmaster.opts names no program")?;
    let version = Command::new(&program).arg("--version").output();
    ensure!(version.is_ok_and(|output| output.status.into_raw() == 0), "{} does not run", program.display());
    Ok(folder.to_owned())
}
