//! Runs a bot's jobs.

use std::{fmt, time::Duration};

use anyhow::Context as _;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerUtils};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{AnswerBody, JobContext, Jobs, ReplyTo, Work};
use crate::{
    db::Db,
    delivery::{Filing, Runner},
};

/// The one task of the queue; which job it is stands in its payload, whose it is in its flag (the bot's code).
const TASK: &str = "nexus.work";
const SCHEMA: &str = "graphile_worker";
/// Safety net under LISTEN, which a transaction pooler does not carry.
const POLL: Duration = Duration::from_secs(2);
const HEARTBEAT: Duration = Duration::from_secs(2);
/// A worker silent for this long is dead; its jobs run again.
const DEAD_AFTER: Duration = Duration::from_secs(10);
const GRACE: Duration = Duration::from_secs(8);

/// Brings the queue's own schema up to date, so that turns can enqueue before a worker runs.
///
/// # Errors
/// When the database cannot be reached, or does not allow it.
pub async fn prepare_queue(db: &Db) -> anyhow::Result<()> {
    Ok(WorkerUtils::new(db.pool().clone(), SCHEMA).migrate().await?)
}

/// A bot's worker, ready to run.
pub struct Worker(graphile_worker::Worker);

/// What the task handler is given.
#[derive(Clone)]
struct Shop {
    jobs: Jobs,
    context: JobContext,
    runners: Vec<Runner>,
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shop")
    }
}

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
        stop: CancellationToken,
    ) -> anyhow::Result<Self> {
        let pool = context.db.pool().clone();
        let worker = WorkerOptions::default()
            .schema(SCHEMA)
            .pg_pool(pool)
            .concurrency(2)
            .poll_interval(POLL)
            .use_notification_delivery(context.db.direct().is_some())
            .heartbeat_interval(HEARTBEAT)
            .sweep_interval(HEARTBEAT)
            .sweep_threshold(DEAD_AFTER)
            .recovery_delay(Duration::ZERO)
            .add_accepted_flag(bot)
            .define_job::<Task>()
            .add_extension(Shop { jobs, context, runners })
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
        let is_last = context.job().attempts() >= context.job().max_attempts();
        match context.get_ext::<Shop>() {
            Some(shop) => shop.work(&self.0, is_last).await.map_err(|error| format!("{error:#}")),
            None => Err("the worker has no jobs".to_owned()),
        }
    }
}

impl Shop {
    async fn work(&self, work: &Work, is_last: bool) -> anyhow::Result<()> {
        let result = self.jobs.run(self.context.clone(), work).await;
        let output = match &result {
            Ok(output) => Some(output.clone()),
            Err(error) if is_last => {
                tracing::error!(job = work.job, trace = %work.reply.trace, error = format!("{error:#}"), "a job is given up");
                None
            }
            Err(error) => {
                tracing::warn!(job = work.job, trace = %work.reply.trace, error = format!("{error:#}"), "a job failed");
                return result.map(drop);
            }
        };
        self.answer(work, output).await?;
        result.map(drop)
    }

    async fn answer(&self, work: &Work, output: Option<serde_json::Value>) -> anyhow::Result<()> {
        let body = serde_json::to_string(&AnswerBody { job: work.job.clone(), output, reply: work.reply })?;
        let ReplyTo { account, chat, person, .. } = work.reply;
        let runner = self.runners.iter().find(|runner| runner.account_id() == account);
        let runner = runner.context("the answer's account is not at work here")?;
        // Once, however often the job ran.
        let filing = Filing { source_key: work.id.to_string(), chat, person: Some(person), body };
        runner.file("answer", &[filing]).await?;
        Ok(())
    }
}
