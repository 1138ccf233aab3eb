//! What the database has to say, asked over a connection of its own past any pooler.

use std::collections::HashMap;

use sqlx::PgConnection;

const OURS: &str = "SELECT i.external_id, coalesce((s.state ->> 'count')::numeric, 0)::bigint
    FROM nexus.subscriptions s JOIN nexus.identities i USING (user_id)";
const PEERS: &str = "SELECT user_id, (state ->> 'count')::bigint FROM subscriptions";

/// The counter's sum of each person.
pub(super) async fn counts(db: &mut PgConnection) -> sqlx::Result<HashMap<i64, u64>> {
    let statement = if is_ours(db).await? { OURS } else { PEERS };
    let rows: Vec<(i64, i64)> = sqlx::query_as(statement).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(person, count)| (person, count.unsigned_abs())).collect())
}

/// What was given up on, each with its cause.
pub(super) async fn dead(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    if !is_ours(db).await? {
        return Ok(Vec::new());
    }
    sqlx::query_scalar(
        "SELECT coalesce(cause, 'no cause') FROM nexus.inbox WHERE state = 2 ORDER BY seq LIMIT 20",
    )
    .fetch_all(db)
    .await
}

/// Whether this is a database of our bots, and not the peer's.
async fn is_ours(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT to_regclass('nexus.subscriptions') IS NOT NULL").fetch_one(db).await
}

/// Ends up to `limit` connections to this database, chosen by `seed`; returns how many.
pub(super) async fn disconnect(db: &mut PgConnection, seed: i64, limit: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "SELECT count(pg_terminate_backend(pid)) FROM (
             SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
             ORDER BY md5(pid::text || $1::text) LIMIT $2
         ) AS chosen",
    )
    .bind(seed)
    .bind(limit)
    .fetch_one(db)
    .await
}
