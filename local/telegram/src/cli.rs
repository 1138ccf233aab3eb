//! The command line.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use telegram_local::{Builder, Telegram};

pub const USAGE: &str = "\
A Bot API server with a chat page, on this machine and without a token.

Usage: telegram-local [--port 8081] [--host 127.0.0.1] [--data DIR] [--bot NAME:TOKEN]...

  --port PORT        where to listen; 0 takes a free port (8081)
  --host ADDRESS     address to listen on (127.0.0.1)
  --data DIR         keep chats, files and people in this folder; without it everything is in memory
  --bot NAME:TOKEN   create a bot with this username and token, as coach:7000000001:secret; may be repeated
  --help             this text";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    addr: SocketAddr,
    data: Option<PathBuf>,
    bots: Vec<(String, String)>,
}

impl Options {
    pub fn builder(self) -> Builder {
        let mut builder = Telegram::builder().addr(self.addr);
        if let Some(dir) = self.data {
            builder = builder.data_dir(dir);
        }
        self.bots.iter().fold(builder, |builder, (name, token)| builder.bot(name, token))
    }
}

/// Reads the arguments; none when help was asked for.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options =
        Options { addr: (IpAddr::V4(Ipv4Addr::LOCALHOST), 8081).into(), data: None, bots: Vec::new() };
    let mut arguments = arguments.flat_map(split_equals);
    while let Some(argument) = arguments.next() {
        if argument == "--help" || argument == "-h" {
            return Ok(None);
        }
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--port" => {
                options.addr.set_port(value()?.parse().map_err(|_| "--port needs a number up to 65535")?)
            }
            "--host" => options.addr.set_ip(value()?.parse().map_err(|_| "--host needs an IP address")?),
            "--data" => options.data = Some(value()?.into()),
            "--bot" => options.bots.push(bot(&value()?)?),
            other => return Err(format!("unknown argument: {other}")),
        }
    }
    Ok(Some(options))
}

fn split_equals(argument: String) -> Vec<String> {
    match argument.split_once('=') {
        Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
        _ => vec![argument],
    }
}

fn bot(text: &str) -> Result<(String, String), String> {
    let (name, token) = text.split_once(':').ok_or("--bot needs NAME:TOKEN")?;
    Ok((name.to_owned(), token.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Option<Options>, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_everything() {
        let options = parsed("--port=9000 --host 0.0.0.0 --data /tmp/x --bot coach:7:secret");
        let expected = Options {
            addr: ([0, 0, 0, 0], 9000).into(),
            data: Some("/tmp/x".into()),
            bots: vec![("coach".into(), "7:secret".into())],
        };
        assert_eq!(options, Ok(Some(expected)));
    }

    #[test]
    fn refuses_nonsense() {
        assert_eq!(parsed("--help"), Ok(None));
        for line in ["--port", "--port x", "--bot coach", "--what", "x"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
