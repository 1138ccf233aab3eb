//! What a process needs to know about its database.

use std::str::FromStr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use url::Url;

use super::error::{DbError, Variable};

pub(crate) const DATABASE_URL: Variable = "DATABASE_URL";
pub(crate) const DATABASE_DIRECT_URL: Variable = "DATABASE_DIRECT_URL";

/// How to reach the database. The caller reads the environment; here nothing does.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`: the database all work goes to, perhaps through a pooler.
    ///
    /// Besides what Postgres' own clients understand it may carry `pgbouncer=true` (there is a transaction pooler
    /// which does not keep prepared statements), or `pgbouncer=false` (there is none); otherwise it is found out.
    pub url: SecretString,
    /// `DATABASE_DIRECT_URL`: the same database past the pooler, for LISTEN and migrations.
    pub direct_url: Option<SecretString>,
    /// Most connections held at once by this process.
    pub pool_size: u32,
    /// Shown in `pg_stat_activity` and the server's log.
    pub application_name: String,
    /// How long a database that is away is waited for; `None`: for ever.
    pub patience: Option<Duration>,
}

impl Config {
    pub const POOL_SIZE: u32 = 10;

    pub fn new(url: impl Into<SecretString>) -> Self {
        Self {
            url: url.into(),
            direct_url: None,
            pool_size: Self::POOL_SIZE,
            application_name: "nexus".to_owned(),
            patience: None,
        }
    }
}

/// A URL taken apart: where to connect, and what it says about a pooler. Not `Debug`: the options show the password.
pub(crate) struct Target {
    pub options: PgConnectOptions,
    /// From `pgbouncer=`; `None` when the URL is silent.
    pub pooler: Option<bool>,
}

impl Target {
    /// The errors never contain the URL.
    pub fn parse(variable: Variable, url: &SecretString, application: &str) -> Result<Self, DbError> {
        let wrong = |reason: &str| DbError::Url { variable, reason: reason.to_owned() };
        let mut url = Url::parse(url.expose_secret()).map_err(|error| wrong(&error.to_string()))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(wrong("it does not begin with postgres://"));
        }
        let pooler = take_own_parameters(&mut url).map_err(wrong)?;
        let options = PgConnectOptions::from_str(url.as_str())
            .map_err(|_| wrong("one of its parameters has a value Postgres does not know"))?;
        // Poolers refuse start-up parameters which they do not track; Postgres 12 and newer need no
        // extra_float_digits to give floats back exactly.
        let options = options.application_name(application).extra_float_digits(None);
        Ok(Self { options, pooler })
    }
}

/// Parameters sqlx understands. Others, which providers put into the URLs that they hand out, are left out, so that
/// no driver logs their values.
const KNOWN: [&str; 20] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
    "options[search_path]",
    "pgbouncer",
];

/// Takes out what the driver would not understand and answers the value of `pgbouncer`.
fn take_own_parameters(url: &mut Url) -> Result<Option<bool>, &'static str> {
    let mut pooler = None;
    let mut kept = Vec::new();
    for (key, value) in url.query_pairs() {
        match &*key {
            "pgbouncer" => pooler = Some(value.parse().map_err(|_| "pgbouncer is either true or false")?),
            known if KNOWN.contains(&known) || known.starts_with("options[") => {
                kept.push((key.into_owned(), value.into_owned()));
            }
            unknown => tracing::debug!(parameter = unknown, "database URL: parameter left out"),
        }
    }
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Ok(pooler)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Target, DbError> {
        Target::parse(DATABASE_URL, &url.into(), "test")
    }

    #[test]
    fn own_and_unknown_parameters_do_not_reach_the_driver() {
        let url =
            "postgres://a:b@db.example:6543/nexus?pgbouncer=true&sslmode=require&channel_binding=require";
        let target = parse(url).expect("a good URL");
        assert_eq!(target.pooler, Some(true));
        assert_eq!(target.options.get_host(), "db.example");
        assert_eq!(target.options.get_port(), 6543);
        assert_eq!(target.options.get_database(), Some("nexus"));
    }

    #[test]
    fn a_unix_socket_is_a_host() {
        let target = parse("postgres://a:b@%2Ftmp%2Fpg/nexus").expect("a good URL");
        assert_eq!(target.options.get_socket().map(|path| path.starts_with("/tmp/pg")), Some(true));
    }

    #[test]
    fn a_malformed_url_is_refused_without_being_shown() {
        for url in [
            "s3cret",
            "mysql://u:s3cret@h/d",
            "postgres://u:s3cret@h/d?sslmode=s3cret",
            "postgres://h/d?pgbouncer=s3cret",
        ] {
            let error = parse(url).err().expect(url);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("DATABASE_URL"), "{shown}");
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
}
