//! Tells the registry that a bot is alive, so that one endpoint can speak for all processes.

use std::{sync::Arc, time::Duration};

use crate::{db::Db, health::store, http::BotStatus, ids::ProcessId, permits::PermitStore};

const BEAT: Duration = Duration::from_secs(5);

pub(super) async fn run(db: Db, process: ProcessId, status: BotStatus, permits: Arc<PermitStore>) {
    loop {
        if let Err(error) = store::beat(&db, process, status.code, status.is_polling(), permits.is_up()).await
        {
            tracing::debug!(%error, "no heartbeat");
        }
        tokio::time::sleep(BEAT).await;
    }
}
