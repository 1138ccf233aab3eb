-- Somebody was banned by an admin, who wrote a token; one operation was done with it.
UPDATE nexus.users SET banned_at = '2026-01-03T10:00:00Z', ban_reason = 'spam'
WHERE id = (SELECT id FROM nexus.users ORDER BY id LIMIT 1);
INSERT INTO nexus.admins (user_id, role, created_at)
SELECT id, 'support', '2026-01-03T09:00:00Z' FROM nexus.users ORDER BY id DESC LIMIT 1;
INSERT INTO nexus.audit_log (at, actor_kind, actor, action, subject_kind, subject, before, after)
SELECT '2026-01-03T10:00:00Z', 'admin', a.user_id::text, 'user.ban', 'user', u.id::text, '{"banned": false}', '{"banned": true}'
FROM nexus.admins a, nexus.users u WHERE u.banned_at IS NOT NULL;
WITH token AS (
    INSERT INTO nexus.service_tokens (id, name, bot_id, created_at, expires_at)
    SELECT gen_random_uuid(), 'reports', id, '2026-01-03T09:00:00Z', '2027-01-03T09:00:00Z' FROM nexus.bots LIMIT 1
    RETURNING id
)
INSERT INTO nexus.operations (token_id, id, request, status, answer, created_at)
SELECT id, 'first', '\x00', 200, '{}', '2026-01-03T09:01:00Z' FROM token;
