//! `.env.example` against what reads it: the code takes its examples, and it, the README and the compose file name the
//! same variables.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use nexus_core::config::{Config, token};
use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The bots of this repository that a token makes.
const BOTS: [&str; 2] = ["coach", "nexus"];
/// Variables that are read by something else than [`Config`] and [`token`]: the log's filter, the compose file.
const READ_ELSEWHERE: [&str; 2] = ["RUST_LOG", "POSTGRES_PASSWORD"];

fn file(name: &str) -> io::Result<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name))
}

/// Variables as dotenvy reads them.
fn variables(text: &str) -> Result<BTreeMap<String, String>> {
    Ok(dotenvy::from_read_iter(text.as_bytes()).collect::<std::result::Result<_, _>>()?)
}

/// The file with all its examples in force: `#NAME=value` becomes `NAME=value`.
fn with_examples(text: &str) -> String {
    let is_example = |rest: &str| {
        rest.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        })
    };
    let lines =
        text.lines().map(|line| line.strip_prefix('#').filter(|rest| is_example(rest)).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn examples() -> Result<BTreeMap<String, String>> {
    variables(&with_examples(&file(".env.example")?))
}

#[test]
fn copied_as_it_is_it_changes_nothing() -> Result {
    let copied = variables(&file(".env.example")?)?;
    let config = Config::from_lookup(|name| copied.get(name).cloned())?;
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::from_lookup(|_| None)?));
    Ok(())
}

#[test]
fn every_example_is_accepted() -> Result {
    let examples = examples()?;
    let config = Config::from_lookup(|name| examples.get(name).cloned())?;
    assert_eq!(config.database.url.as_ref().map(|url| url.expose_secret()), Some(&*examples["DATABASE_URL"]));
    assert_eq!(config.http.to_string(), examples["HTTP_ADDR"]);
    assert_eq!(config.admins.len(), 2);
    for bot in BOTS {
        token(bot, |name| examples.get(name).cloned())?;
    }
    EnvFilter::try_new(&examples["RUST_LOG"])?;
    Ok(())
}

#[test]
fn it_has_what_is_read_and_nothing_else() -> Result {
    let asked = RefCell::new(BTreeSet::from(READ_ELSEWHERE.map(str::to_owned)));
    let ask = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        None
    };
    Config::from_lookup(ask)?;
    for bot in BOTS {
        assert!(token(bot, ask).is_err(), "{bot} needs a token");
    }
    let documented: BTreeSet<String> = examples()?.into_keys().collect();
    assert_eq!(asked.into_inner(), documented);
    Ok(())
}

#[test]
fn the_readme_explains_every_variable() -> Result {
    let readme = file("README.md")?;
    for name in examples()?.into_keys() {
        assert!(readme.contains(&format!("| `{name}` |")), "{name} has no row in README.md's table");
    }
    Ok(())
}

#[test]
fn the_compose_file_reads_documented_variables_only() -> Result {
    let compose = file("docker-compose.yml")?;
    let examples = examples()?;
    let read: Vec<&str> = compose
        .split("${")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).next())
        .collect();
    assert!(!read.is_empty());
    for name in read {
        assert!(examples.contains_key(name), "{name} is not in .env.example");
    }
    Ok(())
}
