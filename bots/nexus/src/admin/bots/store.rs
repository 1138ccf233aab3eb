//! The statements about bots.

use nexus_core::{health::COUNTED, ids::BotId};
use sqlx::{PgConnection, PgExecutor};

use super::{Base, Card, Listed};

/// Every bot, by code.
pub(crate) async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as(
        "SELECT b.id, b.code, b.name, b.is_active AS is_on,
             (SELECT count(*) FROM nexus.subscriptions s WHERE s.bot_id = b.id) AS subscribers
         FROM nexus.bots b ORDER BY b.code LIMIT 1000",
    )
    .fetch_all(db)
    .await
}

pub(super) async fn by_code(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<BotId>> {
    sqlx::query_scalar("SELECT id FROM nexus.bots WHERE code = $1").bind(code).fetch_optional(db).await
}

pub(crate) async fn code_of(db: impl PgExecutor<'_>, bot: BotId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT code FROM nexus.bots WHERE id = $1").bind(bot).fetch_optional(db).await
}

/// How the bot stands; heartbeats are by the database's own clock.
pub(super) async fn base(db: impl PgExecutor<'_>, bot: BotId) -> sqlx::Result<Option<Base>> {
    sqlx::query_as(
        "SELECT b.id, b.code, b.name, b.version, b.is_active AS is_on, b.created_at,
             (SELECT count(*) FROM nexus.subscriptions s WHERE s.bot_id = b.id) AS subscribers,
             (SELECT count(*) FROM nexus.subscriptions s WHERE s.bot_id = b.id AND s.blocked_at IS NOT NULL) AS blocked,
             (SELECT count(*) FROM nexus.notifications n WHERE n.bot_id = b.id AND n.state = 0) AS planned,
             (SELECT count(*) FROM nexus.accounts a, LATERAL (SELECT FROM nexus.inbox i
                 WHERE i.account_id = a.id AND i.state = 0 LIMIT $2) open WHERE a.bot_id = b.id) AS waiting,
             (SELECT count(*) FROM nexus.accounts a, LATERAL (SELECT FROM nexus.inbox i
                 WHERE i.account_id = a.id AND i.state = 2 LIMIT $2) dead WHERE a.bot_id = b.id) AS dead
         FROM nexus.bots b WHERE b.id = $1",
    )
    .bind(bot)
    .bind(COUNTED)
    .fetch_optional(db)
    .await
}

/// The bot as this turn sees it, and what the house's own tables say of its processes.
pub(super) async fn card(
    turn: &mut PgConnection,
    house: &nexus_core::db::Db,
    bot: BotId,
) -> sqlx::Result<Option<Card>> {
    let Some(base) = base(turn, bot).await? else { return Ok(None) };
    let accounts = sqlx::query_as(
        "SELECT realm, external_id, username FROM nexus.accounts WHERE bot_id = $1 ORDER BY created_at LIMIT 10",
    )
    .bind(bot)
    .fetch_all(house)
    .await?;
    let processes = sqlx::query_as(
        "SELECT process, version, extract(epoch FROM clock_timestamp() - beat_at)::float8 AS silent_seconds,
             coalesce((detail ->> 'polling')::boolean, false) AS is_receiving
         FROM nexus.heartbeats WHERE bot = $1 ORDER BY beat_at DESC LIMIT 8",
    )
    .bind(&base.code)
    .fetch_all(house)
    .await?;
    Ok(Some(Card { base, accounts, processes }))
}
