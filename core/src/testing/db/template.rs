//! Template databases, one per content of the migrations, and their clones.

use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::server::{OWNER, Server};
use super::{TestDbError, attendant, config};
use crate::db::{Db, Migrations};

/// More templates than this are old ones, of migrations that have changed since.
const TEMPLATES_KEPT: usize = 24;

/// A new database made from the template of these sets; the template is made first if it is missing.
pub(super) async fn clone(
    admin: &mut PgConnection,
    server: &Server,
    sets: &[&'static Migrations],
) -> Result<String, TestDbError> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let template = name(server, sets);
    ensure(admin, server, sets, &template).await?;
    let holder: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut *admin).await?;
    let clone = format!("nexus_c_{holder}_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    // A process before us with the same number may have died and left its database.
    drop_database(admin, &clone).await?;
    create(admin, server, &clone, &template).await?;
    Ok(clone)
}

/// Names below are made of letters, digits and underscores of ours.
pub(super) async fn drop_database(admin: &mut PgConnection, name: &str) -> Result<(), sqlx::Error> {
    admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await.map(drop)
}

async fn create(
    admin: &mut PgConnection,
    server: &Server,
    name: &str,
    template: &str,
) -> Result<(), sqlx::Error> {
    let owner = if server.own { format!(" OWNER {OWNER}") } else { String::new() };
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}{owner}"))).await.map(drop)
}

/// One process makes a template, others wait for it; half-made ones have another name.
async fn ensure(
    admin: &mut PgConnection,
    server: &Server,
    sets: &[&'static Migrations],
    template: &str,
) -> Result<(), TestDbError> {
    if exists(admin, template).await? {
        return Ok(());
    }
    sqlx::query("SELECT pg_advisory_lock(hashtext($1))").bind(template).execute(&mut *admin).await?;
    let made = make(admin, server, sets, template).await;
    sqlx::query("SELECT pg_advisory_unlock(hashtext($1))").bind(template).execute(&mut *admin).await?;
    made
}

async fn make(
    admin: &mut PgConnection,
    server: &Server,
    sets: &[&'static Migrations],
    template: &str,
) -> Result<(), TestDbError> {
    if exists(admin, template).await? {
        return Ok(());
    }
    for set in sets {
        fresh(set).await?;
    }
    let half = template.replacen("nexus_t_", "nexus_h_", 1);
    drop_database(admin, &half).await?;
    create(admin, server, &half, "template0").await?;
    let db = Db::connect(&config(&server.owner_url(&half), server)).await?;
    let migrated = db.migrate(sets).await;
    db.close().await;
    migrated?;
    admin.execute(AssertSqlSafe(format!("ALTER DATABASE {half} RENAME TO {template}"))).await?;
    Ok(())
}

async fn exists(admin: &mut PgConnection, name: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(admin)
        .await
}

/// The sets' content and the owner make the name: a changed file is a new template.
fn name(server: &Server, sets: &[&'static Migrations]) -> String {
    let mut hash = Sha256::new();
    hash.update(server.owner());
    for set in sets {
        hash.update(format!("{}:{};", set.schema, set.migrator.migrations.len()));
        for step in set.migrator.iter() {
            hash.update(format!("{}:{:?};", step.version, step.migration_type));
            hash.update(&step.checksum);
        }
    }
    let hash = hash.finalize();
    format!("nexus_t_{}", hash[..10].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// The files as they are now must be those that were built in: a crate without its `build.rs` misses new files.
async fn fresh(set: &'static Migrations) -> Result<(), TestDbError> {
    let problem = |problem: String| TestDbError::Migrations { schema: set.schema, problem };
    let folder = std::path::Path::new(set.folder);
    let now = Migrator::new(folder).await.map_err(|error| problem(format!("{}: {error}", set.folder)))?;
    let sum =
        |set: &Migrator| set.iter().map(|step| (step.version, step.checksum.to_vec())).collect::<Vec<_>>();
    if sum(&now) != sum(set.migrator) {
        return Err(problem(
            "the files differ from those built in; the crate needs a build.rs with cargo:rerun-if-changed"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Drops databases whose test process has gone, and templates when there are many.
pub(super) async fn sweep(admin: &mut PgConnection) -> Result<(), sqlx::Error> {
    let orphans = sqlx::query(
        "SELECT clone.datname FROM pg_database AS clone \
         WHERE clone.datname ~ '^nexus_c_[0-9]+_[0-9]+$' AND pg_has_role(clone.datdba, 'MEMBER') AND NOT EXISTS ( \
           SELECT FROM pg_stat_activity AS session \
           WHERE session.application_name = $1 AND session.pid::text = split_part(clone.datname, '_', 3))",
    )
    .bind(attendant::HOLDER)
    .fetch_all(&mut *admin)
    .await?;
    for row in orphans {
        drop_database(admin, row.try_get(0)?).await?;
    }
    let templates =
        sqlx::query("SELECT datname FROM pg_database WHERE datname ~ '^nexus_t_' ORDER BY oid DESC")
            .fetch_all(&mut *admin)
            .await?;
    for row in templates.into_iter().skip(TEMPLATES_KEPT) {
        drop_database(admin, row.try_get(0)?).await?;
    }
    Ok(())
}
