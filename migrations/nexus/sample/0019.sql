-- One failure that is still there and one that was tried again; an alert that somebody looks after, one that is over; a mute.
INSERT INTO nexus.failures (kind, number, bot, what, cause, kind_key, cause_key, seen_at, gone_at) VALUES
    ('e', 1, 'sample', 'update message', 'the shop is shut', 1, 2, '2026-01-05T10:00:00Z', NULL),
    ('j', 1, 'sample', 'job errand', 'the shop is shut', 3, 4, '2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z');
INSERT INTO nexus.alerts (id, rule, subject, since, opened_at, detail, revision, told_revision, told_at, updated_at, taken_by, taken_at)
SELECT gen_random_uuid(), 'bot_down', 'sample', '2026-01-05T10:00:00Z', '2026-01-05T10:00:30Z', '{"seconds": 30}', 2, 2,
    '2026-01-05T10:00:30Z', '2026-01-05T10:01:00Z', id, '2026-01-05T10:01:00Z' FROM nexus.users ORDER BY id LIMIT 1;
INSERT INTO nexus.alerts (id, rule, subject, since, opened_at, well_since, closed_at, detail, updated_at) VALUES
    (gen_random_uuid(), 'queue_age', 'sample', '2026-01-05T10:00:00Z', '2026-01-05T10:00:05Z', '2026-01-05T10:02:00Z',
     '2026-01-05T10:02:15Z', '{"seconds": 90}', '2026-01-05T10:02:15Z');
INSERT INTO nexus.alert_mutes (key, label, until, muted_by, created_at)
SELECT 'cause:2', 'the shop is shut', NULL, id, '2026-01-05T10:00:00Z' FROM nexus.users ORDER BY id LIMIT 1;
