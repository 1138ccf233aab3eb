//! How bots stand, read from tables that hold much else.

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};

use super::*;
use crate::{clock::Clock, db::CORE, metrics::JobsState, testing::db::TestDb};

const LIMIT: Duration = Duration::from_secs(2);

/// `$1` is now. Two bots with an account each, and a third one that is not active.
const HOUSE: [&str; 3] = [
    "INSERT INTO nexus.bots (id, code, name, is_active, created_at)
     SELECT gen_random_uuid(), code, code, code <> 'retired', $1 FROM unnest(ARRAY['busy', 'idle', 'retired']) AS b(code)",
    "INSERT INTO nexus.accounts (id, bot_id, realm, external_id, created_at)
     SELECT gen_random_uuid(), id, 'local', row_number() OVER (ORDER BY code), $1 FROM nexus.bots",
    "WITH person AS (INSERT INTO nexus.users (id, created_at) VALUES (gen_random_uuid(), $1) RETURNING id)
     INSERT INTO nexus.workspaces (id, kind, owner_id, created_at) SELECT gen_random_uuid(), 'personal', id, $1 FROM person",
];

/// `$1` is now. What the busy bot has: in chat 1 an entry that waits and two that are closed, with three messages unsent; in
/// chat 2 one that waits, in chat 3 one that is closed and said nothing; two dead entries, one refused message, one replica of two alive, and of
/// five notifications two that are overdue.
const WORK: [&str; 5] = [
    "INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state)
     SELECT a.id, 'update', e.name, e.chat, '{}', gen_random_uuid(), $1 - e.age, e.state
     FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy', (VALUES
         ('said first', 1, interval '50 s', 0), ('said next', 1, interval '40 s', 0), ('waits', 1, interval '20 s', 0),
         ('waits longest', 2, interval '30 s', 0), ('said nothing', 3, interval '60 s', 0), ('done', 1, interval '90 s', 1),
         ('dead', 1, interval '90 s', 2), ('dead too', 2, interval '90 s', 2)) AS e(name, chat, age, state)",
    "INSERT INTO nexus.chats (account_id, chat, closed, pending)
     SELECT i.account_id, i.chat,
         coalesce(array_agg(i.seq) FILTER (WHERE i.state = 0 AND i.source_key LIKE 'said%'), '{}'),
         CASE i.chat WHEN 1 THEN '[{}, {}, {}]'::jsonb ELSE '[]' END
     FROM nexus.inbox i GROUP BY i.account_id, i.chat",
    "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
     SELECT gen_random_uuid(), a.id, 1, '{}', '', $1 FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy'",
    "INSERT INTO nexus.replicas (id, account_id, host, pid, born, expires_at)
     SELECT gen_random_uuid(), a.id, '', 1, 1, clock_timestamp() + r.lasts
     FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy',
         (VALUES (interval '1 hour'), (interval '-1 second')) r(lasts)
     WHERE $1 IS NOT NULL",
    "INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at, state)
     SELECT gen_random_uuid(), b.id, w.owner_id, w.id, '', gen_random_uuid(), ($1 - n.ago) AT TIME ZONE 'UTC', 0, $1 - n.ago, n.state
     FROM nexus.bots b, nexus.workspaces w, (VALUES (interval '70 s', 0), (interval '5 s', 0), (interval '-1 hour', 0),
         (interval '90 s', 1), (interval '90 s', 3)) AS n(ago, state)
     WHERE b.code = 'busy'",
];

