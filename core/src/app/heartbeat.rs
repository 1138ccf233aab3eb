//! Tells the registry that a bot is alive, so that one endpoint can speak for all processes.

use std::time::Duration;

use crate::{db::Db, health::store, http::BotStatus, ids::ProcessId};

const BEAT: Duration = Duration::from_secs(5);

pub(super) async fn run(db: Db, process: ProcessId, status: BotStatus) {
    loop {
        if let Err(error) = store::beat(&db, process, status.code, status.is_polling()).await {
            tracing::debug!(%error, "no heartbeat");
        }
        tokio::time::sleep(BEAT).await;
    }
}
