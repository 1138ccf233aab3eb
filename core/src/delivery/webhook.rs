//! Updates that the messenger brings: each is committed to the inbox, and only then answered with 200.
//!
//! Any replica may take one; whose chat it is decides who works it off.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Api, Filing, Runner, WireError, batch::Batch, intake::KINDS, update::Label};
use crate::{
    ids::AccountId,
    metrics::{BotMetrics, Way},
};

/// Updates filed with one statement.
const MOST: usize = 100;
const FIRST_PAUSE: Duration = Duration::from_millis(300);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// How often the messenger is asked whether it still brings updates here: somebody may have polled with this token.
const LOOK: Duration = Duration::from_secs(60);
/// Connections that the messenger may open at once, all replicas together.
const CONNECTIONS: u32 = 40;

/// Why an update was not taken; the messenger brings it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// No such account is at work here (yet, or any more).
    Closed,
    /// The secret is missing or wrong: it is not the messenger who asks.
    Stranger,
    /// The database did not take it; it is in the log.
    Unfiled,
}

/// Where the webhooks of one account come in.
#[derive(Clone)]
pub struct Door {
    secret: [u8; 32],
    filer: Batch<Filing, Result<(), NotTaken>>,
    metrics: Arc<BotMetrics>,
}

impl Door {
    fn new(runner: Runner, secret: &str) -> Self {
        let metrics = Arc::clone(runner.metrics());
        let filer = Batch::start(MOST, move |filings: Vec<Filing>| {
            let runner = runner.clone();
            async move {
                let updates = filings.len();
                let filed = runner.file("update", filings).await.map_err(|error| {
                    tracing::warn!(%error, updates, "cannot file what the webhook brought");
                    NotTaken::Unfiled
                });
                vec![filed; updates]
            }
        });
        Self { secret: Sha256::digest(secret).into(), filer, metrics }
    }

    /// Digests are compared, so that the time it takes tells nothing about the secret.
    fn knows(&self, secret: &[u8]) -> bool {
        let given: [u8; 32] = Sha256::digest(secret).into();
        given == self.secret
    }

    async fn take(&self, raw: &str) -> Result<(), NotTaken> {
        let Some(label) = Label::read(raw) else {
            // It cannot be told from others, so it cannot be kept; refused, it would be brought for ever.
            tracing::error!(bytes = raw.len(), "an update without an id was passed over");
            return Ok(());
        };
        let kind = label.kind;
        let taken = self.filer.ask(label.filing(raw.to_owned())).await.unwrap_or(Err(NotTaken::Closed));
        if taken.is_ok() {
            self.metrics.update_taken(kind, Way::Webhook);
        }
        taken
    }
}

/// The doors of a process, by account. Clones are the same doors.
#[derive(Clone, Default)]
pub struct Doors(Arc<RwLock<HashMap<AccountId, Door>>>);

impl Doors {
    fn open(&self, account: AccountId, door: Door) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(account, door);
    }

    fn shut(&self, account: AccountId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&account);
    }

    fn find(&self, account: AccountId) -> Option<Door> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&account).cloned()
    }

    /// Takes an update that came with this secret; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`NotTaken`]
    pub async fn take(&self, account: AccountId, secret: &[u8], raw: &str) -> Result<(), NotTaken> {
        let door = self.find(account).ok_or(NotTaken::Closed)?;
        if !door.knows(secret) {
            return Err(NotTaken::Stranger);
        }
        door.take(raw).await
    }
}

/// One account's webhook.
pub struct Webhook {
    pub api: Api,
    pub runner: Runner,
    /// `WEBHOOK_URL`: where the messenger reaches the processes of this bot.
    pub base: Url,
    pub doors: Doors,
    /// Whether the messenger was told where to bring updates.
    pub is_receiving: Arc<AtomicBool>,
}

/// What the messenger says of its deliveries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Info {
    url: String,
    last_error_date: i64,
    last_error_message: String,
}

impl Webhook {
    /// The path of an account's webhook on the process's endpoint; its second part is the account.
    pub fn path(code: &str, account: AccountId) -> String {
        format!("/{code}/telegram/{account}")
    }

    /// Takes updates until `stop`. The messenger is told the address again whenever it has another one.
    pub async fn run(self, stop: CancellationToken) {
        let account = self.runner.account_id();
        let url = self.url();
        let secret = secret_of(self.api.token());
        self.doors.open(account, Door::new(self.runner.clone(), &secret));
        let mut pause = FIRST_PAUSE;
        let mut last_error = 0;
        while !stop.is_cancelled() {
            let wait = match self.make_sure(&url, &secret, &mut last_error).await {
                Ok(()) => {
                    self.is_receiving.store(true, Ordering::Relaxed);
                    pause = FIRST_PAUSE;
                    LOOK
                }
                Err(error) => {
                    tracing::warn!(bot = self.runner.code(), %error, "the webhook cannot be set, trying again");
                    let wait = pause;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    wait
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stop.cancelled() => {}
            }
        }
        self.doors.shut(account);
        self.is_receiving.store(false, Ordering::Relaxed);
    }

    fn url(&self) -> String {
        let base = self.base.as_str().trim_end_matches('/');
        format!("{base}{}", Self::path(self.runner.code(), self.runner.account_id()))
    }

    /// Sets the webhook where it is not, and reports what the messenger has to complain of.
    async fn make_sure(&self, url: &str, secret: &str, last_error: &mut i64) -> Result<(), WireError> {
        let info: Info = self.api.call("getWebhookInfo", &json!({})).await?;
        if info.last_error_date > *last_error && !info.last_error_message.is_empty() {
            *last_error = info.last_error_date;
            let error = info.last_error_message;
            tracing::warn!(bot = self.runner.code(), error, "the messenger had trouble with the webhook");
        }
        if info.url == url && self.is_receiving.load(Ordering::Relaxed) {
            return Ok(());
        }
        let request = json!({
            "url": url, "secret_token": secret, "allowed_updates": KINDS, "max_connections": CONNECTIONS,
            "drop_pending_updates": false,
        });
        self.api.call::<Value>("setWebhook", &request).await.map(drop)
    }
}

/// The same in every process that has the token, and nothing that the token could be found from.
fn secret_of(token: &SecretString) -> String {
    let digest = Sha256::new().chain_update("nexus webhook ").chain_update(token.expose_secret()).finalize();
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_that_telegram_takes_and_another_for_each_token() {
        let [one, other] = ["1:a", "1:b"].map(|token| secret_of(&token.into()));
        assert!(one.len() == 64 && one.chars().all(|c| c.is_ascii_hexdigit()), "{one}");
        assert_ne!(one, other);
    }
}
