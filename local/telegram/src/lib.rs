//! A Bot API server, its chat page and a test harness, on one machine and without a token.
//!
//! Bots talk to it as to `https://api.telegram.org`; people use the page at `/`; tests write conversations:
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! let telegram = telegram_local::Telegram::start().await?;
//! let bot = telegram.bot("coach").await;
//! // … start the bot with `bot.token` and `telegram.url()` …
//! let anna = telegram.person("Anna").language("ru").zone("Europe/Moscow").create().await;
//! let chat = anna.chat(&bot).await;
//! chat.send("/start").await;
//! chat.expect("Welcome").await;
//! chat.press("Skip").await;
//! chat.assert_quiet().await;
//! # Ok(()) }
//! ```

mod api;
mod clock;
mod error;
mod events;
mod faults;
mod group;
mod harness;
mod http;
mod image;
mod journal;
mod limits;
mod local_api;
mod model;
mod page;
mod persist;
mod server;
mod text;
mod webhook;
mod world;

use std::sync::Arc;

pub use error::{ALL as ERROR_TEXTS, Rule};
pub use faults::Fault;
pub use harness::{
    Album, Bot, Chat, Clock, Group, GroupBuilder, Person, PersonBuilder, Pressed, Seen, SeenFile, Telegram,
};
pub use journal::Call;
pub use model::Persona;
pub use server::{Builder, NextEvent, StartError};
pub use world::bots::NewBotError;

/// What every request has at hand.
#[derive(Clone)]
pub(crate) struct App {
    pub shared: Arc<world::Shared>,
    pub next_event: Option<NextEvent>,
    /// Ends every request, stream and delivery when the server stops.
    pub stop: tokio_util::sync::CancellationToken,
}
