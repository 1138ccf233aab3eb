//! The one thread of a test process that talks to the server as its administrator.
//!
//! Every `#[tokio::test]` has a runtime of its own, which ends with the test; the session that tells the server "this
//! process is using you" has to last as long as the process. So it lives on a thread with its own runtime.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use tokio::sync::{mpsc, oneshot};

use super::server::{OWNER, Place, Server};
use super::{TestDbError, attendant, template};
use crate::db::Migrations;

/// Starting a server means initdb on a busy machine, perhaps.
const OPENING: Duration = Duration::from_secs(180);
const DROPPING: Duration = Duration::from_secs(10);

enum Order {
    Clone(Vec<&'static Migrations>, oneshot::Sender<Result<String, TestDbError>>),
    Drop(String, std::sync::mpsc::SyncSender<()>),
}

#[derive(Debug)]
pub(super) struct Desk {
    server: Server,
    orders: mpsc::UnboundedSender<Order>,
}

impl Desk {
    /// Finds or starts the server, and stays with it until the process ends.
    pub fn open() -> Result<Self, TestDbError> {
        let (orders, mut inbox) = mpsc::unbounded_channel();
        let (opened, opening) = sync_channel(1);
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async move {
                match arrive().await {
                    Ok((server, mut admin)) => {
                        let _ = opened.send(Ok(server.clone()));
                        while let Some(order) = inbox.recv().await {
                            serve(&server, &mut admin, order).await;
                        }
                    }
                    Err(error) => drop(opened.send(Err(error))),
                }
            });
        };
        let gone = |reason: &str| TestDbError::Desk(reason.to_owned());
        thread::Builder::new()
            .name("test-db".to_owned())
            .spawn(work)
            .map_err(|error| gone(&error.to_string()))?;
        match opening.recv_timeout(OPENING) {
            Ok(server) => Ok(Self { server: server?, orders }),
            Err(RecvTimeoutError::Timeout) => Err(gone("no test server within three minutes")),
            Err(RecvTimeoutError::Disconnected) => {
                Err(gone("the thread for the test server could not begin"))
            }
        }
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    pub async fn clone_template(&self, sets: Vec<&'static Migrations>) -> Result<String, TestDbError> {
        let (reply, answer) = oneshot::channel();
        let gone = |_| TestDbError::Desk("the thread for the test server does not answer".to_owned());
        self.orders
            .send(Order::Clone(sets, reply))
            .map_err(|_| TestDbError::Desk("the thread for the test server has ended".to_owned()))?;
        answer.await.map_err(gone)?
    }

    /// Waits until it is dropped, or for a moment; what stays is swept by the next process.
    pub fn drop_database(&self, name: &str) {
        let (reply, answer) = sync_channel(1);
        if self.orders.send(Order::Drop(name.to_owned(), reply)).is_ok() {
            let _ = answer.recv_timeout(DROPPING);
        }
    }
}

async fn serve(server: &Server, admin: &mut PgConnection, order: Order) {
    match order {
        Order::Clone(sets, reply) => drop(reply.send(template::clone(admin, server, &sets).await)),
        Order::Drop(name, reply) => {
            let _ = template::drop_database(admin, &name).await;
            let _ = reply.send(());
        }
    }
}

/// A server that is being used by us.
async fn arrive() -> Result<(Server, PgConnection), TestDbError> {
    if let Some(server) = Server::given() {
        let mut admin = attendant::hold(&options(&server)?).await?;
        template::sweep(&mut admin).await?;
        return Ok((server, admin));
    }
    let place = Place::open()?;
    let _guard = place.lock()?;
    if let Some(server) = place.last()
        && let Ok(mut admin) = attendant::hold(&options(&server)?).await
    {
        template::sweep(&mut admin).await?;
        return Ok((server, admin));
    }
    let server = place.start()?;
    let options = options(&server)?;
    let mut admin = attendant::hold(&options).await?;
    tokio::spawn(attendant::attend(options));
    make_owner(&mut admin, &server).await?;
    template::sweep(&mut admin).await?;
    Ok((server, admin))
}

fn options(server: &Server) -> Result<PgConnectOptions, TestDbError> {
    // Statements are not logged: one of them sets a password.
    let options = crate::db::target("TEST_DATABASE_URL", &server.admin, "nexus-test")?;
    Ok(options.disable_statement_logging())
}

/// The owner has the superuser's password: whoever can read the one can read the other.
async fn make_owner(admin: &mut PgConnection, server: &Server) -> Result<(), sqlx::Error> {
    let url = url::Url::parse(server.admin.expose_secret()).ok();
    let password = url.as_ref().and_then(|url| url.password()).unwrap_or_default().to_owned();
    let sql = format!(
        "DO $$ BEGIN CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$; \
         ALTER ROLE {OWNER} PASSWORD '{password}'"
    );
    admin.execute(AssertSqlSafe(sql)).await.map(drop)
}
