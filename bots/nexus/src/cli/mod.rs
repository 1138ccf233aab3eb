//! The command line. Few subcommands with hardly a flag, so they are read by hand: an argument parser would cost every
//! newcomer more build time than it saves here.

mod backup;
mod database;
mod dead;
mod doctor;
mod migrate;
mod probe;
mod restore;
mod token;

use std::process::ExitCode;

use migrate::Way;

const USAGE: &str = "\
Nexus, the registry's bot.

Usage:
  nexus                         run the bot and its endpoint until Ctrl-C or SIGTERM
  nexus migrate up|down|status  bring the registry's tables up to date, take their newest step back (what it made is
                                lost), or say how far they and every other schema are
  nexus dead list [--bot CODE] [--limit N]
                                what was given up, the newest first (50 of it): entries that no handler could work off
                                (e1), jobs that failed as often as they may (j1), messages that the messenger refused (m1)
  nexus dead show ID            one of them, with its cause and what it is about
  nexus dead retry ID           have it tried again, as if it had just come in
  nexus dead retry --all [--bot CODE]
  nexus dead drop ID            give it up for ever
  nexus dead edit [--yes] ID FILE
                                say what changes when the file takes the place of its payload (of a job its input, of an
                                entry its body, both JSON of the same shape; of a message its text), and with --yes save
                                it and have it tried again; - is standard input
  nexus backup [--to FOLDER] [--prune]
                                back the database up into FOLDER (BACKUP_DIR): a dump and a manifest of what it holds;
                                --prune then removes what BACKUP_KEEP does not keep
  nexus restore --check [FILE]  the restore drill: restore a backup (the newest) into a database made for it, compare it with
                                its manifest, and drop it; the exit code is 0 when it holds everything and 1 when not
  nexus restore [--check] FILE --into URL
                                restore into an empty database and compare. Leave the password out of the URL: PGPASSWORD
                                and ~/.pgpass are read
  nexus doctor [--json]         look at everything that the house needs, and say what to do about what is wrong; the exit
                                code is 0 when all is well, 1 with warnings and 2 with problems
  nexus token issue --bot CODE|--all --name NAME [--days N]
                                make a token for a program that calls the API (for 365 days), and print it, once
  nexus token revoke ID         make one count no more
  nexus token list              all of them
  nexus token key               the public half of TOKEN_KEY, as TOKEN_KEY_PREVIOUS takes it when the key is changed
  nexus health [URL]            ask a process whether it is ready; the exit code is 0 when it is and 1 when it is not
  nexus --help                  this text

Configuration comes from the environment and from .env; .env.example lists the variables. migrate, dead, backup, restore --check and
token need DATABASE_URL; that of a running Postgres of our own is in NEXUS_DATA/postgres/url. migrate handles the schema
nexus: every bot brings its own schema up to date when it starts. Without a URL health asks http://<HTTP_ADDR>/ready, with
port 8080 of this machine where HTTP_ADDR names none.
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Order {
    Run,
    Migrate(Way),
    Dead(dead::Order),
    Backup(backup::Order),
    Restore(restore::Order),
    Doctor(doctor::Form),
    Token(token::Order),
    Health { url: Option<String> },
    Help,
}

/// Does what the arguments (without the program's name) ask for: 0 done, 1 failed or not ready, 2 not understood.
pub async fn main(arguments: impl Iterator<Item = String>) -> ExitCode {
    let arguments: Vec<String> = arguments.collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(order) = read(&words) else {
        eprintln!("nexus: cannot do \"{}\"\n\n{USAGE}", words.join(" "));
        return ExitCode::from(2);
    };
    match obey(order).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("nexus: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[&str]) -> Option<Order> {
    Some(match words {
        [] => Order::Run,
        ["migrate", "up"] => Order::Migrate(Way::Up),
        ["migrate", "down"] => Order::Migrate(Way::Down),
        ["migrate", "status"] => Order::Migrate(Way::Status),
        ["dead", words @ ..] => Order::Dead(dead::Order::read(words)?),
        ["backup", words @ ..] => Order::Backup(backup::Order::read(words)?),
        ["restore", words @ ..] => Order::Restore(restore::Order::read(words)?),
        ["doctor"] => Order::Doctor(doctor::Form::Text),
        ["doctor", "--json"] => Order::Doctor(doctor::Form::Json),
        ["token", words @ ..] => Order::Token(token::Order::read(words)?),
        ["health"] => Order::Health { url: None },
        ["health", url] if !url.starts_with('-') => Order::Health { url: Some((*url).to_owned()) },
        ["help" | "--help" | "-h"] => Order::Help,
        _ => return None,
    })
}

async fn obey(order: Order) -> anyhow::Result<ExitCode> {
    match order {
        Order::Run => nexus_core::run_with(crate::bot(), crate::endpoint()).await?,
        Order::Migrate(way) => migrate::run(way).await?,
        Order::Dead(order) => dead::run(order).await?,
        Order::Backup(order) => backup::run(order).await?,
        Order::Restore(order) => {
            let is_good = restore::run(order).await?;
            return Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Order::Token(order) => token::run(order).await?,
        Order::Doctor(form) => return doctor::run(form).await,
        Order::Health { url } => probe::run(url).await?,
        Order::Help => print!("{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_understood_or_refused() {
        let url = "http://10.0.0.1:8080/ready";
        for (words, order) in [
            (vec![], Some(Order::Run)),
            (vec!["migrate", "up"], Some(Order::Migrate(Way::Up))),
            (vec!["migrate", "down"], Some(Order::Migrate(Way::Down))),
            (vec!["migrate", "status"], Some(Order::Migrate(Way::Status))),
            (vec!["health"], Some(Order::Health { url: None })),
            (vec!["health", url], Some(Order::Health { url: Some(url.to_owned()) })),
            (vec!["doctor", "--json"], Some(Order::Doctor(doctor::Form::Json))),
            (vec!["doctor", "--loud"], None),
            (vec!["restore"], None),
            (vec!["-h"], Some(Order::Help)),
            (vec!["token", "list"], Some(Order::Token(token::Order::List))),
            (vec!["dead"], None),
            (vec!["token"], None),
            (vec!["migrate"], None),
            (vec!["migrate", "sideways"], None),
            (vec!["migrate", "up", "twice"], None),
            (vec!["health", "--verbose"], None),
            (vec![""], None),
        ] {
            assert_eq!(read(&words), order, "{words:?}");
        }
    }
}
