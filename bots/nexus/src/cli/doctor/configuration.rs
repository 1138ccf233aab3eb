//! The environment: what is malformed, what nobody reads, and what contradicts itself.

use std::{collections::BTreeSet, net::SocketAddr};

use nexus_core::{
    app::is_log_filter,
    config::{self, Config, ConfigError, SendLimits},
};

use super::{
    Variables,
    finding::{Finding, Section},
};

/// Read by something else than [`Config`]: the log's filter, the compose file.
const ELSEWHERE: [&str; 2] = ["RUST_LOG", "POSTGRES_PASSWORD"];
/// How names of ours begin. Others have their own variables in the same environment.
const OURS: [&str; 9] =
    ["NEXUS_", "DATABASE_", "TELEGRAM_", "WEBHOOK_", "BACKUP_", "KEEP_", "HTTP_A", "SEND_", "REDIS_"];
const PUBLIC: &str = "api.telegram.org";

pub(super) fn check(variables: &Variables) -> Vec<Finding> {
    let mut findings: Vec<Finding> = problems(variables).into_iter().chain(unknown(variables)).collect();
    let malformed = malformed(variables);
    let get = |name: &str| variables.get(name).filter(|_| !malformed.contains(name)).cloned();
    if let Ok(config) = Config::from_lookup(get) {
        findings.extend(contradictions(&config));
    }
    if findings.is_empty() {
        findings.push(ok("every variable is known and understood"));
    }
    findings
}

fn ok(what: &str) -> Finding {
    Finding::ok(Section::Configuration, what)
}

fn warning(what: impl Into<String>, advice: &str) -> Finding {
    Finding::warning(Section::Configuration, what, advice)
}

fn problem(what: impl Into<String>, advice: &str) -> Finding {
    Finding::problem(Section::Configuration, what, advice)
}

/// Names of variables that are malformed.
pub(super) fn malformed(variables: &Variables) -> BTreeSet<String> {
    errors(variables).into_iter().map(|error| name_of(&error)).collect()
}

fn errors(variables: &Variables) -> Vec<ConfigError> {
    config::check::problems(|name| variables.get(name).cloned())
}

fn name_of(error: &ConfigError) -> String {
    match error {
        ConfigError::Missing { variable, .. } | ConfigError::Malformed { variable, .. } => variable.clone(),
    }
}

fn problems(variables: &Variables) -> Vec<Finding> {
    let mut findings: Vec<Finding> = errors(variables)
        .iter()
        .map(|error| problem(error.to_string(), "no program of the house starts with it"))
        .collect();
    let filter = variables.get("RUST_LOG").filter(|filter| !is_log_filter(filter));
    findings.extend(
        filter.map(|_| warning("RUST_LOG is malformed", "the usual amount is logged; see .env.example")),
    );
    findings
}

/// Names that look like ours and that nobody reads: mostly mistyped ones.
fn unknown(variables: &Variables) -> Vec<Finding> {
    let known = config::check::known();
    let is_known = |name: &str| known.contains(name) || ELSEWHERE.contains(&name) || name.ends_with("_TOKEN");
    let is_ours = |name: &str| OURS.iter().any(|prefix| name.starts_with(prefix));
    let near = |name: &str| {
        known.iter().map(|known| (distance(name, known), known)).min().filter(|(far, _)| *far <= 3)
    };
    let names = variables
        .keys()
        .filter(|name| !is_known(name) && (is_ours(name) || near(name).is_some_and(|(far, _)| far <= 2)));
    names
        .map(|name| {
            let advice = near(name).map_or_else(
                || ".env.example lists what there is".to_owned(),
                |(_, meant)| format!("did you mean {meant}?"),
            );
            warning(format!("{name} is set, and nothing reads it"), &advice)
        })
        .collect()
}

/// Letters to change, add or leave out between two names (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (before + usize::from(a != *b)).min(above + 1).min(row[j] + 1);
            before = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn contradictions(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_public = config.telegram.api.host_str() == Some(PUBLIC);
    if config.database.direct_url.is_some() && config.database.url.is_none() {
        findings
            .push(problem("DATABASE_DIRECT_URL is set without DATABASE_URL", "set DATABASE_URL, or neither"));
    }
    if is_public && config.telegram.webhook.as_ref().is_some_and(|url| url.scheme() != "https") {
        findings.push(problem("WEBHOOK_URL is not HTTPS", "Telegram brings updates by HTTPS only"));
    }
    if config.telegram.webhook.is_some() && cannot_be_reached(config.http) {
        findings.push(warning(
            "WEBHOOK_URL is set, but HTTP_ADDR names no fixed address for a proxy to reach",
            "set HTTP_ADDR, such as 0.0.0.0:8080",
        ));
    }
    if is_public && config.sending.limits == Some(SendLimits::Off) {
        findings.push(warning(
            "SEND_LIMITS is off against Telegram itself",
            "unset it, or Telegram answers 429 and makes everybody wait",
        ));
    }
    if config.admins.is_empty() {
        findings.push(warning(
            "NEXUS_ADMINS is not set: nobody is an admin",
            "set it to the Telegram ids of those who run the house",
        ));
    }
    findings
}

fn cannot_be_reached(address: SocketAddr) -> bool {
    address.port() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Vec<String> {
        let variables =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        check(&variables).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn what_is_wrong_is_found_and_nothing_else() {
        const ADMINS: (&str, &str) = ("NEXUS_ADMINS", "1");
        for (variables, part) in [
            (
                vec![ADMINS, ("PATH", "/bin"), ("HOME", "/"), ("COACH_TOKEN", "1:a")],
                "every variable is known",
            ),
            (vec![ADMINS, ("BACKUP_AT", "noon")], "BACKUP_AT is malformed"),
            (vec![ADMINS, ("RUST_LOG", "loud=very")], "RUST_LOG is malformed"),
            (vec![ADMINS, ("NEXUS_ADMIN", "1")], "NEXUS_ADMIN is set, and nothing reads it"),
            (vec![ADMINS, ("DATABSE_URL", "x")], "DATABSE_URL is set, and nothing reads it"),
            (vec![ADMINS, ("DATABASE_DIRECT_URL", "postgres://x/y")], "DATABASE_DIRECT_URL is set without"),
            (
                vec![ADMINS, ("HTTP_ADDR", "0.0.0.0:80"), ("WEBHOOK_URL", "http://x")],
                "WEBHOOK_URL is not HTTPS",
            ),
            (vec![ADMINS, ("WEBHOOK_URL", "https://x")], "HTTP_ADDR names no fixed address"),
            (vec![ADMINS, ("SEND_LIMITS", "off")], "SEND_LIMITS is off"),
            (vec![], "nobody is an admin"),
        ] {
            let found = found(&variables);
            assert!(found.len() == 1 && found[0].contains(part), "{variables:?}: {found:?}");
        }
    }

    #[test]
    fn what_was_meant_is_guessed() {
        for (one, other, far) in
            [("a", "a", 0), ("DATABSE_URL", "DATABASE_URL", 1), ("", "abc", 3), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(one, other), far);
        }
    }
}
