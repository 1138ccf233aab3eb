//! `docs/operations.md` against what it speaks of: variables, commands, alerts and files that exist.

use std::{collections::BTreeSet, fs, path::Path};

use nexus_core::config::check::known;

use super::support::{nexus, printed};

/// Variables that others read: Postgres' programs, the log, the compose file; and keys of the registry's API.
const OF_OTHERS: [&str; 5] =
    ["PGPASSWORD", "POSTGRES_PASSWORD", "RUST_LOG", "TOKEN_KEY", "TOKEN_KEY_PREVIOUS"];

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between back quotes, and the lines of code blocks.
fn code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, part) in page.split("```").enumerate() {
        if number % 2 == 1 {
            found.extend(
                part.lines().map(|line| line.split('#').next().unwrap_or_default().trim().to_owned()),
            );
        } else {
            found.extend(
                part.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|code| code.split_whitespace().collect::<Vec<_>>().join(" ")),
            );
        }
    }
    found
}

/// Names such as `BACKUP_AT`.
fn variables(page: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let words = page.split(|c: char| !is_part(c) && !c.is_ascii_lowercase());
    let is_variable = |word: &&str| {
        word.contains('_') && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(is_part)
    };
    words.filter(is_variable).map(|word| word.trim_end_matches('_').to_owned()).collect()
}

#[test]
fn every_variable_in_it_exists() {
    let known = known();
    let page = code(&file("docs/operations.md")).join("\n");
    let found = variables(&page);
    assert!(found.len() > 15, "{found:?}");
    for name in found {
        let is_known = known.contains(&name)
            || OF_OTHERS.contains(&&*name)
            || name.ends_with("_TOKEN")
            || name == "TOKEN";
        assert!(is_known, "docs/operations.md: nobody reads {name}");
    }
}

#[test]
fn every_period_of_retention_is_in_it() {
    let page = file("docs/operations.md");
    for (variable, _) in nexus_core::config::Retention::default().periods() {
        assert!(page.contains(&format!("| `{variable}` |")), "{variable}");
    }
}

#[tokio::test]
async fn every_command_in_it_is_one() {
    let help = printed(&nexus(&["--help"], &[]).await);
    let page = code(&file("docs/operations.md"));
    // `docker compose exec nexus nexus doctor` and `PGPASSWORD=… nexus restore …` hold one too; SQL names the database.
    let is_sql = |code: &str| code.starts_with("CREATE ") || code.starts_with("ALTER ");
    let command = |code: &'static str| match code.strip_prefix("nexus ") {
        Some(_) => Some(code),
        None => code.rfind(" nexus ").map(|at| &code[at + 1..]),
    };
    let page = page.into_iter().filter(|code| !is_sql(code)).map(|code| &*code.leak());
    let commands: Vec<&str> = page.filter_map(command).collect();
    assert!(commands.len() > 15, "{commands:?}");
    for command in commands {
        let mut words = command.split(' ').skip(1);
        let subcommand = words.next().unwrap_or_default();
        assert!(help.contains(&format!("\n  nexus {subcommand}")), "{command}");
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{command}");
        }
    }
}

#[test]
fn every_alert_is_explained_and_nothing_else_is() {
    let rules = file("ops/prometheus/alerts.yml");
    let alerts: BTreeSet<&str> =
        rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    let page = file("docs/operations.md");
    let explained: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert_eq!(alerts, explained);
    for alert in alerts {
        assert!(rules.contains(&format!("docs/operations.md#{}\n", alert.to_lowercase())), "{alert}");
    }
}

#[test]
fn every_file_in_it_is_there() {
    let page = file("docs/operations.md");
    let files: Vec<String> =
        code(&page).into_iter().filter(|code| code.starts_with("ops/") || code.starts_with("ci/")).collect();
    assert!(files.len() >= 4, "{files:?}");
    for name in files {
        file(&name);
    }
}
