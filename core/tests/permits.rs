//! Permits over what keeps a bot's line in production: a real Redis, a real Postgres, and one after the other.
#![cfg(unix)]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::{net::TcpListener, sync::Arc, time::Duration};

use chrono::DateTime;
use nexus_core::{
    db::CORE,
    ids::{AccountId, ChatKey, ExternalId, Realm},
    permits::{Ask, Class, Limits, PermitStore, Permits, Rate, Taken},
    registry::store::{Presence, upsert_account, upsert_bot},
    testing::{db::TestDb, redis::TestRedis},
};
use serde_json::json;
use telegram_local::Telegram;
use tokio::{sync::mpsc, task::JoinSet, time::Instant};

const LIMIT: Duration = Duration::from_secs(20);

async fn database() -> (TestDb, AccountId) {
    let (test, now) = (TestDb::new(&[&CORE]).await, DateTime::UNIX_EPOCH);
    let presence = Presence { code: "probe", name: "Probe", about: &[] };
    let (bot, _) = upsert_bot(&test.db, presence, now).await.expect("a bot");
    let account = upsert_account(&test.db, bot, Realm::Telegram, ExternalId(1), "probe_bot", now).await;
    (test, account.expect("a statement").expect("an account"))
}

fn over(redis: &TestRedis, test: &TestDb) -> PermitStore {
    PermitStore::redis(&redis.url(), test.db.clone()).expect("a URL")
}

/// Waits for what should happen, and says what did not.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let poll = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(LIMIT, poll).await.unwrap_or_else(|_| panic!("waited in vain until {what}"));
}

/// Places are a minute apart in thought, so that it does not matter how slow the test is: 5 seconds ahead is the horizon.
async fn a_line_is_kept(store: &PermitStore, account: AccountId) {
    let ask = |count, hold| {
        let rate = Rate::new(Duration::from_secs(60), 3);
        store.take(account, Ask { rate, count, hold: Duration::from_secs(hold) })
    };
    let is_about = |taken: Taken, seconds: i64| {
        let lost = seconds * 1_000_000 - taken.first_us;
        assert!((0..LIMIT.as_micros() as i64).contains(&lost), "{taken:?} is not about {seconds} s");
    };
    let burst = ask(2, 0).await.expect("there");
    assert_eq!(burst, Taken { count: 2, first_us: -120_000_000 });
    let last = ask(10, 0).await.expect("there");
    assert_eq!(last.count, 1, "more would lie beyond the horizon");
    is_about(last, 0);
    let full = ask(10, 0).await.expect("there");
    assert_eq!(full.count, 0);
    is_about(full, 60);
    let held = ask(0, 1000).await.expect("there");
    assert_eq!(held.count, 0);
    is_about(held, 1000);
    is_about(ask(1, 500).await.expect("there"), 1000);
}

#[tokio::test]
async fn redis_keeps_a_line_and_forgets_it_at_rest() {
    let ((test, account), redis) = (database().await, TestRedis::start().await);
    a_line_is_kept(&over(&redis, &test), account).await;
    let left = redis.ask(&format!("PTTL nexus:permits:{account}")).await;
    let left: i64 = left.trim_start_matches(':').parse().expect("a number");
    assert!((1_000_000 - 20_000..2_000_000).contains(&left), "{left} ms");
}

