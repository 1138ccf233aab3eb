//! The version table `<schema>._migrations`: which steps of a set are applied, and what they were.
//!
//! A schema's name cannot be a parameter of a statement. It is a constant of the program, checked by
//! [`super::Migrations::steps`] to need no quoting; that is what makes the statements here safe.

use std::collections::BTreeMap;

use sqlx::migrate::Migration;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

/// Version to checksum (SHA-384 of the up file).
pub(super) type Applied = BTreeMap<i64, Vec<u8>>;

/// `None` when there is no table yet.
pub(super) async fn applied(tx: &mut PgConnection, schema: &str) -> Result<Option<Applied>, sqlx::Error> {
    let exists: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
        .bind(format!("{schema}._migrations"))
        .fetch_one(&mut *tx)
        .await?;
    if !exists {
        return Ok(None);
    }
    let sql = AssertSqlSafe(format!("SELECT version, checksum FROM {schema}._migrations"));
    let rows = sqlx::query(sql).fetch_all(tx).await?;
    rows.into_iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, _>>().map(Some)
}

/// Schemas with a version table that we may read. Names that would need quoting are nobody's of ours.
pub(super) async fn schemas(tx: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relname = '_migrations' AND c.relkind = 'r' AND n.nspname ~ '^[a-z][a-z0-9_]*$' \
         AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') \
         AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('version', 'checksum') \
             AND a.atttypid IN ('int8'::regtype, 'bytea'::regtype)) = 2 \
         ORDER BY n.nspname",
    )
    .fetch_all(tx)
    .await
}

pub(super) async fn create(tx: &mut PgConnection, schema: &str) -> Result<(), sqlx::Error> {
    let sql = format!(
        "CREATE SCHEMA IF NOT EXISTS {schema}; \
         CREATE TABLE {schema}._migrations (version bigint PRIMARY KEY, name text NOT NULL, checksum bytea NOT NULL)"
    );
    tx.execute(AssertSqlSafe(sql)).await.map(drop)
}

/// Fails when something is left in the schema: a way down that does not lead to the ground.
pub(super) async fn remove(tx: &mut PgConnection, schema: &str) -> Result<(), sqlx::Error> {
    tx.execute(AssertSqlSafe(format!("DROP TABLE {schema}._migrations; DROP SCHEMA {schema}")))
        .await
        .map(drop)
}

pub(super) async fn record(tx: &mut PgConnection, schema: &str, step: &Migration) -> Result<(), sqlx::Error> {
    let sql = format!("INSERT INTO {schema}._migrations (version, name, checksum) VALUES ($1, $2, $3)");
    sqlx::query(AssertSqlSafe(sql))
        .bind(step.version)
        .bind(&*step.description)
        .bind(&*step.checksum)
        .execute(tx)
        .await
        .map(drop)
}

pub(super) async fn forget(tx: &mut PgConnection, schema: &str, version: i64) -> Result<(), sqlx::Error> {
    let sql = format!("DELETE FROM {schema}._migrations WHERE version = $1");
    sqlx::query(AssertSqlSafe(sql)).bind(version).execute(tx).await.map(drop)
}
