//! The database floor on a real server: scope, migrations, roles, waiting.

use std::time::Duration;

use nexus_core::db::migrations::{Revert, Status};
use nexus_core::db::{CORE, Config, Db, DbError, Migrations, Scope};
use nexus_core::testing::db::{TestDb, walk_migrations};
use secrecy::ExposeSecret;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Executor, SqlSafeStr};
use uuid::Uuid;

static TINY: Migrations = nexus_core::migrations!("tiny", "tests/tiny");

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const A: Scope = Scope::new(Uuid::from_u128(0xa), Uuid::from_u128(1));
const B: Scope = Scope::new(Uuid::from_u128(0xb), Uuid::from_u128(2));

async fn tiny() -> TestDb {
    TestDb::new(&[&CORE, &TINY]).await
}

async fn write(db: &Db, scope: Scope, workspace: Option<Uuid>) -> std::result::Result<(), sqlx::Error> {
    let mut tx = db.begin(scope).await?;
    let insert =
        sqlx::query("INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, 'x', 1)").bind(workspace);
    insert.execute(&mut *tx).await?;
    tx.commit().await
}

async fn seen(db: &Db, scope: Scope) -> Result<i64> {
    let mut tx = db.begin(scope).await?;
    let count = sqlx::query_scalar("SELECT count(*) FROM tiny.notes").fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(count)
}

#[tokio::test]
async fn a_workspace_sees_and_writes_its_own_rows_only() -> Result {
    let test = tiny().await;
    write(&test.db, A, A.workspace).await?;
    assert_eq!(
        (seen(&test.db, A).await?, seen(&test.db, B).await?, seen(&test.db, Scope::NONE).await?),
        (1, 0, 0)
    );

    for (scope, target) in [(B, A.workspace), (Scope::NONE, A.workspace)] {
        let error = write(&test.db, scope, target).await.expect_err("a foreign workspace");
        assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
    }
    let mut tx = test.db.begin(B).await?;
    let changed = tx.execute("UPDATE tiny.notes SET body = 'stolen'").await?.rows_affected();
    let deleted = tx.execute("DELETE FROM tiny.notes").await?.rows_affected();
    tx.commit().await?;
    assert_eq!((changed, deleted, seen(&test.db, A).await?), (0, 0, 1));
    Ok(())
}