async fn fill(pool: &PgPool, now: DateTime<Utc>, statements: &[&'static str]) {
    for sql in statements {
        sqlx::query(*sql).bind(now).execute(pool).await.expect(sql);
    }
}

fn idle() -> BotState {
    BotState { bot: "idle".to_owned(), ..BotState::default() }
}

fn busy() -> BotState {
    BotState {
        bot: "busy".to_owned(),
        inbox_entries: 2,
        inbox_oldest: 30.,
        outbox_messages: 3,
        outbox_oldest: 50.,
        overdue: 2,
        overdue_oldest: 70.,
        dead_entries: 2,
        dead_messages: 1,
        replicas: 1,
        jobs: JobsState::default(),
    }
}

#[tokio::test]
async fn each_bot_stands_as_its_rows_say() {
    let (test, now) = (TestDb::new(&[&CORE]).await, Clock::system().now());
    fill(&test.pool, now, &HOUSE).await;
    fill(&test.pool, now, &WORK).await;
    assert_eq!(read(&test.db, None, now, LIMIT).await.expect("all"), [busy(), idle()]);
    let account = |code: &'static str| {
        let sql = "SELECT a.id FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id WHERE b.code = $1";
        sqlx::query_scalar(sql).bind(code).fetch_one(&test.pool)
    };
    let own: AccountId = account("idle").await.expect("an account");
    assert_eq!(read(&test.db, Some(&[own]), now, LIMIT).await.expect("one"), [idle()]);
    assert_eq!(read(&test.db, Some(&[]), now, LIMIT).await.expect("none"), []);
}

#[tokio::test]
async fn jobs_are_told_by_their_state() {
    let (test, now) = (TestDb::new(&[&CORE]).await, Clock::system().now());
    fill(&test.pool, now, &HOUSE).await;
    crate::jobs::prepare_queue(&test.db).await.expect("a queue");
    assert_eq!(read(&test.db, None, now, LIMIT).await.expect("all")[0].jobs, JobsState::default());
    const ENQUEUE: &str =
        "SELECT nexus.enqueue('busy', json_build_object('n', n, 'reply', json_build_object('account', a.id)), 3)
         FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy', generate_series(1, 7) n
         WHERE $1 IS NOT NULL";
    const STATES: &str = "UPDATE graphile_worker._private_jobs SET
         attempts = CASE WHEN n IN (3, 4) THEN 1 WHEN n > 5 THEN 3 ELSE 0 END,
         locked_at = CASE WHEN n IN (5, 6) THEN now() END,
         run_at = CASE n WHEN 1 THEN now() - interval '100 s' WHEN 3 THEN now() + interval '1 hour' ELSE now() END
         FROM (SELECT id AS job, (payload ->> 'n')::integer AS n FROM graphile_worker._private_jobs) j
         WHERE id = job AND $1 IS NOT NULL";
    fill(&test.pool, now, &[ENQUEUE, STATES]).await;
    let jobs = read(&test.db, None, now, LIMIT).await.expect("all")[0].jobs;
    assert!((100. ..110.).contains(&jobs.oldest), "{jobs:?}");
    let expected = JobsState { waiting: 2, retrying: 2, running: 2, dead: 1, oldest: jobs.oldest };
    assert_eq!(jobs, expected);
}

/// `$1` is now. Two processes of the busy bot that run, one that was silent for long; the messenger wants it to be silent.
const PROCESSES: [&str; 2] = [
    "INSERT INTO nexus.heartbeats (process, bot, version, beat_at, detail)
     SELECT gen_random_uuid(), 'busy', p.version, clock_timestamp() - p.ago, p.detail::jsonb
     FROM (VALUES ('2', interval '1 s', '{\"redis\": true}'), ('1', interval '2 s', '{\"redis\": false}'),
         ('0', interval '1 hour', '{\"redis\": null}')) p(version, ago, detail) WHERE $1 IS NOT NULL",
    "INSERT INTO nexus.permits (account_id, held_until) SELECT a.id, clock_timestamp() + interval '100 s'
     FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy' WHERE $1 IS NOT NULL",
];

