//! One process: a database, a clock, a way to the messenger, and the bots that run in it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use secrecy::SecretString;
use serde_json::json;
use teloxide::types::Me;
use thiserror::Error;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{Running, housekeeping, local_clock, supervisor};
use crate::{
    bot::Bot,
    clock::Clock,
    config::{Config, ConfigError},
    db::{
        self, Db, DbError,
        embedded::{Embedded, EmbeddedConfig},
    },
    delivery::{Api, Doors, Gate, ThisProcess, WireError},
    http,
    ids::{ExternalId, Realm},
    locale::Language,
    metrics::Metrics,
    permits::PermitStore,
    registry, requests,
    token::{Keys, NotKept, SigningKey, Tokens},
};

/// The process's own things, shared by the bots that run in it.
pub struct House {
    pub db: Db,
    pub clock: Clock,
    /// Where the bots' processes share how fast they send.
    pub permits: Arc<PermitStore>,
    /// What the process was told.
    pub config: Arc<Config>,
    /// What is known of service tokens, and the keys that they are signed with.
    pub tokens: Arc<Tokens>,
    pub(super) process: ThisProcess,
    pub(super) metrics: Metrics,
    pub(super) status: http::Status,
    pub(super) doors: Doors,
    /// Where handlers of all bots pass.
    pub(super) gate: Arc<Gate>,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
    realm: tokio::sync::OnceCell<Realm>,
    /// Stopped last, after everything that uses it.
    embedded: Option<Embedded>,
}

/// Why a bot cannot start; each names what to mend.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("{variable} was refused by {api} ({error}); expected a token that @BotFather gave for this bot")]
    Token { variable: String, api: String, error: WireError },
    #[error(
        "{variable} is the token of an account that belongs to another bot of the registry; expected one of its own"
    )]
    ForeignAccount { variable: String },
    #[error("the process was stopped before the messenger answered")]
    Stopped,
    #[error("{0}")]
    Other(#[from] anyhow::Error),
}

impl From<sqlx::Error> for StartError {
    fn from(error: sqlx::Error) -> Self {
        StartError::Database(DbError::from(error))
    }
}

/// Those of the configuration; beside a database of our own a key is made once, and kept. Elsewhere nobody says whether this
/// folder stays, or is that of all processes: there is none then.
fn token_keys(config: &Config) -> Result<Option<Keys>, NotKept> {
    let api = &config.api;
    let signing = match (&api.token_key, &config.database.url) {
        (Some(key), _) => Some(key.clone()),
        (None, None) => Some(SigningKey::kept_in(&config.database.data)?),
        (None, Some(_)) => None,
    };
    Ok(signing.map(|signing| Keys { signing, previous: api.previous_key.clone() }))
}

