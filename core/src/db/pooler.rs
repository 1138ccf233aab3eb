//! Is there a transaction pooler between us and Postgres, and what does it keep?
//!
//! A transaction pooler (PgBouncer, Neon, Supabase) lends a server connection for one transaction. sqlx names the
//! statements it prepares; poolers that translate those names (PgBouncer from 1.21 with `max_prepared_statements`,
//! Neon, Supabase) need nothing special. With others a name may be missing, or taken by somebody else, on the
//! connection that is lent next: then every statement has to stand in a transaction which first forgets all names.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};
use uuid::Uuid;

use super::{
    config::Target,
    error::{code, refusal},
};

/// What stands between this process and Postgres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooling {
    /// Nothing, or a pooler of whole sessions.
    None,
    /// A transaction pooler that keeps prepared statements apart.
    Statements,
    /// A transaction pooler that knows nothing of prepared statements.
    Bare,
}

impl Pooling {
    /// Finds out, by the URL's own word or by asking over two short-lived connections. Where something is unclear there is
    /// a pooler: what is done then is right without one too.
    pub(crate) async fn detect(target: &Target) -> Result<Self, sqlx::Error> {
        match target.pooler {
            Some(false) => return Ok(Self::None),
            Some(true) => return Ok(Self::Bare),
            None => {}
        }
        let options = target.options.clone().statement_cache_capacity(1);
        let mut first = options.connect().await?;
        let mut found = Self::Bare;
        if let Some(mut marked) = connect_marked(&options).await? {
            let is_direct = !usual_address(&options) && !shares_sessions(&mut first, &mut marked).await?;
            found = if is_direct { Self::None } else { found };
            let _ = marked.close().await;
        }
        if found != Self::None && keeps_statements(&mut first).await? {
            found = Self::Statements;
        }
        // A courtesy to the server: what was found stands even if saying good-bye fails.
        let _ = first.close().await;
        Ok(found)
    }

    /// The connection options for this kind.
    pub(crate) fn apply(self, options: PgConnectOptions) -> PgConnectOptions {
        match self {
            // A session's settings are only sent where the session is ours. They let the server find out within a
            // minute that this machine has vanished, and release what its transactions locked.
            Self::None => options.options([
                // Planned once: with the values at hand Postgres reckons some of delivery's statements a little cheaper,
                // and would plan them anew each time, which costs more than running them.
                ("plan_cache_mode", "force_generic_plan"),
                // Compiling a statement takes longer than all that any of ours does.
                ("jit", "off"),
                ("tcp_keepalives_idle", "20"),
                ("tcp_keepalives_interval", "10"),
                ("tcp_keepalives_count", "3"),
                ("tcp_user_timeout", "45000"),
            ]),
            Self::Statements => options,
            Self::Bare => options.statement_cache_capacity(0),
        }
    }

    /// The same for statements that only ever look rows up by their keys, a few at a time: loops over indices. Their plans
    /// are made once, on a new database while its tables are empty and going through all of a table looks cheap; it is not
    /// when ten thousand have come.
    pub(crate) fn by_keys(self, options: PgConnectOptions) -> PgConnectOptions {
        match self {
            Self::None => options.options(
                ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material", "memoize"]
                    .map(|way| (format!("enable_{way}"), "off")),
            ),
            Self::Statements | Self::Bare => options,
        }
    }
}

/// The setting that marks a session. A server knows no such, and keeps what it does not know.
const MARK: &str = "nexus.session";

/// A connection whose session is our own: it has a setting that only this log-in asked for. `None` behind a pooler of
/// transactions, which lends sessions that it opened itself: it refuses the setting, or leaves it out, however busy it is.
async fn connect_marked(options: &PgConnectOptions) -> Result<Option<PgConnection>, sqlx::Error> {
    let mark = Uuid::now_v7().simple().to_string();
    let mut connection = match options.clone().options([(MARK, &mark)]).connect().await {
        Ok(connection) => connection,
        Err(error) if refuses_settings(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    // Unprepared, so that the question itself needs no statement kept. Safe: a constant.
    let asked = AssertSqlSafe(format!("SELECT current_setting('{MARK}', true)"));
    let found: Option<String> = connection.fetch_one(sqlx::raw_sql(asked)).await?.try_get(0)?;
    if found.is_some_and(|found| found == mark) {
        return Ok(Some(connection));
    }
    let _ = connection.close().await;
    Ok(None)
}

/// Whoever let us in a moment ago says no, and is not about to go away: to the setting. PgBouncer has the code of a broken
/// connection for that, others have theirs.
fn refuses_settings(error: &sqlx::Error) -> bool {
    let is_passing = |code: &str| code.starts_with("57P0") || code.starts_with("53");
    match (error.as_database_error(), code(error)) {
        (Some(found), Some(code)) if code.starts_with("08") => found.message().contains("startup parameter"),
        (Some(_), Some(code)) => refusal(error).is_none() && !is_passing(&code),
        _ => false,
    }
}

/// Ports 6432 (PgBouncer) and 6543 (Supabase), hosts named `…-pooler.…` (Neon): an address that says it counts.
fn usual_address(options: &PgConnectOptions) -> bool {
    matches!(options.get_port(), 6432 | 6543) || options.get_host().contains("-pooler.")
}

/// Two clients who are connected at once and meet the same server process are pooled: the first one is idle, so its
/// process is lent to the second. A busy pooler may lend another one; the mark does not depend on that.
async fn shares_sessions(first: &mut PgConnection, second: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let before = backend(first).await?;
    second.execute("BEGIN").await?;
    let lent = backend(second).await?;
    let after = backend(first).await?;
    second.execute("ROLLBACK").await?;
    Ok(before == lent || before != after)
}

/// Unprepared, so that the question itself needs no statement kept.
async fn backend(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    connection.fetch_one("SELECT pg_backend_pid()").await?.try_get(0)
}

/// Prepares a statement that can be recognised, and looks up what it is called on the server.
///
/// Only where names are not translated may DEALLOCATE tidy up: a pooler that translates keeps its own account.
async fn keeps_statements(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let mark = Uuid::now_v7().simple().to_string();
    connection.execute("BEGIN").await?;
    // Safe: the mark is hexadecimal digits.
    let marked = AssertSqlSafe(format!("SELECT $1::int8 /* {mark} */"));
    let prepared = sqlx::query(marked).bind(1_i64).execute(&mut *connection).await;
    if prepared.is_err() {
        // The name was taken: left behind by another client on this server connection.
        connection.execute("ROLLBACK").await?;
        return Ok(false);
    }
    let names =
        AssertSqlSafe(format!("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%{mark} */'"));
    let row = connection.fetch_optional(sqlx::raw_sql(names)).await?;
    let kept = row.is_some_and(|row| row.try_get(0).is_ok_and(|name: String| !name.starts_with("sqlx_")));
    connection.execute(if kept { "ROLLBACK" } else { "DEALLOCATE ALL; ROLLBACK" }).await?;
    Ok(kept)
}
