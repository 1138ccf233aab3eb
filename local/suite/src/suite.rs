//! What runs in the one process, and how it is started and stopped.

use std::{
    env,
    net::SocketAddr,
    path::Path,
    sync::{Arc, OnceLock},
};

use anyhow::Context;
use nexus_core::{
    Bot, House, app::Running, config::Config, db::Db, ids::ExternalId, notify, token::SigningKey,
};
use telegram_local::Telegram;

use crate::options::{Options, address};

/// The chat page.
const PAGE_PORT: u16 = 8080;
/// Health, readiness and metrics of all bots.
const HTTP_PORT: u16 = 8081;

/// The suite at work.
pub struct Suite {
    telegram: Telegram,
    house: House,
    running: Vec<Running>,
    http: SocketAddr,
    /// Usernames with what each bot is for.
    bots: Vec<(String, &'static str)>,
}

impl Suite {
    /// Starts everything.
    ///
    /// # Errors
    /// What keeps a part from starting, named so that it can be mended.
    pub async fn start(options: &Options) -> anyhow::Result<Self> {
        let mut config = Config::from_env()?;
        let database = Arc::new(OnceLock::new());
        let telegram = start_telegram(options, &config.database.data, Arc::clone(&database)).await?;
        config.telegram.api = telegram.url().parse()?;
        if env::var("HTTP_ADDR").unwrap_or_default().trim().is_empty() {
            config.http = address(None, HTTP_PORT);
        }
        if config.admins.is_empty() {
            config.admins = first_person(&telegram).await.into_iter().collect();
        }
        if config.api.token_key.is_none() {
            config.api.token_key = Some(SigningKey::kept_in(&config.database.data)?);
        }
        let house = House::open(config).await?;
        // Set once; this is the only place.
        let _ = database.set(house.db.clone());
        let (coach, nexus) = (coach::bot(), nexus::bot());
        let http = house.serve_http(nexus::endpoint().with(&coach).with(&nexus)).await?;
        let mut suite = Self { telegram, house, running: Vec::new(), http, bots: Vec::new() };
        suite.start_bot(coach, "coach_bot", "Coach", "goals, plans, calendar and reminders").await?;
        suite.start_bot(nexus, "nexus_bot", "Nexus", "your bots, and the admin's view").await?;
        Ok(suite)
    }

    async fn start_bot(
        &mut self,
        bot: Bot,
        username: &str,
        name: &str,
        purpose: &'static str,
    ) -> anyhow::Result<()> {
        let account = self.telegram.bot_named(username, name).await;
        let code = bot.code();
        let running = self.house.start(bot, account.token.into());
        self.running.push(running.await.with_context(|| format!("{code} cannot start"))?);
        self.bots.push((account.username, purpose));
        Ok(())
    }

    /// Where people chat.
    pub fn page(&self) -> &str {
        self.telegram.url()
    }

    /// Says where to look.
    pub fn introduce(&self) {
        println!("\nBot Nexus is running.\n");
        println!("  Chat page   {}/", self.page());
        for (username, purpose) in &self.bots {
            println!("              @{username}: {purpose}");
        }
        println!("  Health      http://{0}/health  http://{0}/ready  http://{0}/metrics", self.http);
        println!("  API         http://{}/docs", self.http);
        println!("\nCtrl-C stops all of it; what was written stays.\n");
    }

    /// Stops everything: bots first, then what they stand on.
    pub async fn stop(self) {
        for running in self.running {
            running.stopped().await;
        }
        self.house.close().await;
        self.telegram.stop().await;
    }
}

async fn start_telegram(
    options: &Options,
    data: &Path,
    database: Arc<OnceLock<Db>>,
) -> anyhow::Result<Telegram> {
    let next_event = move || {
        let database = Arc::clone(&database);
        async move {
            let next = notify::next_due_of_all(database.get()?).await.ok().flatten();
            next.map(|next| next.timestamp_millis())
        }
    };
    Telegram::builder()
        .addr(address(options.port, PAGE_PORT))
        .data_dir(data.join("telegram"))
        .next_event(next_event)
        .start()
        .await
        .context("the local Telegram cannot start")
}

/// Somebody has to see the admin's side of a suite that nobody configured.
async fn first_person(telegram: &Telegram) -> Option<ExternalId> {
    telegram.people().await.first().map(|person| ExternalId(person.id))
}
