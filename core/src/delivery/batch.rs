//! Requests that come one by one, served together: all that wait while one batch is under way are the next.
//!
//! Nobody waits for a batch to fill: under light load each is one request, under heavy load one statement serves many.

use tokio::sync::{mpsc, oneshot};

struct Request<Q, A> {
    question: Q,
    answer: oneshot::Sender<A>,
}

/// Where to ask. Clones ask in the same place; it ends with the last of them.
pub(super) struct Batch<Q, A>(mpsc::Sender<Request<Q, A>>);

impl<Q, A> Clone for Batch<Q, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<Q: Send + 'static, A: Send + 'static> Batch<Q, A> {
    /// `serve` gets up to `most` questions and gives their answers, in the same order.
    pub fn start<F, Fut>(most: usize, mut serve: F) -> Self
    where
        F: FnMut(Vec<Q>) -> Fut + Send + 'static,
        Fut: Future<Output = Vec<A>> + Send,
    {
        let (sender, mut requests) = mpsc::channel(most);
        tokio::spawn(async move {
            let mut waiting: Vec<Request<Q, A>> = Vec::with_capacity(most);
            while requests.recv_many(&mut waiting, most).await > 0 {
                let (questions, askers): (Vec<Q>, Vec<_>) =
                    waiting.drain(..).map(|request| (request.question, request.answer)).unzip();
                for (asker, answer) in askers.into_iter().zip(serve(questions).await) {
                    // Who no longer waits is stopping.
                    let _ = asker.send(answer);
                }
            }
        });
        Self(sender)
    }

    /// `None` when it was not answered: whoever serves has gone.
    pub async fn ask(&self, question: Q) -> Option<A> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Request { question, answer }).await.ok()?;
        answered.await.ok()
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn what_waits_while_a_batch_is_under_way_is_served_together() {
        static GATE: Semaphore = Semaphore::const_new(0);
        let batch = Batch::start(8, |questions: Vec<u32>| async move {
            GATE.acquire().await.expect("never closed").forget();
            let size = questions.len();
            questions.into_iter().map(|question| (question, size)).collect()
        });
        let first = tokio::spawn({
            let batch = batch.clone();
            async move { batch.ask(0).await }
        });
        while batch.0.capacity() < 8 || batch.0.max_capacity() == 0 {
            tokio::task::yield_now().await;
        }
        tokio::task::yield_now().await;
        let others = tokio::spawn({
            let batch = batch.clone();
            async move { join_all((1..=3).map(|question| batch.ask(question))).await }
        });
        while batch.0.capacity() > 5 {
            tokio::task::yield_now().await;
        }
        GATE.add_permits(2);
        assert_eq!(first.await.expect("asked"), Some((0, 1)));
        assert_eq!(others.await.expect("asked"), [Some((1, 3)), Some((2, 3)), Some((3, 3))]);
    }
}
