//! A chat that has become another one: noted once, then carried over by its owner.

use sqlx::PgExecutor;

use crate::{
    db::Db,
    delivery::migration::Migration,
    ids::{AccountId, ChatKey, ReplicaId},
};

/// Notes that a chat has become another. From then on no turn closes there: its version is a new one. A chat that was
/// never heard of gets a row, owned by `owner`, for what may come late. False: it became something else before, or what
/// it became is no chat any more, so there is nothing to be believed.
pub(crate) async fn note_move(
    db: impl PgExecutor<'_>,
    account: AccountId,
    Migration { from, to }: Migration,
    owner: ReplicaId,
) -> sqlx::Result<bool> {
    let moved_to: Option<ChatKey> = sqlx::query_scalar(
        "INSERT INTO nexus.chats AS c (account_id, chat, owner, moved_to)
         SELECT $1, $2, $4, $3
         WHERE NOT EXISTS (SELECT FROM nexus.chats t WHERE t.account_id = $1 AND t.chat = $3 AND t.moved_to IS NOT NULL)
         ON CONFLICT (account_id, chat) DO UPDATE SET
             moved_to = coalesce(c.moved_to, excluded.moved_to), version = c.version + (c.moved_to IS NULL)::integer
         RETURNING moved_to",
    )
    .bind(account)
    .bind(from)
    .bind(to)
    .bind(owner)
    .fetch_optional(db)
    .await?;
    Ok(moved_to == Some(to))
}

/// Whether something of a chat that has moved is still to be carried over.
pub(crate) async fn is_left_behind(
    db: impl PgExecutor<'_>,
    account: AccountId,
    from: ChatKey,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM nexus.chats c WHERE c.account_id = $1 AND c.chat = $2 AND c.moved_to IS NOT NULL AND (
             c.pending <> '[]' OR c.closed <> '{}' OR c.dialogues <> '{}' OR c.workspace_id IS NOT NULL
             OR EXISTS (SELECT FROM nexus.inbox i WHERE i.account_id = $1 AND i.chat = $2 AND i.state = 0)))",
    )
    .bind(account)
    .bind(from)
    .fetch_one(db)
    .await
}

/// Carries all that hangs on a chat to the one that it has become, in one transaction. Its owner does that, when nothing
/// is on its way any more: what was sent is marked, and nobody else sends. False: it is not the owner.
pub(crate) async fn carry_over(
    db: &Db,
    account: AccountId,
    Migration { from, to }: Migration,
    owner: ReplicaId,
) -> sqlx::Result<bool> {
    let mut transaction = db.begin_as_owner().await?;
    // The new chat may never have been heard of.
    sqlx::query(
        "INSERT INTO nexus.chats (account_id, chat, owner) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(account)
    .bind(to)
    .bind(owner)
    .execute(&mut *transaction)
    .await?;
    // A statement of its own, before anything is read, and in one order: nobody who locks several waits in a circle.
    sqlx::query(
        "SELECT FROM nexus.chats WHERE account_id = $1 AND chat IN ($2, $3) ORDER BY chat FOR UPDATE",
    )
    .bind(account)
    .bind(from)
    .bind(to)
    .execute(&mut *transaction)
    .await?;
    let carried = sqlx::query(CARRY_OVER)
        .bind(account)
        .bind(from)
        .bind(to)
        .bind(owner)
        .execute(&mut *transaction)
        .await?;
    if carried.rows_affected() == 0 {
        transaction.rollback().await?;
        return Ok(false);
    }
    transaction.commit().await?;
    Ok(true)
}

/// What was said before goes before. Slots stay behind, and what was to take the place of a message is a new one: the new
/// chat's message of that number is another. Where somebody wrote in both, the new chat's dialogue is the newer.
const CARRY_OVER: &str = "
WITH old AS (
    SELECT c.closed, c.dialogues, c.workspace_id, (
        SELECT coalesce(jsonb_agg(CASE
            WHEN saying -> 'place' ? 'message'
                THEN jsonb_set(saying, '{place}', jsonb_build_object('new', saying #> '{place,message,slot}'))
            WHEN saying -> 'place' ? 'slot'
                THEN jsonb_set(saying, '{place}', jsonb_build_object('new', saying #> '{place,slot}'))
            ELSE saying END ORDER BY number), '[]')
        FROM jsonb_array_elements(c.pending) WITH ORDINALITY AS p(saying, number)) AS pending
    FROM nexus.chats c WHERE c.account_id = $1 AND c.chat = $2 AND c.moved_to = $3 AND c.owner = $4
), entries AS (
    -- An edit names a message of the old chat: the new one's of that number is another.
    UPDATE nexus.inbox i SET chat = $3, edits = NULL FROM old
    -- By each of the two indexes on what is not done; the done ones stay, they are nobody's business any more.
    WHERE i.seq IN (SELECT seq FROM nexus.inbox WHERE account_id = $1 AND chat = $2 AND state = 0
        UNION ALL SELECT seq FROM nexus.inbox WHERE account_id = $1 AND chat = $2 AND state = 2)
), refused AS (
    UPDATE nexus.refused_sayings r SET chat = $3 FROM old WHERE r.account_id = $1 AND r.chat = $2
), homes AS (
    UPDATE nexus.subscriptions s SET home_chat = $3 FROM old WHERE s.home_account = $1 AND s.home_chat = $2
), emptied AS (
    UPDATE nexus.chats c SET closed = '{}', pending = '[]', slots = '{}', dialogues = '{}', workspace_id = NULL
    FROM old WHERE c.account_id = $1 AND c.chat = $2
)
UPDATE nexus.chats c SET
    -- A turn that is under way there is taken anew: what was carried over comes first.
    version = c.version + 1,
    closed = old.closed || c.closed,
    pending = old.pending || c.pending,
    dialogues = old.dialogues || c.dialogues,
    workspace_id = coalesce(c.workspace_id, old.workspace_id)
FROM old WHERE c.account_id = $1 AND c.chat = $3";