#[tokio::test]
async fn a_scope_ends_with_its_transaction() -> Result {
    let test = TestDb::new(&[&CORE, &TINY]).await;
    let db = Db::connect(&Config { pool_size: 1, ..test.config() }).await?;
    write(&db, A, A.workspace).await?;
    let mut tx = db.begin(A).await?;
    let user: Uuid = sqlx::query_scalar("SELECT nexus.current_user_id()").fetch_one(&mut *tx).await?;
    assert_eq!(Some(user), A.user);
    drop(tx);
    // The same connection, for there is only one.
    let after: (String, Option<Uuid>) =
        sqlx::query_as("SELECT current_user::text, nexus.current_workspace()").fetch_one(&db).await?;
    assert_eq!(after, (url::Url::parse(test.url.expose_secret())?.username().to_owned(), None));
    // And a scope that was forgotten shows nothing rather than everything.
    let mut forgotten = db.begin(Scope::NONE).await?;
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM tiny.notes").fetch_one(&mut *forgotten).await?;
    assert_eq!(seen, 0);
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_cannot_begin_leaves_a_clean_connection() -> Result {
    let test = tiny().await;
    let options = Config { pool_size: 1, ..Config::new(test.admin_url()) };
    let admin = Db::connect(&options).await?;
    let login = format!("powerless_{}", Uuid::now_v7().simple());
    admin.pool().execute(sqlx::AssertSqlSafe(format!("CREATE ROLE {login} LOGIN PASSWORD 'p'"))).await?;
    let mut url = url::Url::parse(test.url.expose_secret())?;
    url.set_username(&login).map_err(|()| "user name")?;
    url.set_password(Some("p")).map_err(|()| "password")?;
    let db = Db::connect(&Config { pool_size: 1, ..Config::new(String::from(url)) }).await?;
    let error = db.begin(A).await.expect_err("the role is not granted");
    assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
    let answer: i32 = sqlx::query_scalar("SELECT 7").fetch_one(&db).await?;
    assert_eq!(answer, 7);
    let mut numbers: Vec<i64> = Vec::new();
    for _ in 0..2 {
        numbers.push(sqlx::query_scalar("SELECT txid_current()").fetch_one(&db).await?);
    }
    assert_ne!(numbers[0], numbers[1], "the connection stands in no transaction");
    db.close().await;
    admin.pool().execute(sqlx::AssertSqlSafe(format!("DROP ROLE {login}"))).await?;
    Ok(())
}

#[tokio::test]
async fn migrations_go_up_with_data_down_to_nothing_and_up_again() -> Result {
    walk_migrations(&[&CORE]).await?;
    walk_migrations(&[&CORE, &TINY]).await?;
    Ok(())
}

#[tokio::test]
async fn status_and_steps_back() -> Result {
    let test = tiny().await;
    let status = |applied: &[i64], pending: &[i64]| Status {
        schema: "tiny",
        applied: applied.to_vec(),
        pending: pending.to_vec(),
    };
    assert_eq!(test.db.status(&[&TINY]).await?, [status(&[1, 2, 3], &[])]);
    test.db.revert(&[&TINY], Revert::Last).await?;
    assert_eq!(test.db.status(&[&TINY]).await?, [status(&[1, 2], &[3])]);
    test.db.revert(&[&TINY], Revert::After(1)).await?;
    assert_eq!(test.db.status(&[&TINY]).await?, [status(&[1], &[2, 3])]);
    test.db.revert(&[&TINY], Revert::All).await?;
    assert_eq!(test.db.status(&[&TINY]).await?, [status(&[], &[1, 2, 3])]);
    Ok(())
}

#[tokio::test]
async fn processes_that_start_at_once_share_the_work() -> Result {
    let test = TestDb::new(&[]).await;
    let starts = (0..6).map(|_| async {
        let db = Db::connect(&test.config()).await?;
        db.migrate(&[&CORE, &TINY]).await
    });
    for started in futures::future::join_all(starts).await {
        started?;
    }
    assert_eq!(test.db.status(&[&TINY]).await?.remove(0).pending, [0_i64; 0]);
    Ok(())
}

/// A set made in a test.
fn set(steps: &[(i64, MigrationType, &'static str)]) -> &'static Migrations {
    let step = |(version, kind, sql): &(i64, MigrationType, &'static str)| {
        Migration::new(*version, "made".into(), *kind, sql.into_sql_str(), false)
    };
    let migrator = Migrator::with_migrations(steps.iter().map(step).collect());
    Box::leak(Box::new(Migrations { schema: "made", migrator: Box::leak(Box::new(migrator)), folder: "" }))
}

#[tokio::test]
async fn a_set_that_changed_or_has_no_way_back_is_refused_and_a_newer_database_is_not() -> Result {
    use MigrationType::{ReversibleDown as Down, ReversibleUp as Up, Simple};
    let test = TestDb::new(&[]).await;
    let (one, two) = ("CREATE TABLE made.one ()", "CREATE TABLE made.two ()");
    let first = [(1, Up, one), (1, Down, "DROP TABLE made.one")];
    let both = [first[0], first[1], (2, Up, two), (2, Down, "DROP TABLE made.two")];
    test.db.migrate(&[set(&both)]).await?;
    test.db.migrate(&[set(&first)]).await?;

    let refused: [&[(i64, MigrationType, &'static str)]; 4] =
        [&[(1, Up, two), first[1]], &both[2..], &[(1, Simple, one)], &both[..3]];
    for steps in refused {
        let error = test.db.migrate(&[set(steps)]).await.expect_err("a set that cannot be right");
        assert!(matches!(error, DbError::Set { .. }), "{error}");
    }
    let broken =
        [both.as_slice(), &[(3, Up, "CREATE TABLE made.three (); SELECT 1/0"), (3, Down, "")]].concat();
    let error = test.db.migrate(&[set(&broken)]).await.expect_err("a step that fails");
    assert!(matches!(error, DbError::Step { version: 3, .. }), "{error}");
    let half: bool =
        sqlx::query_scalar("SELECT to_regclass('made.three') IS NOT NULL").fetch_one(&test.db).await?;
    assert!(!half, "a failed step leaves nothing");
    Ok(())
}

#[tokio::test]
async fn a_login_without_rights_is_told_what_to_run() -> Result {
    let test = TestDb::new(&[&CORE]).await;
    let admin = Db::connect(&Config::new(test.admin_url())).await?;
    let login = format!("weak_{}", Uuid::now_v7().simple());
    let sql = format!(
        "CREATE ROLE {login} LOGIN PASSWORD 'p'; GRANT CREATE ON DATABASE {} TO {login}",
        test.name()
    );
    admin.pool().execute(sqlx::AssertSqlSafe(sql)).await?;
    let mut url = url::Url::parse(test.url.expose_secret())?;
    url.set_username(&login).map_err(|()| "user name")?;
    url.set_password(Some("p")).map_err(|()| "password")?;
    let weak = Db::connect(&Config::new(String::from(url))).await?;
    let told = weak.migrate(&[&TINY]).await.expect_err("it may not grant").to_string();
    assert!(told.contains(&format!("GRANT nexus_app TO \"{login}\"")), "{told}");
    // Whoever runs it, is done: the login then needs nothing more than its own schemas.
    admin.pool().execute(sqlx::AssertSqlSafe(format!("GRANT nexus_app TO {login}"))).await?;
    weak.begin(A).await?.commit().await?;
    weak.close().await;
    let sql = format!("REVOKE ALL ON DATABASE {} FROM {login}; DROP ROLE {login}", test.name());
    admin.pool().execute(sqlx::AssertSqlSafe(sql)).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_with_a_url_is_said_with_its_variable() -> Result {
    let test = TestDb::new(&[]).await;
    let changed = |change: fn(&mut url::Url)| -> Result<Config> {
        let mut url = url::Url::parse(test.url.expose_secret())?;
        change(&mut url);
        Ok(Config { patience: Some(Duration::from_millis(300)), ..Config::new(String::from(url)) })
    };
    let wrong = changed(|url| assert!(url.set_password(Some("s3cret")).is_ok()))?;
    let error = Db::connect(&wrong).await.expect_err("a wrong password");
    assert!(
        matches!(error, DbError::Refused { .. }) && error.to_string().contains("DATABASE_URL"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("s3cret"));

    let error = Db::connect(&changed(|url| url.set_path("nowhere"))?).await.expect_err("no such database");
    assert!(matches!(error, DbError::UnknownDatabase { .. }), "{error}");

    let error = Db::connect(&changed(|url| assert!(url.set_port(Some(1)).is_ok()))?)
        .await
        .expect_err("nobody listens");
    assert!(matches!(error, DbError::Away { .. }), "{error}");

    let shown = format!("{:?} {:?} {:?}", test, test.db, test.config());
    let password =
        url::Url::parse(test.url.expose_secret())?.password().map(str::to_owned).ok_or("a password")?;
    assert!(!shown.contains(&password), "secrets do not show");

    let direct = Config { direct_url: Some(wrong.url), ..test.config() };
    let error = Db::connect(&direct).await.expect_err("a wrong password");
    assert!(error.to_string().contains("DATABASE_DIRECT_URL"), "{error}");
    Ok(())
}

/// What another test process sweeps when it arrives: databases whose process has gone, and no others.
#[tokio::test]
async fn test_processes_leave_each_other_alone() -> Result {
    let test = TestDb::new(&[]).await;
    let admin = Db::connect(&Config::new(test.admin_url())).await?;
    // No session has this number: it lies above the greatest that a system gives to a process.
    let orphan = format!("nexus_c_99999999_{}", Uuid::now_v7().as_u128() % 1_000_000_000);
    admin.pool().execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {orphan}"))).await?;
    let mut other = std::process::Command::new(std::env::current_exe()?);
    let done = other.args(["--exact", "a_test_database_goes_with_its_test"]).output()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    let names = [test.name().to_owned(), orphan];
    let left: Vec<String> =
        sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname = ANY($1)")
            .bind(&names[..])
            .fetch_all(&admin)
            .await?;
    assert_eq!(left, names[..1]);
    Ok(())
}

#[tokio::test]
async fn a_test_database_goes_with_its_test() -> Result {
    let (gone, stays) = (TestDb::new(&[]).await, TestDb::new(&[]).await);
    let name = gone.name().to_owned();
    drop(gone);
    let found =
        sqlx::query("SELECT FROM pg_database WHERE datname = $1").bind(name).fetch_all(&stays.db).await?;
    assert!(found.is_empty());
    Ok(())
}
