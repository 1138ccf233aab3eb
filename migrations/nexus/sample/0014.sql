-- A notification that waits for its person's return.
INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, snooze, due_at, state)
SELECT gen_random_uuid(), s.bot_id, w.owner_id, w.id, 'reminder', gen_random_uuid(), '2026-01-02T09:00:00', 15, 0,
    '2026-01-02T08:45:00Z', 3
FROM nexus.workspaces w JOIN nexus.subscriptions s ON s.user_id = w.owner_id LIMIT 1;
