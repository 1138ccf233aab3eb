//! What came in becomes entries of the inbox.

use std::{collections::HashMap, mem};

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, Row, postgres::PgRow};

use super::opening::{Entry, Opened, OpenedRow, Opening, found, whose};
use crate::{
    delivery::update::without_nul,
    ids::{ChatKey, ExternalId, TraceId},
};

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

/// What is known of the chats of a batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chats {
    /// Perhaps new: they get a row where they have none.
    pub strangers: Vec<ChatKey>,
    /// Ours, and nobody works on them.
    pub idle: Vec<ChatKey>,
}

/// A chat with news.
#[derive(Clone, Debug)]
pub(crate) struct Filed {
    pub chat: ChatKey,
    /// It had no row before; whoever filed owns it.
    pub is_new: bool,
    /// The chat as a turn finds it, where what was filed is all that is open in it: what [`super::open`] would read.
    pub opened: Option<Box<Opened>>,
}

struct FiledRow {
    chat: ChatKey,
    is_new: bool,
    seq: i64,
    source_key: String,
    opened: Option<Box<Opened>>,
}

impl FromRow<'_, PgRow> for FiledRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let is_found = row.try_get::<Option<i64>, _>("version")?.is_some();
        let opened = if is_found { Some(Box::new(OpenedRow::from_row(row)?.into())) } else { None };
        Ok(Self {
            chat: row.try_get("filed_in")?,
            is_new: row.try_get("is_new")?,
            seq: row.try_get("seq")?,
            source_key: row.try_get("source_key")?,
            opened,
        })
    }
}

/// Files a batch for chats that may be `opening`'s; what was filed before is passed over. Returns the chats with news.
/// One statement, on the disk when it returns: what it files may be acknowledged.
pub(crate) async fn file(
    db: impl PgExecutor<'_>,
    opening: Opening,
    kind: &str,
    mut filings: Vec<Filing>,
    chats: &Chats,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Filed>> {
    let traces: Vec<TraceId> = filings.iter().map(|_| TraceId::new()).collect();
    let each = || filings.iter();
    let sql = if chats.strangers.is_empty() { FILE } else { FILE_FOR_STRANGERS };
    let rows: Vec<FiledRow> = sqlx::query_as(sql)
        .bind(opening.account)
        .bind(kind)
        .bind(each().map(|filing| filing.source_key.as_str()).collect::<Vec<_>>())
        .bind(each().map(|filing| filing.chat).collect::<Vec<_>>())
        .bind(each().map(|filing| filing.person).collect::<Vec<_>>())
        .bind(each().map(|filing| filing.body.as_str()).collect::<Vec<_>>())
        .bind(&traces)
        .bind(now)
        .bind(&chats.strangers)
        .bind(opening.owner)
        .bind(&chats.idle)
        .bind(opening.realm)
        .bind(opening.bot)
        .bind(each().map(|filing| filing.album.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|filing| filing.edits).collect::<Vec<_>>())
        .fetch_all(db)
        .await?;
    let places: HashMap<String, usize> = filings
        .iter_mut()
        .enumerate()
        .map(|(place, filing)| (mem::take(&mut filing.source_key), place))
        .collect();
    let mut entry_of = |row: &FiledRow, has_more: bool| {
        let place = *places.get(&row.source_key)?;
        let filing = &mut filings[place];
        Some(Entry {
            seq: row.seq,
            kind: kind.to_owned(),
            body: without_nul(mem::take(&mut filing.body)),
            tries: 0,
            crashes: 0,
            trace: traces[place],
            album: filing.album.take(),
            // What else is open in its chat came with it.
            may_be_edited: has_more || filing.edits.is_some(),
            received_at: now,
        })
    };
    let filed = rows.into_iter().map(|mut row| {
        if let Some(mut opened) = row.opened.take() {
            opened.entry = entry_of(&row, opened.has_more);
            row.opened = opened.entry.is_some().then_some(opened);
        }
        Filed { chat: row.chat, is_new: row.is_new, opened: row.opened }
    });
    Ok(filed.collect())
}

/// The statement, with what it does about chats that may be new.
macro_rules! file {
    ($chats:literal, $is_new:literal) => {
        concat!(
            "WITH ",
            $chats,
            "filed AS (
    INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at, album, edits)
    SELECT $1, $2, source_key, chat, person, body, trace_id, $8, album, edits
    FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::uuid[], $14::text[], $15::bigint[])
        WITH ORDINALITY AS f(source_key, chat, person, body, trace_id, album, edits, place)
    ORDER BY place
    ON CONFLICT DO NOTHING RETURNING seq, source_key, chat, person
), first AS (
    SELECT DISTINCT ON (chat) seq, source_key, chat, person, count(*) OVER (PARTITION BY chat) > 1 AS has_more
    FROM filed ORDER BY chat, seq
)
SELECT f.chat AS filed_in, ",
            $is_new,
            " AS is_new, f.source_key, f.has_more,
    f.seq, NULL::text AS kind, NULL::text AS body, NULL::smallint AS tries, NULL::uuid AS trace_id,
    NULL::timestamptz AS received_at, NULL::text AS album, false AS may_be_edited, ",
            found!("$13"),
            " FROM first f
LEFT JOIN nexus.chats c ON c.account_id = $1 AND c.chat = f.chat AND c.owner = $10 AND c.chat = ANY ($11)
    -- As it was before this statement: what is open now was open then.
    AND NOT EXISTS (SELECT FROM nexus.inbox i WHERE i.account_id = $1 AND i.chat = f.chat AND i.state = 0
        AND NOT i.seq = ANY (c.closed)) ",
            whose!("$12", "$13", "CASE WHEN c.chat IS NOT NULL THEN f.person END")
        )
    };
}
const FILE: &str = file!("", "false");
const FILE_FOR_STRANGERS: &str = file!(
    "chat AS (
    INSERT INTO nexus.chats (account_id, chat, owner) SELECT $1, chat, $10 FROM unnest($9::bigint[]) AS s(chat)
    ON CONFLICT DO NOTHING RETURNING chat
), ",
    "EXISTS (SELECT FROM chat WHERE chat.chat = f.chat)"
);
