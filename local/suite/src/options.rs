//! The command line.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, bail};

pub const USAGE: &str = "\
Runs the whole suite on this machine: an embedded Postgres, a local Telegram with its chat page, Coach and Nexus.

Usage: cargo run [-- OPTIONS]

  --port PORT   where the chat page is served (default: 8080, or a free one when that is taken)
  --no-open     does not open the page in a browser
  --help        shows this

Environment: NEXUS_DATA (default: data), DATABASE_URL (default: the embedded Postgres), HTTP_ADDR (health, metrics, API;
default: 127.0.0.1:8081, or a free one), NEXUS_ADMINS (default: the first person of the chat page), RUST_LOG.";

/// What was asked for on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `None`: the usual port, or a free one when that is taken.
    pub port: Option<u16>,
    pub opens_browser: bool,
}

impl Options {
    /// `None`: help was asked for.
    ///
    /// # Errors
    /// An option that is not known, or a port that is none.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Option<Self>> {
        let mut options = Self { port: None, opens_browser: true };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--help" | "-h" => return Ok(None),
                "--no-open" => options.opens_browser = false,
                "--port" => {
                    let port = arguments.next().and_then(|port| port.parse().ok());
                    options.port = Some(port.context("--port needs a number from 0 to 65535")?);
                }
                unknown => bail!("{unknown} is no option of the suite\n\n{USAGE}"),
            }
        }
        Ok(Some(options))
    }
}

/// An address of loopback to bind: the one asked for, else the usual one, else any.
pub fn address(asked: Option<u16>, usual: u16) -> SocketAddr {
    let on = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match asked {
        Some(port) => on(port),
        None if std::net::TcpListener::bind(on(usual)).is_ok() => on(usual),
        None => on(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> anyhow::Result<Option<Options>> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read() -> anyhow::Result<()> {
        assert_eq!(parse("")?, Some(Options { port: None, opens_browser: true }));
        assert_eq!(parse("--no-open --port 9000")?, Some(Options { port: Some(9000), opens_browser: false }));
        assert_eq!(parse("--help --port x")?, None);
        Ok(())
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let message = |line: &str| parse(line).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(message("--prot 1").starts_with("--prot"));
        assert!(message("--port x").starts_with("--port"));
        assert!(message("--port").starts_with("--port"));
    }
}
