//! A cluster on disk: made whole or not at all, one per major version.
//!
//! ```text
//! <root>/pg15/data/      what Postgres calls PGDATA
//! <root>/pg15/password   of both log-ins, 0600
//! <root>/pg15/log/       the server's own log
//! <root>/pg15/port       where it listened last
//! ```
//! `initdb` works in a folder `<root>/new-…`, which is renamed when it is complete. So a cluster that has its name has
//! its password and all its files, however abruptly an earlier start ended.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::account::{Account, chmod, command, give};
use super::binaries::Binaries;
use super::{EmbeddedError, at, run};

/// The bootstrap superuser; work is done by another log-in.
pub(crate) const SUPERUSER: &str = "postgres";

#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub folder: PathBuf,
    pub binaries: Binaries,
    pub account: Option<Account>,
}

impl Cluster {
    /// Majors which have data under `root`, newest first.
    pub fn majors(root: &Path) -> Vec<u32> {
        let entries = fs::read_dir(root).into_iter().flatten().flatten();
        let name = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_prefix("pg")?.parse().ok();
        let mut majors: Vec<u32> = entries.filter_map(name).collect();
        majors.sort_unstable_by(|one, other| other.cmp(one));
        majors
    }

    /// The cluster of these binaries' major version, made if there is none. `root` is open to the account.
    ///
    /// `method` is how a password is asked for, in the words of `pg_hba.conf`.
    pub fn ensure(
        root: &Path,
        binaries: Binaries,
        account: Option<Account>,
        method: &str,
    ) -> Result<Self, EmbeddedError> {
        let folder = root.join(format!("pg{}", binaries.major));
        let cluster = Self { folder, binaries, account };
        if !cluster.folder.exists() {
            sweep(root);
            cluster.make(&root.join(format!("new-{}", Uuid::now_v7().simple())), method)?;
        }
        Ok(cluster)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn password(&self) -> Result<SecretString, EmbeddedError> {
        let path = self.folder.join("password");
        Ok(fs::read_to_string(&path).map_err(at(&path))?.trim().to_owned().into())
    }

    fn make(&self, new: &Path, method: &str) -> Result<(), EmbeddedError> {
        fs::create_dir(new).map_err(at(new))?;
        chmod(new, 0o700)?;
        fs::create_dir(new.join("log")).map_err(at(new))?;
        let password = write_password(&new.join("password"))?;
        for path in [new.to_owned(), new.join("log"), password.clone()] {
            give(&path, self.account)?;
        }
        let mut initdb = command(self.binaries.program("initdb"), self.account, new);
        initdb.arg("--pgdata").arg(new.join("data")).arg("--pwfile").arg(&password);
        initdb.arg(format!("--username={SUPERUSER}"));
        initdb
            .arg(format!("--auth={method}"))
            .args(["--encoding=UTF8", "--no-instructions"])
            .args(self.locale());
        run(&mut initdb)?;
        fs::rename(new, &self.folder).map_err(at(&self.folder))
    }

    /// Code point order and Unicode's letter cases, the same on every machine. From 17 on Postgres brings them
    /// itself; before, the C library of Linux has them, that of macOS has only the order.
    fn locale(&self) -> &'static [&'static str] {
        match self.binaries.major {
            17.. => &["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
            _ if cfg!(target_os = "linux") => &["--locale=C.UTF-8"],
            _ => &["--locale=C", "--lc-ctype=en_US.UTF-8"],
        }
    }
}

/// Removes what interrupted starts left behind. An `initdb` whose parent was killed may still be at work in one of
/// these folders; it fails, or its folder stays for the next time.
fn sweep(root: &Path) {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("new-")) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

/// 256 bits from the system's generator, hexadecimal.
fn write_password(path: &Path) -> Result<PathBuf, EmbeddedError> {
    let mut bytes = [0_u8; 32];
    let source = Path::new("/dev/urandom");
    File::open(source).and_then(|mut file| file.read_exact(&mut bytes)).map_err(at(source))?;
    let text: SecretString = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at(path))?;
    writeln!(file, "{}", text.expose_secret()).and_then(|()| file.sync_all()).map_err(at(path))?;
    Ok(path.to_owned())
}
