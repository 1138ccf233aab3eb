//! The schedule's statements.

use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use super::Notification;
use crate::ids::{AccountId, BotId, ChatKey, NotificationId, UserId};

/// Moves up to `limit` notifications that are due into the inbox of their person's home chat, all of one person as one
/// entry; those of people who blocked or paused the bot (or who never met it in private, or are banned) are held until they
/// are back. A bot that is switched off has nothing due: its notifications wait where they are.
/// Returns the chats with news. One statement: a crash leaves all or nothing of it.
pub(crate) async fn queue_due(
    db: impl PgExecutor<'_>,
    bot: BotId,
    accounts: &[AccountId],
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<(AccountId, ChatKey)>> {
    sqlx::query_as(
        "WITH due AS (
             -- What was queued before was held.
             SELECT id, user_id, workspace_id, CASE WHEN queued_at IS NULL THEN due_at END AS late_since
             FROM nexus.notifications
             WHERE bot_id = $1 AND state = 0 AND due_at <= $3 AND EXISTS (SELECT FROM nexus.bots WHERE id = $1 AND is_active)
             ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED
         ), home AS (
             SELECT due.id, due.user_id, due.workspace_id, due.late_since, s.home_account AS account, s.home_chat AS chat,
                 s.home_account = ANY ($2) AND s.blocked_at IS NULL AND s.paused_at IS NULL AND u.banned_at IS NULL AS is_open,
                 i.external_id AS person
             FROM due
             LEFT JOIN nexus.users u ON u.id = due.user_id
             LEFT JOIN nexus.subscriptions s ON s.user_id = due.user_id AND s.bot_id = $1
             LEFT JOIN nexus.accounts a ON a.id = s.home_account
             LEFT JOIN nexus.identities i ON i.user_id = due.user_id AND i.realm = a.realm
         ), moved AS (
             UPDATE nexus.notifications n SET state = CASE WHEN home.is_open THEN 1 ELSE 3 END, queued_at = $3
             FROM home WHERE n.id = home.id
         ), known AS (
             INSERT INTO nexus.chats (account_id, chat) SELECT DISTINCT account, chat FROM home WHERE is_open
             ON CONFLICT DO NOTHING
         )
         INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at)
         SELECT account, 'due', gen_random_uuid()::text, chat, min(person),
             json_build_object('workspace', workspace_id, 'notifications', json_agg(id ORDER BY id), 'due_at', min(late_since))::text,
             gen_random_uuid(), $3
         FROM home WHERE is_open GROUP BY account, chat, user_id, workspace_id
         RETURNING account_id, chat",
    )
    .bind(bot)
    .bind(accounts)
    .bind(now)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// What came due in an inbox entry could not be told, because the person blocked the bot: it is held until they are back.
pub(crate) async fn hold(db: impl PgExecutor<'_>, seq: i64) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.notifications n SET state = 3
         FROM nexus.inbox i, jsonb_array_elements_text(i.body::jsonb -> 'notifications') due(id)
         WHERE i.seq = $1 AND i.kind = 'due' AND n.id = due.id::uuid AND n.state = 1",
    )
    .bind(seq)
    .execute(db)
    .await?;
    Ok(())
}

/// When the next notification of a bot is due; of one that is switched off, never.
pub async fn next_due(db: impl PgExecutor<'_>, bot: BotId) -> sqlx::Result<Option<DateTime<Utc>>> {
    let next: Option<Option<DateTime<Utc>>> = sqlx::query_scalar(
        "SELECT (SELECT min(due_at) FROM nexus.notifications WHERE bot_id = b.id AND state = 0)
         FROM nexus.bots b WHERE b.id = $1 AND b.is_active",
    )
    .bind(bot)
    .fetch_optional(db)
    .await?;
    Ok(next.flatten())
}

/// When the next notification of any bot is due.
pub async fn next_due_of_all(db: impl PgExecutor<'_>) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("SELECT min(due_at) FROM nexus.notifications WHERE state = 0").fetch_one(db).await
}

#[derive(FromRow)]
struct Row {
    id: NotificationId,
    kind: String,
    subject: Uuid,
    occurrence: NaiveDateTime,
    offset_minutes: i32,
    snooze: i32,
    due_at: DateTime<Utc>,
}

impl From<Row> for Notification {
    fn from(row: Row) -> Self {
        Notification {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            occurrence: row.occurrence,
            offset_minutes: row.offset_minutes,
            snooze: row.snooze,
            due_at: row.due_at,
        }
    }
}

/// The columns of [`Row`], written once.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT id, kind, subject, occurrence, offset_minutes, snooze, due_at FROM nexus.notifications ",
            $condition
        )
    };
}

/// Reads notifications of one recipient, in the order in which they were due.
pub(crate) async fn read(
    db: impl PgExecutor<'_>,
    user: UserId,
    ids: &[NotificationId],
) -> sqlx::Result<Vec<Notification>> {
    let rows: Vec<Row> = sqlx::query_as(select!("WHERE user_id = $1 AND id = ANY ($2) ORDER BY due_at"))
        .bind(user)
        .bind(ids)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(Notification::from).collect())
}

/// One notification of one recipient.
pub async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    id: NotificationId,
) -> sqlx::Result<Option<Notification>> {
    let row: Option<Row> = sqlx::query_as(select!("WHERE user_id = $1 AND id = $2"))
        .bind(user)
        .bind(id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(Notification::from))
}
