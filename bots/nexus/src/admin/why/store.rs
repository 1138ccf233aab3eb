//! What is known of a person's messages. Everything is found by its key or through an index, and counted to a limit.

use nexus_core::{db::Db, http::RECENT, ids::UserId};

use super::{BotFacts, Facts};

/// Entries of one chat that are counted, of each kind.
const COUNTED: i64 = 1_000;

/// `None` for nobody, and for who is erased.
pub(super) async fn facts(db: &Db, user: UserId) -> sqlx::Result<Option<Facts>> {
    let banned_at =
        sqlx::query_scalar("SELECT banned_at FROM nexus.users WHERE id = $1 AND erased_at IS NULL")
            .bind(user)
            .fetch_optional(db)
            .await?;
    let Some(banned_at) = banned_at else { return Ok(None) };
    Ok(Some(Facts { banned_at, bots: bots(db, user).await? }))
}

async fn bots(db: &Db, user: UserId) -> sqlx::Result<Vec<BotFacts>> {
    sqlx::query_as(BOTS).bind(user).bind(RECENT.as_secs_f64()).bind(COUNTED).fetch_all(db).await
}

/// Heartbeats are by the database's own clock.
const BOTS: &str = "
SELECT b.name, b.is_active AS is_on,
    (SELECT extract(epoch FROM clock_timestamp() - max(h.beat_at))::float8 FROM nexus.heartbeats h WHERE h.bot = b.code)
        AS silent_seconds,
    EXISTS (SELECT FROM nexus.heartbeats h WHERE h.bot = b.code AND (h.detail ->> 'polling')::boolean
        AND h.beat_at > clock_timestamp() - make_interval(secs => $2)) AS is_receiving,
    s.id IS NOT NULL AS is_used, s.blocked_at, s.home_chat IS NOT NULL AS has_home, coalesce(s.settings, '{}') AS settings,
    n.next_due, n.held, n.last_due, open.waiting, open.waits_since, dead.dead, dead.dead_cause,
    refused.refused, refused.refused_at, refused.refused_cause
FROM nexus.bots b
LEFT JOIN nexus.subscriptions s ON s.bot_id = b.id AND s.user_id = $1
LEFT JOIN LATERAL (SELECT min(due_at) FILTER (WHERE state = 0) AS next_due, count(*) FILTER (WHERE state = 3) AS held,
    max(due_at) FILTER (WHERE state = 1) AS last_due
    FROM nexus.notifications WHERE user_id = $1 AND bot_id = b.id) n ON true
LEFT JOIN LATERAL (SELECT count(*) AS waiting, min(received_at) AS waits_since
    FROM (SELECT received_at FROM nexus.inbox i WHERE i.account_id = s.home_account AND i.chat = s.home_chat
        AND i.state = 0 ORDER BY i.seq LIMIT $3) i) open ON true
LEFT JOIN LATERAL (SELECT count(*) AS dead, (array_agg(cause ORDER BY seq DESC))[1] AS dead_cause
    FROM (SELECT seq, cause FROM nexus.inbox i WHERE i.account_id = s.home_account AND i.chat = s.home_chat
        AND i.state = 2 LIMIT $3) i) dead ON true
LEFT JOIN LATERAL (SELECT count(*) AS refused, max(created_at) AS refused_at,
    (array_agg(cause ORDER BY number DESC))[1] AS refused_cause
    FROM (SELECT number, created_at, cause FROM nexus.refused_sayings r
        WHERE r.account_id = s.home_account AND r.chat = s.home_chat LIMIT $3) r) refused ON true
ORDER BY s.last_interaction_at DESC NULLS LAST, b.code LIMIT 20";
