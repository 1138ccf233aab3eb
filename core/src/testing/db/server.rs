//! Finding the test server, or starting it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::db::embedded::account::{Account, command, own_uid};
use crate::db::embedded::binaries::Binaries;
use crate::db::embedded::cluster::{Cluster, SUPERUSER};
use crate::db::embedded::{EmbeddedError, at, find, run, write_private};

/// Owner of all test databases. No superuser: what production may not do shall fail in tests too.
pub(super) const OWNER: &str = "nexus_owner";

/// The password as it is, over the loopback interface. SCRAM makes the client hash thousands of times, which takes
/// longer than cloning a database in a build without optimisation.
const METHOD: &str = "password";

/// Part of the folder's name: goes up when what is kept there changes its form.
const FORMAT: u32 = 2;

/// Where to log in, and as whom.
#[derive(Clone, Debug)]
pub(super) struct Server {
    /// Of the database `postgres` (or the one of `TEST_DATABASE_URL`).
    pub admin: SecretString,
    /// Whether the server is our own: then it has an owner role, and an attendant that ends it.
    pub own: bool,
}

impl Server {
    /// From `TEST_DATABASE_URL`, when it is set.
    pub fn given() -> Option<Self> {
        let url = std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())?;
        Some(Self { admin: url.into(), own: false })
    }

    pub fn admin_url(&self, database: &str) -> SecretString {
        self.url(database, None)
    }

    pub fn owner_url(&self, database: &str) -> SecretString {
        self.url(database, self.own.then_some(OWNER))
    }

    /// Name of the log-in that owns test databases.
    pub fn owner(&self) -> String {
        let given = || Url::parse(self.admin.expose_secret()).map(|url| url.username().to_owned());
        if self.own { OWNER.to_owned() } else { given().unwrap_or_default() }
    }

    /// A URL that cannot be parsed is handed on as it is: connecting then says what is wrong with it.
    fn url(&self, database: &str, user: Option<&str>) -> SecretString {
        let Ok(mut url) = Url::parse(self.admin.expose_secret()) else { return self.admin.clone() };
        url.set_path(database);
        if let Some(user) = user {
            let _ = url.set_username(user);
        }
        String::from(url).into()
    }
}

/// The folder of the shared server, and the lock under which it is looked for, started and counted in.
pub(super) struct Place {
    folder: PathBuf,
    account: Option<Account>,
    lock: File,
}

impl Place {
    /// A folder per user under the temporary folder. One that belongs to somebody else is refused: its owner could
    /// hand us a server of his own.
    pub fn open() -> Result<Self, EmbeddedError> {
        let uid = own_uid()?;
        let account = Account::for_server()?;
        let folder = temporary(account).join(format!("nexus-tests-{uid}-v{FORMAT}"));
        match fs::DirBuilder::new().mode(0o711).create(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(at(&folder)(error)),
            _ => {}
        }
        let found = fs::symlink_metadata(&folder).map_err(at(&folder))?;
        if !found.is_dir() || found.uid() != uid || found.mode() & 0o022 != 0 {
            return Err(at(&folder)(std::io::Error::other("is not a folder that only we can write to")));
        }
        let path = folder.join("lock");
        let lock = File::options().create(true).append(true).mode(0o600).open(&path).map_err(at(&path))?;
        Ok(Self { folder, account, lock })
    }

    /// Waits for other test processes that are starting, too; the lock ends with the guard or the process.
    pub fn lock(&self) -> Result<Guard<'_>, EmbeddedError> {
        self.lock.lock().map_err(at(&self.folder))?;
        Ok(Guard(&self.lock))
    }

    /// What the last one who started a server wrote down, alive or not.
    pub fn last(&self) -> Option<Server> {
        let admin = fs::read_to_string(self.folder.join("url")).ok()?;
        Some(Server { admin: admin.trim().to_owned().into(), own: true })
    }

    /// Starts the server; needs the lock. A cluster that does not start (its files were written without fsync, and
    /// perhaps the machine crashed) is made anew: there is nothing in it to lose.
    pub fn start(&self) -> Result<Server, EmbeddedError> {
        let binaries = find(&self.folder, true, None)?;
        let started = self.ensure(&binaries).and_then(|cluster| self.start_cluster(&cluster));
        started.or_else(|_| {
            let broken = self.folder.join(format!("pg{}", binaries.major));
            if broken.exists() {
                fs::remove_dir_all(&broken).map_err(at(&broken))?;
            }
            self.ensure(&binaries).and_then(|cluster| self.start_cluster(&cluster))
        })
    }

    fn ensure(&self, binaries: &Binaries) -> Result<Cluster, EmbeddedError> {
        Cluster::ensure(&self.folder, binaries.clone(), self.account, METHOD)
    }

    fn start_cluster(&self, cluster: &Cluster) -> Result<Server, EmbeddedError> {
        let control = |arguments: &[&str]| {
            let mut control = command(cluster.binaries.program("pg_ctl"), self.account, &cluster.folder);
            control.arg("--pgdata").arg(cluster.data()).args(arguments);
            control
        };
        // Whoever asks for a start could not reach the last server: a remainder of it is in the way.
        let _ = run(&mut control(&["stop", "--mode=immediate", "--timeout=10", "--silent"]));
        let port = free_port()?;
        let log = cluster.folder.join("log/server.log");
        let mut start = control(&["start", "--wait", "--timeout=60", "--silent"]);
        start.arg("--log").arg(&log).arg("--options").arg(settings(port));
        run(&mut start)?;
        let password = cluster.password()?;
        let url = format!(
            "postgres://{SUPERUSER}:{}@127.0.0.1:{port}/postgres?sslmode=disable",
            password.expose_secret()
        );
        write_private(&self.folder.join("url"), &url)?;
        Ok(Server { admin: url.into(), own: true })
    }
}

/// Releases the lock.
pub(super) struct Guard<'a>(&'a File);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Nothing has to survive a crash of the machine, and many processes have pools.
fn settings(port: u16) -> String {
    let settings = [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=400",
        "timezone=UTC",
        "log_timezone=UTC",
        "max_wal_size=256MB",
    ];
    let given: String = settings.iter().map(|setting| format!("-c {setting} ")).collect();
    format!("{given}-p {port}")
}

/// The temporary folder; for root one that the server's account can enter.
fn temporary(account: Option<Account>) -> PathBuf {
    let folder = std::env::temp_dir();
    match account {
        Some(account) if !account.reaches(&folder.join("x")) => PathBuf::from("/tmp"),
        _ => folder,
    }
}

pub(super) fn free_port() -> Result<u16, EmbeddedError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    Ok(bound.map_err(at(Path::new("127.0.0.1")))?.port())
}
