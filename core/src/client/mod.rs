//! The registry's API from outside: for bots and programs that live elsewhere than its database.
//!
//! Every write is an operation with an id, so that it may be sent again: whatever is tried under one id happens once. The
//! client does so by itself while the registry is away for a moment, or asks it to slow down; who has an id of their own
//! (the number of an update) is safe over their own restarts too.
//!
//! ```no_run
//! # async fn example() -> Result<(), nexus_core::client::Error> {
//! use nexus_core::client::{Client, Operation, Visitor};
//!
//! let registry = Client::new("http://localhost:8080".parse().expect("a URL"), "a service token".into())?;
//! let anna = Visitor::new(1001, "Anna", "tally");
//! let visit = registry.visit(&anna, Operation::of("update-5")).await?;
//! let state = registry.state(visit.subscription.id).await?;
//! let patch = serde_json::json!({"count": 1});
//! registry.patch_state(visit.subscription.id, &patch, Some(&state.version), Operation::default()).await?;
//! # Ok(())
//! # }
//! ```

mod call;
mod error;
mod types;

pub use error::{Error, Refusal};
pub use types::{
    Bot, BotPatch, ChosenLanguage, Erasure, NewBot, Page, Subscription, Tier, UsedBot, UsedBots, User,
    UserPatch, Visit, Visitor,
};

use std::{fmt, time::Duration};

use reqwest::{Method, header::HeaderValue};
use secrecy::SecretString;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::ids::{SubscriptionId, UserId};
use call::Call;

/// What is kept with a subscription.
const STATE: &str = "state";
const SETTINGS: &str = "settings";
/// Longer than the registry takes for anything.
const LIMIT: Duration = Duration::from_secs(15);

/// The way to a registry. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    token: SecretString,
}

/// The name of a write. What is done under one name is done once, for a day; the same name for something else is refused
/// (409 `operation_mismatch`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation(String);

