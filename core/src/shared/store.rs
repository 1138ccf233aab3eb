//! Statements of the common parts.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgConnection, PgExecutor};

use crate::ids::{AccountId, BotId, TraceId, UndoId, UserId};

#[derive(FromRow)]
pub(super) struct Undo {
    pub body: Value,
    pub expires_at: DateTime<Utc>,
    pub is_used: bool,
}

/// What a button would take back, if it is this person's.
pub(super) async fn find_undo(
    db: impl PgExecutor<'_>,
    id: UndoId,
    account: AccountId,
    user: UserId,
) -> sqlx::Result<Option<Undo>> {
    sqlx::query_as(
        "SELECT body, expires_at, used_at IS NOT NULL AS is_used FROM nexus.undos
         WHERE id = $1 AND account_id = $2 AND user_id = $3",
    )
    .bind(id)
    .bind(account)
    .bind(user)
    .fetch_optional(db)
    .await
}

/// Removes undos that expired before `before`, at most `limit` of them; returns how many.
pub(crate) async fn prune_undos(
    db: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let pruned = sqlx::query(
        "DELETE FROM nexus.undos WHERE id IN (SELECT id FROM nexus.undos WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute(db)
    .await?;
    Ok(pruned.rows_affected())
}

/// The bots that somebody uses, by their names.
pub(super) async fn names_of_bots(
    db: impl PgExecutor<'_>,
    user: UserId,
) -> sqlx::Result<Vec<(BotId, String)>> {
    sqlx::query_as(
        "SELECT b.id, b.name FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
         WHERE s.user_id = $1 ORDER BY b.name",
    )
    .bind(user)
    .fetch_all(db)
    .await
}

/// Pauses somebody's use of a bot, or resumes it; then what was held is due again, unless they blocked the bot. False:
/// they do not use it.
pub(super) async fn set_paused(
    db: &mut PgConnection,
    user: UserId,
    bot: BotId,
    since: Option<DateTime<Utc>>,
) -> sqlx::Result<bool> {
    let blocked: Option<bool> = sqlx::query_scalar(
        "UPDATE nexus.subscriptions SET paused_at = CASE WHEN $3::timestamptz IS NOT NULL THEN coalesce(paused_at, $3) END
         WHERE user_id = $1 AND bot_id = $2 RETURNING blocked_at IS NOT NULL",
    )
    .bind(user)
    .bind(bot)
    .bind(since)
    .fetch_optional(&mut *db)
    .await?;
    if since.is_none() && blocked == Some(false) {
        sqlx::query(
            "UPDATE nexus.notifications SET state = 0 WHERE user_id = $1 AND bot_id = $2 AND state = 3",
        )
        .bind(user)
        .bind(bot)
        .execute(db)
        .await?;
    }
    Ok(blocked.is_some())
}

/// Files the news of a person's zone for each of their bots, those too which they blocked: it moves what is held for them.
/// Whoever owns a chat is told; the notice goes out with the commit.
pub(super) async fn file_zone(
    db: impl PgExecutor<'_>,
    user: UserId,
    body: &str,
    trace: TraceId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, person, body, trace_id, received_at)
         SELECT s.home_account, 'event', gen_random_uuid()::text, s.home_chat, p.external_id, $2, $3, $4
         FROM nexus.subscriptions s
         JOIN nexus.accounts a ON a.id = s.home_account
         JOIN nexus.identities p ON p.user_id = s.user_id AND p.realm = a.realm
         WHERE s.user_id = $1 AND s.home_chat IS NOT NULL
         RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
             FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)",
    )
    .bind(user)
    .bind(body)
    .bind(trace)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
