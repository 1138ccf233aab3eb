//! The database of a command: the one that the bots use.

use std::time::Duration;

use nexus_core::{
    config::{Config, ConfigError},
    db::{self, Db, DbError},
};

/// Somebody waits at the terminal: a database that is away is not waited for as long as a bot would.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn connect(config: Config) -> anyhow::Result<Db> {
    Ok(Db::connect(&settings(&config)?).await?)
}

/// As [`connect`], for who wants to know soon what is wrong.
pub(super) async fn connect_within(config: &Config, patience: Duration) -> Result<Db, DbError> {
    let mut settings = db::Config::new(config.database.url.clone().unwrap_or_default());
    settings.direct_url = config.database.direct_url.clone();
    settings.patience = Some(patience);
    Db::connect(&settings).await
}

/// Unlike a bot it starts no Postgres of its own: that would be a database which nobody else uses.
fn settings(config: &Config) -> Result<db::Config, ConfigError> {
    let missing = || ConfigError::Missing {
        variable: "DATABASE_URL".to_owned(),
        expected: "a URL such as postgres://user:password@host:5432/database",
    };
    let mut settings = db::Config::new(config.database.url.clone().ok_or_else(missing)?);
    settings.direct_url = config.database.direct_url.clone();
    settings.patience = Some(PATIENCE);
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_database_it_names_the_variable() {
        let config = Config::from_lookup(|_| None).expect("defaults");
        let error = settings(&config).expect_err("no database").to_string();
        assert!(error.starts_with("DATABASE_URL is not set"), "{error}");
    }
}