impl Operation {
    /// A name that the caller finds again, also after a restart. 1 to 128 visible ASCII characters.
    pub fn of(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

/// A name that nobody used before: for the client's own repeats.
impl Default for Operation {
    fn default() -> Self {
        Self(Uuid::now_v7().to_string())
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What something was when it was read: a change that is made from it is refused (412) once it is something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(HeaderValue);

/// Something, and its version.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    pub value: T,
    pub version: Version,
}

impl Client {
    /// # Errors
    /// When this machine cannot speak HTTPS.
    pub fn new(base: Url, token: SecretString) -> Result<Self, Error> {
        let http = reqwest::Client::builder().timeout(LIMIT).build().map_err(Error::Away)?;
        Ok(Self { http, base, token })
    }

    /// Somebody came to a bot: they and their use of it exist afterwards.
    ///
    /// # Errors
    /// [`Error`]; refused with `bot_not_found`, `bot_inactive`, `user_banned`, `out_of_scope`.
    pub async fn visit(&self, visitor: &Visitor, operation: Operation) -> Result<Visit, Error> {
        self.write(Method::POST, &["users", "from-telegram"], operation).body(visitor)?.send().await?.json()
    }

    /// A page of the people that the token sees, in the order in which they came; `cursor` is the page's before.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn users(&self, search: Option<&str>, cursor: Option<&str>) -> Result<Page<User>, Error> {
        self.read(&["users"]).query("search", search).query("cursor", cursor).send().await?.json()
    }

    /// Who has this number in Telegram.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn user_by_telegram(&self, telegram_id: i64) -> Result<Option<User>, Error> {
        let id = telegram_id.to_string();
        let page: Page<User> = self.read(&["users"]).query("telegram_id", Some(&id)).send().await?.json()?;
        Ok(page.items.into_iter().next())
    }

    /// # Errors
    /// [`Error`]; refused with `user_not_found`.
    pub async fn user(&self, id: UserId) -> Result<Versioned<User>, Error> {
        self.read(&["users", &id.to_string()]).send().await?.versioned()
    }

    /// Changes what a person chose.
    ///
    /// # Errors
    /// [`Error`]; refused with `user_not_found`, `changed_meanwhile`, `invalid`, `out_of_scope`.
    pub async fn patch_user(
        &self,
        id: UserId,
        patch: &UserPatch,
        from: Option<&Version>,
        operation: Operation,
    ) -> Result<Versioned<User>, Error> {
        self.patch(&["users", &id.to_string()], patch, from, operation).await
    }

    /// Has a person erased: each of their bots does its part, then the registry. `None`: that is done already.
    ///
    /// # Errors
    /// [`Error`]; refused with `user_not_found`, `out_of_scope`.
    pub async fn erase_user(&self, id: UserId, operation: Operation) -> Result<Option<Erasure>, Error> {
        let answer = self.write(Method::DELETE, &["users", &id.to_string()], operation).send().await?;
        if answer.is_empty() { Ok(None) } else { answer.json().map(Some) }
    }

    /// The bots that a person uses, the last used one first.
    ///
    /// # Errors
    /// [`Error`]; refused with `user_not_found`.
    pub async fn bots_of(&self, id: UserId) -> Result<Vec<UsedBot>, Error> {
        let used: UsedBots = self.read(&["users", &id.to_string(), "bots"]).send().await?.json()?;
        Ok(used.items)
    }

    /// # Errors
    /// [`Error`]; refused with `subscription_not_found`.
    pub async fn subscription(&self, id: SubscriptionId) -> Result<Versioned<Subscription>, Error> {
        self.read(&["subscriptions", &id.to_string()]).send().await?.versioned()
    }

    /// Ends a subscription, with its settings and state.
    ///
    /// # Errors
    /// [`Error`]; refused with `subscription_not_found`.
    pub async fn end_subscription(&self, id: SubscriptionId, operation: Operation) -> Result<(), Error> {
        self.write(Method::DELETE, &["subscriptions", &id.to_string()], operation).send().await?;
        Ok(())
    }

    /// What the bot knows of the person.
    ///
    /// # Errors
    /// [`Error`]; refused with `subscription_not_found`.
    pub async fn state(&self, id: SubscriptionId) -> Result<Versioned<Value>, Error> {
        self.read(&["subscriptions", &id.to_string(), STATE]).send().await?.versioned()
    }

    /// What the person chose in the bot.
    ///
    /// # Errors
    /// As [`Client::state`].
    pub async fn settings(&self, id: SubscriptionId) -> Result<Versioned<Value>, Error> {
        self.read(&["subscriptions", &id.to_string(), SETTINGS]).send().await?.versioned()
    }

    /// Merges into the state (RFC 7396), only where it still is `from`, and returns it as it is then.
    ///
    /// # Errors
    /// [`Error`]; refused with `subscription_not_found`, `changed_meanwhile`, `too_large`, `too_deep`.
    pub async fn patch_state(
        &self,
        id: SubscriptionId,
        patch: &Value,
        from: Option<&Version>,
        operation: Operation,
    ) -> Result<Versioned<Value>, Error> {
        self.patch(&["subscriptions", &id.to_string(), STATE], patch, from, operation).await
    }

    /// Merges into the settings, as [`Client::patch_state`] does into the state.
    ///
    /// # Errors
    /// As [`Client::patch_state`].
    pub async fn patch_settings(
        &self,
        id: SubscriptionId,
        patch: &Value,
        from: Option<&Version>,
        operation: Operation,
    ) -> Result<Versioned<Value>, Error> {
        self.patch(&["subscriptions", &id.to_string(), SETTINGS], patch, from, operation).await
    }

    /// A page of the bots that the token sees.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn bots(&self, cursor: Option<&str>) -> Result<Page<Bot>, Error> {
        self.read(&["bots"]).query("cursor", cursor).send().await?.json()
    }

    /// # Errors
    /// [`Error`]; refused with `bot_not_found`.
    pub async fn bot(&self, code: &str) -> Result<Versioned<Bot>, Error> {
        self.read(&["bots", code]).send().await?.versioned()
    }

    /// Registers a bot that lives elsewhere.
    ///
    /// # Errors
    /// [`Error`]; refused with `bot_exists`, `invalid`, `out_of_scope`.
    pub async fn register_bot(&self, bot: &NewBot, operation: Operation) -> Result<Bot, Error> {
        self.write(Method::POST, &["bots"], operation).body(bot)?.send().await?.json()
    }

    /// Changes a bot, or switches it on or off.
    ///
    /// # Errors
    /// [`Error`]; refused with `bot_not_found`, `changed_meanwhile`, `invalid`, `out_of_scope`.
    pub async fn patch_bot(
        &self,
        code: &str,
        patch: &BotPatch,
        from: Option<&Version>,
        operation: Operation,
    ) -> Result<Versioned<Bot>, Error> {
        self.patch(&["bots", code], patch, from, operation).await
    }

    async fn patch<T: DeserializeOwned>(
        &self,
        path: &[&str],
        patch: &impl Serialize,
        from: Option<&Version>,
        operation: Operation,
    ) -> Result<Versioned<T>, Error> {
        self.write(Method::PATCH, path, operation).from(from).body(patch)?.send().await?.versioned()
    }

    fn read(&self, path: &[&str]) -> Call<'_> {
        Call::new(self, Method::GET, path, None)
    }

    fn write(&self, method: Method, path: &[&str], operation: Operation) -> Call<'_> {
        Call::new(self, method, path, Some(operation))
    }
}