#[tokio::test]
async fn postgres_keeps_a_line() {
    let (test, account) = database().await;
    a_line_is_kept(&PermitStore::postgres(test.db.clone()), account).await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_nobody() {
    let (test, account) = database().await;
    let rate = Rate::new(Duration::from_secs(1), 1);
    let store = PermitStore::postgres(test.db.clone());
    let ask = Ask { rate, count: 1, hold: Duration::ZERO };
    store.take(account, ask).await.expect("there");
    let ahead = "UPDATE nexus.permits SET next_at = next_at + interval '1 day'";
    sqlx::query(ahead).execute(&test.pool).await.expect("a statement");
    assert_eq!(store.take(account, ask).await, Ok(Taken { count: 1, first_us: 0 }));

    let redis = TestRedis::start().await;
    let store = over(&redis, &test);
    store.take(account, ask).await.expect("there");
    redis.ask(&format!("HSET nexus:permits:{account} next 9000000000000000")).await;
    assert_eq!(store.take(account, ask).await, Ok(Taken { count: 1, first_us: 0 }));
}

/// Has each of these processes send as fast as it may, for `length`. Returns how many each has sent.
///
/// A grant is seen late or in time, never early; so in every stretch from the start on there are at most as many as the
/// rate, the burst and a permit's lateness allow, however slow the test is.
async fn saturated(account: AccountId, stores: Vec<PermitStore>, length: Duration) -> Vec<usize> {
    let (grant, mut grants) = mpsc::unbounded_channel();
    let mut sending = JoinSet::new();
    let start = Instant::now();
    let processes = stores.len();
    for (process, store) in stores.into_iter().enumerate() {
        let permits = Permits::new(account, Arc::new(store), Limits::telegram());
        for chat in 0..200 {
            let (permits, grant) = (permits.clone(), grant.clone());
            sending.spawn(async move {
                permits.acquire(Class::Broadcast, ChatKey(1 + chat)).await;
                let _ = grant.send((process, start.elapsed()));
            });
        }
    }
    drop(grant);
    let mut sent = vec![0; processes];
    while let Ok(Some((process, at))) = tokio::time::timeout_at(start + length, grants.recv()).await {
        sent[process] += 1;
        let (total, allowed) = (sent.iter().sum::<usize>(), 4.0 + 25.0 * (at.as_secs_f64() + 0.06));
        assert!(total as f64 <= allowed, "{total} after {at:?}");
    }
    sending.abort_all();
    sent
}

fn fairly_shared(sent: &[usize], length: Duration) {
    let (total, possible) = (sent.iter().sum::<usize>(), 25.0 * length.as_secs_f64());
    assert!(total as f64 >= 0.5 * possible, "only {sent:?}");
    assert!(sent.iter().all(|one| one * sent.len() * 3 >= total), "somebody starves: {sent:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_share_a_rate_through_redis() {
    let ((test, account), redis) = (database().await, TestRedis::start().await);
    let length = Duration::from_secs(2);
    let sent = saturated(account, (0..3).map(|_| over(&redis, &test)).collect(), length).await;
    fairly_shared(&sent, length);
    assert_eq!(redis.ask(&format!("EXISTS nexus:permits:{account}")).await, ":1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_share_a_rate_through_postgres() {
    let (test, account) = database().await;
    let length = Duration::from_secs(2);
    let stores = (0..3).map(|_| PermitStore::postgres(test.db.clone())).collect();
    fairly_shared(&saturated(account, stores, length).await, length);
}

/// Sends to one chat after another, and counts.
async fn send(permits: &Permits, count: i64) {
    for chat in 1..=count {
        let acquired = tokio::time::timeout(LIMIT, permits.acquire(Class::Answer, ChatKey(chat))).await;
        acquired.unwrap_or_else(|_| panic!("no permit for chat {chat}"));
    }
}

async fn is_in_postgres(test: &TestDb) -> bool {
    let rows = sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.permits)");
    rows.fetch_one(&test.pool).await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_stands_in_for_a_redis_that_stopped_until_it_is_back() {
    let ((test, account), mut redis) = (database().await, TestRedis::start().await);
    let store = Arc::new(over(&redis, &test));
    let permits = Permits::new(account, Arc::clone(&store), Limits::telegram());
    let start = Instant::now();
    send(&permits, 10).await;
    assert_eq!((store.is_up(), is_in_postgres(&test).await), (Some(true), false));

    redis.stop();
    send(&permits, 10).await;
    assert_eq!((store.is_up(), is_in_postgres(&test).await), (Some(false), true));

    redis.start_again().await;
    until("Redis is used again", async || store.is_up() == Some(true)).await;
    send(&permits, 10).await;
    assert_eq!(redis.ask(&format!("EXISTS nexus:permits:{account}")).await, ":1");
    // Each change of place began with a second of silence, so that two lines were never used at once.
    assert!(start.elapsed() >= Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_restarts_in_between_is_not_given_up() {
    let ((test, account), mut redis) = (database().await, TestRedis::start().await);
    let store = Arc::new(over(&redis, &test));
    let permits = Permits::new(account, Arc::clone(&store), Limits::telegram());
    send(&permits, 5).await;
    redis.stop();
    redis.start_again().await;
    send(&permits, 5).await;
    assert_eq!((store.is_up(), is_in_postgres(&test).await), (Some(true), false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_is_silent_is_not_waited_for() {
    let ((test, account), redis) = (database().await, TestRedis::start().await);
    let store = Arc::new(over(&redis, &test));
    let permits = Permits::new(account, Arc::clone(&store), Limits::telegram());
    send(&permits, 1).await;
    assert_eq!(redis.ask("CLIENT PAUSE 60000 WRITE").await, "+OK");
    send(&permits, 4).await;
    assert_eq!((store.is_up(), is_in_postgres(&test).await), (Some(false), true));
    assert_eq!(redis.ask("CLIENT UNPAUSE").await, "+OK");
    until("Redis speaks again", async || store.is_up() == Some(true)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_may_not_be_written_to_is_as_good_as_none() {
    let ((test, account), redis) = (database().await, TestRedis::start().await);
    let store = Arc::new(over(&redis, &test));
    assert_eq!(redis.ask("REPLICAOF 127.0.0.1 1").await, "+OK");
    let permits = Permits::new(account, Arc::clone(&store), Limits::telegram());
    send(&permits, 4).await;
    assert_eq!((store.is_up(), is_in_postgres(&test).await), (Some(false), true));
    assert_eq!(redis.ask("REPLICAOF NO ONE").await, "+OK");
    until("Redis can be used", async || store.is_up() == Some(true)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_was_never_there_is_noticed_by_an_idle_process_too() {
    let (test, account) = database().await;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    // With TLS, whose set-up fails in ways of its own.
    for scheme in ["redis", "rediss"] {
        let url = format!("{scheme}://127.0.0.1:{port}").into();
        let store = Arc::new(PermitStore::redis(&url, test.db.clone()).expect("a URL"));
        until("Redis is missed", async || store.is_up() == Some(false)).await;
        send(&Permits::new(account, store, Limits::telegram()), 4).await;
    }
    assert_eq!(PermitStore::postgres(test.db.clone()).is_up(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_messenger_with_limits_refuses_nothing() {
    let (test, account) = database().await;
    let telegram = Telegram::start().await.expect("a messenger");
    let bot = telegram.bot("probe_bot").await;
    let mut people = Vec::new();
    for number in 0..12 {
        let person = telegram.person(&format!("Anna {number}")).create().await;
        person.chat(&bot).await.send("hello").await;
        people.push(person.id);
    }
    let store = Arc::new(PermitStore::postgres(test.db.clone()));
    let sent = async |limits| {
        telegram.limits(true).await;
        let permits = Permits::new(account, Arc::clone(&store), limits);
        let sends = (0..60).map(|number| {
            let (permits, bot, telegram, chat) = (permits.clone(), &bot, &telegram, people[number % 12]);
            async move {
                permits.acquire(Class::Answer, ChatKey(chat)).await;
                let answer = telegram.call(bot, "sendMessage", json!({"chat_id": chat, "text": "hi"})).await;
                answer["ok"] == true
            }
        });
        futures::future::join_all(sends).await.into_iter().filter(|is_ok| *is_ok).count()
    };
    assert!(sent(Limits::off()).await < 60, "the messenger has no limits");
    assert_eq!(sent(Limits::telegram()).await, 60);
    telegram.stop().await;
}
