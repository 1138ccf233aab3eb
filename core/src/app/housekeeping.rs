//! Retention: removes, in small steps, what nobody needs any more.

use std::time::Duration;

use chrono::TimeDelta;

use super::store;
use crate::{clock::Clock, db::Db, health, http::api, shared};

const PASS: Duration = Duration::from_secs(600);
const STEP: i64 = 1000;
/// Of rows that may be large.
const SMALL_STEP: i64 = 20;
/// Updates that were worked off are kept for this long, for people who ask what happened.
const INBOX_KEPT: TimeDelta = TimeDelta::days(7);
/// Messages that the messenger refused.
const REFUSED_KEPT: TimeDelta = TimeDelta::days(30);
/// Notifications that were due, for who asks whether they were. No bot plans what lies further back.
const NOTIFICATIONS_KEPT: TimeDelta = TimeDelta::days(90);
/// Bytes of files that nobody needs any more: those that were sent.
const FILES_KEPT: TimeDelta = TimeDelta::days(1);
/// What the messenger calls files; who sends one again later uploads it again.
const FILE_IDS_KEPT: TimeDelta = TimeDelta::days(90);
/// What was answered to an operation, for who sends it again.
const OPERATIONS_KEPT: TimeDelta = TimeDelta::hours(24);
const UNDO_KEPT: TimeDelta = TimeDelta::days(1);
/// Heartbeats of processes that have gone.
const BEATS_KEPT: Duration = Duration::from_secs(24 * 3600);

pub(super) async fn run(db: Db, clock: Clock) {
    loop {
        tokio::time::sleep(PASS).await;
        if let Err(error) = pass(&db, &clock).await {
            tracing::warn!(%error, "housekeeping failed, next time then");
        }
    }
}

async fn pass(db: &Db, clock: &Clock) -> sqlx::Result<()> {
    let now = clock.now();
    let mut page = store::Page { last: Some(0), has_young: false };
    while let (Some(last), false) = (page.last, page.has_young) {
        page = store::prune_inbox(db, last, now - INBOX_KEPT, STEP).await?;
    }
    while shared::prune_undos(db, now - UNDO_KEPT, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_refused(db, now - REFUSED_KEPT, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_files(db, now - FILES_KEPT, SMALL_STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_file_ids(db, now - FILE_IDS_KEPT, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while store::prune_notifications(db, now - NOTIFICATIONS_KEPT, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    while api::prune_operations(db, now - OPERATIONS_KEPT, STEP).await? > 0 {
        tokio::task::yield_now().await;
    }
    health::store::prune_heartbeats(db, BEATS_KEPT).await
}

#[cfg(all(test, unix))]
mod tests;
