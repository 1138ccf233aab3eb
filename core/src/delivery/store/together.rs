//! What belongs to an entry that is opened: the other parts of its album, and edits of its message. Asked seldom.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use crate::{
    delivery::update::without_nul,
    ids::{AccountId, ChatKey},
};

/// A part of an album, as it lies in the inbox.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct PartRow {
    pub seq: i64,
    pub body: String,
    pub received_at: DateTime<Utc>,
    pub tries: i16,
    pub not_before: Option<DateTime<Utc>>,
    /// Not marked as done, though it may be closed.
    pub is_open: bool,
    /// It was given up, or is about to be.
    pub is_dead: bool,
    pub cause: Option<String>,
}

/// All parts of an album that have come, in that order.
pub(crate) async fn parts_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chat: ChatKey,
    album: &str,
) -> sqlx::Result<Vec<PartRow>> {
    let mut parts: Vec<PartRow> = sqlx::query_as(
        "SELECT seq, body, received_at, tries, not_before, state = 0 AS is_open,
             state = 2 OR state = 0 AND is_dying AS is_dead, cause
         FROM nexus.inbox WHERE account_id = $1 AND chat = $2 AND album = $3 ORDER BY seq",
    )
    .bind(account)
    .bind(chat)
    .bind(album)
    .fetch_all(db)
    .await?;
    for part in &mut parts {
        part.body = without_nul(std::mem::take(&mut part.body));
    }
    Ok(parts)
}

/// An edit of a message.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct EditRow {
    pub seq: i64,
    /// The message.
    pub edits: i64,
    pub body: String,
    /// As in [`PartRow`].
    pub is_open: bool,
}

/// All edits of these messages, whatever became of them, in the order in which they came.
pub(crate) async fn edits_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    chat: ChatKey,
    messages: &[i64],
) -> sqlx::Result<Vec<EditRow>> {
    // All states are named, so that the index is used to its last column.
    let mut edits: Vec<EditRow> = sqlx::query_as(
        "SELECT seq, edits, body, state = 0 AS is_open FROM nexus.inbox
         WHERE account_id = $1 AND chat = $2 AND state IN (0, 1, 2) AND edits = ANY ($3) ORDER BY seq",
    )
    .bind(account)
    .bind(chat)
    .bind(messages)
    .fetch_all(db)
    .await?;
    for edit in &mut edits {
        edit.body = without_nul(std::mem::take(&mut edit.body));
    }
    Ok(edits)
}
