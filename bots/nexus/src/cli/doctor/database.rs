//! The database: whether it lets us in, whether we may do there what we have to, and how it is.

use std::time::Duration;

use chrono::TimeDelta;
use nexus_core::{
    clock::Clock,
    config::Config,
    db::{CORE, Db, DbError, Pooling},
};

use super::{
    clock,
    finding::{Finding, Section::Database},
    store,
};
use crate::cli::database;

/// Somebody waits at the terminal.
const PATIENCE: Duration = Duration::from_secs(5);
/// A transaction that is open for longer keeps the server from tidying up behind everybody.
const LONG: f64 = 300.0;

/// `is_malformed`: a URL is set, and was complained of already.
pub(super) async fn check(config: &Config, is_malformed: bool) -> Vec<Finding> {
    if config.database.url.is_none() {
        return match is_malformed {
            true => Vec::new(),
            false => vec![Finding::warning(
                Database,
                "DATABASE_URL is not set: each program would start a Postgres of its own in NEXUS_DATA",
                "set it, unless this is the local suite",
            )],
        };
    }
    match database::connect_within(config, PATIENCE).await {
        Err(error) => vec![Finding::problem(Database, error.to_string(), advice(&error))],
        Ok(db) => {
            let findings = look(&db).await;
            db.close().await;
            findings.unwrap_or_else(|error| {
                vec![Finding::problem(
                    Database,
                    format!("the database does not do as it is told: {error}"),
                    advice(&error),
                )]
            })
        }
    }
}

fn advice(error: &DbError) -> &'static str {
    match error {
        DbError::Refused { .. } => {
            "correct the user name and the password in the URL, or what pg_hba.conf lets in"
        }
        DbError::UnknownDatabase { .. } => "make it: CREATE DATABASE … OWNER …",
        DbError::Away { .. } => {
            "start the server, or correct host and port; a firewall that drops everything looks like this too"
        }
        DbError::TooOld { .. } => "upgrade the server",
        _ => "correct what it complains of",
    }
}

async fn look(db: &Db) -> Result<Vec<Finding>, DbError> {
    let before = Clock::system().now();
    let server = store::server(db).await?;
    let after = Clock::system().now();
    let mut findings = vec![Finding::ok(
        Database,
        format!("Postgres {} answers, {} MB", server.version, server.bytes >> 20),
    )];
    findings.push(pooling(db));
    findings.push(clock::compare(
        Database,
        "the database's",
        before,
        server.now,
        (after - before) + TimeDelta::milliseconds(1),
    ));
    findings.extend(rights(db, &server).await?);
    findings.extend(migrations(db).await?);
    findings.push(transactions(db).await?);
    Ok(findings)
}

fn pooling(db: &Db) -> Finding {
    match (db.pooling(), db.direct()) {
        (Pooling::None, _) => Finding::ok(Database, "there is no pooler in between"),
        (_, Some(_)) => {
            Finding::ok(Database, "there is a pooler in between, and DATABASE_DIRECT_URL leads past it")
        }
        (_, None) => Finding::warning(
            Database,
            "there is a pooler in between, and DATABASE_DIRECT_URL is not set",
            "set it to the same database past the pooler: without it news are looked for instead of heard, and nothing can be backed up",
        ),
    }
}

async fn rights(db: &Db, server: &store::Server) -> Result<Vec<Finding>, DbError> {
    let mut findings = Vec::new();
    match db.role_problem().await? {
        Some((problem, commands)) => findings.push(Finding::problem(
            Database,
            format!("role nexus_app {problem}"),
            format!("nexus migrate up mends it where the log-in may; else a superuser runs:\n{commands}"),
        )),
        None => {
            findings.push(Finding::ok(Database, "role nexus_app is there, and bound by row-level security"))
        }
    }
    if !server.may_create {
        findings.push(Finding::problem(
            Database,
            format!("{} may not make schemas in this database", server.login),
            format!("its owner runs: GRANT CREATE ON DATABASE … TO \"{}\"", server.login),
        ));
    }
    if !server.may_create_databases {
        findings.push(Finding::warning(
            Database,
            format!("{} may not make databases, so nexus restore --check needs --into", server.login),
            format!("a superuser runs: ALTER ROLE \"{}\" CREATEDB", server.login),
        ));
    }
    Ok(findings)
}

async fn migrations(db: &Db) -> Result<Vec<Finding>, DbError> {
    let status = db.status(&[&CORE]).await?;
    let pending: Vec<String> = status.iter().flat_map(|status| &status.pending).map(i64::to_string).collect();
    if !pending.is_empty() {
        return Ok(vec![Finding::problem(
            Database,
            format!("migrations of schema nexus are to come: {}", pending.join(", ")),
            "run nexus migrate up, or start nexus; back up before",
        )]);
    }
    let others = db.applied().await?;
    let others: Vec<String> = others
        .iter()
        .filter_map(|(schema, versions)| Some(format!("{schema} {}", versions.last()?)))
        .collect();
    Ok(vec![Finding::ok(Database, format!("migrations are up to date: {}", others.join(", ")))])
}

async fn transactions(db: &Db) -> Result<Finding, DbError> {
    let (count, longest) = store::long_transactions(db, LONG).await?;
    Ok(match count {
        0 => Finding::ok(Database, "no transaction has been open for long"),
        _ => Finding::warning(
            Database,
            format!(
                "{count} transactions have been open for over 5 minutes, one for {} minutes",
                (longest.unwrap_or_default() / 60.0) as i64
            ),
            "find out whose they are in pg_stat_activity; a backup or an abandoned psql is usual",
        ),
    })
}
