//! What a worker does with one job: a try that is counted, bounded and answered.

use std::{fmt, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use anyhow::Context as _;
use futures::FutureExt;
use serde_json::Value;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{AnswerBody, JobContext, Jobs, ReplyTo, Work, store};
use crate::{
    delivery::{Filing, Runner, cause_of, panic_text},
    metrics::{JobEnd, JobMetrics},
};

/// Processes that may end while a job is at work, however well it would do otherwise.
const CRASHES: i32 = 3;

/// What the task handler is given.
#[derive(Clone)]
pub(super) struct Shop {
    pub jobs: Jobs,
    pub context: JobContext,
    pub runners: Vec<Runner>,
    pub metrics: Arc<JobMetrics>,
    pub stop: CancellationToken,
    /// How long after `stop` a job is still left at work.
    pub interruption: Duration,
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shop")
    }
}

/// A row of the queue, as long as it is this worker's.
pub(super) struct Claim {
    pub job: i64,
    pub worker: String,
    /// No try is left after this one.
    pub is_last: bool,
}

impl Shop {
    /// One try; an error is a try used up. Of the last one the person hears.
    pub(super) async fn work(&self, work: &Work, mut claim: Claim) -> anyhow::Result<()> {
        let began = Instant::now();
        let result = self.attempt_and_answer(work, &mut claim).await;
        let end = match &result {
            Ok(()) => JobEnd::Done,
            Err(_) if claim.is_last => JobEnd::Dead,
            Err(_) => JobEnd::Retried,
        };
        self.metrics.tried(&work.job, end, began.elapsed());
        result
    }

    async fn attempt_and_answer(&self, work: &Work, claim: &mut Claim) -> anyhow::Result<()> {
        let result = self.attempt(work, claim).await;
        if let Err(error) = &result {
            self.note_failure(work, claim, error).await;
            if !claim.is_last {
                return result.map(drop);
            }
        }
        self.answer(work, result.as_ref().ok()).await?;
        result.map(drop)
    }

    async fn note_failure(&self, work: &Work, claim: &Claim, error: &anyhow::Error) {
        let (job, trace, cause) = (&work.job, work.reply.trace, cause_of(&format_args!("{error:#}")));
        if claim.is_last {
            tracing::error!(job, %trace, cause, "a job is given up");
        } else {
            tracing::warn!(job, %trace, cause, "a job failed");
        }
        let noted = store::note_failure(&self.context.db, claim.job, &claim.worker, &cause, claim.is_last);
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the cause of a job's failure is not kept");
        }
    }

    /// The queue gives a try back when its worker died, so starts are counted here: what kills every process that
    /// touches it must not go on for ever.
    async fn attempt(&self, work: &Work, claim: &mut Claim) -> anyhow::Result<Value> {
        let db = &self.context.db;
        let crashes = store::start(db, claim.job, &claim.worker).await?;
        if crashes.context("another worker has taken the job over")? >= CRASHES {
            claim.is_last = true;
            anyhow::bail!("{CRASHES} processes ended while this job was at work");
        }
        // A panic is a failure like any other.
        let attempt = AssertUnwindSafe(self.jobs.run(self.context.clone(), work)).catch_unwind();
        tokio::select! {
            done = attempt => done.unwrap_or_else(|panic| Err(anyhow::anyhow!("panicked: {}", panic_text(&*panic)))),
            never = self.interruption(claim) => never,
        }
    }

    /// The process stops, and the queue is about to take the job back: no crash.
    async fn interruption<T>(&self, claim: &Claim) -> T {
        self.stop.cancelled().await;
        tokio::time::sleep(self.interruption).await;
        if let Err(error) = store::take_back_start(&self.context.db, claim.job, &claim.worker).await {
            tracing::debug!(%error, "a stop will look like a crash to a job");
        }
        std::future::pending().await
    }

    /// Files the answer of this run, once; `None`: it was given up.
    async fn answer(&self, work: &Work, output: Option<&Value>) -> anyhow::Result<()> {
        let body = serde_json::to_string(&AnswerBody {
            job: work.job.clone(),
            output: output.cloned().unwrap_or_default(),
            gave_up: output.is_none(),
            reply: work.reply,
        })?;
        let ReplyTo { account, chat, person, .. } = work.reply;
        let runner = self.runners.iter().find(|runner| runner.account_id() == account);
        let runner = runner.context("the answer's account is not at work here")?;
        let filing = Filing {
            source_key: work.answer_key(),
            chat,
            person: Some(person),
            body,
            album: None,
            edits: None,
        };
        runner.file("answer", vec![filing]).await?;
        Ok(())
    }
}
