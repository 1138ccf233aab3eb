//! Where a bot's line is kept: in Redis, else in Postgres.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use redis::RedisError;
use secrecy::SecretString;
use tokio::{task::AbortHandle, time::Instant};

use super::{
    limits::Rate,
    line::{Ask, Taken},
    redis::Redis,
    store,
};
use crate::{config::ConfigError, db::Db, ids::AccountId};

/// Redis is tried again and again for this long before Postgres takes over.
const PATIENCE: Duration = Duration::from_millis(600);
const RETRY: Duration = Duration::from_millis(50);
/// After a change of the place nothing is sent for so long: what was taken at the other place is used up by then, and
/// the other processes have noticed too.
const SETTLE: Duration = Duration::from_secs(1);
/// How often Redis is looked after while it is away, and while it is there.
const LOOK: Duration = Duration::from_millis(250);
const REST: Duration = Duration::from_secs(2);
const STATEMENT: Duration = Duration::from_secs(5);

/// Neither place could be reached; both are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away;

/// The place of the lines, shared by all accounts of a process.
pub struct PermitStore(Place);

enum Place {
    Unlimited,
    Postgres(Postgres),
    Redis {
        shared: Arc<Shared>,
        fallback: Postgres,
        watch: AbortHandle,
    },
    #[cfg(test)]
    Memory(super::memory::Memory),
}

impl PermitStore {
    /// No rate per bot; those per chat hold.
    pub const fn unlimited() -> Self {
        Self(Place::Unlimited)
    }

    pub fn postgres(db: Db) -> Self {
        Self(Place::Postgres(Postgres::new(db)))
    }

    /// Redis, and Postgres while it is away. Returns at once; from now on somebody looks after Redis.
    ///
    /// # Errors
    /// A URL that is none, as [`crate::config::Config`] would have found.
    pub fn redis(url: &SecretString, db: Db) -> Result<Self, ConfigError> {
        let redis = Redis::new(url).map_err(|_| crate::config::malformed_redis_url())?;
        let shared = Arc::new(Shared { redis, is_up: AtomicBool::new(true), troubled: Mutex::new(None) });
        let watch = tokio::spawn(watch(Arc::clone(&shared))).abort_handle();
        Ok(Self(Place::Redis { shared, fallback: Postgres::new(db), watch }))
    }

    #[cfg(test)]
    pub fn memory() -> Self {
        Self(Place::Memory(super::memory::Memory::default()))
    }

    /// Whether the line in memory can be reached.
    #[cfg(test)]
    pub fn set_away(&self, is_away: bool) {
        if let Place::Memory(memory) = &self.0 {
            memory.is_away.store(is_away, Ordering::Relaxed);
        }
    }

    /// As configured: Redis where there is one, else Postgres.
    ///
    /// # Errors
    /// As [`PermitStore::redis`].
    pub fn open(redis: Option<&SecretString>, db: Db) -> Result<Self, ConfigError> {
        match redis {
            Some(url) => Self::redis(url, db),
            None => Ok(Self::postgres(db)),
        }
    }

    /// Whether Redis answers; `None` when there is none. Never older than a few seconds, and asks nobody.
    pub fn is_up(&self) -> Option<bool> {
        match &self.0 {
            Place::Redis { shared, .. } => Some(shared.is_up()),
            _ => None,
        }
    }

    pub(super) fn is_unlimited(&self) -> bool {
        matches!(self.0, Place::Unlimited)
    }

    /// Takes places of an account's line.
    ///
    /// # Errors
    /// [`Away`]: worth asking again.
    pub async fn take(&self, account: AccountId, ask: Ask) -> Result<Taken, Away> {
        match &self.0 {
            Place::Unlimited => Ok(Taken { count: ask.count, first_us: 0 }),
            Place::Postgres(postgres) => postgres.take(account, &ask).await,
            Place::Redis { shared, fallback, .. } => {
                if shared.is_up() {
                    match shared.take_patiently(&account.to_string(), ask).await {
                        Ok(taken) => return Ok(taken),
                        Err(error) => shared.note_down(&error),
                    }
                }
                fallback.take(account, &shared.settled(ask)).await
            }
            #[cfg(test)]
            Place::Memory(memory) => memory.take(account, &ask),
        }
    }
}

impl Drop for PermitStore {
    fn drop(&mut self) {
        if let Place::Redis { watch, .. } = &self.0 {
            watch.abort();
        }
    }
}

struct Postgres {
    db: Db,
    /// So that the log tells of an absence once.
    is_away: AtomicBool,
}

impl Postgres {
    fn new(db: Db) -> Self {
        Self { db, is_away: AtomicBool::new(false) }
    }

    async fn take(&self, account: AccountId, ask: &Ask) -> Result<Taken, Away> {
        let cause = match tokio::time::timeout(STATEMENT, store::take(&self.db, account, ask)).await {
            Ok(Ok(taken)) => {
                if self.is_away.swap(false, Ordering::Relaxed) {
                    tracing::info!("permits to send are to be had again");
                }
                return Ok(taken);
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer".to_owned(),
        };
        if !self.is_away.swap(true, Ordering::Relaxed) {
            tracing::warn!(cause, "no permits to send from the database, messages wait for them");
        }
        Err(Away)
    }
}

/// Redis, and what is known of it.
struct Shared {
    redis: Redis,
    is_up: AtomicBool,
    /// When it last failed or came back: it may have forgotten the lines, or others may still be asking elsewhere.
    troubled: Mutex<Option<Instant>>,
}

impl Shared {
    fn is_up(&self) -> bool {
        self.is_up.load(Ordering::Relaxed)
    }

    fn trouble(&self) {
        *self.troubled.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// The ask as it may go out now: shortly after trouble the line is held until it has settled.
    fn settled(&self, ask: Ask) -> Ask {
        let troubled = *self.troubled.lock().unwrap_or_else(PoisonError::into_inner);
        let left = troubled.map_or(Duration::ZERO, |at| SETTLE.saturating_sub(at.elapsed()));
        Ask { hold: ask.hold.max(left), ..ask }
    }

    /// Over a lost connection or a quick restart.
    async fn take_patiently(&self, name: &str, ask: Ask) -> Result<Taken, RedisError> {
        let since = Instant::now();
        loop {
            match self.redis.take(name, &self.settled(ask)).await {
                Ok(taken) => return Ok(taken),
                Err(error) => {
                    self.trouble();
                    if since.elapsed() + RETRY > PATIENCE {
                        return Err(error);
                    }
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    fn note_down(&self, cause: &RedisError) {
        if self.is_up.swap(false, Ordering::Relaxed) {
            self.trouble();
            tracing::warn!(%cause, "Redis is away: the bots share their rates through Postgres until it is back");
        }
    }

    fn note_up(&self) {
        if !self.is_up.swap(true, Ordering::Relaxed) {
            self.trouble();
            tracing::info!("Redis is back");
        }
    }
}

/// Looks after Redis, by what is asked of it at work and not by a ping: a replica answers those too.
async fn watch(shared: Arc<Shared>) {
    let ask = Ask { rate: Rate::new(Duration::from_millis(1), 1), count: 1, hold: Duration::ZERO };
    loop {
        if shared.is_up() {
            if let Err(error) = shared.take_patiently("probe", ask).await {
                shared.note_down(&error);
            }
        } else if shared.redis.take("probe", &ask).await.is_ok() {
            shared.note_up();
        }
        tokio::time::sleep(if shared.is_up() { REST } else { LOOK }).await;
    }
}
