//! What the doctor asks the database.

use chrono::{DateTime, Utc};
use nexus_core::db::Db;
use sqlx::FromRow;

#[derive(Clone, Debug, FromRow)]
pub(super) struct Server {
    pub version: String,
    /// By its own clock.
    pub now: DateTime<Utc>,
    pub bytes: i64,
    pub login: String,
    /// Whether the log-in may make schemas here.
    pub may_create: bool,
    /// Whether it may make databases, as the restore drill does.
    pub may_create_databases: bool,
}

pub(super) async fn server(db: &Db) -> sqlx::Result<Server> {
    sqlx::query_as(
        "SELECT current_setting('server_version') AS version, clock_timestamp() AS now,
             pg_database_size(current_database()) AS bytes, current_user::text AS login,
             has_database_privilege(current_database(), 'CREATE') AS may_create,
             (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create_databases",
    )
    .fetch_one(db)
    .await
}

/// Transactions of this database that have been open for so many seconds, and for how long the first of them.
pub(super) async fn long_transactions(db: &Db, seconds: f64) -> sqlx::Result<(i64, Option<f64>)> {
    sqlx::query_as(
        "SELECT count(*), max(extract(epoch FROM clock_timestamp() - xact_start))::float8 FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
             AND xact_start < clock_timestamp() - make_interval(secs => $1)",
    )
    .bind(seconds)
    .fetch_one(db)
    .await
}
