//! Retention: removes, in small steps, what nobody needs any more.

use std::time::Duration;

use super::store;
use crate::{
    broadcast, clock::Clock, config::Retention, db::Db, feedback, health, http::api, requests, retention,
    shared,
};

const PASS: Duration = Duration::from_secs(600);
const STEP: i64 = 1000;
/// Of rows that may be large.
const SMALL_STEP: i64 = 20;

pub(super) async fn run(db: Db, clock: Clock, retention: Retention) {
    loop {
        tokio::time::sleep(PASS).await;
        if let Err(error) = pass(&db, &clock, &retention).await {
            tracing::warn!(%error, "housekeeping failed, next time then");
        }
    }
}

async fn pass(db: &Db, clock: &Clock, keep: &Retention) -> sqlx::Result<()> {
    let now = clock.now();
    let mut page = store::Page { last: Some(0), has_young: false };
    while let (Some(last), false) = (page.last, page.has_young) {
        page = store::prune_inbox(db, last, now - keep.inbox, STEP).await?;
    }
    while shared::prune_undos(db, now - keep.undos, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_refused(db, now - keep.refused, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_files(db, now - keep.files, SMALL_STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_file_ids(db, now - keep.file_ids, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_notifications(db, now - keep.notifications, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_failures(db, now - retention::FAILURES, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_alerts(db, now - retention::ALERTS, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while broadcast::prune_deliveries(db, now - retention::DELIVERIES, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_file_recipients(db, now - keep.file_ids, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while requests::prune(db, now - retention::REQUESTS, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while feedback::prune(db, now - retention::FEEDBACK, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while api::prune_operations(db, now - keep.operations, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    health::store::prune_heartbeats(db, retention::BEATS).await
}

#[cfg(all(test, unix))]
mod tests;
