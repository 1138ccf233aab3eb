//! Work that a turn must not wait for: it commits, a job does the work outside any transaction, and what comes of it
//! enters through the inbox as a new turn.
//!
//! The queue is graphile_worker's. It holds work to do now or to try again, never the calendar (that is
//! [`crate::notify`]). A job may run twice (a crash after the work, before it was noted), so it must bear that; its
//! answer is filed once.

mod worker;

pub use worker::{Worker, prepare_queue};

use std::{collections::HashMap, sync::Arc};

use anyhow::Context as _;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    clock::Clock,
    db::Db,
    delivery::{QueuedWork, Turn},
    ids::{AccountId, ChatKey, ExternalId, JobId, TraceId},
};

/// Work of one kind: its fields are what it needs to know.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Unique among the jobs of its bot; stored with each job, so it never changes.
    const NAME: &'static str;
    /// Tries before it is given up, with growing pauses between them.
    const TRIES: i32 = 5;
    type Answer: Serialize + DeserializeOwned + Send + 'static;

    /// Does the work.
    ///
    /// # Errors
    /// Any error is a try used up.
    fn run(self, context: JobContext) -> impl Future<Output = anyhow::Result<Self::Answer>> + Send;
}

/// What a job may use.
#[derive(Clone)]
pub struct JobContext {
    pub db: Db,
    pub clock: Clock,
}

/// The job was tried as often as it may be, and failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the job failed for good")]
pub struct GaveUp;

/// Where a job's answer goes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct ReplyTo {
    pub account: AccountId,
    pub chat: ChatKey,
    pub person: ExternalId,
    pub thread: Option<i64>,
    pub is_private: bool,
    pub trace: TraceId,
}

/// A job as it lies in the queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Work {
    id: JobId,
    job: String,
    input: Value,
    reply: ReplyTo,
}

/// What lies in the inbox when a job is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct AnswerBody {
    job: String,
    /// Null when it was given up.
    output: Option<Value>,
    reply: ReplyTo,
}

impl Turn {
    /// Hands work to the job queue; its answer comes as a new turn of this person in this chat.
    ///
    /// # Errors
    /// When the job cannot be written as JSON.
    pub fn enqueue<J: Job>(&self, job: &J) -> anyhow::Result<()> {
        let reply = ReplyTo {
            account: self.account().id,
            chat: self.chat(),
            person: self.person().profile.id,
            thread: self.source().thread,
            is_private: self.source().is_private,
            trace: self.trace(),
        };
        let work =
            Work { id: JobId::new(), job: J::NAME.to_owned(), input: serde_json::to_value(job)?, reply };
        self.declare_work(QueuedWork {
            bot: self.account().code,
            payload: serde_json::to_value(work)?,
            max_attempts: J::TRIES,
        });
        Ok(())
    }
}

type Run = Arc<dyn Fn(JobContext, Value) -> BoxFuture<'static, anyhow::Result<Value>> + Send + Sync>;
type OnAnswer = Arc<dyn Fn(Turn, Option<Value>) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// The jobs of a bot, each with the handler of its answer.
#[derive(Clone, Default)]
pub struct Jobs(HashMap<&'static str, (Run, OnAnswer)>);

impl Jobs {
    /// Adds a kind of job; `on_answer` runs as a turn of the person who caused it.
    pub fn on<J, F, Fut>(mut self, on_answer: F) -> Self
    where
        J: Job,
        F: Fn(Turn, Result<J::Answer, GaveUp>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let run: Run = Arc::new(|context, input| {
            Box::pin(async move {
                let job: J = serde_json::from_value(input).context("a job of another version")?;
                Ok(serde_json::to_value(job.run(context).await?)?)
            })
        });
        let on_answer = Arc::new(on_answer);
        let answered: OnAnswer = Arc::new(move |turn, output| {
            let on_answer = Arc::clone(&on_answer);
            Box::pin(async move {
                let answer = match output {
                    Some(output) => {
                        Ok(serde_json::from_value(output).context("an answer of another version")?)
                    }
                    None => Err(GaveUp),
                };
                on_answer(turn, answer).await
            })
        });
        self.0.insert(J::NAME, (run, answered));
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn merge(mut self, other: Jobs) -> Self {
        self.0.extend(other.0);
        self
    }

    async fn run(&self, context: JobContext, work: &Work) -> anyhow::Result<Value> {
        let (run, _) =
            self.0.get(work.job.as_str()).with_context(|| format!("no job {:?} here", work.job))?;
        run(context, work.input.clone()).await
    }

    /// Runs the handler of an answer that came through the inbox.
    pub(crate) async fn answered(&self, turn: Turn, body: Value) -> anyhow::Result<()> {
        let body: AnswerBody = serde_json::from_value(body)?;
        let (_, on_answer) =
            self.0.get(body.job.as_str()).with_context(|| format!("no job {:?} here", body.job))?;
        on_answer(turn, body.output).await
    }
}
