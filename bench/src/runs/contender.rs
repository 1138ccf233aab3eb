//! The bots that are measured, and how they are called.

use tokio::process::Command;
use url::Url;

use super::Bench;

/// What the programs are told besides, for all of them: a key for tokens that nobody uses elsewhere, and no limit on calls.
const API: [(&str, &str); 2] =
    [("TOKEN_KEY", "YmVuY2htYXJrcyBhbmQgbm90aGluZyBlbHNlIGF0IGE="), ("API_RATE", "off")];

/// A bot that can be measured.
#[derive(Clone, Copy, Debug)]
pub struct Contender {
    /// Its file in Cargo's folder.
    pub program: &'static str,
    /// In the name of the variable that holds its token.
    pub code: &'static str,
    /// The messenger's number of it.
    pub bot: i64,
    /// Whether it asks newcomers for language and place.
    pub asks_newcomers: bool,
}

pub const COUNTER: Contender =
    Contender { program: "examples/counter", code: "COUNTER", bot: 7_000_000_101, asks_newcomers: false };
pub const PEER_COUNTER: Contender = Contender { program: "bench-peer-counter", ..COUNTER };
pub const COACH: Contender =
    Contender { program: "coach", code: "COACH", bot: 7_000_000_102, asks_newcomers: true };
pub const PEER_COACH: Contender = Contender { program: "bench-peer-coach", asks_newcomers: false, ..COACH };
pub const REMINDER: Contender =
    Contender { program: "bench-reminder", code: "REMINDER", bot: 7_000_000_103, asks_newcomers: false };

pub const NEXUS: Contender =
    Contender { program: "nexus", code: "NEXUS", bot: 7_000_000_104, asks_newcomers: true };

impl Contender {
    pub fn token(&self) -> String {
        format!("{}:{}", self.bot, self.code.to_lowercase())
    }

    /// Its command, with the environment that every bot gets.
    ///
    /// # Errors
    /// When the program is missing.
    pub fn command(&self, bench: &Bench, telegram: &str, database: &Url) -> anyhow::Result<Command> {
        let mut command = Command::new(bench.programs.path(self.program)?);
        command
            // What is set for the person who runs this is not meant for the bots.
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(&bench.machine.folder)
            .env(format!("{}_TOKEN", self.code), self.token())
            .env("TELEGRAM_API_URL", telegram)
            .env("DATABASE_URL", database.as_str())
            .env("HTTP_ADDR", "127.0.0.1:0")
            .env("SEND_LIMITS", "off")
            .envs(API)
            .env("RUST_LOG", "warn");
        Ok(command)
    }
}
