//! Whose rows a transaction may see and write.
//!
//! A turn's transaction runs as `nexus_app`, a role that owns nothing and is bound by row-level security, with the
//! workspace and the user set for this transaction only. So a forgotten `WHERE workspace_id = …` shows nothing of
//! others. What a domain table has to state for this is in [`crate::db::migrations`].

use std::fmt::Write;

use sqlx::{AssertSqlSafe, PgConnection, SqlSafeStr, SqlStr};
use uuid::Uuid;

/// The role of a turn's transaction.
pub const APP_ROLE: &str = "nexus_app";

/// For a session that is this role all along.
pub(super) const SET_ROLE: &str = "SET ROLE nexus_app";

/// Lets what follows in a transaction run as who logged in, the owner of core's tables.
pub(crate) async fn leave_role(transaction: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("SET LOCAL ROLE NONE").execute(transaction).await?;
    Ok(())
}

/// The opposite.
pub(crate) async fn take_role(transaction: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("SET LOCAL ROLE nexus_app").execute(transaction).await?;
    Ok(())
}

/// The workspace and the user a transaction acts for; what is `None` matches no row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub workspace: Option<Uuid>,
    pub user: Option<Uuid>,
}

impl Scope {
    /// Neither workspace nor user: row-level security shows nothing.
    pub const NONE: Self = Self { workspace: None, user: None };

    pub const fn new(workspace: Uuid, user: Uuid) -> Self {
        Self { workspace: Some(workspace), user: Some(user) }
    }
}

/// A transaction that waits for its client longer than this is ended by the server: it would hold its locks for as
/// long as a hung or vanished process keeps the connection.
const IDLE_LIMIT: &str = "30s";

/// One simple-protocol message that opens a transaction: one round trip, whatever has to be set.
///
/// BEGIN stands last on purpose. Statements of one message form an implicit transaction, which BEGIN turns into a
/// regular one, what was set so far included. If setting fails (the role is missing), no block is open yet and the
/// connection is as clean as before; with BEGIN first it would go back to the pool in an aborted transaction.
/// <https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT>
pub(crate) fn begin_statement(scope: Option<Scope>, forget_statements: bool) -> SqlStr {
    let mut sql = String::with_capacity(256);
    if forget_statements {
        sql.push_str("DEALLOCATE ALL; ");
    }
    let _ = write!(sql, "SET LOCAL idle_in_transaction_session_timeout = '{IDLE_LIMIT}'; ");
    if let Some(scope) = scope {
        let _ = write!(sql, "SET LOCAL ROLE {APP_ROLE}; ");
        for (name, id) in [("workspace", scope.workspace), ("user", scope.user)] {
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            let _ = write!(sql, "SET LOCAL nexus.\"{name}\" = '{id}'; ");
        }
    }
    sql.push_str("BEGIN");
    // Safe: constants and UUIDs, whose text holds only hexadecimal digits and hyphens.
    AssertSqlSafe(sql).into_sql_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_message_sets_everything_and_ends_with_begin() {
        let scope = Scope::new(Uuid::from_u128(1), Uuid::from_u128(2));
        insta::assert_snapshot!(begin_statement(Some(scope), false).as_str(), @r#"SET LOCAL idle_in_transaction_session_timeout = '30s'; SET LOCAL ROLE nexus_app; SET LOCAL nexus."workspace" = '00000000-0000-0000-0000-000000000001'; SET LOCAL nexus."user" = '00000000-0000-0000-0000-000000000002'; BEGIN"#);
        insta::assert_snapshot!(begin_statement(None, true).as_str(), @"DEALLOCATE ALL; SET LOCAL idle_in_transaction_session_timeout = '30s'; BEGIN");
    }
}
