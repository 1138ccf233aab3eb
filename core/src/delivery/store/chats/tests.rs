//! Looking for chats with work among many that are open.

use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};

use super::*;
use crate::{clock::Clock, db::CORE, testing::db::TestDb};

/// `$1` the account, `$2` we, `$3` another replica that is alive, `$4` now.
const HOUSE: &str = "WITH bot AS (
    INSERT INTO nexus.bots (id, code, name, created_at) VALUES (gen_random_uuid(), 'probe', 'Probe', $4) RETURNING id
), account AS (
    INSERT INTO nexus.accounts (id, bot_id, realm, external_id, created_at) SELECT $1, id, 'local', 1, $4 FROM bot
)
INSERT INTO nexus.replicas (id, account_id, host, pid, born, expires_at)
SELECT id, $1, '', 1, 1, clock_timestamp() + interval '1 hour' FROM unnest(ARRAY[$2, $3]) AS r(id)";

/// `$5` chats, numbered on both sides of zero as groups and people are, with two open entries each and owners by turns: us,
/// nobody, one that died, one that lives. Of every fifth chat nothing is due yet.
const OPEN: &str = "WITH chat AS (
    INSERT INTO nexus.chats (account_id, chat, owner)
    SELECT $1, n - $5 / 2, CASE n % 4 WHEN 0 THEN $2 WHEN 2 THEN gen_random_uuid() WHEN 3 THEN $3 END
    FROM generate_series(1, $5) n RETURNING chat
)
INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, not_before)
SELECT $1, 'update', chat || ' ' || n, chat, '{}', gen_random_uuid(), $4,
    CASE WHEN chat % 5 = 0 THEN $4 + interval '1 second' END
FROM chat, generate_series(1, 2) n";

struct Scene {
    test: TestDb,
    account: AccountId,
    us: ReplicaId,
    now: DateTime<Utc>,
}

impl Scene {
    async fn with(chats: i32) -> Self {
        let scene = Self {
            test: TestDb::new(&[&CORE]).await,
            account: AccountId::new(),
            us: ReplicaId::new(),
            now: Clock::system().now(),
        };
        let other = ReplicaId::new();
        for sql in [HOUSE, OPEN] {
            let statement = sqlx::query(sql).bind(scene.account).bind(scene.us).bind(other).bind(scene.now);
            let statement = if sql == OPEN { statement.bind(chats) } else { statement };
            statement.execute(scene.pool()).await.expect(sql);
        }
        scene
    }

    fn pool(&self) -> &PgPool {
        &self.test.pool
    }

    async fn look(&self, after: Option<ChatKey>, most: u16) -> Stretch {
        let looked = chats_with_work(self.pool(), self.account, self.us, self.now, after, most).await;
        looked.expect("a stretch")
    }
}

#[tokio::test]
async fn each_chat_with_work_is_found_once_a_round_however_short_a_look_is() {
    let scene = Scene::with(40).await;
    let expected: BTreeSet<i64> =
        (1..=40).filter(|n| n % 4 != 3).map(|n| n - 20).filter(|chat| chat % 5 != 0).collect();
    for most in [1, 7, 20, 39, 40, 41, 1000] {
        let (mut found, mut place, mut looks) = (Vec::new(), None, 0);
        loop {
            let Stretch { with_work, next } = scene.look(place, most).await;
            assert!(with_work.len() <= usize::from(most));
            found.extend(with_work.iter().map(|chat| chat.0));
            looks += 1;
            match next {
                Some(next) => assert!(place.replace(next) < Some(next), "it goes on"),
                None => break,
            }
        }
        assert!(looks <= 40 / most + 1, "{looks} looks of {most}");
        assert_eq!(found.len(), expected.len(), "each once, with looks of {most}");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "with looks of {most}");
    }
}

#[tokio::test]
async fn an_empty_inbox_is_looked_through_at_once() {
    let scene = Scene::with(0).await;
    assert_eq!(scene.look(None, 10).await, Stretch { with_work: Vec::new(), next: None });
}

/// Each node of a plan, the inner ones too.
fn nodes(plan: &Value) -> Vec<&Value> {
    let inner = plan["Plans"].as_array().into_iter().flatten().flat_map(nodes);
    std::iter::once(plan).chain(inner).collect()
}

/// With statistics that know nothing yet and with those that know all.
#[tokio::test]
async fn a_look_reads_no_more_than_its_stretch_of_ten_thousand_open_chats() {
    const MOST: f64 = 100.;
    let scene = Scene::with(10_000).await;
    for statistics in ["old", "new"] {
        let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {CHATS_WITH_WORK}");
        let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
            .bind(scene.account)
            .bind(scene.us)
            .bind(scene.now)
            .bind(ChatKey(i64::MIN))
            .bind(MOST as i32)
            // As delivery's own statements go.
            .fetch_one(scene.test.db.lane().pool())
            .await
            .expect("a plan");
        for node in nodes(&plan[0]["Plan"]) {
            let Some(table) = node["Relation Name"].as_str() else { continue };
            let rows = node["Actual Rows"].as_f64().zip(node["Actual Loops"].as_f64());
            let rows = rows.map_or(f64::MAX, |(rows, loops)| rows * loops);
            assert!(rows <= MOST, "{rows} rows of {table} with {statistics} statistics: {plan:#}");
            assert_ne!(node["Node Type"], "Seq Scan", "{table} with {statistics} statistics");
        }
        sqlx::query("ANALYZE").execute(scene.pool()).await.expect("analysed");
    }
}
