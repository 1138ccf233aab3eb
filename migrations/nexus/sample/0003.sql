INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at) VALUES
    ('01900000-0000-7000-8000-000000000002', 'update', '1', 100, 100, '{"update_id":1}',
     '01900000-0000-7000-8000-000000000006', '2026-01-01T00:00:00Z');
INSERT INTO nexus.chats (account_id, chat, slots) VALUES
    ('01900000-0000-7000-8000-000000000002', 100, '{"main": 7}');
INSERT INTO nexus.undos (id, account_id, user_id, body, expires_at) VALUES
    ('01900000-0000-7000-8000-000000000007', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000003',
     '{}', '2026-01-01T01:00:00Z');
