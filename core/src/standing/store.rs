//! Statements about who is banned and what is switched off. They belong into the transaction that records who did it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Barred;
use crate::{db::Sql, ids::UserId};

/// Closes all bots to a person. False: they were banned already, or are nobody any more.
///
/// # Errors
/// When the database does not answer.
pub async fn ban(
    db: &mut PgConnection,
    user: UserId,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let banned = sqlx::query(
        "UPDATE nexus.users SET banned_at = $2, ban_reason = $3
         WHERE id = $1 AND banned_at IS NULL AND erased_at IS NULL",
    );
    Ok(banned.bind(user).bind(now).bind(reason).execute(db).await?.rows_affected() > 0)
}

/// Opens all bots to a person again: what was held for them is due, what waits in the inbox is worked off. False: they
/// were not banned.
///
/// # Errors
/// When the database does not answer.
pub async fn unban(db: &mut PgConnection, user: UserId) -> sqlx::Result<bool> {
    let unbanned = sqlx::query(
        "UPDATE nexus.users SET banned_at = NULL, ban_reason = '' WHERE id = $1 AND banned_at IS NOT NULL",
    );
    if unbanned.bind(user).execute(&mut *db).await?.rows_affected() == 0 {
        return Ok(false);
    }
    for sql in [RELEASE_OF_PERSON, RESUME_OF_PERSON, TELL_OF_PERSON] {
        sqlx::query(sql).bind(user).execute(&mut *db).await?;
    }
    Ok(true)
}

/// What is held for somebody who blocked the bot, or paused it, stays held.
const RELEASE_OF_PERSON: &str = "
UPDATE nexus.notifications n SET state = 0 FROM nexus.subscriptions s
WHERE n.user_id = $1 AND n.state = 3 AND s.user_id = n.user_id AND s.bot_id = n.bot_id AND s.blocked_at IS NULL
    AND s.paused_at IS NULL";

/// In private chats, whose number is the person's. What failed before waits for its next try, as it did.
const RESUME_OF_PERSON: &str = "
UPDATE nexus.inbox i SET not_before = NULL
FROM nexus.identities p JOIN nexus.accounts a ON a.realm = p.realm
WHERE p.user_id = $1 AND i.account_id = a.id AND i.chat = p.external_id AND i.state = 0 AND i.tries = 0
    AND i.kind IN ('answer', 'event')";

const TELL_OF_PERSON: &str = "
SELECT pg_notify('nexus_' || replace(a.id::text, '-', ''), '')
FROM nexus.subscriptions s JOIN nexus.accounts a ON a.bot_id = s.bot_id WHERE s.user_id = $1";

/// Switches a bot on or off, in all its processes. False: it was so already, or there is no such bot.
///
/// # Errors
/// When the database does not answer.
pub async fn switch(db: &mut PgConnection, code: &str, on: bool) -> sqlx::Result<bool> {
    let switched = sqlx::query("UPDATE nexus.bots SET is_active = $2 WHERE code = $1 AND is_active <> $2");
    if switched.bind(code).bind(on).execute(&mut *db).await?.rows_affected() == 0 {
        return Ok(false);
    }
    if on {
        for sql in [RESUME_OF_BOT, TELL_OF_BOT] {
            sqlx::query(sql).bind(code).execute(&mut *db).await?;
        }
    }
    Ok(true)
}

const RESUME_OF_BOT: &str = "
UPDATE nexus.inbox i SET not_before = NULL
FROM nexus.bots b JOIN nexus.accounts a ON a.bot_id = b.id
WHERE b.code = $1 AND i.account_id = a.id AND i.state = 0 AND i.tries = 0 AND i.kind IN ('answer', 'event')";

const TELL_OF_BOT: &str = "
SELECT pg_notify('nexus_' || replace(a.id::text, '-', ''), '')
FROM nexus.bots b JOIN nexus.accounts a ON a.bot_id = b.id WHERE b.code = $1";

/// What came due in these entries is not told: it is scheduled as before, for when the bot is on again, or held until the
/// person is let in.
pub(crate) fn hold(seqs: &[i64], why: Barred) -> Sql {
    let state: i16 = match why {
        Barred::Off => 0,
        Barred::Banned => 3,
    };
    Sql::new(
        "UPDATE nexus.notifications n SET state = $2
         FROM nexus.inbox i, jsonb_array_elements_text(i.body::jsonb -> 'notifications') due(id)
         WHERE i.seq = ANY ($1) AND i.kind = 'due' AND n.id = due.id::uuid AND n.state = 1",
    )
    .bind(seqs.to_vec())
    .bind(state)
}
