//! `nexus doctor`: looks at everything that a house needs and says what to do about what it lacks. It changes nothing, and
//! never shows a secret.
//!
//! Every check is a function that returns findings; how they look is `page`'s business.

mod backups;
mod clock;
mod configuration;
mod database;
mod endpoint;
mod finding;
mod page;
mod redis;
mod store;
mod telegram;

use std::{collections::BTreeMap, env, process::ExitCode};

use nexus_core::config::Config;

use finding::{Finding, Level, Section};

/// How the findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Json,
}

/// The environment, read once.
type Variables = BTreeMap<String, String>;

/// Looks, prints, and tells by the exit code: 0 all is well, 1 there are warnings, 2 there are problems.
pub(super) async fn run(form: Form) -> anyhow::Result<ExitCode> {
    // What is malformed is found below, with all else that is.
    let _ = Config::from_env();
    let variables: Variables = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let findings = look(&variables).await;
    match form {
        Form::Text => print!("{}", page::text(&findings)),
        Form::Json => println!("{}", page::json(&findings)?),
    }
    Ok(match findings.iter().map(|finding| finding.level).max() {
        None | Some(Level::Ok) => ExitCode::SUCCESS,
        Some(Level::Warning) => ExitCode::from(1),
        Some(Level::Problem) => ExitCode::from(2),
    })
}

async fn look(variables: &Variables) -> Vec<Finding> {
    let mut findings = configuration::check(variables);
    // What is malformed counts as unset from here on, so that the rest is looked at all the same.
    let malformed = configuration::malformed(variables);
    let get = |name: &str| variables.get(name).filter(|_| !malformed.contains(name)).cloned();
    let Ok(config) = Config::from_lookup(get) else { return findings };
    findings.extend(database::check(&config, malformed.contains("DATABASE_URL")).await);
    findings.extend(redis::check(&config).await);
    findings.extend(telegram::check(&config, variables).await);
    findings.extend(endpoint::check(&config).await);
    findings.extend(backups::check(&config).await);
    findings.push(retention(&config));
    findings
}

/// No check, but what an operator is asked about: how long things are kept.
fn retention(config: &Config) -> Finding {
    let periods = config.retention.periods().map(|(variable, period)| {
        let unit = if variable.ends_with("_HOURS") {
            format!("{} h", period.num_hours())
        } else {
            format!("{} d", period.num_days())
        };
        format!("{variable} {unit}")
    });
    Finding::ok(Section::Retention, periods.join(", "))
}
