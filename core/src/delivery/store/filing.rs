//! What came in becomes entries of the inbox.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use crate::ids::{AccountId, ChatKey, ExternalId, ReplicaId, TraceId};

/// Something to file in the inbox.
#[derive(Clone, Debug)]
pub(crate) struct Filing {
    pub source_key: String,
    pub chat: ChatKey,
    pub person: Option<ExternalId>,
    pub body: String,
    /// The album that it is a part of.
    pub album: Option<String>,
    /// The message that it changes.
    pub edits: Option<i64>,
}

/// A chat with news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Filed {
    pub chat: ChatKey,
    /// It had no row before; whoever filed owns it.
    pub is_new: bool,
}

/// Files a batch; what was filed before is passed over. Chats that are not `known` to exist get a row, owned by `owner`.
/// Returns the chats with news. One statement, on the disk when it returns: what it files may be acknowledged.
pub(crate) async fn file(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ReplicaId,
    kind: &str,
    filings: &[Filing],
    known: impl Fn(ChatKey) -> bool,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Filed>> {
    let keys: Vec<&str> = filings.iter().map(|filing| filing.source_key.as_str()).collect();
    let chats: Vec<ChatKey> = filings.iter().map(|filing| filing.chat).collect();
    let persons: Vec<Option<ExternalId>> = filings.iter().map(|filing| filing.person).collect();
    let bodies: Vec<&str> = filings.iter().map(|filing| filing.body.as_str()).collect();
    let albums: Vec<Option<&str>> = filings.iter().map(|filing| filing.album.as_deref()).collect();
    let edits: Vec<Option<i64>> = filings.iter().map(|filing| filing.edits).collect();
    let traces: Vec<TraceId> = filings.iter().map(|_| TraceId::new()).collect();
    let strangers: BTreeSet<ChatKey> = chats.iter().copied().filter(|chat| !known(*chat)).collect();
    let strangers: Vec<ChatKey> = strangers.into_iter().collect();
    sqlx::query_as(
        "WITH chat AS (
             INSERT INTO nexus.chats (account_id, chat, owner) SELECT $1, chat, $10 FROM unnest($9::bigint[]) AS s(chat)
             ON CONFLICT DO NOTHING RETURNING chat
         ), filed AS (
             INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at, album, edits)
             SELECT $1, $2, source_key, chat, person, body, trace_id, $8, album, edits
             FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::uuid[], $11::text[], $12::bigint[])
                 WITH ORDINALITY AS f(source_key, chat, person, body, trace_id, album, edits, place)
             ORDER BY place
             ON CONFLICT DO NOTHING RETURNING chat
         )
         SELECT chat, chat IN (SELECT chat FROM chat) AS is_new FROM (SELECT DISTINCT chat FROM filed) f",
    )
    .bind(account)
    .bind(kind)
    .bind(keys)
    .bind(chats)
    .bind(persons)
    .bind(bodies)
    .bind(traces)
    .bind(now)
    .bind(strangers)
    .bind(owner)
    .bind(albums)
    .bind(edits)
    .fetch_all(db)
    .await
}
