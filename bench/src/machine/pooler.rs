//! PgBouncer in transaction mode between the bots and the server.

use std::{path::Path, sync::Arc};

use tokio::process::Command;
use url::Url;

use super::{free_port, is_root, janitor::Janitor, service::Service};

/// Server connections that it lends.
const CONNECTIONS: u32 = 20;

/// Starts a pooler in front of the server of `database`.
///
/// # Errors
/// When PgBouncer is not installed, or does not start.
pub async fn start(database: &Url, janitor: &Arc<Janitor>) -> anyhow::Result<Service> {
    let port = free_port()?;
    let file = |name: &str| janitor.folder().join(format!("pooler-{port}.{name}"));
    let (users, settings) = (file("users"), file("ini"));
    let password = database.password().unwrap_or_default();
    std::fs::write(&users, format!("\"{}\" \"{password}\"\n", database.username()))?;
    let server = database.port().unwrap_or(5432);
    let text = format!(
        "[databases]\n* = host=127.0.0.1 port={server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = plain\nauth_file = {}\npool_mode = transaction\n\
         default_pool_size = {CONNECTIONS}\nmax_client_conn = 200\nserver_login_retry = 0\n",
        users.display()
    );
    std::fs::write(&settings, text)?;
    let is_root = is_root()?;
    let command = move || {
        let mut command = Command::new(program());
        // It refuses to run as root.
        command.arg("--quiet").args(is_root.then_some(["--user", "nobody"]).into_iter().flatten());
        command.arg(&settings);
        command
    };
    Service::start(port, "pooler.log", janitor, command).await
}

/// The way to `database` through the pooler.
pub fn url(pooler: &Service, database: &Url) -> Url {
    let mut url = database.clone();
    // A URL with a host has a port. This one does not give away what listens there, so the URL says it.
    let _ = url.set_port(Some(pooler.port()));
    url.query_pairs_mut().append_pair("pgbouncer", "true");
    url
}

/// Debian keeps it in /usr/sbin, which is not on everybody's path.
fn program() -> &'static str {
    let debian = "/usr/sbin/pgbouncer";
    if Path::new(debian).exists() { debian } else { "pgbouncer" }
}
