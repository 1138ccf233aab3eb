-- One that was made and could be restored, one that failed.
INSERT INTO nexus.backups (id, started_at, finished_at, state, bytes, file, cause, checked_at) VALUES
    (gen_random_uuid(), '2026-01-04T03:30:00Z', '2026-01-04T03:31:00Z', 'done', 4096, 'nexus-20260104T033000Z.dump', NULL, '2026-01-04T09:00:00Z'),
    (gen_random_uuid(), '2026-01-05T03:30:00Z', '2026-01-05T03:30:02Z', 'failed', NULL, NULL, 'no space left', NULL);
