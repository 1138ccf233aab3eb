//! Which account of the machine the server runs under.
//!
//! Postgres refuses to run as root, and containers like to run everything as root. Then the server gets an account of
//! its own: `postgres` where there is one, else `nobody`.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{EmbeddedError, at};

/// The account of the server, when it has to differ from ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
}

/// Our own user id, as the kernel sees it now.
pub(crate) fn own_uid() -> Result<u32, EmbeddedError> {
    id(&["-u"]).ok_or(EmbeddedError::NoAccount)
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().parse().ok())?
}

impl Account {
    /// `None`: we are no root, the server runs as we do.
    pub fn for_server() -> Result<Option<Self>, EmbeddedError> {
        if own_uid()? != 0 {
            return Ok(None);
        }
        let named = |name: &&str| Some(Self { uid: id(&["-u", name])?, gid: id(&["-g", name])? });
        let found = ["postgres", "nobody"].iter().find_map(named).filter(|account| account.uid != 0);
        found.map(Some).ok_or(EmbeddedError::NoAccount)
    }

    /// Whoever owns data that exists already; root cannot.
    pub fn of_data(path: &Path) -> Option<Self> {
        let found = path.metadata().ok().filter(|found| found.uid() != 0)?;
        Some(Self { uid: found.uid(), gid: found.gid() })
    }

    /// Whether this account can pass through all folders above `path` (those that exist).
    pub fn reaches(self, path: &Path) -> bool {
        path.ancestors().skip(1).filter_map(|folder| folder.metadata().ok()).all(|folder| {
            let open_to = match () {
                () if folder.uid() == self.uid => 0o100,
                () if folder.gid() == self.gid => 0o010,
                () => 0o001,
            };
            folder.permissions().mode() & open_to != 0
        })
    }
}

/// A command that runs as the server's account, in a folder which that account can enter.
pub(crate) fn command(program: impl Into<PathBuf>, account: Option<Account>, folder: &Path) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(folder).env("LC_ALL", "C").env_remove("PGDATA").env_remove("PGPORT");
    if let Some(Account { uid, gid }) = account {
        // With a uid set by root the standard library drops the supplementary groups as well.
        command.gid(gid).uid(uid);
    }
    command
}

/// Gives a path to the server's account.
pub(crate) fn give(path: &Path, account: Option<Account>) -> Result<(), EmbeddedError> {
    account.map_or(Ok(()), |Account { uid, gid }| chown(path, Some(uid), Some(gid)).map_err(at(path)))
}

/// Sets the permission bits of a path.
pub(crate) fn chmod(path: &Path, mode: u32) -> Result<(), EmbeddedError> {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).map_err(at(path))
}
