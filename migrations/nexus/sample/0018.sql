-- A bot is switched off, and news for a banned person waits.
UPDATE nexus.bots SET is_active = false WHERE id = (SELECT id FROM nexus.bots ORDER BY id DESC LIMIT 1);
UPDATE nexus.inbox SET not_before = '2026-01-03T10:05:00Z' WHERE state = 0 AND kind IN ('answer', 'event');
