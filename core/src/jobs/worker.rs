//! Runs a bot's jobs.

use std::{sync::Arc, time::Duration};

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerUtils};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{
    JobContext, Jobs, Work,
    shop::{Claim, Shop},
};
use crate::{db::Db, delivery::Runner, metrics::JobMetrics};

/// The one task of the queue; which job it is stands in its payload, whose it is in its flag (the bot's code).
const TASK: &str = "nexus.work";
const SCHEMA: &str = "graphile_worker";
/// Safety net under LISTEN, which a transaction pooler does not carry.
const POLL: Duration = Duration::from_secs(2);
const HEARTBEAT: Duration = Duration::from_secs(2);
/// A worker silent for this long is dead; its jobs run again.
const DEAD_AFTER: Duration = Duration::from_secs(10);
/// At a stop a job that is not done by then goes back to the queue: within the time that the whole bot has.
const GRACE: Duration = Duration::from_secs(5);
/// Shortly before that its start is taken back: to be stopped is no fault of the job.
const INTERRUPTION: Duration = Duration::from_secs(4);

/// Brings the queue's own schema up to date, so that turns can enqueue before a worker runs.
///
/// # Errors
/// When the database cannot be reached, or does not allow it.
pub async fn prepare_queue(db: &Db) -> anyhow::Result<()> {
    Ok(WorkerUtils::new(db.pool().clone(), SCHEMA).migrate().await?)
}

/// A bot's worker, ready to run.
pub struct Worker(graphile_worker::Worker);

impl Worker {
    /// Prepares the queue's schema and a worker for the jobs of `bot`.
    ///
    /// # Errors
    /// When the database cannot be reached or the queue's schema cannot be brought up to date.
    pub async fn new(
        bot: &str,
        jobs: Jobs,
        context: JobContext,
        runners: Vec<Runner>,
        metrics: Arc<JobMetrics>,
        stop: CancellationToken,
    ) -> anyhow::Result<Self> {
        let pool = context.db.pool().clone();
        let shop = Shop { jobs, context, runners, metrics, stop: stop.clone(), interruption: INTERRUPTION };
        let worker = WorkerOptions::default()
            .schema(SCHEMA)
            .pg_pool(pool)
            .concurrency(2)
            .poll_interval(POLL)
            .use_notification_delivery(shop.context.db.direct().is_some())
            .heartbeat_interval(HEARTBEAT)
            .sweep_interval(HEARTBEAT)
            .sweep_threshold(DEAD_AFTER)
            .recovery_delay(Duration::ZERO)
            .add_accepted_flag(bot)
            .define_job::<Task>()
            .add_extension(shop)
            .listen_os_shutdown_signals(false)
            .shutdown_signal(async move { stop.cancelled().await })
            .shutdown_grace_period(GRACE)
            .init()
            .await?;
        Ok(Self(worker))
    }

    /// Runs until the token given to [`Worker::new`] is cancelled.
    pub async fn run(self) {
        if let Err(error) = self.0.run().await {
            tracing::error!(%error, "the job worker stopped");
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Task(Work);

impl TaskHandler for Task {
    const IDENTIFIER: &'static str = TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let claim = Claim {
            job: *context.job().id(),
            worker: context.worker_id().to_owned(),
            is_last: context.job().attempts() >= context.job().max_attempts(),
        };
        match context.get_ext::<Shop>() {
            Some(shop) => shop.work(&self.0, claim).await.map_err(|error| format!("{error:#}")),
            None => Err("the worker has no jobs".to_owned()),
        }
    }
}
