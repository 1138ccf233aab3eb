//! The process's own endpoint: is it alive, is it ready, its numbers, and the routes of its bots.

pub mod api;
mod jobs;
mod metrics;
mod webhook;

pub use api::{Ground, Routes};
pub(crate) use webhook::routes as webhooks;

use std::{
    net::SocketAddr,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use axum::{Json, Router, extract::State, http::StatusCode, routing::get, serve::ListenerExt};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    bot::Bot, clock::Clock, config::ApiConfig, db::Db, health, ids::AccountId, metrics::Metrics,
    permits::PermitStore,
};
use api::MakeRoutes;

/// A probe gets its answer within this, also when the database does not answer.
const PROBE_LIMIT: Duration = Duration::from_secs(2);
/// A bot whose last heartbeat is older is down.
pub const RECENT: Duration = Duration::from_secs(20);

/// What a process adds to the common routes.
#[derive(Default)]
pub struct Extra {
    /// Routes that no bot brings.
    pub routes: Router,
    /// Whether readiness and metrics speak for every bot of the registry (the registry's own process) or for those of
    /// this process.
    pub speaks_for_all: bool,
    /// See [`Extra::with`].
    pub bots: Vec<MakeRoutes>,
}

impl Extra {
    /// Serves the routes of a bot, too.
    #[must_use]
    pub fn with(mut self, bot: &Bot) -> Self {
        self.bots.extend(bot.routes.clone());
        self
    }
}

/// A bot of this process.
#[derive(Clone, Debug)]
pub struct BotStatus {
    pub code: &'static str,
    pub account: AccountId,
    pub(crate) is_polling: Arc<AtomicBool>,
}

impl BotStatus {
    pub fn is_polling(&self) -> bool {
        self.is_polling.load(Ordering::Relaxed)
    }
}

/// What readiness and metrics are made of. Clones share the list of bots.
#[derive(Clone)]
pub struct Status {
    db: Db,
    permits: Arc<PermitStore>,
    clock: Clock,
    metrics: Metrics,
    readings: metrics::Readings,
    bots: Arc<RwLock<Vec<BotStatus>>>,
    speaks_for_all: bool,
}

impl Status {
    pub(crate) fn new(db: Db, permits: Arc<PermitStore>, clock: Clock, metrics: Metrics) -> Self {
        let (bots, readings) = (Arc::default(), metrics::Readings::default());
        Self { db, permits, clock, metrics, readings, bots, speaks_for_all: false }
    }

    pub(crate) fn add(&self, bot: BotStatus) {
        self.bots.write().unwrap_or_else(PoisonError::into_inner).push(bot);
    }

    fn own_bots(&self) -> Vec<BotStatus> {
        self.bots.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One bot's line in `/ready`.
#[derive(Serialize)]
struct BotLine {
    bot: String,
    polling: bool,
    waiting: i64,
    dead: i64,
}

/// Where a process listens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addresses {
    pub public: SocketAddr,
    /// For metrics and the state of the jobs, where they are not for everybody.
    pub private: Option<SocketAddr>,
}

/// Binds the addresses and serves until `stop`; returns the public one as it was bound.
///
/// # Errors
/// When an address is taken or not ours.
pub(crate) async fn serve(
    addresses: Addresses,
    status: Status,
    ground: &Ground,
    config: &ApiConfig,
    extra: Extra,
    stop: CancellationToken,
    tasks: &TaskTracker,
) -> anyhow::Result<SocketAddr> {
    let listener = bind("HTTP_ADDR", addresses.public).await?;
    let bound = listener.local_addr()?;
    let status = Status { speaks_for_all: extra.speaks_for_all, ..status };
    let metrics = Router::new().route("/metrics", get(metrics::metrics)).with_state(status.clone());
    let mut public = Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .with_state(status)
        .merge(extra.routes);
    let mut own = Routes::default();
    match addresses.private {
        Some(address) => {
            let private = metrics.merge(jobs::private(ground.clone()));
            let listener = bind("PRIVATE_ADDR", address).await?;
            tracing::info!(address = %listener.local_addr()?, "metrics and jobs are served");
            spawn(listener, api::dressed(private, config), stop.clone(), tasks);
        }
        None => {
            public = public.merge(metrics);
            own = jobs::public(ground.clone());
        }
    }
    let public = public.merge(api::router(ground, config, &extra.bots, own));
    spawn(listener, api::dressed(public, config), stop, tasks);
    Ok(bound)
}

async fn bind(variable: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("{variable} {address} cannot be used; expected a free address of this machine")
    })
}

fn spawn(listener: TcpListener, routes: Router, stop: CancellationToken, tasks: &TaskTracker) {
    // An answer is written at once; it must not wait for the acknowledgement of the one before.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
    tasks.spawn(async move {
        let served = axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned());
        if let Err(error) = served.await {
            tracing::error!(%error, "the HTTP endpoint failed");
        }
    });
}

/// The process is alive; says nothing about what it depends on.
async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// 200 when the database answers and every bot gets its updates, else 503; the body says what is missing. Redis is
/// named where there is one; the bots go on without it.
async fn ready(State(status): State<Status>) -> (StatusCode, Json<Value>) {
    let (code, mut body) = readiness(&status).await;
    if let Some(is_up) = status.permits.is_up() {
        body["redis"] = is_up.into();
    }
    (code, Json(body))
}

async fn readiness(status: &Status) -> (StatusCode, Value) {
    let own = status.own_bots();
    // Over the lane, which turns that keep their connections do not hold up.
    let lane = status.db.lane();
    let lines = match tokio::time::timeout(PROBE_LIMIT, health::bots_health(&lane, RECENT)).await {
        Ok(Ok(all)) => all
            .into_iter()
            .filter_map(|health| {
                let here = own.iter().find(|bot| bot.code == health.code);
                let polling = here.map_or(health.is_polling, |bot| bot.is_polling() || health.is_polling);
                (here.is_some() || status.speaks_for_all).then_some(BotLine {
                    bot: health.code,
                    polling,
                    waiting: health.waiting,
                    dead: health.dead,
                })
            })
            .collect::<Vec<_>>(),
        _ => {
            let body = json!({"ready": false, "database": false, "bots": []});
            return (StatusCode::SERVICE_UNAVAILABLE, body);
        }
    };
    // A process whose bots have not started yet (their messenger does not answer) is not ready.
    let has_bots = !own.is_empty() || (status.speaks_for_all && !lines.is_empty());
    let is_ready = has_bots && lines.iter().all(|line| line.polling);
    let code = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, json!({"ready": is_ready, "database": true, "bots": lines}))
}
