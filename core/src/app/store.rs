//! Statements of retention.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

/// How far a walk along the inbox has come.
#[derive(Clone, Copy, Debug, FromRow)]
pub(super) struct Page {
    /// The last entry looked at; `None` at the end.
    pub last: Option<i64>,
    /// Whether some of them are too young to go; those behind are younger still.
    pub has_young: bool,
}

/// Looks at up to `limit` entries behind `after`, and removes those that are done and older than `before`; open and dead
/// ones stay.
pub(super) async fn prune_inbox(
    db: impl PgExecutor<'_>,
    after: i64,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Page> {
    sqlx::query_as(
        "WITH page AS (
             SELECT seq, state, received_at FROM nexus.inbox WHERE seq > $1 ORDER BY seq LIMIT $3
         ), gone AS (
             DELETE FROM nexus.inbox i USING page WHERE i.seq = page.seq AND page.state = 1 AND page.received_at < $2
         )
         SELECT max(seq) AS last, coalesce(bool_or(received_at >= $2), false) AS has_young FROM page",
    )
    .bind(after)
    .bind(before)
    .bind(limit)
    .fetch_one(db)
    .await
}
