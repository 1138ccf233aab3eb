//! Behind PgBouncer in transaction mode, with fewer server connections than clients.
//!
//! `cargo test -p nexus-core --test db_pooler -- --ignored`, with `pgbouncer` installed; without it the tests fail.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use nexus_core::db::migrations::Revert;
use nexus_core::db::{CORE, Config, Db, DbError, Migrations, Pooling, Scope};
use nexus_core::testing::db::TestDb;
use secrecy::ExposeSecret;
use sqlx::{ConnectOptions, Executor, postgres::PgConnectOptions};
use url::Url;
use uuid::Uuid;

static TINY: Migrations = nexus_core::migrations!("tiny", "tests/tiny");

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A pooler in front of a test's database; ends with this value.
struct Pooler {
    process: Child,
    url: Url,
    _folder: tempfile::TempDir,
}

impl Pooler {
    fn start(test: &TestDb) -> Result<Self> {
        Self::start_with(test, "")
    }

    /// `more`: lines for its configuration.
    fn start_with(test: &TestDb, more: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut url = Url::parse(test.url.expose_secret())?;
        let (server, password) = (url.port().unwrap_or(5432), url.password().unwrap_or_default().to_owned());
        std::fs::write(folder.path().join("users"), format!("\"{}\" \"{password}\"\n", url.username()))?;
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = plain\nauth_file = {}\n\
             pool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 100\n{more}\n",
            folder.path().join("users").display()
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings)?;
        let process = pgbouncer(&file).spawn().map_err(|error| format!("pgbouncer: {error}"))?;
        url.set_port(Some(port)).map_err(|()| "port")?;
        Ok(Self { process, url, _folder: folder })
    }

    fn config(&self, parameters: &str) -> Config {
        let mut url = self.url.clone();
        url.set_query(Some(parameters));
        Config { patience: Some(Duration::from_secs(10)), ..Config::new(String::from(url)) }
    }
}

