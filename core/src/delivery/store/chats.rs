//! Whose a chat is, and which chats have work.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use crate::ids::{AccountId, ChatKey, ReplicaId};

/// Takes chats that belong to nobody, or to a replica that is not alive, or have no row; returns those that are ours now. A statement of
/// its own, before anything is read: a predecessor's close that is just committing is waited for here, and seen later.
///
/// A replica that left is not among the replicas any more; one that is there and not alive has crashed, or its machine
/// has vanished. Perhaps over what is lowest in one of its chats, which is noted; where it worked on something alone, over
/// nothing else.
pub(crate) async fn claim(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chats: &[ChatKey],
    owner: ReplicaId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ChatKey>> {
    sqlx::query_scalar(
        "WITH free AS (
             SELECT c.chat, c.closed, EXISTS (SELECT FROM nexus.replicas r, nexus.replicas me
                 WHERE r.id = c.owner AND r.alone IS NULL AND me.id = $3
                     -- Who was only counted as dead, and joined anew, has crashed over nothing.
                     AND (r.host, r.pid, r.born) <> (me.host, me.pid, me.born)) AS is_crashed
             FROM nexus.chats c
             WHERE c.account_id = $1 AND c.chat = ANY ($2) AND (c.owner IS NULL OR c.owner = $3 OR NOT EXISTS (
                 SELECT FROM nexus.replicas r WHERE r.id = c.owner AND r.expires_at > clock_timestamp()))
             ORDER BY c.chat FOR UPDATE
         ), suspected AS (
             UPDATE nexus.inbox i SET crashes = least(coalesce(i.crashes, 0), 1000) + 1
             FROM free CROSS JOIN LATERAL (
                 SELECT e.seq, e.album FROM nexus.inbox e
                 WHERE e.account_id = $1 AND e.chat = free.chat AND e.state = 0 AND NOT e.seq = ANY (free.closed)
                     AND (e.not_before IS NULL OR e.not_before <= $4)
                 ORDER BY e.seq LIMIT 1
             ) lowest CROSS JOIN LATERAL (
                 SELECT lowest.seq UNION SELECT p.seq FROM nexus.inbox p
                 WHERE p.account_id = $1 AND p.chat = free.chat AND p.album = lowest.album AND NOT p.seq = ANY (free.closed)
             ) part
             WHERE free.is_crashed AND i.seq = part.seq AND i.state = 0
         ), anew AS (
             -- The row of a chat goes when its person is erased.
             INSERT INTO nexus.chats (account_id, chat, owner)
             SELECT $1, lost.chat, $3 FROM unnest($2) AS lost(chat)
             WHERE NOT EXISTS (SELECT FROM nexus.chats c WHERE c.account_id = $1 AND c.chat = lost.chat)
             ON CONFLICT DO NOTHING RETURNING chat
         ), claimed AS (
             UPDATE nexus.chats c SET owner = $3 FROM free WHERE c.account_id = $1 AND c.chat = free.chat RETURNING c.chat
         )
         SELECT chat FROM claimed UNION ALL SELECT chat FROM anew",
    )
    .bind(account)
    .bind(chats)
    .bind(owner)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Tells the owners of chats that there is news; without a listener there they find it by themselves.
pub(crate) async fn announce(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chats: &[ChatKey],
) -> sqlx::Result<()> {
    sqlx::query(
        "SELECT pg_notify('nexus_' || replace(owner::text, '-', ''), chat::text) FROM nexus.chats
         WHERE account_id = $1 AND chat = ANY ($2) AND owner IS NOT NULL",
    )
    .bind(account)
    .bind(chats)
    .execute(db)
    .await?;
    Ok(())
}

/// What one look at the chats with open entries found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Those that could be worked off now, and are ours or could be.
    pub with_work: Vec<ChatKey>,
    /// Behind which chat the next look begins; `None`: there are no more.
    pub next: Option<ChatKey>,
}

#[derive(FromRow)]
struct StepRow {
    chat: ChatKey,
    has_work: bool,
}

/// Looks for chats with entries that could be worked off now, or whose sayings are not all out, that are ours or could
/// be: among `most` of those with open entries, in the order of their numbers, behind `after`.
pub(crate) async fn chats_with_work(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ReplicaId,
    now: DateTime<Utc>,
    after: Option<ChatKey>,
    most: u16,
) -> sqlx::Result<Stretch> {
    let rows: Vec<StepRow> = sqlx::query_as(CHATS_WITH_WORK)
        .bind(account)
        .bind(owner)
        .bind(now)
        .bind(after.unwrap_or(ChatKey(i64::MIN)))
        .bind(i32::from(most))
        .fetch_all(db)
        .await?;
    let last = rows.iter().map(|row| row.chat).max();
    let next = last.filter(|_| rows.len() >= usize::from(most));
    Ok(Stretch { with_work: rows.iter().filter(|row| row.has_work).map(|row| row.chat).collect(), next })
}

/// Steps through the index from chat to chat: a chat with ten thousand open entries costs no more than one with one. Of
/// each chat that it comes to, the row and the first entry that may be worked off are looked up by their keys.
const CHATS_WITH_WORK: &str = "
WITH RECURSIVE step AS (
    SELECT 1 AS place, (SELECT i.chat FROM nexus.inbox i WHERE i.account_id = $1 AND i.state = 0 AND i.chat > $4
        ORDER BY i.chat LIMIT 1) AS chat
    UNION ALL
    SELECT place + 1, (SELECT i.chat FROM nexus.inbox i WHERE i.account_id = $1 AND i.state = 0 AND i.chat > step.chat
        ORDER BY i.chat LIMIT 1)
    FROM step WHERE chat IS NOT NULL AND place < $5
)
SELECT chat, coalesce((SELECT c.owner IS NULL OR c.owner = $2 OR NOT EXISTS (
            SELECT FROM nexus.replicas r WHERE r.id = c.owner AND r.expires_at > clock_timestamp())
        -- Without a row: its person was erased, and somebody writes anew.
        FROM nexus.chats c WHERE c.account_id = $1 AND c.chat = step.chat), true)
    -- Not EXISTS, which could be planned as a walk over all entries that are open.
    AND (SELECT true FROM nexus.inbox i WHERE i.account_id = $1 AND i.chat = step.chat AND i.state = 0
        AND (i.not_before IS NULL OR i.not_before <= $3) LIMIT 1) IS NOT NULL AS has_work
FROM step WHERE chat IS NOT NULL";

#[cfg(all(test, unix))]
mod tests;
