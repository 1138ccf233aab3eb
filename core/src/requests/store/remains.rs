//! What delivery still holds of somebody who is gone, by their number on the messenger.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor};

use crate::{
    dead,
    ids::{BotId, ExternalId, UserId},
};

/// A row is handled under its lock, so that two processes do not do the same.
#[derive(Clone, Debug, FromRow)]
pub(in crate::requests) struct Remains {
    pub user_id: UserId,
    pub realm: String,
    pub external_id: ExternalId,
    pub bot_id: Option<BotId>,
    pub through_seq: i64,
    pub tries: i32,
}

/// One whose turn it is; others may be handled by others.
pub(in crate::requests) async fn next_remains(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Remains>> {
    sqlx::query_as(
        "SELECT user_id, realm, external_id, bot_id, through_seq, tries FROM nexus.remains
         WHERE not_before <= $1 ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED",
    )
    .bind(now)
    .fetch_optional(db)
    .await
}

/// Whether there are any whose turn it is.
pub(in crate::requests) async fn remains_due(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM nexus.remains WHERE not_before <= $1)")
        .bind(now)
        .fetch_one(db)
        .await
}

/// Removes what may go by now: all but what is still to be worked off or sent. The row goes when nothing is left, else it
/// has another turn, later each time.
pub(in crate::requests) async fn remove(
    db: &mut PgConnection,
    remains: &Remains,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let Remains { user_id, realm, external_id, bot_id, through_seq, tries } = remains;
    if bot_id.is_none() {
        for statement in OF_USER {
            sqlx::query(*statement).bind(user_id).execute(&mut *db).await?;
        }
    }
    sqlx::query(DIALOGUES).bind(realm).bind(bot_id).bind(user_id).execute(&mut *db).await?;
    let jobs = dead::has_queue(&mut *db).await?.then_some(JOBS);
    for statement in [REFUSED].into_iter().chain(jobs) {
        sqlx::query(statement).bind(realm).bind(bot_id).bind(external_id).execute(&mut *db).await?;
    }
    let is_left_alone = *tries >= LEFT_ALONE;
    let entries = sqlx::query(ENTRIES).bind(realm).bind(bot_id).bind(external_id).bind(through_seq);
    entries.bind(is_left_alone).execute(&mut *db).await?;
    let chats = sqlx::query(CHATS).bind(realm).bind(bot_id).bind(external_id).bind(through_seq);
    chats.execute(&mut *db).await?;
    let settled = sqlx::query(SETTLE).bind(realm).bind(bot_id).bind(external_id).bind(through_seq);
    settled.bind(user_id).bind(now).execute(&mut *db).await?;
    Ok(())
}

/// After so many looks, some half an hour, what was never worked off belongs to an account at which nobody works.
const LEFT_ALONE: i32 = 12;

/// What a turn may have left for the user that was under way while they were erased; and what a program was answered
/// about them.
const OF_USER: &[&str] = &[
    "DELETE FROM nexus.undos WHERE user_id = $1",
    "DELETE FROM nexus.notifications WHERE user_id = $1",
    "DELETE FROM nexus.feedback WHERE user_id = $1",
    "DELETE FROM nexus.operations WHERE position($1::text IN answer::text) > 0",
];

/// The accounts in question: `$1` realm, `$2` bot or null.
macro_rules! accounts {
    () => {
        "(SELECT id FROM nexus.accounts WHERE realm = $1 AND ($2::uuid IS NULL OR bot_id = $2))"
    };
}

/// In all chats, groups too. `$3` the user.
const DIALOGUES: &str = concat!(
    "UPDATE nexus.chats c SET dialogues = (SELECT coalesce(jsonb_object_agg(key, value), '{}')
         FROM jsonb_each(c.dialogues) WHERE key NOT LIKE '%:' || $3::text)
     WHERE c.dialogues <> '{}' AND c.account_id IN ",
    accounts!(),
    " AND EXISTS (SELECT FROM jsonb_object_keys(c.dialogues) key WHERE key LIKE '%:' || $3::text)"
);

/// `$3` the person's number, which their private chat has too.
const REFUSED: &str =
    concat!("DELETE FROM nexus.refused_sayings WHERE chat = $3 AND account_id IN ", accounts!());

/// Work that was to be done, or was given up; what is just being done answers to nobody.
const JOBS: &str = concat!(
    "DELETE FROM graphile_worker._private_jobs j USING nexus.accounts a
     WHERE a.id IN ",
    accounts!(),
    " AND j.payload #>> '{reply,account}' = a.id::text AND j.payload #>> '{reply,person}' = $3::text
       AND j.locked_at IS NULL"
);

/// A walk along the inbox, aside from all turns. `$4` the last entry that is theirs, `$5` whether open ones go too.
const ENTRIES: &str = concat!(
    "DELETE FROM nexus.inbox i WHERE i.seq <= $4 AND (i.person = $3 OR i.chat = $3) AND i.account_id IN ",
    accounts!(),
    " AND (i.state <> 0 OR $5 AND NOT EXISTS (SELECT FROM nexus.chats c
         WHERE c.account_id = i.account_id AND c.chat = i.chat AND i.seq = ANY (c.closed)))"
);

/// Whoever writes meanwhile has a chat of the same number: then the row is theirs.
const CHATS: &str = concat!(
    "DELETE FROM nexus.chats c WHERE c.chat = $3 AND c.account_id IN ",
    accounts!(),
    " AND c.pending = '[]' AND c.closed = '{}' AND c.dialogues = '{}'
      AND NOT EXISTS (SELECT FROM nexus.inbox i WHERE i.account_id = c.account_id AND i.chat = c.chat AND i.state = 0)
      AND NOT EXISTS (SELECT FROM nexus.inbox i WHERE i.account_id = c.account_id AND i.chat = c.chat AND i.seq > $4)"
);

const SETTLE: &str = concat!(
    "WITH left_over AS (
         SELECT EXISTS (SELECT FROM nexus.inbox WHERE seq <= $4 AND (person = $3 OR chat = $3) AND account_id IN ",
    accounts!(),
    ") OR EXISTS (SELECT FROM nexus.chats c WHERE c.chat = $3 AND c.account_id IN ",
    accounts!(),
    " AND NOT EXISTS (SELECT FROM nexus.inbox i WHERE i.account_id = c.account_id AND i.chat = c.chat AND i.seq > $4))
         AS is_any
     ), gone AS (
         DELETE FROM nexus.remains r USING left_over
         WHERE NOT is_any AND r.user_id = $5 AND r.realm = $1 AND r.external_id = $3 AND r.bot_id IS NOT DISTINCT FROM $2
     )
     UPDATE nexus.remains r SET tries = r.tries + 1,
         not_before = $6 + make_interval(secs => least(power(2, least(r.tries, 10)), 600))
     FROM left_over
     WHERE is_any AND r.user_id = $5 AND r.realm = $1 AND r.external_id = $3 AND r.bot_id IS NOT DISTINCT FROM $2"
);
