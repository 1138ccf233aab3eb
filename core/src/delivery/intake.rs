//! Long polling: updates are committed to the inbox, and only then acknowledged by the next poll.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use tokio_util::sync::CancellationToken;

use super::{Api, Runner, WireError, update::Label};
use crate::{db::is_away, metrics::Way};

/// Seconds the messenger may hold an empty poll.
const POLL_SECONDS: u32 = 25;
const BATCH: u32 = 100;
/// Every kind that some bot of ours uses; others are not sent at all.
pub(super) const KINDS: &[&str] = &["message", "edited_message", "callback_query", "my_chat_member"];
const FIRST_PAUSE: Duration = Duration::from_millis(300);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// One account's long poll.
pub struct Intake {
    pub api: Api,
    pub runner: Runner,
    /// Whether the last poll was answered.
    pub is_polling: Arc<AtomicBool>,
}

#[derive(Serialize)]
struct GetUpdates {
    /// No stored offset is ever used: after a quiet week update ids start anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u32,
    timeout: u32,
    allowed_updates: &'static [&'static str],
}

impl Intake {
    /// Polls until `stop`. Whatever fails is said once, waited out and tried again.
    pub async fn run(self, stop: CancellationToken) {
        tokio::select! {
            () = self.end_webhook() => {}
            () = stop.cancelled() => return,
        }
        let mut offset = None;
        let mut pause = FIRST_PAUSE;
        while !stop.is_cancelled() {
            let pass = async {
                match self.pass(offset).await {
                    Ok(next) => {
                        if pause > FIRST_PAUSE {
                            tracing::info!(bot = self.runner.code(), "polling goes on");
                        }
                        pause = FIRST_PAUSE;
                        self.is_polling.store(true, Ordering::Relaxed);
                        next
                    }
                    Err(error) => {
                        self.is_polling.store(false, Ordering::Relaxed);
                        tracing::warn!(bot = self.runner.code(), %error, "polling failed, trying again");
                        tokio::time::sleep(pause).await;
                        // The messenger is asked ever more seldom while it is away, the database is waited for.
                        if error.downcast_ref().is_some_and(is_away) {
                            self.runner.wait_for_database().await;
                        } else {
                            pause = (pause * 2).min(LONGEST_PAUSE);
                        }
                        offset
                    }
                }
            };
            tokio::select! {
                next = pass => offset = next,
                () = stop.cancelled() => {}
            }
        }
    }

    /// Polling and a webhook exclude each other; what waits on the messenger's side stays there.
    async fn end_webhook(&self) {
        let keep = json!({"drop_pending_updates": false});
        if let Err(error) = self.api.call::<Value>("deleteWebhook", &keep).await {
            tracing::debug!(%error, "could not end a webhook");
        }
    }

    /// One poll, one commit. Returns the offset that acknowledges it.
    async fn pass(&self, offset: Option<i64>) -> anyhow::Result<Option<i64>> {
        // Whether polling works is known when a poll was answered, so the first one (and the first after trouble) is short.
        let timeout = if self.is_polling.load(Ordering::Relaxed) { POLL_SECONDS } else { 0 };
        let request = GetUpdates { offset, limit: BATCH, timeout, allowed_updates: KINDS };
        let updates: Vec<Box<RawValue>> = match self.api.call("getUpdates", &request).await {
            Ok(updates) => updates,
            Err(WireError::Refused { retry_after: Some(wait), .. }) => {
                tokio::time::sleep(wait).await;
                return Ok(offset);
            }
            Err(error) => return Err(error.into()),
        };
        if updates.is_empty() {
            return Ok(offset);
        }
        let next = file_updates(&self.runner, &updates).await?;
        // They would come again at once, and again, without a pause.
        next.map(Some).context("no update of the batch has an id, so none can be acknowledged")
    }
}

/// Files raw updates and has them worked off; returns the offset behind the last.
async fn file_updates(runner: &Runner, updates: &[Box<RawValue>]) -> sqlx::Result<Option<i64>> {
    let mut filings = Vec::with_capacity(updates.len());
    let mut kinds = Vec::with_capacity(updates.len());
    let mut last = None;
    for raw in updates {
        let Some(label) = Label::read(raw.get()) else {
            // It has no id, so it cannot be acknowledged either; nothing of it can be kept.
            tracing::error!(bytes = raw.get().len(), "an update without an id was passed over");
            continue;
        };
        last = last.max(Some(label.update_id));
        kinds.push(label.kind);
        filings.push(label.filing(raw.get().to_owned()));
    }
    runner.file("update", filings).await?;
    kinds.into_iter().for_each(|kind| runner.metrics().update_taken(kind, Way::Polling));
    Ok(last.map(|last| last + 1))
}
