//! What was sent is taken off the list.

use serde_json::{Map, Value};
use sqlx::PgExecutor;

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
    /// Nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.seqs.is_empty() && self.sent.is_empty()
    }

    /// Both, as one.
    pub fn absorb(&mut self, other: &Self) {
        self.seqs.extend(&other.seqs);
        self.sent.extend(other.sent.iter().cloned());
        self.slots.extend(other.slots.clone());
    }
}

/// Marks in bulk; at most one mark a chat. Chats that are no longer ours are their owner's to mark, and so are their
/// entries: it may be saying again what we have said, and an entry that is done is not found by anybody who looks for what
/// a process left. Not waited for on the disk: what a crash undoes was sent, and is known.
pub(crate) async fn mark(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ReplicaId,
    marks: &[Mark],
) -> sqlx::Result<()> {
    let chats: Vec<ChatKey> = marks.iter().map(|mark| mark.chat).collect();
    let seqs: Vec<i64> = marks.iter().flat_map(|mark| mark.seqs.iter().copied()).collect();
    let sent: Vec<&str> = marks.iter().flat_map(|mark| mark.sent.iter().map(String::as_str)).collect();
    let moved = marks.iter().filter(|mark| !mark.slots.is_empty());
    let slots: Map<String, Value> =
        moved.map(|mark| (mark.chat.to_string(), mark.slots.clone().into())).collect();
    // Every chat and entry is looked up by its key: a join could be planned as a walk over all chats.
    sqlx::query(
        "WITH marked AS (
             UPDATE nexus.chats c SET
                 closed = CASE WHEN c.closed <@ $4 THEN '{}'
                     ELSE (SELECT array_agg(seq) FROM unnest(c.closed) seq WHERE NOT seq = ANY ($4)) END,
                 pending = CASE WHEN c.pending = '[]' THEN c.pending
                     ELSE (SELECT coalesce(jsonb_agg(p ORDER BY place), '[]')
                         FROM jsonb_array_elements(c.pending) WITH ORDINALITY AS e(p, place)
                         WHERE NOT p ->> 'id' = ANY ($5)) END,
                 slots = CASE WHEN $6::jsonb ? c.chat::text THEN c.slots || ($6 -> c.chat::text) ELSE c.slots END
             WHERE c.account_id = $1 AND c.chat = ANY ($2) AND c.owner = $3
             RETURNING c.chat, set_config('synchronous_commit', 'off', true)
         )
         UPDATE nexus.inbox SET state = CASE WHEN is_dying THEN 2 ELSE 1 END
         -- Not `state = 0`, which would let it be planned as a walk over all that is open.
         WHERE seq = ANY ($4) AND state NOT IN (1, 2) AND chat = ANY (ARRAY(SELECT chat FROM marked))",
    )
    .bind(account)
    .bind(chats)
    .bind(owner)
    .bind(seqs)
    .bind(sent)
    .bind(Value::Object(slots))
    .execute(db)
    .await?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests;
