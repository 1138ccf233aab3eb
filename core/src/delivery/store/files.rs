//! Files that bots send: their bytes, and the names under which a messenger has them.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use crate::{
    delivery::{content::ContentId, saying::FileRef},
    ids::AccountId,
};

/// Leaves out of `files` what is stored already; that is wanted anew from now on. One that is just being pruned is not
/// counted as stored.
pub(crate) async fn leave_out_stored(
    db: impl PgExecutor<'_>,
    files: &mut BTreeMap<ContentId, Bytes>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    // Retention reckons in days, so a file that many turns want is not written by each of them.
    let stored: Vec<Vec<u8>> = sqlx::query_scalar(
        "WITH stored AS (
             SELECT sha256, used_at >= $2 - interval '1 hour' AS is_fresh FROM nexus.files WHERE sha256 = ANY ($1)
         ), stale AS (
             SELECT sha256 FROM nexus.files WHERE sha256 IN (SELECT sha256 FROM stored WHERE NOT is_fresh)
             ORDER BY sha256 FOR UPDATE
         ), freshened AS (
             UPDATE nexus.files f SET used_at = greatest(f.used_at, $2) FROM stale WHERE f.sha256 = stale.sha256
             RETURNING f.sha256
         )
         SELECT sha256 FROM stored WHERE is_fresh UNION ALL SELECT sha256 FROM freshened",
    )
    .bind(files.keys().map(ContentId::bytes).collect::<Vec<_>>())
    .bind(now)
    .fetch_all(db)
    .await?;
    for id in stored.into_iter().filter_map(|id| ContentId::try_from(id).ok()) {
        files.remove(&id);
    }
    Ok(())
}

/// The bytes of a file.
pub(crate) async fn bytes_of(db: impl PgExecutor<'_>, content: ContentId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar("SELECT bytes FROM nexus.files WHERE sha256 = $1")
        .bind(content.bytes())
        .fetch_optional(db)
        .await
}

/// What the messenger calls a file that it has from this account.
pub(crate) async fn file_id_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    file: &FileRef,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    // Its use is noted once a day: retention reckons in months.
    sqlx::query_scalar(
        "WITH found AS (
             SELECT * FROM nexus.file_ids WHERE account_id = $1 AND sha256 = $2 AND kind = $3 AND name = $4
         ), used AS (
             UPDATE nexus.file_ids f SET used_at = $5 FROM found
             WHERE found.used_at < $5 - interval '1 day' AND f.account_id = found.account_id AND f.sha256 = found.sha256
                 AND f.kind = found.kind AND f.name = found.name
         )
         SELECT file_id FROM found",
    )
    .bind(account)
    .bind(file.content.bytes())
    .bind(file.kind.name())
    .bind(&file.name)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// Remembers what the messenger calls a file from now on.
pub(crate) async fn remember_file_id(
    db: impl PgExecutor<'_>,
    account: AccountId,
    file: &FileRef,
    file_id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.file_ids (account_id, sha256, kind, name, file_id, used_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account_id, sha256, kind, name) DO UPDATE SET file_id = excluded.file_id, used_at = excluded.used_at",
    )
    .bind(account)
    .bind(file.content.bytes())
    .bind(file.kind.name())
    .bind(&file.name)
    .bind(file_id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a name that the messenger does not know any more; one that was learnt since stays.
pub(crate) async fn forget_file_id(
    db: impl PgExecutor<'_>,
    account: AccountId,
    file: &FileRef,
    file_id: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "DELETE FROM nexus.file_ids
         WHERE account_id = $1 AND sha256 = $2 AND kind = $3 AND name = $4 AND file_id = $5",
    )
    .bind(account)
    .bind(file.content.bytes())
    .bind(file.kind.name())
    .bind(&file.name)
    .bind(file_id)
    .execute(db)
    .await?;
    Ok(())
}
