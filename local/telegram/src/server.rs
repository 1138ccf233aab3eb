//! Building, starting and stopping a server.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::world::{Settings, Shared, World};
use crate::{App, Telegram, http, local_api, page, webhook};

/// Tells the clock panel when the next thing is due: unix milliseconds on the suite's clock.
pub type NextEvent = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<i64>> + Send>> + Send + Sync>;

/// How often presence and unanswered presses are looked after.
const CARE: Duration = Duration::from_millis(500);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the address {0} cannot be used: {1}")]
    Address(SocketAddr, #[source] std::io::Error),
    #[error("the data folder {0:?} cannot be used: {1}")]
    Data(PathBuf, #[source] std::io::Error),
    #[error("the bot {0} cannot be created: {1}")]
    Bot(String, #[source] crate::NewBotError),
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// Settings of a server that is about to start.
pub struct Builder {
    addr: SocketAddr,
    data_dir: Option<PathBuf>,
    next_event: Option<NextEvent>,
    callback_limit: Duration,
    bots: Vec<(String, String)>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            addr: (Ipv4Addr::LOCALHOST, 0).into(),
            data_dir: None,
            next_event: None,
            callback_limit: Duration::from_secs(15),
            bots: Vec::new(),
        }
    }
}

impl Builder {
    /// Where to listen; a free port of loopback by default.
    pub fn addr(mut self, addr: SocketAddr) -> Self {
        self.addr = addr;
        self
    }

    /// Keeps everything in this folder; without one everything is in memory.
    pub fn data_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.data_dir = Some(dir.into());
        self
    }

    /// Lets the clock panel jump to the next thing that is due (unix milliseconds of the suite's clock).
    pub fn next_event<F, Fut>(mut self, next: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Option<i64>> + Send + 'static,
    {
        self.next_event = Some(Arc::new(move || Box::pin(next())));
        self
    }

    /// How long a button press may be answered; 15 s unless set.
    pub fn callback_limit(mut self, limit: Duration) -> Self {
        self.callback_limit = limit;
        self
    }

    /// Creates a bot with a given token, or keeps the one that has it.
    pub fn bot(mut self, username: &str, token: &str) -> Self {
        self.bots.push((username.to_owned(), token.to_owned()));
        self
    }

    /// Opens the data, binds the port and serves until the [`Telegram`] and all its clones are gone or stopped.
    pub async fn start(self) -> Result<Telegram, StartError> {
        let listener =
            TcpListener::bind(self.addr).await.map_err(|error| StartError::Address(self.addr, error))?;
        let addr = listener.local_addr().map_err(|error| StartError::Address(self.addr, error))?;
        let settings = Settings { data_dir: self.data_dir.clone(), callback_limit: self.callback_limit };
        let mut world = World::open(settings)
            .map_err(|error| StartError::Data(self.data_dir.clone().unwrap_or_default(), error))?;
        for (username, token) in &self.bots {
            world
                .create_bot(username, username, Some(token))
                .map_err(|e| StartError::Bot(username.clone(), e))?;
        }
        world.log.flush();
        let app = App {
            shared: Arc::new(Shared::new(world)),
            next_event: self.next_event,
            stop: CancellationToken::new(),
        };
        webhook::start_all(&app);
        let running = Running::new(app, listener);
        Telegram::serving(format!("http://{addr}"), running)
    }
}

fn router(app: App) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/assets/{*name}", get(page::asset))
        .nest("/local/api", local_api::router())
        .fallback(http::fallback)
        .layer(middleware::from_fn_with_state(app.clone(), end_with_server))
        .with_state(app)
}

/// A request that is being answered ends unanswered when the server stops, as if it had been killed.
async fn end_with_server(State(app): State<App>, request: Request, next: Next) -> Response {
    tokio::select! {
        response = next.run(request) => response,
        () = app.stop.cancelled() => http::cut_off(),
    }
}

/// A server in this process; it ends when this is dropped.
pub(crate) struct Running {
    tasks: Vec<JoinHandle<()>>,
    pub app: App,
}

impl Running {
    fn new(app: App, listener: TcpListener) -> Self {
        let listener = listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                tracing::debug!(%error, "a connection keeps its delay");
            }
        });
        let server = axum::serve(listener, router(app.clone()))
            .with_graceful_shutdown(app.stop.clone().cancelled_owned());
        let server = tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the server ended");
            }
        });
        Self { tasks: vec![server, tokio::spawn(care(app.clone()))], app }
    }

    /// Ends the server and waits until its port and its data are free.
    pub async fn stop(mut self) {
        self.app.stop.cancel();
        for task in std::mem::take(&mut self.tasks) {
            let _ = task.await;
        }
        self.app.shared.with(|world| world.close());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.app.stop.cancel();
    }
}

/// Notices bots that went away and presses that nobody answered.
async fn care(app: App) {
    let mut tick = tokio::time::interval(CARE);
    while app.stop.run_until_cancelled(tick.tick()).await.is_some() {
        app.shared.with(|world| {
            world.notice_presence();
            world.expire_callbacks();
        });
    }
}
