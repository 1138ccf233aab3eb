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

/// Removes messages that were refused before `before`, at most `limit` of them; returns how many.
pub(super) async fn prune_refused(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.refused_sayings WHERE id IN (
             SELECT id FROM nexus.refused_sayings WHERE created_at < $1 ORDER BY created_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Removes the bytes of files that no turn wanted since `before`, at most `limit` of them; returns how many. Those stay
/// that a message still needs: one that is to be sent, or was refused, or is to be tried again, or a broadcast. What is wanted anew while
/// this runs is locked, and then no longer old enough.
pub(super) async fn prune_files(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "WITH needed AS MATERIALIZED (
             SELECT saying #>> '{file,content}' AS content FROM nexus.chats c, jsonb_array_elements(c.pending) saying
             WHERE c.pending <> '[]' AND saying ->> 'act' = 'file'
             UNION SELECT saying #>> '{file,content}' FROM nexus.refused_sayings WHERE saying ->> 'act' = 'file'
             UNION SELECT body::jsonb #>> '{file,content}' FROM nexus.inbox WHERE kind = 'saying' AND state <> 1
             UNION SELECT version ->> 'photo' FROM nexus.broadcasts b, jsonb_array_elements(b.content) version
             WHERE b.state NOT IN ('stopped', 'done')
         )
         DELETE FROM nexus.files WHERE used_at < $1 AND sha256 IN (
             SELECT sha256 FROM nexus.files
             WHERE used_at < $1 AND encode(sha256, 'hex') NOT IN (SELECT content FROM needed WHERE content IS NOT NULL)
             ORDER BY used_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Removes what the messenger calls files that were not sent since `before`, at most `limit` of them; returns how many.
pub(super) async fn prune_file_ids(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.file_ids WHERE used_at < $1 AND (account_id, sha256, kind, name) IN (
             SELECT account_id, sha256, kind, name FROM nexus.file_ids WHERE used_at < $1 ORDER BY used_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Forgets to whom files went before `before`, at most `limit` times; returns how many.
pub(super) async fn prune_file_recipients(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.file_recipients WHERE sent_at < $1 AND (user_id, sha256) IN (
             SELECT user_id, sha256 FROM nexus.file_recipients WHERE sent_at < $1 ORDER BY sent_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Removes notifications that were due, or cancelled, at most `limit` of them; returns how many. Both the time at which
/// one was due and its occurrence lie before `before`: what is still ahead could be planned anew, and would then be due
/// twice. A dead entry keeps what it is to tell when somebody has it tried again.
pub(super) async fn prune_notifications(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "WITH kept AS MATERIALIZED (
             SELECT due.id::uuid AS id
             FROM nexus.inbox i, jsonb_array_elements_text(i.body::jsonb -> 'notifications') due(id)
             WHERE i.state = 2 AND i.kind = 'due'
         )
         DELETE FROM nexus.notifications WHERE id IN (
             SELECT n.id FROM nexus.notifications n
             WHERE n.state IN (1, 2) AND n.due_at < $1 AND n.occurrence < $1 AT TIME ZONE 'UTC'
                 AND n.id NOT IN (SELECT id FROM kept)
             ORDER BY n.due_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Removes failures of what has been dead no longer since `before`, at most `limit` of them; returns how many.
pub(super) async fn prune_failures(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.failures WHERE id IN (
             SELECT id FROM nexus.failures WHERE gone_at < $1 ORDER BY gone_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}

/// Removes alerts that were closed before `before`, at most `limit` of them, and mutes that ran out before; returns how
/// many.
pub(super) async fn prune_alerts(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "WITH mutes AS (DELETE FROM nexus.alert_mutes WHERE until < $1)
         DELETE FROM nexus.alerts WHERE id IN (
             SELECT id FROM nexus.alerts WHERE closed_at < $1 ORDER BY closed_at LIMIT $2)",
    );
    Ok(pruned.bind(before).bind(limit).execute(db).await?.rows_affected())
}
