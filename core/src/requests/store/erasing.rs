//! What is removed of a person, while they can still be told so. What delivery keeps is removed after that.
//!
//! A table of this schema that names people has to be here, or to know them by their id alone: the test
//! `every_table_that_knows_people_is_erased_or_keeps_the_id_alone` walks all foreign keys to `nexus.users`.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    audit::{Actor, Record},
    ids::{BotId, RequestId, UserId},
};

/// Removes what core keeps of a person for one bot: what it planned, can take back, and noted. The subscription itself
/// stays until the last word, whose turn needs it.
pub(in crate::requests) async fn clear_part(
    db: &mut PgConnection,
    user: UserId,
    bot: BotId,
) -> sqlx::Result<()> {
    for statement in [
        "DELETE FROM nexus.notifications WHERE user_id = $1 AND bot_id = $2",
        "DELETE FROM nexus.undos WHERE user_id = $1 AND account_id IN (SELECT id FROM nexus.accounts WHERE bot_id = $2)",
        "DELETE FROM nexus.feedback WHERE user_id = $1 AND bot_id = $2",
        // By the key, whose first part is a broadcast: there are few.
        "DELETE FROM nexus.broadcast_deliveries d USING nexus.broadcasts b, nexus.subscriptions s
         WHERE d.broadcast_id = b.id AND d.subscription_id = s.id AND s.user_id = $1 AND s.bot_id = $2",
        "UPDATE nexus.subscriptions SET settings = '{}', state = '{}' WHERE user_id = $1 AND bot_id = $2",
    ] {
        sqlx::query(statement).bind(user).bind(bot).execute(&mut *db).await?;
    }
    Ok(())
}

/// A person no longer uses a bot, which did its part.
pub(in crate::requests) async fn erase_bot(
    db: &mut PgConnection,
    request: RequestId,
    user: UserId,
    bot: BotId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    clear_part(db, user, bot).await?;
    sqlx::query(
        "INSERT INTO nexus.remains (user_id, realm, external_id, bot_id, through_seq, not_before)
         SELECT user_id, realm, external_id, $2, (SELECT coalesce(max(seq), 0) FROM nexus.inbox), $3
         FROM nexus.identities WHERE user_id = $1",
    )
    .bind(user)
    .bind(bot)
    .bind(now)
    .execute(&mut *db)
    .await?;
    // What was to be told there can be told there no more.
    sqlx::query(
        "UPDATE nexus.requests r SET finished_at = $3, outcome = 'superseded', late_at = NULL
         FROM nexus.accounts a
         WHERE a.id = r.account_id AND a.bot_id = $2 AND r.user_id = $1 AND r.finished_at IS NULL AND r.id <> $4",
    )
    .bind(user)
    .bind(bot)
    .bind(now)
    .bind(request)
    .execute(&mut *db)
    .await?;
    sqlx::query("DELETE FROM nexus.subscriptions WHERE user_id = $1 AND bot_id = $2")
        .bind(user)
        .bind(bot)
        .execute(&mut *db)
        .await?;
    Ok(())
}

/// Removes all that the registry knows of a person, after their bots did their parts. The row of the user stays, without
/// anything of theirs: the audit log names it.
pub(in crate::requests) async fn erase_person(
    db: &mut PgConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for statement in OF_PERSON {
        sqlx::query(*statement).bind(user).execute(&mut *db).await?;
    }
    for statement in OF_PERSON_NOW {
        sqlx::query(*statement).bind(user).bind(now).execute(&mut *db).await?;
    }
    Record::new(Actor::System, "user.erased", user).write(db, now).await
}

/// Rows of chats come first: turns lock them before subscriptions.
const OF_PERSON: &[&str] = &[
    "UPDATE nexus.chats SET workspace_id = NULL WHERE workspace_id IN (
         SELECT w.id FROM nexus.workspaces w WHERE w.owner_id = $1 AND (w.kind = 'personal'
             OR NOT EXISTS (SELECT FROM nexus.members m WHERE m.workspace_id = w.id AND m.user_id <> $1)))",
    "DELETE FROM nexus.notifications WHERE user_id = $1",
    "DELETE FROM nexus.undos WHERE user_id = $1",
    "DELETE FROM nexus.feedback WHERE user_id = $1",
    "DELETE FROM nexus.broadcast_deliveries d USING nexus.broadcasts b, nexus.subscriptions s
     WHERE d.broadcast_id = b.id AND d.subscription_id = s.id AND s.user_id = $1",
    "DELETE FROM nexus.broadcast_watchers WHERE user_id = $1",
    "DELETE FROM nexus.admins WHERE user_id = $1",
    "DELETE FROM nexus.file_ids WHERE sha256 IN (SELECT r.sha256 FROM nexus.file_recipients r WHERE r.user_id = $1
         AND NOT EXISTS (SELECT FROM nexus.file_recipients o WHERE o.sha256 = r.sha256 AND o.user_id <> $1))",
    "DELETE FROM nexus.files WHERE sha256 IN (SELECT r.sha256 FROM nexus.file_recipients r WHERE r.user_id = $1
         AND NOT EXISTS (SELECT FROM nexus.file_recipients o WHERE o.sha256 = r.sha256 AND o.user_id <> $1))",
    "DELETE FROM nexus.file_recipients WHERE user_id = $1",
    "UPDATE nexus.request_parts p SET answer = NULL FROM nexus.requests r WHERE r.id = p.request_id AND r.user_id = $1",
    // With it goes all that bots keep there. A team in which others are stays theirs.
    "DELETE FROM nexus.workspaces w WHERE w.owner_id = $1 AND (w.kind = 'personal'
         OR NOT EXISTS (SELECT FROM nexus.members m WHERE m.workspace_id = w.id AND m.user_id <> $1))",
    "DELETE FROM nexus.members WHERE user_id = $1",
];

const OF_PERSON_NOW: &[&str] = &[
    "UPDATE nexus.requests SET chat = 0, person = 0, late_at = NULL, finished_at = coalesce(finished_at, $2),
         outcome = coalesce(outcome, CASE kind WHEN 'erase' THEN 'done' ELSE 'superseded' END)
     WHERE user_id = $1",
    "INSERT INTO nexus.remains (user_id, realm, external_id, through_seq, not_before)
     SELECT user_id, realm, external_id, (SELECT coalesce(max(seq), 0) FROM nexus.inbox), $2
     FROM nexus.identities WHERE user_id = $1",
    "WITH identity AS (DELETE FROM nexus.identities WHERE user_id = $1),
         subscription AS (DELETE FROM nexus.subscriptions WHERE user_id = $1)
     UPDATE nexus.users SET language = NULL, zone = NULL, tier = 'anonymous', ban_reason = '', erased_at = $2 WHERE id = $1",
];
