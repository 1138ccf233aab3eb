//! The command line. Few subcommands with hardly a flag, so they are read by hand: an argument parser would cost every
//! newcomer more build time than it saves here.

mod database;
mod dead;
mod migrate;
mod probe;

use std::process::ExitCode;

use migrate::Way;

const USAGE: &str = "\
Nexus, the registry's bot.

Usage:
  nexus                         run the bot and its endpoint until Ctrl-C or SIGTERM
  nexus migrate up|down|status  bring the registry's tables up to date, take their newest step back (what it made is
                                lost), or say how far they are
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
  nexus health [URL]            ask a process whether it is ready; the exit code is 0 when it is and 1 when it is not
  nexus --help                  this text

Configuration comes from the environment and from .env; .env.example lists the variables. migrate and dead need
DATABASE_URL. migrate handles the schema nexus: every bot brings its own schema up to date when it starts. Without a URL
health asks http://<HTTP_ADDR>/ready, with port 8080 of this machine where HTTP_ADDR names none.
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Order {
    Run,
    Migrate(Way),
    Dead(dead::Order),
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
        Ok(()) => ExitCode::SUCCESS,
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
        ["health"] => Order::Health { url: None },
        ["health", url] if !url.starts_with('-') => Order::Health { url: Some((*url).to_owned()) },
        ["help" | "--help" | "-h"] => Order::Help,
        _ => return None,
    })
}

async fn obey(order: Order) -> anyhow::Result<()> {
    match order {
        Order::Run => nexus_core::run_with(crate::bot(), crate::endpoint()).await,
        Order::Migrate(way) => migrate::run(way).await,
        Order::Dead(order) => dead::run(order).await,
        Order::Health { url } => probe::run(url).await,
        Order::Help => {
            print!("{USAGE}");
            Ok(())
        }
    }
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
            (vec!["-h"], Some(Order::Help)),
            (vec!["dead"], None),
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
