//! What the registry knows of a person, as it stands in their export.

use serde_json::Value;
use sqlx::{FromRow, PgExecutor};

use crate::ids::{BotId, UserId};

/// Core's own part of an export. Instants are RFC 3339, in UTC.
#[derive(Clone, Debug, FromRow)]
pub(in crate::requests) struct Known {
    pub person: Value,
    /// Bot code -> the person's use of it.
    pub bots: Value,
    pub feedback: Value,
    /// What the audit log says was done by or to them.
    pub history: Value,
}

/// Of one bot, or of all.
pub(in crate::requests) async fn known(
    db: impl PgExecutor<'_>,
    user: UserId,
    bot: Option<BotId>,
) -> sqlx::Result<Known> {
    sqlx::query_as(KNOWN).bind(user).bind(bot).fetch_one(db).await
}

const KNOWN: &str = "
SELECT
    jsonb_build_object(
        'id', u.id, 'language', u.language, 'time_zone', u.zone, 'tier', u.tier, 'known_since', u.created_at,
        'banned_at', u.banned_at, 'ban_reason', nullif(u.ban_reason, ''),
        'admin_role', (SELECT role FROM nexus.admins a WHERE a.user_id = u.id),
        'identities', coalesce((SELECT jsonb_agg(jsonb_build_object(
                'messenger', i.realm, 'id', i.external_id, 'username', i.username, 'first_name', i.first_name,
                'last_name', i.last_name, 'language_code', i.language_code, 'known_since', i.created_at)
            ORDER BY i.created_at) FROM nexus.identities i WHERE i.user_id = u.id), '[]'),
        'workspaces', coalesce((SELECT jsonb_agg(jsonb_build_object(
                'id', w.id, 'kind', w.kind, 'name', w.name, 'role', m.role, 'joined_at', m.joined_at) ORDER BY m.joined_at)
            FROM nexus.members m JOIN nexus.workspaces w ON w.id = m.workspace_id WHERE m.user_id = u.id), '[]')
    ) AS person,
    coalesce((SELECT jsonb_object_agg(b.code, jsonb_build_object(
            'name', b.name, 'used_since', s.installed_at, 'last_used_at', s.last_interaction_at, 'blocked_at', s.blocked_at,
            'paused_at', s.paused_at, 'settings', s.settings, 'state', s.state,
            'planned', coalesce((SELECT jsonb_agg(jsonb_build_object(
                    'kind', n.kind, 'about', n.subject, 'occurrence', n.occurrence, 'due_at', n.due_at) ORDER BY n.due_at)
                FROM nexus.notifications n WHERE n.user_id = u.id AND n.bot_id = b.id AND n.state IN (0, 3)), '[]')))
        FROM nexus.subscriptions s JOIN nexus.bots b ON b.id = s.bot_id
        WHERE s.user_id = u.id AND ($2::uuid IS NULL OR b.id = $2)), '{}') AS bots,
    coalesce((SELECT jsonb_agg(jsonb_build_object(
            'bot', b.code, 'at', f.created_at, 'text', f.text, 'answer', f.answer, 'answered_at', f.answered_at)
        ORDER BY f.created_at)
        FROM nexus.feedback f JOIN nexus.bots b ON b.id = f.bot_id
        WHERE f.user_id = u.id AND ($2::uuid IS NULL OR b.id = $2)), '[]') AS feedback,
    coalesce((SELECT jsonb_agg(jsonb_build_object('at', l.at, 'action', l.action, 'by', l.actor_kind) ORDER BY l.number)
        FROM nexus.audit_log l WHERE l.actor = u.id::text OR l.subject = u.id::text), '[]') AS history
FROM nexus.users u WHERE u.id = $1";
