//! What was sent is taken off the list.

use serde_json::{Map, Value};
use sqlx::{PgExecutor, types::Json};

use crate::ids::{AccountId, ChatKey, ReplicaId};

/// What became of a chat's sayings.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub chat: ChatKey,
    /// Entries whose sayings are all out (or set aside).
    pub seqs: Vec<i64>,
    pub sent: Vec<String>,
    /// Slot -> message id, as far as it changed.
    pub slots: Map<String, Value>,
}

impl Mark {
    /// Both, as one.
    pub fn absorb(&mut self, other: &Self) {
        self.seqs.extend(&other.seqs);
        self.sent.extend(other.sent.iter().cloned());
        self.slots.extend(other.slots.clone());
    }
}

/// Marks in bulk, passing over chats that a turn is just closing; returns those that were marked (or are no longer
/// ours). At most one mark a chat in a batch. Not waited for on the disk: what a crash undoes was sent, and is known.
pub(crate) async fn mark(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ReplicaId,
    marks: &[Mark],
) -> sqlx::Result<Vec<ChatKey>> {
    let chats: Vec<ChatKey> = marks.iter().map(|mark| mark.chat).collect();
    let sent: Vec<Json<&[String]>> = marks.iter().map(|mark| Json(&mark.sent[..])).collect();
    let slots: Vec<Json<&Map<String, Value>>> = marks.iter().map(|mark| Json(&mark.slots)).collect();
    let entries = marks.iter().flat_map(|mark| mark.seqs.iter().map(|seq| (mark.chat, *seq)));
    let (places, seqs): (Vec<ChatKey>, Vec<i64>) = entries.unzip();
    sqlx::query_scalar(
        "WITH free AS (
             SELECT c.chat, c.closed, c.owner = $3 AS is_ours, m.sent, m.slots
             FROM unnest($2::bigint[], $4::jsonb[], $5::jsonb[]) AS m(chat, sent, slots)
             JOIN nexus.chats c ON c.account_id = $1 AND c.chat = m.chat
             ORDER BY c.chat FOR UPDATE OF c SKIP LOCKED
         ), done AS (
             UPDATE nexus.inbox i SET state = CASE WHEN i.is_dying THEN 2 ELSE 1 END
             FROM unnest($6::bigint[], $7::bigint[]) AS e(chat, seq) JOIN free ON free.chat = e.chat
             WHERE i.seq = e.seq AND e.seq = ANY (free.closed) AND free.is_ours
         ), marked AS (
             UPDATE nexus.chats c SET
                 closed = (SELECT coalesce(array_agg(seq), '{}') FROM unnest(c.closed) seq WHERE NOT seq = ANY ($7)),
                 pending = CASE WHEN c.pending = '[]' THEN c.pending ELSE (
                     SELECT coalesce(jsonb_agg(p ORDER BY place), '[]')
                     FROM jsonb_array_elements(c.pending) WITH ORDINALITY AS e(p, place) WHERE NOT free.sent ? (p ->> 'id')) END,
                 slots = c.slots || free.slots
             FROM free WHERE c.account_id = $1 AND c.chat = free.chat AND free.is_ours
             RETURNING set_config('synchronous_commit', 'off', true)
         )
         SELECT chat FROM free WHERE (SELECT count(*) FROM marked) >= 0",
    )
    .bind(account)
    .bind(chats)
    .bind(owner)
    .bind(sent)
    .bind(slots)
    .bind(places)
    .bind(seqs)
    .fetch_all(db)
    .await
}
