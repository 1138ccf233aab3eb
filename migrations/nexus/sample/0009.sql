INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at, trace_id) VALUES
    ('01900000-0000-7000-8000-00000000000c', '01900000-0000-7000-8000-000000000002', 100,
     '{"id": "1.0", "seq": 1, "act": "message", "place": {"new": null}, "text": "Зразок", "thread": null}',
     'Bad Request: chat not found', '2026-01-01T00:00:00Z', '01900000-0000-7000-8000-000000000006');
INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at) VALUES
    ('01900000-0000-7000-8000-000000000002', 'saying', '01900000-0000-7000-8000-00000000000d', 100,
     '{"id": "1.1", "seq": 1, "act": "message", "place": {"new": null}, "text": "Ще зразок", "thread": null}',
     '01900000-0000-7000-8000-000000000006', '2026-01-01T00:00:00Z');
