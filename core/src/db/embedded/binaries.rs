//! Finding the server's programs on this machine.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Older servers are not looked at.
pub(crate) const OLDEST: u32 = 15;

/// A folder with `postgres`, `initdb` and `pg_ctl` of one version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Binaries {
    pub major: u32,
    pub folder: PathBuf,
}

/// Where installers put one folder per version: Debian, Red Hat, Homebrew (ARM, Intel), Postgres.app, Alpine.
const VERSIONED: [(&str, &str); 6] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"),
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ("/usr/libexec", ""),
];

impl Binaries {
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What is in a folder, when it is a whole server that is new enough.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        let whole = ["postgres", "initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
        let major = whole.then(|| major_of(&folder.join("postgres")))??;
        (major >= OLDEST).then(|| Self { major, folder: folder.to_owned() })
    }

    /// All installed servers, newest first.
    pub fn installed() -> Vec<Self> {
        let mut found: Vec<_> = candidates().iter().filter_map(|folder| Self::in_folder(folder)).collect();
        found.sort_by(|one, other| other.cmp(one));
        found.dedup();
        found
    }
}

/// Folders in which a server's programs, or a client's, may lie.
pub(crate) fn candidates() -> Vec<PathBuf> {
    let versioned = VERSIONED.iter().flat_map(|(parent, inner)| {
        let named = |name: &OsStr| {
            let name = name.to_string_lossy();
            name.starts_with(|c: char| c.is_ascii_digit())
                || name.starts_with("pgsql-")
                || name.starts_with("postgresql")
        };
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        entries.filter(move |entry| named(&entry.file_name())).map(move |entry| entry.path().join(inner))
    });
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<_> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    versioned.chain(on_path).chain(pg_config()).filter_map(|folder| folder.canonicalize().ok()).collect()
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    output.status.success().then(|| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// The major version of one of Postgres' programs, which it tells itself.
pub(crate) fn major_of(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15; `… 18beta2` is 18.
fn parse_version(output: &str) -> Option<u32> {
    let version = output.split_once("(PostgreSQL)")?.1.trim_start();
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_as_vendors_write_them() {
        let known = [
            ("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 18.4\n", Some(18)),
            ("postgres (PostgreSQL) 18beta2\n", Some(18)),
            ("postgres (EnterpriseDB) 15\n", None),
            ("", None),
        ];
        for (output, expected) in known {
            assert_eq!(parse_version(output), expected, "{output}");
        }
    }
}