/// Debian keeps it in /usr/sbin, which is not on everybody's path. It refuses to run as root.
fn pgbouncer(file: &Path) -> Command {
    let debian = Path::new("/usr/sbin/pgbouncer");
    let mut command = Command::new(if debian.exists() { debian } else { Path::new("pgbouncer") });
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    command.arg("--quiet").args(root.then_some(["--user", "nobody"]).into_iter().flatten()).arg(file);
    command
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Many transactions at once, each under another workspace, on two server connections.
async fn crowd(db: &Db) -> Result {
    let person = async |number: u128| -> Result {
        let scope = Scope::new(Uuid::from_u128(number), Uuid::from_u128(1000 + number));
        for turn in 0..20_i32 {
            let mut tx = db.begin(scope).await?;
            sqlx::query("INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, $2, $3)")
                .bind(scope.workspace)
                .bind(format!("{number}"))
                .bind(turn)
                .execute(&mut *tx)
                .await?;
            let bodies: Vec<String> =
                sqlx::query_scalar("SELECT DISTINCT body FROM tiny.notes WHERE stars >= $1")
                    .bind(0)
                    .fetch_all(&mut *tx)
                    .await?;
            tx.commit().await?;
            assert_eq!(bodies, [number.to_string()]);
            let echo: (i32, i64) =
                sqlx::query_as("SELECT $1::int4, $2::int8").bind(turn).bind(7_i64).fetch_one(db).await?;
            assert_eq!(echo, (turn, 7));
            let all: Vec<i32> =
                sqlx::query_scalar("SELECT generate_series(1, $1)").bind(3).fetch_all(db).await?;
            assert_eq!(all, [1, 2, 3]);
        }
        Ok(())
    };
    futures::future::try_join_all((1..=8).map(person)).await.map(drop)
}

#[tokio::test]
#[ignore = "needs pgbouncer"]
async fn everything_works_through_a_transaction_pooler() -> Result {
    let test = TestDb::new(&[]).await;
    let pooler = Pooler::start(&test)?;
    let db = Db::connect(&pooler.config("")).await?;
    assert_ne!(db.pooling(), Pooling::None, "the pooler was noticed");
    assert!(db.direct().is_none(), "nothing to LISTEN on");
    db.migrate(&[&CORE, &TINY]).await?;
    crowd(&db).await?;
    // A second process, whose statements have the same names.
    let other = Db::connect(&pooler.config("")).await?;
    let (one, two) = futures::future::join(crowd(&other), other.migrate(&[&CORE, &TINY])).await;
    one?;
    two?;
    db.revert(&[&CORE, &TINY], Revert::All).await?;
    db.close().await;
    other.close().await;
    Ok(())
}

/// One whose server connections are lent in turn: who asks twice in a row meets two of them, as where many ask at once.
async fn busy(test: &TestDb, more: &str) -> Result<Pooler> {
    let pooler = Pooler::start_with(test, &format!("server_round_robin = 1\n{more}"))?;
    Db::connect(&pooler.config("pgbouncer=true")).await?.close().await;
    // Both at once, so that it has two to lend.
    let mut clients = Vec::new();
    for _ in 0..2 {
        let options: PgConnectOptions = pooler.url.as_str().parse()?;
        let mut client = options.extra_float_digits(None).connect().await?;
        client.execute("BEGIN").await?;
        clients.push(client);
    }
    for client in &mut clients {
        client.execute("ROLLBACK").await?;
    }
    Ok(pooler)
}

/// At a port that says nothing, whether it refuses what it does not know or passes over it.
#[tokio::test]
#[ignore = "needs pgbouncer"]
async fn a_busy_pooler_is_noticed() -> Result {
    for more in ["", "ignore_startup_parameters = options"] {
        let test = TestDb::new(&[&CORE, &TINY]).await;
        let pooler = busy(&test, more).await?;
        for _ in 0..5 {
            let db = Db::connect(&pooler.config("")).await?;
            assert_eq!(db.pooling(), Pooling::Bare, "{more}");
            assert!(db.direct().is_none(), "nothing to LISTEN on");
            db.close().await;
        }
        let db = Db::connect(&pooler.config("")).await?;
        crowd(&db).await?;
        db.close().await;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs pgbouncer"]
async fn a_url_can_say_it_and_a_direct_one_can_listen() -> Result {
    let test = TestDb::new(&[&CORE, &TINY]).await;
    let pooler = Pooler::start(&test)?;
    let config = Config { direct_url: Some(test.url.clone()), ..pooler.config("pgbouncer=true") };
    let db = Db::connect(&config).await?;
    assert_eq!(db.pooling(), Pooling::Bare);
    crowd(&db).await?;
    let direct = db.direct().ok_or("a direct connection")?;
    let pool = sqlx::postgres::PgPoolOptions::new().connect_with(direct.clone()).await?;
    let mut listener = sqlx::postgres::PgListener::connect_with(&pool).await?;
    listener.listen("inbox").await?;
    sqlx::query("SELECT pg_notify('inbox', $1)").bind("7").execute(&db).await?;
    let heard = tokio::time::timeout(Duration::from_secs(10), listener.recv()).await??;
    assert_eq!(heard.payload(), "7");
    db.close().await;
    Ok(())
}

/// A pooler has its own words for what a server says with a code.
#[tokio::test]
#[ignore = "needs pgbouncer"]
async fn what_a_pooler_refuses_is_not_waited_for() -> Result {
    let test = TestDb::new(&[]).await;
    let pooler = Pooler::start(&test)?;
    Db::connect(&pooler.config("")).await?.close().await;
    let changed = |change: fn(&mut Url)| {
        let mut url = pooler.url.clone();
        change(&mut url);
        Config { patience: Some(Duration::from_secs(2)), ..Config::new(String::from(url)) }
    };
    let wrong = changed(|url| assert!(url.set_password(Some("x")).is_ok()));
    let error = Db::connect(&wrong).await.expect_err("a wrong password");
    assert!(matches!(error, DbError::Refused { .. }), "{error:?}");
    let unknown = changed(|url| assert!(url.set_username("nobody_at_all").is_ok()));
    let error = Db::connect(&unknown).await.expect_err("a wrong user");
    assert!(matches!(error, DbError::Refused { .. }), "{error:?}");
    let error = Db::connect(&changed(|url| url.set_path("nowhere"))).await.expect_err("no such database");
    assert!(matches!(error, DbError::UnknownDatabase { .. }), "{error:?}");
    Ok(())
}
