-- Somebody asked for their data, wrote what they think, paused a bot, and got a file; somebody is just being forgotten.
INSERT INTO nexus.requests (id, kind, user_id, actor_kind, actor, account_id, chat, person, created_at, late_at)
SELECT '01900000-0000-7000-8000-000000000021', 'export', s.user_id, 'person', s.user_id::text, s.home_account, s.home_chat, 100,
    '2026-01-04T10:00:00Z', '2026-01-04T10:03:00Z'
FROM nexus.subscriptions s WHERE s.home_chat IS NOT NULL LIMIT 1;
INSERT INTO nexus.request_parts (request_id, bot_id, state, answer)
SELECT '01900000-0000-7000-8000-000000000021', id, 'answered', '{"events": []}' FROM nexus.bots LIMIT 1;
INSERT INTO nexus.feedback (id, user_id, bot_id, text, created_at)
SELECT '01900000-0000-7000-8000-000000000022', u.id, b.id, 'Дякую!', '2026-01-04T10:05:00Z' FROM nexus.users u, nexus.bots b LIMIT 1;
UPDATE nexus.subscriptions SET paused_at = '2026-01-04T10:06:00Z';
INSERT INTO nexus.file_recipients (user_id, sha256, sent_at)
SELECT id, decode(repeat('ab', 32), 'hex'), '2026-01-04T10:07:00Z' FROM nexus.users LIMIT 1;
INSERT INTO nexus.remains (user_id, realm, external_id, through_seq, not_before)
SELECT id, 'local', 7, 12, '2026-01-04T10:08:00Z' FROM nexus.users LIMIT 1;
