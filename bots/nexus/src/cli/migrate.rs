//! `nexus migrate`: the registry's own tables, by hand.

use nexus_core::{
    app::init_log,
    config::Config,
    db::{
        self, Migrations,
        migrations::{Revert, Status},
    },
};

use super::database;

static SETS: [&Migrations; 1] = [&db::CORE];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    /// The newest step only.
    Down,
    Status,
}

/// Goes the way and prints where each schema stands afterwards; `status` also tells of those that other bots brought.
pub(super) async fn run(way: Way) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let db = database::connect(config).await?;
    match way {
        Way::Up => db.migrate(&SETS).await?,
        Way::Down => db.revert(&SETS, Revert::Last).await?,
        Way::Status => {}
    }
    for status in db.status(&SETS).await? {
        println!("{}", line(&status));
    }
    if way == Way::Status {
        for (schema, applied) in db.applied().await? {
            if SETS.iter().all(|set| set.schema != schema) {
                println!("{}", line_of_others(&schema, &applied));
            }
        }
    }
    db.close().await;
    Ok(())
}

fn list(versions: &[i64]) -> String {
    match versions {
        [] => "none".to_owned(),
        _ => versions.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// What is to come is known to the bot alone whose schema it is.
fn line_of_others(schema: &str, applied: &[i64]) -> String {
    format!("{schema}: applied {}; its own bot brings what is to come", list(applied))
}

fn line(status: &Status) -> String {
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
}
