//! The database: a pool that survives a server's absence, migrations, roles, and transactions bound to a scope.
//!
//! What works behind every pooler: [`Db::begin`], [`Db::begin_as_owner`], and `&db` itself as an executor of single
//! statements. [`Db::pool`] is for libraries that want one (see there). LISTEN needs [`Db::direct`].

mod absence;
mod config;
mod connect;
#[cfg(unix)]
pub mod embedded;
mod error;
mod executor;
pub mod migrations;
mod pooler;
mod roles;
mod scope;
mod sql;
#[cfg(unix)]
pub mod tools;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, Postgres};
use sqlx::{ConnectOptions, Connection, Executor, Row, Transaction};

pub use config::Config;
pub use error::{DbError, Variable, is_away};
pub use migrations::Migrations;
pub use pooler::Pooling;
pub use scope::{APP_ROLE, Scope};
pub(crate) use scope::{leave_role, take_role};
pub(crate) use sql::Composition;
pub use sql::Sql;

use absence::{Absence, LastMissed};
use config::{DATABASE_DIRECT_URL, DATABASE_URL, Target};

/// A transaction of the pool; rolled back when dropped.
pub type Tx = Transaction<'static, Postgres>;

/// The schema `nexus`: what core itself stands on. It comes first in every list of migrations.
pub static CORE: Migrations = crate::migrations!("nexus", "../migrations/nexus");

/// A pool's connection is asked for at most this long before the server counts as away.
const ACQUIRE: Duration = Duration::from_secs(10);
/// A connection that has rested longer than this is asked for a sign of life before it is used; for a busy one that
/// would be a round trip more for every transaction.
const RESTED: Duration = Duration::from_secs(1);
/// An unused connection is closed after this; a pooler's or a firewall's own limits lie above it.
const IDLE: Duration = Duration::from_secs(5 * 60);

/// How many connections of the configured number are the lane's, at most.
const LANE: u32 = 3;
/// The same for [`Db::scoped`].
const SCOPED: u32 = 2;

/// A handle to the database; cloning is cheap.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pool: PgPool,
    absence: Absence,
    /// See [`Db::lane`]; `None` in the lane itself.
    lane: Option<Db>,
    /// See [`Db::scoped`].
    scoped: Option<Db>,
    pooling: Pooling,
    direct: Option<PgConnectOptions>,
    patience: Option<Duration>,
    last_missed: LastMissed,
    /// Held by the one task that waits for the server, so that the log tells of an absence once.
    waiting: tokio::sync::Mutex<()>,
}

/// The driver's options show their password, so they are not shown here.
impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("pooling", &self.0.pooling).finish_non_exhaustive()
    }
}

impl Db {
    /// Waits until the server answers, finds out what stands in between, and opens the pool.
    ///
    /// # Errors
    /// A malformed URL, a refused log-in, an unknown database or a server before 15, each naming its variable; and,
    /// when `patience` has an end, a server that stayed away.
    pub async fn connect(config: &Config) -> Result<Self, DbError> {
        let target = Target::parse(DATABASE_URL, &config.url, &config.application_name)?;
        let pooling = connect::patiently(DATABASE_URL, config.patience, || Pooling::detect(&target)).await?;
        let options = pooling.apply(target.options);
        let direct = match &config.direct_url {
            Some(url) => {
                let direct = Target::parse(DATABASE_DIRECT_URL, url, &config.application_name)?;
                Some(Pooling::None.apply(direct.options))
            }
            None => (pooling == Pooling::None).then(|| options.clone()),
        };
        if let (Some(direct), true) = (&direct, config.direct_url.is_some()) {
            connect::patiently(DATABASE_DIRECT_URL, config.patience, || direct.connect()).await?;
        }
        let for_lane = (config.pool_size / 3).clamp(1, LANE);
        let for_scoped = (config.pool_size / 5).clamp(1, SCOPED);
        let by_keys = pooling.by_keys(options.clone());
        let last_missed = LastMissed::default();
        let pool_options = |connections| pool_options(connections, last_missed.clone());
        let over = |pool, lane, scoped| {
            let (direct, patience, last_missed) = (direct.clone(), config.patience, last_missed.clone());
            let (absence, waiting) = (Absence::default(), Default::default());
            Self(Arc::new(Inner {
                pool,
                absence,
                lane,
                scoped,
                pooling,
                direct,
                patience,
                last_missed,
                waiting,
            }))
        };
        let scoped = (pooling == Pooling::None).then(|| {
            let under_role = pool_options(for_scoped).after_connect(|connection, _| {
                Box::pin(async move { connection.execute(scope::SET_ROLE).await.map(drop) })
            });
            over(under_role.connect_lazy_with(by_keys.clone()), None, None)
        });
        let lane = over(pool_options(for_lane).connect_lazy_with(by_keys), None, scoped.clone());
        let others = config.pool_size.saturating_sub(for_lane + for_scoped).max(1);
        let db = over(pool_options(others).connect_lazy_with(options), Some(lane), scoped);
        db.require_version().await?;
        tracing::info!(?pooling, listens = db.direct().is_some(), "database connected");
        Ok(db)
    }

