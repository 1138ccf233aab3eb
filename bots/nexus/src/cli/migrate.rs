//! `nexus migrate`: the registry's own tables, by hand.

use std::time::Duration;

use nexus_core::{
    app::init_log,
    config::{Config, ConfigError},
    db::{
        self, Db, Migrations,
        migrations::{Revert, Status},
    },
};

/// Somebody waits at the terminal: a database that is away is not waited for as long as a bot would.
const PATIENCE: Duration = Duration::from_secs(30);
static SETS: [&Migrations; 1] = [&db::CORE];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    /// The newest step only.
    Down,
    Status,
}

/// Goes the way and prints where each schema stands afterwards.
pub(super) async fn run(way: Way) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let db = Db::connect(&settings(config)?).await?;
    match way {
        Way::Up => db.migrate(&SETS).await?,
        Way::Down => db.revert(&SETS, Revert::Last).await?,
        Way::Status => {}
    }
    for status in db.status(&SETS).await? {
        println!("{}", line(&status));
    }
    db.close().await;
    Ok(())
}

/// Unlike a bot it starts no Postgres of its own: that would be a database which nobody else uses.
fn settings(config: Config) -> Result<db::Config, ConfigError> {
    let missing = || ConfigError::Missing {
        variable: "DATABASE_URL".to_owned(),
        expected: "a URL such as postgres://user:password@host:5432/database",
    };
    let mut settings = db::Config::new(config.database.url.ok_or_else(missing)?);
    settings.direct_url = config.database.direct_url;
    settings.patience = Some(PATIENCE);
    Ok(settings)
}

fn line(status: &Status) -> String {
    let list = |versions: &[i64]| match versions {
        [] => "none".to_owned(),
        _ => versions.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    };
    format!("{}: applied {}; to come {}", status.schema, list(&status.applied), list(&status.pending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_where_a_schema_stands() {
        let status = |applied: &[i64], pending: &[i64]| {
            line(&Status { schema: "nexus", applied: applied.into(), pending: pending.into() })
        };
        assert_eq!(status(&[], &[1, 2]), "nexus: applied none; to come 1, 2");
        assert_eq!(status(&[1, 2], &[]), "nexus: applied 1, 2; to come none");
    }

    #[test]
    fn without_a_database_it_names_the_variable() {
        let config = Config::from_lookup(|_| None).expect("defaults");
        let error = settings(config).expect_err("no database").to_string();
        assert!(error.starts_with("DATABASE_URL is not set"), "{error}");
    }
}
