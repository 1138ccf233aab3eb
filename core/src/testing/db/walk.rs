//! Migrations walked up with data in place, down to nothing, and up again.

use std::path::Path;

use sqlx::{AssertSqlSafe, Executor};

use super::{TestDb, TestDbError};
use crate::db::Migrations;
use crate::db::migrations::Revert;

/// Applies the last set step by step, each with its sample data; takes everything back (whatever a way down forgets
/// keeps its schema from being dropped, and fails); then walks up once more. The sets before it are what it stands on.
///
/// Sample data lies in `<folder>/sample/<version, four digits>.sql`, runs in one transaction as the owner of the
/// tables, and has to be there for every step (a comment says that there is nothing to fill).
///
/// # Errors
/// The first thing that fails, with the file's name.
pub async fn walk_migrations(sets: &[&'static Migrations]) -> Result<(), TestDbError> {
    let Some((set, base)) = sets.split_last() else { return Ok(()) };
    let test = TestDb::try_new(&[]).await?;
    test.db.migrate(base).await?;
    walk_up(&test, set).await?;
    test.db.revert(sets, Revert::All).await?;
    test.db.migrate(base).await?;
    walk_up(&test, set).await
}

async fn walk_up(test: &TestDb, set: &'static Migrations) -> Result<(), TestDbError> {
    for step in set.steps()? {
        test.db.migrate_to(set, step.version()).await?;
        sample(test, set, step.version()).await?;
    }
    Ok(())
}

async fn sample(test: &TestDb, set: &'static Migrations, version: i64) -> Result<(), TestDbError> {
    let file = Path::new(set.folder).join(format!("sample/{version:04}.sql"));
    let problem = |error: String| TestDbError::Migrations {
        schema: set.schema,
        problem: format!("sample data {}: {error}", file.display()),
    };
    let sql = std::fs::read_to_string(&file).map_err(|error| problem(error.to_string()))?;
    let mut tx = test.db.begin_as_owner().await?;
    tx.execute(AssertSqlSafe(sql)).await.map_err(|error| problem(error.to_string()))?;
    tx.commit().await.map_err(|error| problem(error.to_string()))
}
