//! Work that a turn must not wait for: it commits, a job does the work outside any transaction, and what comes of it
//! enters through the inbox as a new turn.
//!
//! The queue is graphile_worker's. It holds work to do now or to try again, never the calendar (that is
//! [`crate::notify`]). A job may run twice (a crash after the work, before it was noted), so it must bear that; its
//! answer is filed once.
//!
//! A job that fails is tried again, after 3 s and 7 s; then it is dead: it stays in the queue with its cause, for
//! operators, and the person is told once. A process that dies over a job costs it no try, but no job survives three of
//! them.

mod shop;
pub mod standing;
mod store;
mod worker;

pub use worker::{Worker, prepare_queue};

use std::{collections::HashMap, sync::Arc, time::Duration};

use anyhow::Context as _;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    clock::Clock,
    db::Db,
    delivery::{Api, QueuedWork, Turn},
    ids::{AccountId, ChatKey, ExternalId, JobId, TraceId},
};

/// Work of one kind: its fields are what it needs to know.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Unique among the jobs of its bot; stored with each job, so it never changes.
    const NAME: &'static str;
    /// Tries before it is given up, with growing pauses between them.
    const TRIES: i32 = 3;
    /// How long one try may take. What blocks its thread instead of waiting is not stopped by it.
    const LIMIT: Duration = Duration::from_secs(60);
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
    /// The bot's access to its messenger.
    pub api: Api,
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
    /// How often an operator had it done anew after it was given up.
    #[serde(default)]
    run: i32,
}

impl Work {
    /// Each run has one answer, however often the job was tried in it.
    fn answer_key(&self) -> String {
        match self.run {
            0 => self.id.to_string(),
            run => format!("{}.{run}", self.id),
        }
    }
}

/// What lies in the inbox when a job is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct AnswerBody {
    job: String,
    /// Null is a job's output too.
    #[serde(default)]
    output: Value,
    #[serde(default)]
    gave_up: bool,
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
        let input = serde_json::to_value(job)?;
        let work = Work { id: JobId::new(), job: J::NAME.to_owned(), input, reply, run: 0 };
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
    /// Adds a kind of job; `on_answer` runs as a turn of the person who caused it. That the job was given up is its to
    /// say in the bot's own words; where it says nothing, or hands [`GaveUp`] on as its error, core apologises.
    pub fn on<J, F, Fut>(mut self, on_answer: F) -> Self
    where
        J: Job,
        F: Fn(Turn, Result<J::Answer, GaveUp>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let run: Run = Arc::new(|context, input| {
            Box::pin(async move {
                let job: J = serde_json::from_value(input).context("a job of another version")?;
                let answer = tokio::time::timeout(J::LIMIT, job.run(context)).await;
                let answer = answer.with_context(|| format!("took longer than {:?}", J::LIMIT))?;
                Ok(serde_json::to_value(answer?)?)
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

    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
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

    /// Runs the handler of an answer that came through the inbox; false when a job was given up and the bot has no words
    /// for it.
    pub(crate) async fn answered(&self, turn: &Turn, body: Value) -> anyhow::Result<bool> {
        let body: AnswerBody = serde_json::from_value(body)?;
        let (_, on_answer) =
            self.0.get(body.job.as_str()).with_context(|| format!("no job {:?} here", body.job))?;
        if !body.gave_up {
            return on_answer(turn.clone(), Some(body.output)).await.map(|()| true);
        }
        match on_answer(turn.clone(), None).await {
            // Not a failure of the handler, so nothing to try again; what it began is not done.
            Err(error) if error.is::<GaveUp>() => {
                turn.take_effects();
                drop(turn.take_transaction().await);
                Ok(false)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(!turn.is_silent()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_job_of_an_earlier_version_is_understood_and_each_run_has_its_answer() -> serde_json::Result<()> {
        let id = "01900000-0000-7000-8000-000000000001";
        let reply =
            json!({"account": id, "chat": 1, "person": 1, "thread": null, "is_private": true, "trace": id});
        let work = json!({"id": id, "job": "locate", "input": {}, "reply": reply});
        let first: Work = serde_json::from_value(work)?;
        assert_eq!(first.answer_key(), id);
        assert_eq!(Work { run: 2, ..first }.answer_key(), format!("{id}.2"));
        Ok(())
    }
}
