//! The numbers of this process and of its bots, in Prometheus's text format.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use tokio::{sync::Mutex, time::Instant};

use super::Status;
use crate::{
    health,
    ids::AccountId,
    metrics::{BotState, ProcessState, Snapshot, text_format},
};

/// An answer comes within this, also when the database does not answer.
const LIMIT: Duration = Duration::from_secs(2);
/// What was read from the database is told for so long: however often and by how many it is asked for, the database is
/// not asked more often.
const FRESH: Duration = Duration::from_secs(5);

/// What the database told last. Clones are the same one.
#[derive(Clone, Default)]
pub(super) struct Readings(Arc<Mutex<Option<Reading>>>);

struct Reading {
    at: Instant,
    /// `None`: it did not answer.
    bots: Option<Arc<[BotState]>>,
}

/// Always 200: while the database is away, what this process counts is what operators need most.
pub(super) async fn metrics(State(status): State<Status>) -> Response {
    // Before it is used for this.
    let mut process = process_state(&status);
    let bots = status.readings.recent(|| read(&status)).await;
    process.is_database_up = bots.is_some();
    match text(&status, &process, bots.as_deref().unwrap_or_default()) {
        Ok(text) => ([(CONTENT_TYPE, text_format())], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn text(status: &Status, process: &ProcessState, bots: &[BotState]) -> prometheus::Result<String> {
    let mut snapshot = Snapshot::default();
    process.tell(&mut snapshot)?;
    for bot in bots {
        bot.tell(&mut snapshot)?;
    }
    status.metrics.text(&snapshot)
}

fn process_state(status: &Status) -> ProcessState {
    let pools = status.db.pools();
    let open: u32 = pools.iter().map(sqlx::PgPool::size).sum();
    let idle = pools.iter().map(sqlx::PgPool::num_idle).sum::<usize>();
    let idle = u32::try_from(idle).unwrap_or(u32::MAX);
    ProcessState {
        receiving: status.own_bots().iter().map(|bot| (bot.code, bot.is_polling())).collect(),
        is_database_up: false,
        idle,
        in_use: open.saturating_sub(idle),
        most: pools.iter().map(|pool| pool.options().get_max_connections()).sum(),
        is_redis_up: status.permits.is_up(),
    }
}

impl Readings {
    /// As they were a few seconds ago at most. Who comes while somebody reads waits for what that one gets.
    async fn recent<Fut>(&self, read: impl FnOnce() -> Fut) -> Option<Arc<[BotState]>>
    where
        Fut: Future<Output = Option<Arc<[BotState]>>>,
    {
        let mut last = self.0.lock().await;
        if let Some(reading) = last.as_ref().filter(|reading| reading.at.elapsed() < FRESH) {
            return reading.bots.clone();
        }
        let bots = read().await;
        *last = Some(Reading { at: Instant::now(), bots: bots.clone() });
        bots
    }
}

async fn read(status: &Status) -> Option<Arc<[BotState]>> {
    let own: Vec<AccountId> = status.own_bots().iter().map(|bot| bot.account).collect();
    let accounts = (!status.speaks_for_all).then_some(&own[..]);
    let read = health::state::read(&status.db, accounts, status.clock.now(), LIMIT);
    match tokio::time::timeout(LIMIT, read).await {
        Ok(Ok(bots)) => Some(bots.into()),
        Ok(Err(error)) => {
            tracing::debug!(%error, "how the bots stand cannot be read");
            None
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures::future::join_all;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn however_many_ask_the_database_is_asked_once_in_five_seconds() {
        let (readings, reads) = (Readings::default(), AtomicU32::new(0));
        let ask = async || {
            let read = || async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                reads.fetch_add(1, Ordering::Relaxed);
                None
            };
            readings.recent(read).await
        };
        join_all((0..20).map(|_| ask())).await;
        assert_eq!(reads.load(Ordering::Relaxed), 1, "who comes meanwhile waits for the same");
        tokio::time::advance(FRESH - Duration::from_millis(1)).await;
        ask().await;
        assert_eq!(reads.load(Ordering::Relaxed), 1, "an absence is remembered too");
        tokio::time::advance(Duration::from_millis(1)).await;
        ask().await;
        assert_eq!(reads.load(Ordering::Relaxed), 2);
    }
}
