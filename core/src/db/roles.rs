//! The role `nexus_app`: made by the owner, once per cluster.
//!
//! Roles belong to the whole server, not to one database, so two databases that migrate at the same moment meet here;
//! an advisory lock would not help, for it belongs to one database. Therefore: look, act, and look again when
//! somebody else was quicker.

use sqlx::postgres::PgConnection;
use sqlx::{Executor, Row};

use super::Db;
use super::error::{DbError, code};

const ATTEMPTS: usize = 20;

/// What the server says about the role and about us.
struct Found {
    exists: bool,
    /// It may not log in, is no superuser and is bound by row-level security.
    harmless: bool,
    /// This login may `SET ROLE` to it.
    ours: bool,
    login: String,
}

impl Found {
    fn problem(&self) -> Option<&'static str> {
        match self {
            Self { exists: false, .. } => Some("is missing"),
            Self { harmless: false, .. } => Some("may log in or passes row-level security"),
            Self { ours: false, .. } => Some("is not granted to this login"),
            _ => None,
        }
    }
}

impl Db {
    /// Makes the role, as a migration does: for a database that is about to be filled from a backup.
    ///
    /// # Errors
    /// [`DbError::Role`]
    pub async fn ensure_role(&self) -> Result<(), DbError> {
        ensure(&mut *self.acquire().await?).await
    }

    /// What is wrong with the role `nexus_app`, and the commands that mend it; changes nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn role_problem(&self) -> Result<Option<(&'static str, String)>, DbError> {
        let found = look(&mut *self.acquire().await?).await?;
        Ok(found.problem().map(|problem| (problem, commands(&found.login))))
    }
}

/// Makes the role and grants it to this login, if that has not been done.
///
/// # Errors
/// [`DbError::Role`], with the commands a superuser has to run, when this login may not do it itself.
pub(crate) async fn ensure(connection: &mut PgConnection) -> Result<(), DbError> {
    for _ in 0..ATTEMPTS {
        let found = look(connection).await?;
        let Some(problem) = found.problem() else { return Ok(()) };
        let statement = match &found {
            Found { exists: false, .. } => "CREATE ROLE nexus_app NOLOGIN NOSUPERUSER NOBYPASSRLS",
            Found { harmless: false, .. } => "ALTER ROLE nexus_app NOLOGIN NOSUPERUSER NOBYPASSRLS",
            _ => "GRANT nexus_app TO CURRENT_USER",
        };
        let Err(error) = connection.execute(statement).await else { continue };
        match code(&error).as_deref() {
            // duplicate_object, unique_violation, "tuple concurrently updated": somebody else is at it.
            Some("42710" | "23505" | "XX000") => tokio::task::yield_now().await,
            // insufficient_privilege
            Some("42501") => return Err(DbError::Role { problem, commands: commands(&found.login) }),
            _ => return Err(error.into()),
        }
    }
    Err(DbError::Role { problem: "is being changed by others without end", commands: String::new() })
}

fn commands(login: &str) -> String {
    let login = login.replace('"', "\"\"");
    format!(
        "  CREATE ROLE nexus_app NOLOGIN NOSUPERUSER NOBYPASSRLS;  -- or ALTER ROLE, if it exists\n  \
         GRANT nexus_app TO \"{login}\";"
    )
}

/// From Postgres 16 a member may lack the right to `SET ROLE`; before, every member has it.
async fn look(connection: &mut PgConnection) -> Result<Found, sqlx::Error> {
    let row = connection
        .fetch_one(
            "SELECT current_user::text, role.oid IS NOT NULL, \
             NOT coalesce(role.rolcanlogin OR role.rolsuper OR role.rolbypassrls, false), \
             coalesce(pg_has_role(role.oid, \
               CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END), false) \
             FROM (SELECT 1) AS one LEFT JOIN pg_roles AS role ON role.rolname = 'nexus_app'",
        )
        .await?;
    Ok(Found {
        login: row.try_get(0)?,
        exists: row.try_get(1)?,
        harmless: row.try_get(2)?,
        ours: row.try_get(3)?,
    })
}
