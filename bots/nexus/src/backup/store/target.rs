//! Databases that a restore fills.
//!
//! Names of databases are made here, of letters, digits and underscores; that is what makes the statements with them safe.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgExecutor,
    postgres::{PgConnectOptions, PgConnection},
};
use uuid::Uuid;

/// "drill" in ASCII.
const DRILL: i64 = 0x64_7269_6c6c;

/// The only drill on this database, while its session lives.
pub(crate) async fn take_turn(options: &PgConnectOptions) -> sqlx::Result<Option<PgConnection>> {
    let mut connection = options.connect().await?;
    let taken: bool =
        sqlx::query_scalar("SELECT pg_try_advisory_lock($1)").bind(DRILL).fetch_one(&mut connection).await?;
    Ok(taken.then_some(connection))
}

/// What databases for drills of this one are called.
async fn prefix(connection: &mut PgConnection) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "SELECT 'nexus_drill_' || oid || '_' FROM pg_database WHERE datname = current_database()",
    )
    .fetch_one(connection)
    .await
}

/// Databases of drills whose process was killed; to be called by who has the turn.
pub(crate) async fn leftovers(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    let prefix = prefix(connection).await?;
    sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1)")
        .bind(prefix)
        .fetch_all(connection)
        .await
}

/// An empty database with this one's encoding; its name.
pub(crate) async fn create(connection: &mut PgConnection) -> sqlx::Result<String> {
    let name = format!("{}{}", prefix(connection).await?, Uuid::now_v7().simple());
    let encoding: String =
        sqlx::query_scalar("SELECT current_setting('server_encoding')").fetch_one(&mut *connection).await?;
    let encoding = encoding.replace('\'', "");
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'");
    connection.execute(AssertSqlSafe(sql)).await?;
    Ok(name)
}

pub(crate) async fn drop(connection: &mut PgConnection, name: &str) -> sqlx::Result<()> {
    connection.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await?;
    Ok(())
}

/// Tables, functions and schemas of anybody's own: none in an empty database.
pub(crate) async fn objects(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "WITH spaces AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
         SELECT (SELECT count(*) FROM spaces WHERE nspname <> 'public')
             + (SELECT count(*) FROM pg_class c JOIN spaces n ON n.oid = c.relnamespace
                 WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
             + (SELECT count(*) FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace
                 WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))",
    )
    .fetch_one(db)
    .await
}

/// The server's major version.
pub(crate) async fn major(db: impl PgExecutor<'_>) -> sqlx::Result<u32> {
    let number: i32 =
        sqlx::query_scalar("SELECT current_setting('server_version_num')::int / 10000").fetch_one(db).await?;
    Ok(number.unsigned_abs())
}

/// Those of `roles` that this server does not have.
pub(crate) async fn missing_roles(db: impl PgExecutor<'_>, roles: &[String]) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT wanted FROM unnest($1) wanted WHERE wanted NOT IN (SELECT rolname FROM pg_roles) ORDER BY 1",
    )
    .bind(roles)
    .fetch_all(db)
    .await
}

/// Whether the memory of who did what still refuses to be changed; `None`: this database has none.
pub(crate) async fn is_append_only(connection: &mut PgConnection) -> sqlx::Result<Option<bool>> {
    let exists: bool = sqlx::query_scalar("SELECT to_regclass('nexus.audit_log') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        return Ok(None);
    }
    connection.execute("BEGIN").await?;
    let refused = connection.execute("UPDATE nexus.audit_log SET actor = actor").await.is_err();
    connection.execute("ROLLBACK").await?;
    Ok(Some(refused))
}

/// Columns that number their rows and would give out a number again that a row has.
pub(crate) async fn goes_on(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), format(
             'SELECT (SELECT coalesce(max(%I), 0) FROM %I.%I)::bigint <= coalesce(pg_sequence_last_value(pg_get_serial_sequence(%L, %L)::regclass), 0)',
             a.attname, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname), a.attname)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> '' AND NOT a.attisdropped
         WHERE c.relkind = 'r' ORDER BY 1",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut behind = Vec::new();
    for (column, statement) in columns {
        if !sqlx::query_scalar::<_, bool>(AssertSqlSafe(statement)).fetch_one(&mut *connection).await? {
            behind.push(column);
        }
    }
    Ok(behind)
}