#[tokio::test]
async fn processes_that_run_and_those_that_ended_without_leaving_are_told() {
    let (test, now) = (TestDb::new(&[&CORE]).await, Clock::system().now());
    for statements in [&HOUSE[..], &WORK, &PROCESSES] {
        fill(&test.pool, now, statements).await;
    }
    let told = crate::health::processes(&test.db, Duration::from_secs(20)).await.expect("processes");
    let [busy, idle] = &told[..] else { unreachable!("{told:?}") };
    assert_eq!((busy.running, &busy.versions[..]), (2, &["1".to_owned(), "2".to_owned()][..]));
    assert_eq!((busy.is_redis_up, busy.crashed), (Some(false), 1));
    assert!(busy.crashed_ago.is_some_and(|ago| (1. ..60.).contains(&ago)), "{busy:?}");
    assert!(busy.held_for.is_some_and(|left| (40. ..=100.).contains(&left)), "{busy:?}");
    let nothing = crate::health::BotProcesses { bot: "idle".to_owned(), ..Default::default() };
    assert_eq!(*idle, nothing);
}

/// `$1` is now. As after some busy days, with nobody open.
const MUCH: [&str; 4] = [
    "INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state)
     SELECT a.id, 'update', 'done ' || n, n, '{}', gen_random_uuid(), $1, 1
     FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'busy', generate_series(10, 100000) n",
    "INSERT INTO nexus.chats (account_id, chat) SELECT account_id, chat FROM nexus.inbox WHERE source_key LIKE 'done %' AND $1 IS NOT NULL",
    "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
     SELECT gen_random_uuid(), a.id, n, '{}', '', $1 - interval '1 day'
     FROM nexus.accounts a JOIN nexus.bots b ON b.id = a.bot_id AND b.code = 'idle',
         generate_series(1, 20000) n",
    "INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at, state)
     SELECT gen_random_uuid(), b.id, w.owner_id, w.id, '', gen_random_uuid(), $1 AT TIME ZONE 'UTC', 0, $1 - interval '1 day', 1
     FROM nexus.bots b, nexus.workspaces w, generate_series(1, 20000) n WHERE b.code = 'busy'",
];

/// The tables that grow with use.
const LARGE: [&str; 4] = ["inbox", "chats", "notifications", "refused_sayings"];

/// Each node of a plan, the inner ones too.
fn nodes(plan: &Value) -> Vec<&Value> {
    let inner = plan["Plans"].as_array().into_iter().flatten().flat_map(nodes);
    std::iter::once(plan).chain(inner).collect()
}

/// With statistics that know nothing yet and with those that know all: no table that grows is walked through, and no more
/// rows are read than are told of.
#[tokio::test]
async fn a_large_house_is_asked_no_more_than_a_small_one() {
    let (test, now) = (TestDb::new(&[&CORE]).await, Clock::system().now());
    fill(&test.pool, now, &HOUSE).await;
    fill(&test.pool, now, &WORK).await;
    fill(&test.pool, now, &MUCH).await;
    for statistics in ["old", "new"] {
        let mut tx = test.db.begin_as_owner().await.expect("a transaction");
        store::prepare(&mut *tx, LIMIT).await.expect("prepared");
        let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {}", store::BOTS);
        let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
            .bind(None::<&[AccountId]>)
            .bind(now)
            .bind(store::CHATS)
            .bind(store::OPEN)
            .bind(store::RARE)
            .fetch_one(&mut *tx)
            .await
            .expect("a plan");
        for node in nodes(&plan[0]["Plan"]) {
            let (table, kind) = (node["Relation Name"].as_str(), node["Node Type"].as_str());
            let Some(table) = table.filter(|table| LARGE.contains(table)) else { continue };
            assert_ne!(kind, Some("Seq Scan"), "{table} with {statistics} statistics");
            let rows = node["Actual Rows"].as_f64().zip(node["Actual Loops"].as_f64());
            let rows = rows.map_or(f64::MAX, |(rows, loops)| rows * loops);
            let most = if table == "refused_sayings" { store::RARE as f64 } else { 20. };
            assert!(rows <= most, "{rows} rows of {table} with {statistics} statistics");
        }
        drop(tx);
        // The busy bot's one is the newest of them.
        let others = BotState { dead_messages: store::RARE - 1, ..idle() };
        assert_eq!(read(&test.db, None, now, LIMIT).await.expect("all"), [busy(), others]);
        sqlx::query("ANALYZE").execute(&test.pool).await.expect("analysed");
    }
}
