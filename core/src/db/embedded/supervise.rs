//! Starting the server until it answers, and again whenever it ends by itself.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::cluster::{Cluster, SUPERUSER};
use super::place::Place;
use super::process::Process;
use super::{EmbeddedError, at, predecessor, write_private};

/// The log-in that works, and the database it owns.
const OWNER: &str = "nexus";
/// Ports that somebody else takes between our look and the server's, or leftovers of a predecessor.
const ATTEMPTS: usize = 5;
/// Recovery after a power cut reads what was written since the last checkpoint.
const STARTING: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(25);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A server that answers, its port, and the URL of its database.
pub(super) async fn start(
    place: &Place,
    cluster: &Cluster,
) -> Result<(SecretString, Process, u16), EmbeddedError> {
    let password = cluster.password()?;
    let mut attempt = 0;
    let (process, mut admin, port) = loop {
        attempt += 1;
        let port = port(cluster)?;
        let mut process = Process::spawn(cluster, port)?;
        match answers(&mut process, cluster, port, &password).await {
            Ok(admin) => break (process, admin, port),
            Err(error) if attempt == ATTEMPTS => return Err(error),
            Err(error) => {
                tracing::debug!(%error, attempt, "the embedded server did not start");
                process.stop(cluster).await;
                forget_port(cluster);
            }
        }
    };
    own(&mut admin, &password).await?;
    admin.close().await?;
    remember(place, cluster, port, &password).map(|url| (url, process, port))
}

/// Waits until the server lets us in, or ends.
async fn answers(
    process: &mut Process,
    cluster: &Cluster,
    port: u16,
    password: &SecretString,
) -> Result<PgConnection, EmbeddedError> {
    // Statements are not logged: one of them sets a password.
    let options = PgConnectOptions::new_without_pgpass()
        .disable_statement_logging()
        .ssl_mode(PgSslMode::Disable)
        .host("127.0.0.1")
        .port(port)
        .username(SUPERUSER)
        .password(password.expose_secret())
        .database("postgres");
    let asked = async {
        loop {
            match options.connect().await {
                Err(error) if crate::db::is_away(&error) => sleep(PAUSE).await,
                answer => return answer,
            }
        }
    };
    tokio::select! {
        ended = process.ended() => {
            let said = fs::read_to_string(cluster.folder.join("start.log")).unwrap_or_default();
            let status = ended.map(|status| status.to_string()).unwrap_or_default();
            Err(EmbeddedError::Start { said: format!("{status}: {} (see also {})", said.trim(), log(cluster)) })
        }
        answer = timeout(STARTING, asked) => match answer {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(EmbeddedError::Start { said: format!("no answer, see {}", log(cluster)) }),
        },
    }
}

fn log(cluster: &Cluster) -> String {
    cluster.folder.join("log").display().to_string()
}

/// Makes the owner and its database; both may be there already. The restore drill makes databases of its own.
async fn own(admin: &mut PgConnection, password: &SecretString) -> Result<(), EmbeddedError> {
    // Safe: the password is hexadecimal digits, made by us.
    let role = format!(
        "DO $$ BEGIN CREATE ROLE {OWNER} LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$; \
         ALTER ROLE {OWNER} CREATEDB PASSWORD '{}'",
        password.expose_secret()
    );
    admin.execute(AssertSqlSafe(role)).await?;
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(OWNER)
        .fetch_one(&mut *admin)
        .await?;
    if !exists {
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {OWNER} OWNER {OWNER}"))).await?;
    }
    Ok(())
}

/// The port of the last start if it is free, so that tools which remember it keep working; else any free one.
fn port(cluster: &Cluster) -> Result<u16, EmbeddedError> {
    let last = fs::read_to_string(cluster.folder.join("port")).ok().and_then(|text| text.trim().parse().ok());
    let free =
        |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|bound| bound.local_addr());
    let bound = last.and_then(|port| free(port).ok()).map_or_else(|| free(0), Ok);
    Ok(bound.map_err(at(Path::new("127.0.0.1")))?.port())
}

fn forget_port(cluster: &Cluster) {
    let _ = fs::remove_file(cluster.folder.join("port"));
}

fn remember(
    place: &Place,
    cluster: &Cluster,
    port: u16,
    password: &SecretString,
) -> Result<SecretString, EmbeddedError> {
    write_private(&cluster.folder.join("port"), &port.to_string())?;
    let url =
        format!("postgres://{OWNER}:{}@127.0.0.1:{port}/{OWNER}?sslmode=disable", password.expose_secret());
    write_private(&place.root.join("url"), &url)?;
    Ok(url.into())
}

/// Until told to stop: whenever the server ends by itself, it is started again on the same port, with growing pauses.
pub(super) async fn keep(
    place: Place,
    cluster: Cluster,
    process: Process,
    port: u16,
    stop: CancellationToken,
) {
    let mut process = process;
    let mut pause = PAUSE;
    loop {
        let started = Instant::now();
        tokio::select! {
            () = stop.cancelled() => {
                process.stop(&cluster).await;
                return drop(place);
            }
            ended = process.ended() => {
                let status = ended.map(|status| status.to_string()).unwrap_or_default();
                tracing::error!(status, "the embedded server has ended, starting it again");
            }
        }
        if started.elapsed() > LONGEST_PAUSE {
            pause = PAUSE;
        }
        process = loop {
            tokio::select! {
                () = stop.cancelled() => return drop(place),
                () = sleep(pause) => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
            match again(&cluster, port).await {
                Ok(process) => break process,
                Err(error) => tracing::error!(%error, "the embedded server could not be started"),
            }
        };
    }
}

/// A server whose supervising shell was killed may still be there: it is in the way of the next one.
async fn again(cluster: &Cluster, port: u16) -> Result<Process, EmbeddedError> {
    let gone = cluster.clone();
    let waited = tokio::task::spawn_blocking(move || predecessor::wait_until_gone(&gone)).await;
    waited.map_err(|error| EmbeddedError::Start { said: error.to_string() })??;
    Process::spawn(cluster, port)
}
