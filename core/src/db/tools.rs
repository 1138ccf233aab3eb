//! Postgres' own client programs, `pg_dump` and `pg_restore`: where they are, and how they log in.
//!
//! What they need to know goes by their environment, so that no password stands on a command line that every account of
//! the machine can read.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use tokio::process::Command;
use url::Url;

use super::{
    Db, DbError, Variable,
    config::Target,
    embedded::binaries::{candidates, major_of},
};

/// The programs are missing, or too old for the server: a dump of a newer server than themselves is refused by them.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "pg_dump and pg_restore of Postgres {server} or newer were not found{}. Please install them (Debian, Ubuntu: apt \
     install postgresql-client-{server}, perhaps from apt.postgresql.org; macOS: brew install libpq)",
    .newest.map(|major| format!(", only those of {major}")).unwrap_or_default()
)]
pub struct ToolsError {
    pub server: u32,
    /// The newest that are here.
    pub newest: Option<u32>,
}

/// A folder with the client programs of one version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tools {
    pub major: u32,
    folder: PathBuf,
}

/// Variables of libpq that would change what its programs do behind our back.
const MISLEADING: [&str; 6] =
    ["PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGOPTIONS", "PGPASSFILE", "PGTARGETSESSIONATTRS"];

impl Tools {
    /// The oldest that are new enough for this major version of a server: newer ones write settings into a dump that an
    /// older server does not know. Starts programs, so it blocks.
    ///
    /// # Errors
    /// [`ToolsError`]
    pub fn find(server: u32) -> Result<Self, ToolsError> {
        Self::choose(candidates().iter().filter_map(|folder| Self::in_folder(folder)).collect(), server)
    }

    fn choose(mut found: Vec<Self>, server: u32) -> Result<Self, ToolsError> {
        found.sort();
        let newest = found.last().map(|tools| tools.major);
        found.into_iter().find(|tools| tools.major >= server).ok_or(ToolsError { server, newest })
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        let is_whole = ["pg_dump", "pg_restore"].iter().all(|name| folder.join(name).is_file());
        let major = is_whole.then(|| major_of(&folder.join("pg_dump")))??;
        Some(Self { major, folder: folder.to_owned() })
    }

    /// A program that logs in there; it ends with its handle.
    pub fn command(&self, program: &str, login: &Login) -> Command {
        let mut command = Command::new(self.folder.join(program));
        for name in MISLEADING {
            command.env_remove(name);
        }
        for (name, value) in &login.0 {
            command.env(name, value.expose_secret());
        }
        command.env("LC_ALL", "C").kill_on_drop(true);
        command
    }
}

/// How a client program logs in: variables that libpq reads. Never shown.
#[derive(Clone)]
pub struct Login(Vec<(&'static str, SecretString)>);

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

impl Login {
    /// Of a URL as `DATABASE_URL` has it.
    ///
    /// # Errors
    /// When it is malformed; `variable` names it.
    pub fn of_url(variable: Variable, url: &SecretString) -> Result<Self, DbError> {
        Ok(Self::of(&Target::parse(variable, url, "nexus-tools")?.options))
    }

    /// The same server and log-in, another database.
    #[must_use]
    pub fn with_database(mut self, name: &str) -> Self {
        self.0.retain(|(variable, _)| *variable != "PGDATABASE");
        self.0.push(("PGDATABASE", name.to_owned().into()));
        self
    }

    pub(super) fn of(options: &PgConnectOptions) -> Self {
        let url = options.to_url_lossy();
        let host = match options.get_socket() {
            Some(socket) => socket.to_string_lossy().into_owned(),
            None => options.get_host().to_owned(),
        };
        let mut variables = vec![
            ("PGHOST", host),
            ("PGPORT", options.get_port().to_string()),
            ("PGUSER", options.get_username().to_owned()),
            ("PGDATABASE", options.get_database().unwrap_or(options.get_username()).to_owned()),
            ("PGAPPNAME", "nexus-backup".to_owned()),
            ("PGCONNECT_TIMEOUT", "10".to_owned()),
        ];
        variables.extend(password_of(&url).map(|password| ("PGPASSWORD", password)));
        let files = [
            ("sslmode", "PGSSLMODE"),
            ("sslrootcert", "PGSSLROOTCERT"),
            ("sslcert", "PGSSLCERT"),
            ("sslkey", "PGSSLKEY"),
        ];
        for (key, value) in url.query_pairs() {
            let variable = files.iter().find(|(name, _)| *name == key);
            variables.extend(variable.map(|(_, variable)| (*variable, value.into_owned())));
        }
        Self(variables.into_iter().map(|(name, value)| (name, value.into())).collect())
    }
}

/// The driver writes every byte that is no letter or digit with its number.
fn password_of(url: &Url) -> Option<String> {
    let written = url.password()?.as_bytes();
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((first, behind)) = rest.split_first() {
        let digits =
            behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

impl Db {
    /// How a client program logs in to this database; `None` where there is only a pooler, which lends no session for as
    /// long as a dump takes.
    pub fn login(&self) -> Option<Login> {
        self.direct().map(Login::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(major: u32) -> Tools {
        Tools { major, folder: format!("/usr/lib/postgresql/{major}/bin").into() }
    }

    #[test]
    fn the_oldest_programs_that_will_do_are_taken() {
        for (here, server, found) in [
            (vec![17, 15, 16], 16, Ok(16)),
            (vec![17], 15, Ok(17)),
            (vec![15], 17, Err(Some(15))),
            (vec![], 17, Err(None)),
        ] {
            let chosen = Tools::choose(here.iter().copied().map(tools).collect(), server);
            assert_eq!(chosen.map(|tools| tools.major).map_err(|error| error.newest), found, "{here:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named_with_its_package() {
        let said = Tools::find(99).expect_err("no such version").to_string();
        assert!(said.contains("postgresql-client-99"), "{said}");
    }

    #[test]
    fn a_login_goes_by_the_environment_and_is_not_shown() {
        let url = "postgres://nexus:p%40ss%2F%25%C3%BC@db.example:6543/house?sslmode=require&pgbouncer=false";
        let login = Login::of_url("DATABASE_URL", &url.into()).expect("a good URL").with_database("other");
        let value = |name: &str| {
            login
                .0
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| value.expose_secret().to_owned())
        };
        for (name, expected) in [
            ("PGHOST", "db.example"),
            ("PGPORT", "6543"),
            ("PGUSER", "nexus"),
            ("PGPASSWORD", "p@ss/%ü"),
            ("PGDATABASE", "other"),
            ("PGSSLMODE", "require"),
        ] {
            assert_eq!(value(name).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(format!("{login:?}"), "Login");
    }
}
