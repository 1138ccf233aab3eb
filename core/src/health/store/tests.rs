//! How bots are doing when there is more to do than anybody wants counted.

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};

use super::*;
use crate::{clock::Clock, db::CORE, testing::db::TestDb};

const RECENT: Duration = Duration::from_secs(30);

/// `$1` is now. Two bots, the first of them with two accounts.
const HOUSE: &str = "WITH bot AS (
    INSERT INTO nexus.bots (id, code, name, created_at)
    SELECT gen_random_uuid(), code, code, $1 FROM unnest(ARRAY['busy', 'idle']) AS b(code) RETURNING id, code
)
INSERT INTO nexus.accounts (id, bot_id, realm, external_id, created_at)
SELECT gen_random_uuid(), id, 'local', number, $1 FROM bot, generate_series(1, 2) number WHERE code = 'busy'";

/// `$1` is now, `$2` how many more open entries the busy bot's first account gets, in a thousand chats; the other gets three,
/// and as many dead ones.
const WORK: &str =
    "INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state)
    SELECT a.id, 'update', gen_random_uuid()::text, n % 1000, '{}', gen_random_uuid(), $1, state
    FROM nexus.accounts a, generate_series(1, $2::integer) n, generate_series(0, 2, 2) state
    WHERE CASE a.external_id WHEN 1 THEN state = 0 ELSE n <= 3 END";

async fn add_work(pool: &PgPool, open: i32) {
    sqlx::query(WORK).bind(Clock::system().now()).bind(open).execute(pool).await.expect("more work");
}

async fn counts(pool: &PgPool) -> Vec<(String, i64, i64)> {
    let bots = bots_health(pool, RECENT).await.expect("how they are doing");
    bots.into_iter().map(|bot| (bot.code, bot.waiting, bot.dead)).collect()
}

/// Each node of a plan, the inner ones too.
fn nodes(plan: &Value) -> Vec<&Value> {
    let inner = plan["Plans"].as_array().into_iter().flatten().flat_map(nodes);
    std::iter::once(plan).chain(inner).collect()
}

#[tokio::test]
async fn entries_are_counted_up_to_a_limit_and_no_further() {
    let test = TestDb::new(&[&CORE]).await;
    sqlx::query(HOUSE).bind(Clock::system().now()).execute(&test.pool).await.expect("a house");
    add_work(&test.pool, 5).await;
    let idle = || ("idle".to_owned(), 0, 0);
    assert_eq!(counts(&test.pool).await, [("busy".to_owned(), 8, 3), idle()]);
    add_work(&test.pool, 2 * COUNTED as i32).await;
    assert_eq!(counts(&test.pool).await, [("busy".to_owned(), COUNTED + 6, 6), idle()]);
    for statistics in ["old", "new"] {
        let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {BOTS_HEALTH}");
        let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
            .bind(RECENT.as_secs_f64())
            .bind(COUNTED)
            // As `/ready` asks.
            .fetch_one(test.db.lane().pool())
            .await
            .expect("a plan");
        for node in nodes(&plan[0]["Plan"]).into_iter().filter(|node| node["Relation Name"] == "inbox") {
            let rows = node["Actual Rows"].as_f64().zip(node["Actual Loops"].as_f64());
            let rows = rows.map_or(f64::MAX, |(rows, loops)| rows * loops);
            assert!(rows <= COUNTED as f64 + 6., "{rows} rows with {statistics} statistics");
            assert_ne!(node["Node Type"], "Seq Scan", "with {statistics} statistics");
        }
        sqlx::query("ANALYZE").execute(&test.pool).await.expect("analysed");
    }
}
