//! The plain peer: what a careful developer writes with teloxide and sqlx who does not think of crashes.
//!
//! Long polling through teloxide's dispatcher, which takes chats side by side; one transaction per message; the answer
//! after the commit. A process that dies loses whatever it had fetched.

mod store;

use std::{env, error::Error, fmt::Display};

use sqlx::{PgPool, postgres::PgPoolOptions};
use teloxide::{prelude::*, update_listeners::polling_default};
use url::Url;

pub use store::{count, save_plan};

/// What a handler of the peer returns.
pub type Handled = Result<(), Box<dyn Error + Send + Sync>>;

/// Runs a bot until it is killed, configured as ours: `<CODE>_TOKEN`, `TELEGRAM_API_URL`, `DATABASE_URL`.
///
/// # Errors
/// A variable that is missing, a database that cannot be reached.
pub async fn run(
    code: &str,
    handler: teloxide::dispatching::UpdateHandler<Box<dyn Error + Send + Sync>>,
) -> Handled {
    let token = variable(&format!("{code}_TOKEN"))?;
    let bot = Bot::new(token).set_api_url(Url::parse(&variable("TELEGRAM_API_URL")?)?);
    let pool = PgPoolOptions::new()
        .max_connections(10)
        // A round trip for every message, for a case that shows itself as an error anyway.
        .test_before_acquire(false)
        .connect(&variable("DATABASE_URL")?)
        .await?;
    store::prepare(&pool).await?;
    let listener = polling_default(bot.clone()).await;
    Dispatcher::builder(bot, handler)
        .dependencies(dptree::deps![pool])
        .default_handler(|_| async {})
        .build()
        .dispatch_with_listener(listener, LoggingErrorHandler::with_custom_text("polling failed"))
        .await;
    Ok(())
}

/// Who wrote, as the peer's tables know them.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    pub id: i64,
    pub first_name: &'a str,
    pub language: Option<&'a str>,
}

/// The message's author.
pub fn writer(message: &Message) -> Option<Writer<'_>> {
    let from = message.from.as_ref()?;
    let id = i64::try_from(from.id.0).ok()?;
    Some(Writer { id, first_name: &from.first_name, language: from.language_code.as_deref() })
}

fn variable(name: &str) -> Result<String, impl Error + Send + Sync + use<>> {
    env::var(name).map_err(|_| Missing(name.to_owned()))
}

#[derive(Debug)]
struct Missing(String);

impl Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not set", self.0)
    }
}

impl Error for Missing {}

/// What the peer's programs need to be a handler's argument.
pub type Pool = PgPool;