    /// The same database over a few connections of their own, for the short statements that all chats share. A turn
    /// that keeps a connection does not hold them up, and they find their rows by keys, however a table grows.
    #[must_use]
    pub fn lane(&self) -> Self {
        self.0.lane.clone().unwrap_or_else(|| self.clone())
    }

    /// A few connections that are [`APP_ROLE`] all along, for a statement that sets its [`Scope`] itself: that of a turn
    /// which only writes. `None` where sessions are not ours, so that only a transaction can be bound.
    pub(crate) fn scoped(&self) -> Option<&Self> {
        self.0.scoped.as_ref()
    }

    /// All connections, by what they are for.
    pub(crate) fn pools(&self) -> Vec<PgPool> {
        [Some(self), self.0.lane.as_ref(), self.0.scoped.as_ref()]
            .into_iter()
            .flatten()
            .map(|db| db.0.pool.clone())
            .collect()
    }

    async fn require_version(&self) -> Result<(), DbError> {
        let row = self.0.pool.fetch_one("SELECT current_setting('server_version_num')::int / 10000").await?;
        let found: i32 = row.try_get(0)?;
        if found < 15 {
            return Err(DbError::TooOld { found: found.unsigned_abs() });
        }
        Ok(())
    }

    /// The pool itself, for libraries that ask for one.
    ///
    /// With [`Pooling::Bare`] its statements outside a transaction may fail: use `&db` as the executor instead, and
    /// give such a library a pool over [`Db::direct`].
    pub fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    pub fn pooling(&self) -> Pooling {
        self.0.pooling
    }

    /// Options for a connection that is ours alone (LISTEN); `None` when there is only a pooler.
    pub fn direct(&self) -> Option<&PgConnectOptions> {
        self.0.direct.as_ref()
    }

    /// A transaction bound to a scope: it runs as [`APP_ROLE`] under row-level security. One round trip.
    pub async fn begin(&self, scope: Scope) -> Result<Tx, sqlx::Error> {
        self.open(Some(scope)).await
    }

    /// A transaction as the owner of the tables, for core's own work on delivery and registry. One round trip.
    pub async fn begin_as_owner(&self) -> Result<Tx, sqlx::Error> {
        self.open(None).await
    }

    async fn open(&self, scope: Option<Scope>) -> Result<Tx, sqlx::Error> {
        let bare = self.0.pooling == Pooling::Bare;
        let begin = || self.0.pool.begin_with(scope::begin_statement(scope, bare));
        self.0.absence.outlast(begin, || self.look()).await
    }

    /// A connection of the pool, for one statement.
    async fn acquire(&self) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        self.0.absence.outlast(|| self.0.pool.acquire(), || self.look()).await
    }

    /// Whether the server answers. Over a connection of its own: those of the pool may be broken, or all in use. A pooler
    /// lets everybody in, so something is asked.
    async fn look(&self) -> Result<(), sqlx::Error> {
        let options = self.0.pool.connect_options();
        let asked = async {
            let mut connection = options.connect().await?;
            connection.execute("SELECT 1").await?;
            Ok(connection)
        };
        // A courtesy: it was there.
        let _ = connect::limited(asked).await?.close().await;
        Ok(())
    }

    /// A connection of its own for the length of a migration.
    async fn own_connection(&self) -> Result<PgConnection, sqlx::Error> {
        match self.direct() {
            Some(direct) => direct.connect().await,
            None => self.0.pool.connect_options().connect().await,
        }
    }

    /// Waits until the server answers again; call it after an error for which [`is_away`] holds.
    ///
    /// However many tasks wait, one asks and the log gets one line.
    ///
    /// # Errors
    /// [`DbError::Away`] when the configured patience has an end; what the server refuses meanwhile.
    pub async fn wait(&self) -> Result<(), DbError> {
        let _first = self.0.waiting.lock().await;
        connect::patiently(DATABASE_URL, self.0.patience, || self.look()).await?;
        self.0.last_missed.note();
        Ok(())
    }

    pub async fn close(&self) {
        futures::future::join_all(self.pools().iter().map(PgPool::close)).await;
    }
}

fn pool_options(connections: u32, last_missed: LastMissed) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(IDLE)
        .test_before_acquire(false)
        .before_acquire(move |connection, rest| {
            let may_be_broken = rest.idle_for > RESTED || last_missed.is_younger_than(rest.age);
            Box::pin(async move {
                if may_be_broken {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// Connection options from a URL, for what is no pool.
#[cfg(feature = "testing")]
pub(crate) fn target(
    variable: Variable,
    url: &secrecy::SecretString,
    name: &str,
) -> Result<PgConnectOptions, DbError> {
    Target::parse(variable, url, name).map(|target| target.options)
}
