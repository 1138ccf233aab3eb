-- A broadcast that is half done, which its author watches.
WITH broadcast AS (
    INSERT INTO nexus.broadcasts (id, account_id, author, console, segment, content, state, created_at, scheduled_at,
        started_at, is_gathered, recipients, delivered)
    SELECT gen_random_uuid(), a.id, (SELECT id FROM nexus.users ORDER BY id LIMIT 1), a.bot_id,
        '{"languages": ["en"]}', '[{"language": "en", "text": "<b>News</b>", "buttons": []}]', 'running',
        '2026-01-05T09:00:00Z', '2026-01-05T10:00:00Z', '2026-01-05T10:00:00Z', true, 2, 1
    FROM nexus.accounts a ORDER BY a.id LIMIT 1
    RETURNING id, author
), watching AS (
    INSERT INTO nexus.broadcast_watchers (broadcast_id, user_id) SELECT id, author FROM broadcast
)
INSERT INTO nexus.broadcast_deliveries (broadcast_id, subscription_id, chat, language, state, message_id, changed_at)
SELECT b.id, gen_random_uuid(), d.chat, 'en', d.state, d.message_id, '2026-01-05T10:00:01Z'
FROM broadcast b, (VALUES (101, 2, 7), (102, 0, NULL)) d(chat, state, message_id);
