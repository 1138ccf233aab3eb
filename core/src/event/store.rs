//! The statements that file events.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::To;
use crate::db::Sql;

/// `$1` bot, `$2` user, `$3` key, `$4` body, `$5` now. Whoever owns the chat is told; the notice goes out with the commit.
/// It has to fit into the statement that closes a turn, so it is an INSERT and nothing around it.
const FILE: &str = "
INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, person, body, trace_id, received_at)
SELECT s.home_account, 'event', $3, s.home_chat, p.external_id, $4, gen_random_uuid(), $5
FROM nexus.bots b
JOIN nexus.subscriptions s ON s.bot_id = b.id AND s.user_id = $2
JOIN nexus.accounts a ON a.id = s.home_account
JOIN nexus.identities p ON p.user_id = s.user_id AND p.realm = a.realm
WHERE b.code = $1 AND s.home_chat IS NOT NULL AND s.blocked_at IS NULL
ON CONFLICT (account_id, kind, source_key) DO NOTHING
RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
    FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)";

pub(super) async fn file(
    db: impl PgExecutor<'_>,
    to: To<'_>,
    key: &str,
    body: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let told =
        sqlx::query(FILE).bind(to.bot).bind(to.user).bind(key).bind(body).bind(now).execute(db).await?;
    Ok(told.rows_affected() > 0)
}

pub(super) fn filing(to: To<'_>, key: &str, body: String, now: DateTime<Utc>) -> Sql {
    Sql::new(FILE).bind(to.bot.to_owned()).bind(to.user).bind(key.to_owned()).bind(body).bind(now)
}
