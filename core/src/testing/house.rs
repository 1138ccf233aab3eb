//! Bots at work between a test's database and a test's messenger: the house that production runs, opened by hand.
//!
//! ```ignore
//! let telegram = Telegram::start().await?;
//! let account = telegram.bot("coach").await;
//! let test = TestDb::new(&[&nexus_core::db::CORE, &MIGRATIONS]).await;
//! let mut house = TestHouse::open(&test, telegram.url(), &[admin.id]).await;
//! house.start(coach::bot(), &account.token).await;
//! // … the conversation …
//! house.stop().await;
//! ```

use std::{net::SocketAddr, path::PathBuf};

use super::db::TestDb;
use crate::{
    app::{House, Running, StartError},
    bot::Bot,
    config::{
        ApiConfig, BackupConfig, Config, DatabaseConfig, Keep, RedisConfig, Retention, SendingConfig,
        TelegramConfig,
    },
    http,
    ids::ExternalId,
};

/// A process's house in a test. One that is dropped without [`TestHouse::stop`] goes with the test's runtime.
pub struct TestHouse {
    pub house: House,
    running: Vec<Running>,
}

impl TestHouse {
    /// A house on the test's database, whose bots will talk to the Bot API server at `telegram`. `admins`: the
    /// messenger's ids of operators.
    ///
    /// # Panics
    /// When it cannot be opened: the test cannot say anything then.
    pub async fn open(test: &TestDb, telegram: &str, admins: &[i64]) -> Self {
        let admins = admins.iter().copied().map(ExternalId).collect();
        Self::with(Config { admins, ..Self::config(test, telegram) }).await
    }

    /// What [`TestHouse::open`] configures, to be changed.
    ///
    /// # Panics
    /// When `telegram` is no address.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub fn config(test: &TestDb, telegram: &str) -> Config {
        let api = telegram.parse().unwrap_or_else(|error| panic!("{telegram} is no address: {error}"));
        Config {
            database: DatabaseConfig { url: Some(test.url.clone()), direct_url: None, data: PathBuf::new() },
            redis: RedisConfig::default(),
            telegram: TelegramConfig { api, webhook: None },
            sending: SendingConfig::default(),
            http: SocketAddr::from(([127, 0, 0, 1], 0)),
            api: ApiConfig::default(),
            admins: Vec::new(),
            retention: Retention::default(),
            backup: BackupConfig { at: None, folder: PathBuf::new(), keep: Keep::default() },
        }
    }

    /// A house as configured.
    ///
    /// # Panics
    /// When it cannot be opened.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn with(config: Config) -> Self {
        let house = House::open(config).await;
        let house = house.unwrap_or_else(|error| panic!("the house of this test cannot be opened: {error}"));
        Self { house, running: Vec::new() }
    }

    /// Starts a bot, which works until the house is stopped.
    ///
    /// # Panics
    /// When it cannot start; see [`TestHouse::try_start`].
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn start(&mut self, bot: Bot, token: &str) {
        let code = bot.code();
        self.try_start(bot, token).await.unwrap_or_else(|error| panic!("{code} cannot start: {error}"));
    }

    /// Like [`TestHouse::start`], for tests about failing.
    ///
    /// # Errors
    /// As [`House::start`].
    pub async fn try_start(&mut self, bot: Bot, token: &str) -> Result<(), StartError> {
        self.running.push(self.house.start(bot, token.into()).await?);
        Ok(())
    }

    /// Serves health, readiness and `extra` routes on a free port of loopback.
    ///
    /// # Panics
    /// When there is none.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn serve_http(&self, extra: http::Extra) -> SocketAddr {
        self.house.serve_http(extra).await.unwrap_or_else(|error| panic!("no endpoint: {error}"))
    }

    /// Stops the bots; the house goes on. What they had under way has come to its end when this returns.
    pub async fn stop_bots(&mut self) {
        for running in self.running.drain(..) {
            running.stopped().await;
        }
    }

    /// Stops the bots and then the house, as Ctrl-C does.
    pub async fn stop(mut self) {
        self.stop_bots().await;
        self.house.close().await;
    }
}
