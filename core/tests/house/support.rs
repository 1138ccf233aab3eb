//! A test's world: a messenger, a database, and a bot at work between them.

use std::{sync::Arc, time::Duration};

use nexus_core::{
    db::{CORE, Migrations},
    prelude::*,
    testing::{TestHouse, db::TestDb},
};
use serde_json::{Value, json};
use telegram_local::{Bot as Account, Chat, Telegram};
use tokio::sync::{Notify, Semaphore};

/// What takes longer is not coming.
pub const LIMIT: Duration = Duration::from_secs(20);

pub struct World {
    pub telegram: Telegram,
    pub bot: Account,
    pub test: TestDb,
    pub house: TestHouse,
}

impl World {
    pub async fn with(bot: Bot) -> Self {
        Self::over(bot, &[&CORE]).await
    }

    pub async fn over(bot: Bot, sets: &[&'static Migrations]) -> Self {
        let telegram = Telegram::start().await.expect("a messenger");
        let account = telegram.bot("probe_bot").await;
        let test = TestDb::new(sets).await;
        let pool = test.pool.clone();
        telegram.worked_off_by(move || {
            let pool = pool.clone();
            async move { until_sql(&pool, "nothing is open", NOTHING_OPEN).await }
        });
        let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
        house.start(bot, &account.token).await;
        Self { telegram, bot: account, test, house }
    }

    pub async fn chat(&self, name: &str) -> Chat {
        self.telegram.person(name).create().await.chat(&self.bot).await
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }

    pub async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a text")
    }

    /// Waits until a condition of the database holds.
    pub async fn until(&self, what: &str, sql: &'static str) {
        until_sql(&self.test.pool, what, sql).await;
    }

    /// Texts of all messages that the messenger accepted, in order.
    pub async fn sent(&self) -> Vec<String> {
        let calls = self.telegram.calls(&self.bot, "sendMessage").await;
        let accepted = calls.iter().filter(|call| call.ok);
        accepted.map(|call| call.params["text"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Time passes only by [`World::pass`] from now on.
    pub fn stop_clock(&self) {
        self.house.house.clock.stand_still();
    }

    /// Moves the clock on; the house has heard of it when this returns.
    pub async fn pass(&self, by: Duration) {
        let clock = &self.house.house.clock;
        let until = clock.now() + by;
        self.telegram.advance(by).await;
        soon("the house's clock", clock.sleep_until(until)).await;
    }

    /// An update of a message with these fields besides the usual ones.
    pub async fn inject_message(&self, mut fields: Value) {
        let base = json!({"message_id": 1_000_000, "date": 1, "text": "hello"});
        for (key, value) in base.as_object().into_iter().flatten() {
            fields.as_object_mut().expect("an object").entry(key).or_insert_with(|| value.clone());
        }
        let queued = self.telegram.inject(&self.bot, json!({"message": fields})).await;
        assert!(queued.is_some(), "the bot wants messages");
    }

    pub async fn stop(self) {
        self.house.stop().await;
        self.telegram.stop().await;
    }
}

pub const NOTHING_OPEN: &str = "SELECT NOT EXISTS (SELECT FROM nexus.inbox WHERE state = 0)";

pub async fn until_sql(pool: &sqlx::PgPool, what: &str, sql: &'static str) {
    let poll = async {
        // An error is a database that is away for a moment.
        while !sqlx::query_scalar::<_, bool>(sql).fetch_one(pool).await.unwrap_or(false) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(LIMIT, poll).await.unwrap_or_else(|_| panic!("waited in vain until {what}"));
}

/// Waits for what should happen, and says what did not.
pub async fn soon<T>(what: &str, event: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, event).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// The limit of every stop: ten seconds, whatever is under way, for then an operator's tools use force.
pub async fn within_grace(stop: impl Future<Output = ()>) {
    let stopped = tokio::time::timeout(Duration::from_secs(10), stop).await;
    assert!(stopped.is_ok(), "still not stopped");
}

/// Where a handler waits until the test lets it go on.
#[derive(Clone)]
pub struct Gate(Arc<(Notify, Semaphore)>);

impl Gate {
    pub fn shut() -> Self {
        Self(Arc::new((Notify::new(), Semaphore::new(0))))
    }

    /// In the handler.
    pub async fn pass(&self) {
        self.0.0.notify_one();
        self.0.1.acquire().await.expect("never closed").forget();
    }

    /// In the test: a handler stands at the gate.
    pub async fn reached(&self) {
        soon("a handler at the gate", self.0.0.notified()).await;
    }

    pub fn let_one_pass(&self) {
        self.0.1.add_permits(1);
    }
}

/// Handlers of a bot that takes texts.
pub fn on_text<F, Fut>(handler: F) -> Handler
where
    F: Fn(Turn, String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    Update::filter_message()
        .branch(Message::filter_text().endpoint(move |turn: Turn, text: String| handler(turn, text)))
}

pub fn bot(handlers: Handler) -> Bot {
    Bot::new("probe", "Probe", handlers)
}

/// Answers each text with the number of its sender's texts.
pub fn counter() -> Bot {
    bot(on_text(|turn, _| async move {
        let number = turn.add("count", 1);
        turn.say(Html::escape(&number.to_string()));
        Ok(())
    }))
}

/// Answers each text with itself.
pub fn echo() -> Bot {
    bot(on_text(|turn, text| async move {
        turn.say(Html::escape(&text));
        Ok(())
    }))
}
