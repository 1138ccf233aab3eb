//! Migrations: one set and one version table per schema.
//!
//! A crate with tables keeps `migrations/<schema>/0001_name.up.sql` and `0001_name.down.sql`, sample data that the
//! step can stand on in `migrations/<schema>/sample/0001.sql` (tests only), a `build.rs` that prints
//! `cargo:rerun-if-changed=` with the folder, and hands its set to core:
//!
//! ```ignore
//! pub static MIGRATIONS: nexus_core::db::Migrations = nexus_core::migrations!("coach", "../../migrations/coach");
//! db.migrate(&[&nexus_core::db::CORE, &MIGRATIONS]).await?;
//! ```
//!
//! The schema and its version table `<schema>._migrations` are made here. Sets are applied in the order given and
//! taken back in the opposite order. Every step is a transaction of its own, unless its file begins with
//! `-- no-transaction` (for `CREATE INDEX CONCURRENTLY`: one statement, which must bear being run twice).
//!
//! # A domain table
//! ```sql
//! -- once per schema, in its 0001
//! GRANT USAGE ON SCHEMA coach TO nexus_app;
//! -- per table
//! CREATE TABLE coach.goals (id uuid PRIMARY KEY, workspace_id uuid NOT NULL, title text NOT NULL);
//! CREATE INDEX goals_workspace ON coach.goals (workspace_id);
//! ALTER TABLE coach.goals ENABLE ROW LEVEL SECURITY;
//! CREATE POLICY scope ON coach.goals TO nexus_app
//!     USING (workspace_id = (SELECT nexus.current_workspace()));
//! GRANT SELECT, INSERT, UPDATE, DELETE ON coach.goals TO nexus_app;
//! ```
//! The sub-select is evaluated once per statement. `USING` alone also judges what is written. Without FORCE the owner is
//! not bound: `pg_dump` and core's own work (retention, erasure across workspaces) need that, also on managed servers
//! where no log-in may bypass policies. Whatever a handler does goes through [`super::Db::begin`], whose role is bound.

mod run;
mod table;

use sqlx::migrate::{Migration, MigrationType, Migrator};

use super::error::DbError;

/// The set of one schema; made by [`crate::migrations!`].
#[derive(Debug)]
pub struct Migrations {
    /// Lower-case letters, digits and underscores.
    pub schema: &'static str,
    pub migrator: &'static Migrator,
    /// Where the files lay when this was built; tests find sample data and stale builds with it.
    pub folder: &'static str,
}

/// The set of a schema from a folder, given relative to the calling crate's `Cargo.toml`. The crate needs sqlx.
#[macro_export]
macro_rules! migrations {
    ($schema:literal, $folder:literal) => {{
        static MIGRATOR: ::sqlx::migrate::Migrator = ::sqlx::migrate!($folder);
        $crate::db::Migrations {
            schema: $schema,
            migrator: &MIGRATOR,
            folder: concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder),
        }
    }};
}

/// One step: up, and down again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub up: &'static Migration,
    pub down: &'static Migration,
}

impl Step {
    pub fn version(self) -> i64 {
        self.up.version
    }
}

/// Where one set stands in this database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub schema: &'static str,
    /// Versions in the database, ascending.
    pub applied: Vec<i64>,
    /// Versions of the set that are still to come, ascending.
    pub pending: Vec<i64>,
}

/// How far a set is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revert {
    /// The newest step of it.
    Last,
    /// All steps after this version.
    After(i64),
    /// All steps, then the version table and the schema.
    All,
}

impl Migrations {
    /// The steps in order.
    ///
    /// # Errors
    /// A schema name that would need quoting, a step without its way back, a version used twice.
    pub(crate) fn steps(&self) -> Result<Vec<Step>, DbError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !self.schema.starts_with(|c: char| c.is_ascii_lowercase()) || !self.schema.chars().all(plain) {
            return Err(self.wrong("the schema's name is not lower-case letters, digits and underscores"));
        }
        let all: &'static [Migration] = &self.migrator.migrations;
        let of = |kind| all.iter().filter(move |step| step.migration_type == kind);
        let ups: Vec<_> = of(MigrationType::ReversibleUp).collect();
        if ups.len() * 2 != all.len() || ups.windows(2).any(|pair| pair[0].version == pair[1].version) {
            return Err(self.wrong("every version needs one .up.sql and one .down.sql"));
        }
        let pair = |up: &'static Migration| {
            let down = of(MigrationType::ReversibleDown).find(|down| down.version == up.version);
            let missing = || self.wrong(&format!("version {} has no .down.sql", up.version));
            Ok(Step { up, down: down.ok_or_else(missing)? })
        };
        ups.into_iter().map(pair).collect()
    }

    pub(crate) fn wrong(&self, problem: &str) -> DbError {
        DbError::Set { schema: self.schema.to_owned(), problem: problem.to_owned() }
    }
}
