//! Noticing that a server that was away is back, before the pool does.
//!
//! While connections are refused the driver's pool makes new ones with pauses that grow to two seconds, and whoever waits
//! for one sleeps through the server's return. So one of those who wait looks after the server more often; when it is
//! back, all of them ask the pool anew, which begins with an attempt and not with a pause.

use std::{
    future::{Future, pending},
    mem,
    sync::{
        Arc, Mutex as StdMutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::Mutex, time::sleep};

use super::error::is_away;

/// Who waits longer for a connection wants to know why.
const PATIENCE: Duration = Duration::from_millis(250);
/// Between two looks at a server that is away, and at one that is there and busy.
const LOOK: Duration = Duration::from_millis(100);
const REST: Duration = Duration::from_millis(500);

/// When somebody last missed the server and waited for it. A connection that was made before may have broken meanwhile.
#[derive(Clone, Default)]
pub(super) struct LastMissed(Arc<StdMutex<Option<Instant>>>);

impl LastMissed {
    pub fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether a connection of that age was made before.
    pub fn is_younger_than(&self, age: Duration) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|missed| missed.elapsed() < age)
    }
}

/// One pool's view of its server.
#[derive(Default)]
pub(super) struct Absence {
    /// Whether the server was away at the last look. Held by the one who looks.
    is_away: Mutex<bool>,
    /// How often it came back.
    returns: AtomicU64,
}

impl Absence {
    /// Asks the pool, and asks it anew when the server was away meanwhile and is back. What is asked must be harmless when
    /// it is broken off. `look`: makes a connection of its own.
    pub async fn outlast<T, A, L>(
        &self,
        mut ask: impl FnMut() -> A,
        mut look: impl FnMut() -> L,
    ) -> sqlx::Result<T>
    where
        A: Future<Output = sqlx::Result<T>>,
        L: Future<Output = sqlx::Result<()>>,
    {
        loop {
            tokio::select! {
                biased;
                answer = ask() => return answer,
                () = self.end(&mut look) => {}
            }
        }
    }

    /// Completes when the server was away and is back.
    async fn end<L>(&self, look: &mut impl FnMut() -> L)
    where
        L: Future<Output = sqlx::Result<()>>,
    {
        let known = self.returns.load(Ordering::Acquire);
        sleep(PATIENCE).await;
        let mut was_away = self.is_away.lock().await;
        loop {
            if self.returns.load(Ordering::Acquire) != known {
                return;
            }
            match look().await {
                Ok(()) if mem::take(&mut *was_away) => {
                    self.returns.fetch_add(1, Ordering::AcqRel);
                    return;
                }
                Ok(()) => sleep(REST).await,
                Err(error) if is_away(&error) => {
                    *was_away = true;
                    sleep(LOOK).await;
                }
                // It does not let us in: the pool says so to whoever asks.
                Err(_) => pending().await,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, future::ready, io};

    use futures::future::join_all;

    use super::*;

    fn refused() -> sqlx::Error {
        io::Error::from(io::ErrorKind::ConnectionRefused).into()
    }

    /// A server that is away for so many looks, counted; and who asks a pool that sleeps for ever where it found it away.
    struct Scene {
        absence: Absence,
        away_for: Cell<u32>,
        looks: Cell<u32>,
        asked: Cell<u32>,
    }

    impl Scene {
        fn away_for(looks: u32) -> Self {
            let (looks_taken, asked) = (Cell::new(0), Cell::new(0));
            Self { absence: Absence::default(), away_for: Cell::new(looks), looks: looks_taken, asked }
        }

        fn look(&self) -> impl Future<Output = sqlx::Result<()>> + use<> {
            self.looks.set(self.looks.get() + 1);
            let left = self.away_for.get().checked_sub(1);
            self.away_for.set(left.unwrap_or_default());
            ready(if left.is_some() { Err(refused()) } else { Ok(()) })
        }

        async fn ask(&self) -> sqlx::Result<&'static str> {
            self.asked.set(self.asked.get() + 1);
            if self.away_for.get() > 0 { pending().await } else { Ok("a connection") }
        }

        async fn wait(&self) -> sqlx::Result<&'static str> {
            self.absence.outlast(|| self.ask(), || self.look()).await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_sleeps_when_the_server_is_back_asks_anew() {
        let scene = Scene::away_for(3);
        assert_eq!(scene.wait().await.expect("an answer"), "a connection");
        assert_eq!((scene.asked.get(), scene.looks.get()), (2, 4));
        assert_eq!(scene.wait().await.expect("an answer"), "a connection");
        assert_eq!((scene.asked.get(), scene.looks.get()), (3, 4), "nobody looks while it answers");
    }

    #[tokio::test(start_paused = true)]
    async fn however_many_wait_one_looks() {
        let scene = Scene::away_for(5);
        let answers = join_all((0..20).map(|_| scene.wait())).await;
        assert!(answers.into_iter().all(|answer| answer.is_ok()));
        assert_eq!((scene.asked.get(), scene.looks.get()), (40, 6));
    }

    #[tokio::test(start_paused = true)]
    async fn who_looked_and_waits_no_more_is_relieved() {
        let scene = Scene::away_for(5);
        let first = tokio::time::timeout(PATIENCE + 2 * LOOK, scene.wait());
        let (first, second) = futures::future::join(first, scene.wait()).await;
        assert!(first.is_err(), "it gave up");
        assert_eq!(second.expect("an answer"), "a connection");
        assert_eq!(scene.looks.get(), 6);
    }

    #[tokio::test(start_paused = true)]
    async fn a_busy_server_is_not_asked_twice() {
        let (scene, asked) = (Scene::away_for(0), Cell::new(0));
        let busy = || async {
            asked.set(asked.get() + 1);
            sleep(Duration::from_secs(9)).await;
            Ok("at last")
        };
        let answer = scene.absence.outlast(busy, || scene.look()).await;
        assert_eq!((answer.expect("an answer"), asked.get()), ("at last", 1));
        assert!((1..=18).contains(&scene.looks.get()), "twice a second at most");
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_pool_says_is_told_at_once() {
        let scene = Scene::away_for(1);
        let answer: sqlx::Result<()> = scene.absence.outlast(|| ready(Err(refused())), || scene.look()).await;
        assert!(answer.is_err() && scene.looks.get() == 0);
    }
}
