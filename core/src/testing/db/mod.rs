//! A database per test, on a server that the first test process starts and all others share.
//!
//! ```ignore
//! let test = TestDb::new(&[&nexus_core::db::CORE, &MIGRATIONS]).await;
//! test.db.begin(Scope::new(workspace, user)).await?;
//! ```
//! `TEST_DATABASE_URL` names a server to use instead; its log-in needs CREATEDB and CREATEROLE. Without it a server
//! with fsync off runs under the system's temporary folder, one per user of the machine. It belongs to no test
//! process: it ends by itself a minute after the last one has gone. Nothing here ever passes for want of a server.

mod attendant;
mod desk;
mod server;
mod template;
mod trace;
mod walk;

use std::sync::OnceLock;

use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;

use crate::db::embedded::EmbeddedError;
use crate::db::{Config, Db, DbError, Migrations};

pub use trace::columns_with;
pub use walk::walk_migrations;

#[derive(Debug, thiserror::Error)]
pub enum TestDbError {
    #[error("the test server could not be started (TEST_DATABASE_URL can name another): {0}")]
    Server(#[from] EmbeddedError),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("the test server does not do as it is told: {0}")]
    Query(#[from] sqlx::Error),
    #[error("schema {schema}: {problem}")]
    Migrations { schema: &'static str, problem: String },
    #[error("{0}")]
    Desk(String),
}

/// A migrated, empty database of one test; dropped with this value.
#[derive(Debug)]
pub struct TestDb {
    /// Logs in as the owner, who is no superuser.
    pub url: SecretString,
    pub pool: PgPool,
    pub db: Db,
    name: String,
    server: &'static desk::Desk,
}

impl TestDb {
    /// A database with these sets applied, cloned from a template that the first test with these very sets made.
    ///
    /// # Panics
    /// When there is no server, or a migration fails: the test cannot say anything then.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn new(sets: &[&'static Migrations]) -> Self {
        Self::try_new(sets).await.unwrap_or_else(|error| panic!("no database for this test: {error}"))
    }

    /// Like [`TestDb::new`], for tests about failing.
    pub async fn try_new(sets: &[&'static Migrations]) -> Result<Self, TestDbError> {
        let server = desk()?;
        let name = server.clone_template(sets.to_vec()).await?;
        let url = server.server().owner_url(&name);
        let db = Db::connect(&config(&url, server.server())).await?;
        Ok(Self { url, pool: db.pool().clone(), db, name, server })
    }

    pub fn config(&self) -> Config {
        config(&self.url, self.server.server())
    }

    /// This database for a log-in that may do everything; with `TEST_DATABASE_URL` the one given there.
    pub fn admin_url(&self) -> SecretString {
        self.server.server().admin_url(&self.name)
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.server.drop_database(&self.name);
    }
}

/// Between us and a server of our own there is no pooler: nobody needs to ask.
fn config(url: &SecretString, server: &server::Server) -> Config {
    let patience = Some(std::time::Duration::from_secs(10));
    let url =
        if server.own { format!("{}&pgbouncer=false", url.expose_secret()).into() } else { url.clone() };
    Config { pool_size: 6, application_name: "nexus-test".to_owned(), patience, ..Config::new(url) }
}

/// One per test process; a failure to get a server is final for the process and told to each of its tests.
fn desk() -> Result<&'static desk::Desk, TestDbError> {
    static DESK: OnceLock<Result<desk::Desk, String>> = OnceLock::new();
    let opened = DESK.get_or_init(|| desk::Desk::open().map_err(|error| error.to_string()));
    opened.as_ref().map_err(|error| TestDbError::Desk(error.clone()))
}
