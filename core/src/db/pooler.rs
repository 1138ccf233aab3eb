//! Is there a transaction pooler between us and Postgres, and what does it keep?
//!
//! A transaction pooler (PgBouncer, Neon, Supabase) lends a server connection for one transaction. sqlx names the
//! statements it prepares; poolers that translate those names (PgBouncer from 1.21 with `max_prepared_statements`,
//! Neon, Supabase) need nothing special. With others a name may be missing, or taken by somebody else, on the
//! connection that is lent next: then every statement has to stand in a transaction which first forgets all names.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};
use uuid::Uuid;

use super::{config::Target, scope::APP_ROLE};

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
    /// Finds out, by the URL's own word or by asking over two short-lived connections.
    pub(crate) async fn detect(target: &Target) -> Result<Self, sqlx::Error> {
        match target.pooler {
            Some(false) => return Ok(Self::None),
            Some(true) => return Ok(Self::Bare),
            None => {}
        }
        let options = target.options.clone().statement_cache_capacity(1);
        let mut first = options.connect().await?;
        let mut second = options.connect().await?;
        let pooled = usual_address(&options) || shares_sessions(&mut first, &mut second).await?;
        let found = match pooled {
            true if keeps_statements(&mut second).await? => Self::Statements,
            true => Self::Bare,
            false => Self::None,
        };
        // A courtesy to the server: what was found stands even if saying good-bye fails.
        let _ = futures::future::join(first.close(), second.close()).await;
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

    /// The same for a session under the turns' role; `None` where a session is not ours to set.
    pub(crate) fn under_role(self, options: PgConnectOptions) -> Option<PgConnectOptions> {
        (self == Self::None).then(|| options.options([("role", APP_ROLE)]))
    }
}

/// Ports 6432 (PgBouncer) and 6543 (Supabase), hosts named `…-pooler.…` (Neon): a busy pooler could answer the
/// question below as a server would, so an address that says it counts.
fn usual_address(options: &PgConnectOptions) -> bool {
    matches!(options.get_port(), 6432 | 6543) || options.get_host().contains("-pooler.")
}

/// Two clients who are connected at once and meet the same server process are pooled: the first one is idle, so its
/// process is lent to the second.
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