/// Tries until the database stays there: one that goes away in the middle of a start is waited for like one that is not
/// there yet. What is tried must bear being done twice.
async fn while_it_is_away<T, Fut>(attempt: impl Fn() -> Fut) -> Result<T, StartError>
where
    Fut: Future<Output = Result<T, StartError>>,
{
    let mut pause = FIRST_PAUSE;
    loop {
        match attempt().await {
            Err(StartError::Database(error)) if error.is_away() => {
                tracing::warn!(%error, "the database went away during the start, waiting for it");
            }
            done => return done,
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How long each part of the house may take to close, after the bots have stopped.
const PUT_AWAY: Duration = Duration::from_secs(1);

impl House {
    /// Connects to the database (starting an embedded one where no `DATABASE_URL` is given) and brings core's schema up
    /// to date. A database that is away is waited for.
    ///
    /// # Errors
    /// [`StartError`] for what waiting does not mend.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        let embedded = match &config.database.url {
            Some(_) => None,
            None => Some(
                Embedded::start(&EmbeddedConfig::new(config.database.data.join("postgres")))
                    .await
                    .map_err(anyhow::Error::from)?,
            ),
        };
        let url = match (&config.database.url, &embedded) {
            (Some(url), _) => url.clone(),
            (None, Some(embedded)) => embedded.url().clone(),
            (None, None) => unreachable!("one of the two was just made"),
        };
        let mut settings = db::Config::new(url);
        settings.direct_url = config.database.direct_url.clone();
        let db = Db::connect(&settings).await?;
        while_it_is_away(|| async { Ok(db.migrate(&[&db::CORE]).await?) }).await?;
        let permits = PermitStore::open(config.redis.url.as_ref(), db.clone())?;
        let permits = Arc::new(permits);
        let clock = Clock::system();
        let keys = token_keys(&config).map_err(anyhow::Error::from)?;
        let metrics = Metrics::new().map_err(anyhow::Error::from)?;
        let house = Self {
            doors: Doors::default(),
            gate: Arc::default(),
            status: http::Status::new(db.clone(), Arc::clone(&permits), clock.clone(), metrics.clone()),
            tokens: Arc::new(Tokens::new(keys, db.clone(), clock.clone())),
            db,
            permits,
            clock,
            config: Arc::new(config),
            process: ThisProcess::here(),
            metrics,
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            realm: tokio::sync::OnceCell::new(),
            embedded,
        };
        house.spawn_until_stop(housekeeping::run(
            house.db.clone(),
            house.clock.clone(),
            house.config.retention,
        ));
        house.spawn_until_stop(requests::care(house.db.clone(), house.clock.clone()));
        Ok(house)
    }

    /// Stops when told to; for loops that have nothing to put away.
    pub(super) fn spawn_until_stop(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            tokio::select! {
                () = work => {}
                () = stop.cancelled() => {}
            }
        });
    }

    /// Serves health, readiness, metrics, `extra` routes and those of its bots; returns the address.
    ///
    /// # Errors
    /// When `HTTP_ADDR` or `PRIVATE_ADDR` is taken.
    pub async fn serve_http(&self, extra: http::Extra) -> anyhow::Result<SocketAddr> {
        let stop = self.stop.clone();
        let webhooks = http::webhooks(self.doors.clone());
        let extra = http::Extra { routes: extra.routes.merge(webhooks), ..extra };
        let addresses = http::Addresses { public: self.config.http, private: self.config.api.private };
        let ground =
            http::Ground { db: self.db.clone(), clock: self.clock.clone(), tokens: Arc::clone(&self.tokens) };
        let (status, config) = (self.status.clone(), &self.config.api);
        http::serve(addresses, status, &ground, config, extra, stop, &self.tasks).await
    }

    /// Starts a bot: its schema, its place in the registry, and then its work, in the background.
    ///
    /// # Errors
    /// [`StartError`]; a messenger that does not answer is waited for.
    pub async fn start(&self, bot: Bot, token: SecretString) -> Result<Running, StartError> {
        if let Some(migrations) = bot.migrations {
            while_it_is_away(|| async { Ok(self.db.migrate(&[&db::CORE, migrations]).await?) }).await?;
        }
        let api = Api::new(self.config.telegram.api.clone(), token).map_err(anyhow::Error::from)?;
        let me = self.introduce(&bot, &api).await?;
        let realm = *self.realm.get_or_init(|| self.find_realm()).await;
        let account = while_it_is_away(|| self.register(&bot, &me, realm)).await?;
        Ok(supervisor::start(self, Arc::new(bot), api, me, account))
    }

    /// Asks the messenger who this token is, as long as it takes.
    async fn introduce(&self, bot: &Bot, api: &Api) -> Result<Me, StartError> {
        let mut pause = FIRST_PAUSE;
        loop {
            match api.call("getMe", &json!({})).await {
                Ok(me) => return Ok(me),
                Err(error @ WireError::Refused { code: 401 | 404, .. }) => {
                    let variable = format!("{}_TOKEN", bot.code.to_uppercase());
                    let api = self.config.telegram.api.to_string();
                    return Err(StartError::Token { variable, api, error });
                }
                Err(error) => {
                    tracing::warn!(bot = bot.code, %error, "the messenger does not answer, waiting for it")
                }
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = self.stop.cancelled() => return Err(StartError::Stopped),
            }
        }
    }

    /// Whose people these are: a local Telegram says so itself, and its clock is followed from then on.
    async fn find_realm(&self) -> Realm {
        match local_clock::probe(&self.config.telegram.api).await {
            Some(first) => {
                self.clock.set_offset_ms(first.offset_ms);
                let (api, clock) = (self.config.telegram.api.clone(), self.clock.clone());
                self.spawn_until_stop(local_clock::follow(api, clock, first.version));
                Realm::Local
            }
            None => Realm::Telegram,
        }
    }

    async fn register(&self, bot: &Bot, me: &Me, realm: Realm) -> Result<registry::Account, StartError> {
        let now = self.clock.now();
        let about = Language::ALL.map(|language| (language, (bot.about)(language).short));
        let presence = registry::store::Presence { code: bot.code, name: bot.name, about: &about };
        let (id, _) = registry::store::upsert_bot(&self.db, presence, now).await?;
        let external_id = ExternalId(i64::try_from(me.user.id.0).unwrap_or_default());
        let username = me.username().to_owned();
        let account =
            registry::store::upsert_account(&self.db, id, realm, external_id, &username, now).await?;
        let Some(account) = account else {
            return Err(StartError::ForeignAccount {
                variable: format!("{}_TOKEN", bot.code.to_uppercase()),
            });
        };
        Ok(registry::Account { id: account, bot: id, code: bot.code, realm, external_id, username })
    }

    /// Stops everything, the embedded database last. What is under way comes to a good place first.
    pub async fn close(self) {
        self.stop.cancel();
        self.tasks.close();
        // A client that holds a connection and says nothing, a handler that hangs in its transaction: nobody is waited for
        // longer, or the process would be killed before the embedded server has stopped.
        let _ = tokio::time::timeout(PUT_AWAY, self.tasks.wait()).await;
        let _ = tokio::time::timeout(PUT_AWAY, self.db.close()).await;
        if let Some(embedded) = self.embedded {
            embedded.stop().await;
        }
    }
}
