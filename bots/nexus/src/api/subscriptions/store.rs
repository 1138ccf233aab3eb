//! Statements about subscriptions. `$2` is always the bot whose token asks, null for a token of all of the registry.

use chrono::{DateTime, Utc};
use nexus_core::{
    client::Subscription,
    ids::{BotId, SubscriptionId, UserId},
};
use serde_json::Value;
use sqlx::{FromRow, PgExecutor};

use super::document::Part;

/// The columns of a [`Subscription`], which a row of a bot may stand beside.
#[derive(FromRow)]
pub(in crate::api) struct Row {
    subscription_id: SubscriptionId,
    user_id: UserId,
    bot_code: String,
    installed_at: DateTime<Utc>,
    last_interaction_at: DateTime<Utc>,
    is_blocked: bool,
    settings: Value,
    state: Value,
}

impl From<Row> for Subscription {
    fn from(row: Row) -> Self {
        Self {
            id: row.subscription_id,
            user_id: row.user_id,
            bot_code: row.bot_code,
            installed_at: row.installed_at,
            last_interaction_at: row.last_interaction_at,
            is_blocked: row.is_blocked,
            settings: row.settings,
            state: row.state,
        }
    }
}

pub(super) async fn find(
    db: impl PgExecutor<'_>,
    id: SubscriptionId,
    scope: Option<BotId>,
) -> sqlx::Result<Option<Subscription>> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT s.id AS subscription_id, s.user_id, b.code AS bot_code, s.installed_at, s.last_interaction_at,
             s.blocked_at IS NOT NULL AS is_blocked, s.settings, s.state
         FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
         WHERE s.id = $1 AND ($2::uuid IS NULL OR s.bot_id = $2)",
    )
    .bind(id)
    .bind(scope)
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// Whose it was, and with which bot.
#[derive(FromRow)]
pub(super) struct Removed {
    pub user_id: UserId,
    pub bot_id: BotId,
    pub bot_code: String,
}

pub(super) async fn remove(
    db: impl PgExecutor<'_>,
    id: SubscriptionId,
    scope: Option<BotId>,
) -> sqlx::Result<Option<Removed>> {
    sqlx::query_as(
        "DELETE FROM nexus.subscriptions s USING nexus.bots b
         WHERE s.id = $1 AND ($2::uuid IS NULL OR s.bot_id = $2) AND b.id = s.bot_id
         RETURNING s.user_id, s.bot_id, b.code AS bot_code",
    )
    .bind(id)
    .bind(scope)
    .fetch_optional(db)
    .await
}

/// What was planned, or is held, for somebody who does not use the bot any more.
pub(super) async fn cancel_planned(db: impl PgExecutor<'_>, removed: &Removed) -> sqlx::Result<u64> {
    let cancelled = sqlx::query(
        "UPDATE nexus.notifications SET state = 2 WHERE user_id = $1 AND bot_id = $2 AND state IN (0, 3)",
    );
    Ok(cancelled.bind(removed.user_id).bind(removed.bot_id).execute(db).await?.rows_affected())
}

/// A document as it is kept.
#[derive(FromRow)]
pub(super) struct Kept {
    pub value: Value,
    /// As Postgres writes it.
    pub text: String,
}

/// Settings or state; with `to_change` nobody else changes them until the transaction ends.
pub(super) async fn document(
    db: impl PgExecutor<'_>,
    part: Part,
    id: SubscriptionId,
    scope: Option<BotId>,
    to_change: bool,
) -> sqlx::Result<Option<Kept>> {
    macro_rules! select {
        ($column:literal, $lock:literal) => {
            concat!(
                "SELECT ",
                $column,
                " AS value, ",
                $column,
                "::text AS text FROM nexus.subscriptions WHERE id = $1 AND ($2::uuid IS NULL OR bot_id = $2)",
                $lock
            )
        };
    }
    let sql = match (part, to_change) {
        (Part::Settings, false) => select!("settings", ""),
        (Part::Settings, true) => select!("settings", " FOR UPDATE"),
        (Part::State, false) => select!("state", ""),
        (Part::State, true) => select!("state", " FOR UPDATE"),
    };
    sqlx::query_as(sql).bind(id).bind(scope).fetch_optional(db).await
}

/// Merges a patch into settings or state, by the same rules as turns do.
pub(super) async fn patch(
    db: impl PgExecutor<'_>,
    part: Part,
    id: SubscriptionId,
    patch: &Value,
) -> sqlx::Result<Kept> {
    let sql = match part {
        Part::Settings => {
            "UPDATE nexus.subscriptions SET settings = nexus.merge_patch(settings, $2) WHERE id = $1
             RETURNING settings AS value, settings::text AS text"
        }
        Part::State => {
            "UPDATE nexus.subscriptions SET state = nexus.merge_patch(state, $2) WHERE id = $1
             RETURNING state AS value, state::text AS text"
        }
    };
    sqlx::query_as(sql).bind(id).bind(patch).fetch_one(db).await
}
