//! What went wrong, kept.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::{
    delivery::Saying,
    ids::{AccountId, ChatKey},
    secrets,
};

/// A handler's own failure with entries that were one turn: one more try used, the next not before `not_before`.
pub(crate) async fn record_failure(
    db: impl PgExecutor<'_>,
    seqs: &[i64],
    cause: &str,
    not_before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.inbox SET tries = tries + 1, cause = $2, not_before = $3 WHERE seq = ANY ($1)")
        .bind(seqs)
        .bind(cause)
        .bind(not_before)
        .execute(db)
        .await?;
    Ok(())
}

/// Entries join others that wait for their next try, with as many tries used.
pub(crate) async fn put_off(
    db: impl PgExecutor<'_>,
    seqs: &[i64],
    tries: i16,
    not_before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE nexus.inbox SET tries = $2, not_before = $3 WHERE seq = ANY ($1) AND state = 0")
        .bind(seqs)
        .bind(tries)
        .bind(not_before)
        .execute(db)
        .await?;
    Ok(())
}

/// Sets aside a message that the messenger will never take; a service token in it was to be shown, not kept.
pub(crate) async fn set_aside(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chat: ChatKey,
    saying: &Saying,
    cause: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let kept = serde_json::to_value(saying).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at, trace_id)
         VALUES ($1, $2, $3, $4, $5, $6, (SELECT trace_id FROM nexus.inbox WHERE seq = $7))",
    )
    .bind(Uuid::now_v7())
    .bind(account)
    .bind(chat)
    .bind(secrets::mask_signed(kept))
    .bind(cause)
    .bind(now)
    .bind(saying.seq)
    .execute(db)
    .await?;
    Ok(())
}
