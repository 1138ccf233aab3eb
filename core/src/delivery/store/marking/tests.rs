//! Marks of a replica that others took for dead.

use serde_json::json;
use sqlx::PgPool;

use super::*;
use crate::{clock::Clock, db::CORE, delivery::store::claim, testing::db::TestDb};

/// `$1` the account, `$2` the replica that works there (but it is not alive), `$3` now. A chat with two turns closed whose
/// sayings are on their way: one of an entry that is given up, as its apology says.
const SCENE: &str = r#"WITH entry AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, is_dying)
    SELECT $1, 'update', n, 7, '{}', gen_random_uuid(), $3, n = 2 FROM generate_series(1, 2) n RETURNING seq
)
INSERT INTO nexus.chats (account_id, chat, owner, version, closed, pending)
SELECT $1, 7, $2, 2, array_agg(seq ORDER BY seq), '[{"id": "first"}, {"id": "second"}]' FROM entry"#;

const CHAT: ChatKey = ChatKey(7);

struct Scene {
    test: TestDb,
    account: AccountId,
    seqs: Vec<i64>,
}

impl Scene {
    async fn of(owner: ReplicaId) -> Self {
        let (test, account) = (TestDb::new(&[&CORE]).await, AccountId::new());
        let statement = sqlx::query(SCENE).bind(account).bind(owner).bind(Clock::system().now());
        statement.execute(&test.pool).await.expect("a scene");
        let seqs = ask(&test.pool, "SELECT closed FROM nexus.chats").await;
        Self { test, account, seqs }
    }

    fn all(&self) -> Mark {
        let slots = json!({"main": 5}).as_object().cloned().unwrap_or_default();
        Mark { chat: CHAT, seqs: self.seqs.clone(), sent: vec!["first".into(), "second".into()], slots }
    }

    async fn mark(&self, by: ReplicaId, mark: Mark) {
        super::mark(&self.test.pool, self.account, by, &[mark]).await.expect("a mark");
    }

    async fn states(&self) -> Vec<i16> {
        ask(&self.test.pool, "SELECT array_agg(state ORDER BY seq) FROM nexus.inbox").await
    }

    async fn pending(&self) -> i32 {
        ask(&self.test.pool, "SELECT jsonb_array_length(pending) + cardinality(closed) FROM nexus.chats")
            .await
    }
}

async fn ask<T>(pool: &PgPool, sql: &'static str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    sqlx::query_scalar(sql).fetch_one(pool).await.expect(sql)
}

#[tokio::test]
async fn what_was_said_is_done_or_dead() {
    let owner = ReplicaId::new();
    let scene = Scene::of(owner).await;
    let half = Mark { seqs: scene.seqs[..1].to_vec(), sent: vec!["first".into()], ..scene.all() };
    scene.mark(owner, half).await;
    assert_eq!((scene.states().await, scene.pending().await), (vec![1, 0], 2));
    scene.mark(owner, scene.all()).await;
    assert_eq!((scene.states().await, scene.pending().await), (vec![1, 2], 0));
    let slots: String = ask(&scene.test.pool, "SELECT slots ->> 'main' FROM nexus.chats").await;
    assert_eq!(slots, "5");
}

#[tokio::test]
async fn who_no_longer_owns_a_chat_marks_nothing_of_it() {
    let (late, successor) = (ReplicaId::new(), ReplicaId::new());
    let scene = Scene::of(late).await;
    let claimed =
        claim(&scene.test.pool, scene.account, &[CHAT], successor, chrono::DateTime::UNIX_EPOCH).await;
    assert_eq!(claimed.expect("a claim"), [CHAT], "the others took it for dead");
    scene.mark(late, scene.all()).await;
    assert_eq!((scene.states().await, scene.pending().await), (vec![0, 0], 4));
    scene.mark(successor, scene.all()).await;
    assert_eq!((scene.states().await, scene.pending().await), (vec![1, 2], 0));
    // An operator has the dead one tried again, and only then the other's mark comes through.
    let again = "UPDATE nexus.inbox SET state = 0, is_dying = false, tries = 0 WHERE state = 2";
    sqlx::query(again).execute(&scene.test.pool).await.expect("opened anew");
    scene.mark(late, scene.all()).await;
    assert_eq!(scene.states().await, [1, 0], "what was opened anew is still to be worked off");
}
