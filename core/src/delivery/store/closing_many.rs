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
    place: i64,
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

/// What belongs to a turn goes with it from step to step: each is done for what the one before it has found.
const CLOSE_MANY: &str = "
WITH free AS MATERIALIZED (
    SELECT a.*
    FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::uuid[], $7::timestamptz[], $8::jsonb[], $9::jsonb[], $10::text[],
            $11::bigint[], $12::text[], $13::jsonb[], $14::text[], $15::text[], $16::text[]) WITH ORDINALITY
        AS a(chat, version, seq, subscription, acted_at, settings_patch, state_patch, counter,
            increment, dialogue, dialogue_state, sayings, token, token_key, place),
    LATERAL (SELECT FROM nexus.chats c
        WHERE c.account_id = $1 AND c.chat = a.chat AND c.version = a.version AND c.owner = $2
        FOR UPDATE SKIP LOCKED) chat,
    LATERAL (SELECT FROM nexus.subscriptions s WHERE s.id = a.subscription FOR UPDATE SKIP LOCKED) subscription
), subscription AS (
    UPDATE nexus.subscriptions s SET
        last_interaction_at = greatest(s.last_interaction_at, f.acted_at),
        settings = CASE WHEN f.settings_patch IS NULL THEN s.settings
            ELSE nexus.merge_patch(s.settings, f.settings_patch) END,
        state = CASE
            WHEN f.state_patch IS NOT NULL THEN nexus.add_numbers(
                nexus.merge_patch(s.state, f.state_patch), array_remove(ARRAY[f.counter], NULL), ARRAY[f.increment])
            WHEN f.counter IS NULL THEN s.state
            ELSE jsonb_set(s.state, ARRAY[f.counter], to_jsonb(f.increment + CASE
                WHEN jsonb_typeof(s.state -> f.counter) = 'number' THEN (s.state ->> f.counter)::numeric ELSE 0 END)) END
    FROM free f WHERE s.id = f.subscription
    RETURNING f.*, s.state
)
UPDATE nexus.chats c SET
    version = c.version + 1,
    closed = c.closed || f.seq,
    pending = c.pending || CASE WHEN f.token IS NULL THEN f.sayings::jsonb
        ELSE replace(f.sayings, f.token, coalesce(f.state ->> f.token_key, ''))::jsonb END,
    dialogues = CASE
        WHEN f.dialogue IS NULL THEN c.dialogues
        WHEN f.dialogue_state = 'null' THEN c.dialogues - f.dialogue
        ELSE c.dialogues || jsonb_build_object(f.dialogue, f.dialogue_state) END
FROM subscription f
-- The list says nothing new; without it this could be planned as a walk over all chats of the account.
WHERE c.account_id = $1 AND c.chat = ANY ($3) AND c.chat = f.chat AND c.owner = $2
RETURNING f.place, CASE WHEN f.token IS NOT NULL THEN f.state END AS state";
