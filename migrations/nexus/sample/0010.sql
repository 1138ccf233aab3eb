INSERT INTO nexus.inbox (account_id, kind, source_key, chat, person, body, trace_id, received_at, album, edits) VALUES
    ('01900000-0000-7000-8000-000000000002', 'update', '2', 100, 100,
     '{"update_id":2,"message":{"message_id":5,"media_group_id":"14000000000000001"}}',
     '01900000-0000-7000-8000-00000000000e', '2026-01-01T00:00:00Z', '14000000000000001', NULL),
    ('01900000-0000-7000-8000-000000000002', 'update', '3', 100, 100,
     '{"update_id":3,"message":{"message_id":6,"media_group_id":"14000000000000001"}}',
     '01900000-0000-7000-8000-00000000000f', '2026-01-01T00:00:01Z', '14000000000000001', NULL),
    ('01900000-0000-7000-8000-000000000002', 'update', '4', 100, 100,
     '{"update_id":4,"edited_message":{"message_id":5,"media_group_id":"14000000000000001"}}',
     '01900000-0000-7000-8000-000000000010', '2026-01-01T00:00:02Z', NULL, 5);
