//! Turns of different chats that end with one statement, where they ask for little.

use serde_json::Value;
use sqlx::{FromRow, PgExecutor, types::Json};

use super::closing::{Closing, filled};
use crate::{
    delivery::{Saying, turn::Effects},
    ids::{AccountId, ReplicaId, SubscriptionId},
};

/// A turn that only goes on in its chat and changes the person's use of the bot a little.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub closing: Closing,
    pub effects: Effects,
    pub subscription: SubscriptionId,
}

impl Small {
    /// Whose turn it is, where it is a small one.
    pub fn whose(closing: &Closing, effects: &Effects) -> Option<SubscriptionId> {
        let is_small = !effects.reach_beyond_the_chat()
            && effects.increments.len() <= 1
            && effects.later.len() <= 1
            && closing.seqs.len() == 1;
        closing.person.filter(|_| is_small).map(|(_, subscription)| subscription)
    }
}

#[derive(FromRow)]
struct ClosedRow {
    /// Which one, from 1.
    place: i32,
    /// The person's state, where something of it belongs into what is said.
    state: Option<Value>,
}

/// Closes each turn whose chat is as it was found, and whose rows nobody holds at this moment: nobody is waited for.
/// Returns the sayings of those that closed, on the disk; nothing was done of the others. All are of one account and owner, and of
/// different chats and persons.
pub(crate) async fn close_many(
    db: impl PgExecutor<'_>,
    account: AccountId,
    owner: ReplicaId,
    turns: &[Small],
) -> sqlx::Result<Vec<Option<Vec<Saying>>>> {
    let sayings: Vec<Vec<Saying>> =
        turns.iter().map(|turn| turn.effects.sayings_of(turn.closing.seqs[0])).collect();
    let encode = |sayings| serde_json::to_string(sayings).map_err(|error| sqlx::Error::Encode(error.into()));
    let written: Vec<String> = sayings.iter().map(encode).collect::<sqlx::Result<_>>()?;
    let closings = || turns.iter().map(|turn| &turn.closing);
    let effects = || turns.iter().map(|turn| &turn.effects);
    let dialogues = || effects().map(|effects| effects.dialogue.as_ref());
    let rows: Vec<ClosedRow> = sqlx::query_as(CLOSE_MANY)
        .bind(account)
        .bind(owner)
        .bind(closings().map(|closing| closing.chat).collect::<Vec<_>>())
        .bind(closings().map(|closing| closing.version).collect::<Vec<_>>())
        .bind(closings().map(|closing| closing.seqs[0]).collect::<Vec<_>>())
        .bind(turns.iter().map(|turn| turn.subscription).collect::<Vec<_>>())
        .bind(closings().map(|closing| closing.acted_at).collect::<Vec<_>>())
        .bind(effects().map(|effects| effects.settings_patch.as_ref().map(Json)).collect::<Vec<_>>())
        .bind(effects().map(|effects| effects.state_patch.as_ref().map(Json)).collect::<Vec<_>>())
        .bind(
            effects().map(|effects| effects.increments.keys().next().map(String::as_str)).collect::<Vec<_>>(),
        )
        .bind(effects().map(|effects| effects.increments.values().next().copied()).collect::<Vec<_>>())
        .bind(dialogues().map(|dialogue| dialogue.map(|(key, _)| key.as_str())).collect::<Vec<_>>())
        .bind(dialogues().map(|dialogue| dialogue.map(|(_, value)| Json(value))).collect::<Vec<_>>())
        .bind(&written)
        .bind(
            effects()
                .map(|effects| effects.later.first().map(|later| later.token.as_str()))
                .collect::<Vec<_>>(),
        )
        .bind(
            effects()
                .map(|effects| effects.later.first().map(|later| later.key.as_str()))
                .collect::<Vec<_>>(),
        )
        .fetch_all(db)
        .await?;
    let mut closed: Vec<Option<Vec<Saying>>> = vec![None; turns.len()];
    for ClosedRow { place, state } in rows {
        let place = usize::try_from(place - 1).unwrap_or_default();
        closed[place] = Some(match state {
            Some(state) => filled(written[place].clone(), &turns[place].effects.later, &state)?,
            None => sayings[place].clone(),
        });
    }
    Ok(closed)
}

/// Rows are looked up by their keys, and what belongs to each by its place: a join with a list could be planned as a walk
/// over all chats or persons.
const CLOSE_MANY: &str = "
WITH free AS MATERIALIZED (
    SELECT a.chat, a.subscription
    FROM unnest($3::bigint[], $4::bigint[], $6::uuid[]) AS a(chat, version, subscription),
    LATERAL (SELECT FROM nexus.chats c
        WHERE c.account_id = $1 AND c.chat = a.chat AND c.version = a.version AND c.owner = $2
        FOR UPDATE SKIP LOCKED) chat,
    LATERAL (SELECT FROM nexus.subscriptions s WHERE s.id = a.subscription FOR UPDATE SKIP LOCKED) subscription
), subscription AS (
    UPDATE nexus.subscriptions s SET
        last_interaction_at = greatest(s.last_interaction_at, $7[array_position($6, s.id)]),
        settings = CASE WHEN $8[array_position($6, s.id)] IS NULL THEN s.settings
            ELSE nexus.merge_patch(s.settings, $8[array_position($6, s.id)]) END,
        state = CASE
            WHEN $9[array_position($6, s.id)] IS NOT NULL THEN nexus.add_numbers(
                nexus.merge_patch(s.state, $9[array_position($6, s.id)]),
                array_remove($10[array_position($6, s.id) : array_position($6, s.id)], NULL),
                $11[array_position($6, s.id) : array_position($6, s.id)])
            WHEN $10[array_position($6, s.id)] IS NULL THEN s.state
            ELSE jsonb_set(s.state, $10[array_position($6, s.id) : array_position($6, s.id)],
                to_jsonb($11[array_position($6, s.id)] + CASE
                    WHEN jsonb_typeof(s.state -> $10[array_position($6, s.id)]) = 'number'
                    THEN (s.state ->> $10[array_position($6, s.id)])::numeric ELSE 0 END)) END
    WHERE s.id = ANY (ARRAY(SELECT subscription FROM free))
    RETURNING s.id, s.state
)
UPDATE nexus.chats c SET
    version = c.version + 1,
    closed = c.closed || $5[array_position($3, c.chat)],
    pending = c.pending || CASE
        WHEN $15[array_position($3, c.chat)] IS NULL THEN $14[array_position($3, c.chat)]::jsonb
        ELSE replace($14[array_position($3, c.chat)], $15[array_position($3, c.chat)], coalesce(
            (SELECT state ->> $16[array_position($3, c.chat)] FROM subscription
             WHERE id = $6[array_position($3, c.chat)]), ''))::jsonb END,
    dialogues = CASE
        WHEN $12[array_position($3, c.chat)] IS NULL THEN c.dialogues
        WHEN $13[array_position($3, c.chat)] = 'null' THEN c.dialogues - $12[array_position($3, c.chat)]
        ELSE c.dialogues
            || jsonb_build_object($12[array_position($3, c.chat)], $13[array_position($3, c.chat)]) END
WHERE c.account_id = $1 AND c.chat = ANY (ARRAY(SELECT chat FROM free)) AND c.owner = $2
    -- Before this write, which the other's must find undone.
    AND (SELECT count(*) FROM subscription) >= 0
RETURNING array_position($3, c.chat) AS place,
    CASE WHEN $15[array_position($3, c.chat)] IS NOT NULL THEN
        (SELECT state FROM subscription WHERE id = $6[array_position($3, c.chat)]) END AS state";
