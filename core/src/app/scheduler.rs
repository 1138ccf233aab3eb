//! Finds what is due and hands it to delivery.

use std::{sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    db::Db,
    delivery::Runner,
    ids::BotId,
    notify::{Alarm, store},
};

/// How many notifications become inbox entries in one statement.
const BATCH: i64 = 500;
/// How often to look although nothing was planned here: another process may have planned.
const LOOK: chrono::TimeDelta = chrono::TimeDelta::seconds(15);
/// Pause after the database failed to answer.
const PAUSE: Duration = Duration::from_secs(1);

/// One bot's schedule.
pub struct Scheduler {
    pub db: Db,
    pub clock: Clock,
    pub bot: BotId,
    /// The bot's running accounts.
    pub runners: Vec<Runner>,
    /// Rings when a turn plans something that is due sooner than all that was.
    pub alarm: Arc<Alarm>,
}

impl Scheduler {
    /// Runs until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let accounts: Vec<_> = self.runners.iter().map(Runner::account_id).collect();
        while !stop.is_cancelled() {
            self.alarm.wake();
            let wait = async {
                match self.pass(&accounts).await {
                    Ok(true) => {}
                    Ok(false) => self.wait().await,
                    Err(error) => {
                        tracing::warn!(%error, "cannot look for due notifications");
                        tokio::time::sleep(PAUSE).await;
                    }
                }
            };
            tokio::select! {
                () = wait => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Queues one batch; says whether there was anything.
    async fn pass(&self, accounts: &[crate::ids::AccountId]) -> sqlx::Result<bool> {
        let chats = store::queue_due(&self.db, self.bot, accounts, self.clock.now(), BATCH).await?;
        for runner in &self.runners {
            let own = chats.iter().filter(|(account, _)| *account == runner.account_id());
            runner.news_in(own.map(|(_, chat)| *chat).collect());
        }
        Ok(!chats.is_empty())
    }

    async fn wait(&self) {
        let latest = self.clock.now() + LOOK;
        let next = match store::next_due(&self.db, self.bot).await {
            Ok(next) => next.map_or(latest, |next| next.min(latest)),
            Err(_) => latest,
        };
        tokio::select! {
            () = self.clock.sleep_until(next) => {}
            () = self.alarm.sleep_until(next) => {}
        }
    }
}
