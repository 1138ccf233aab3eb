//! A Redis that keeps nothing on disk: what the bots keep there must not be missed.

use std::sync::Arc;

use tokio::process::Command;

use super::{free_port, janitor::Janitor, service::Service};

/// Starts a server; killed and started again it is empty.
///
/// # Errors
/// When `redis-server` is not installed, or does not start.
pub async fn start(janitor: &Arc<Janitor>) -> anyhow::Result<Service> {
    let (port, folder) = (free_port()?, janitor.folder().to_owned());
    let command = move || {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"]);
        command.arg(port.to_string()).current_dir(&folder);
        command
    };
    Service::start(port, "redis.log", janitor, command).await
}

/// What bots are told as `REDIS_URL`.
pub fn url(redis: &Service) -> String {
    format!("redis://127.0.0.1:{}/", redis.port())
}
