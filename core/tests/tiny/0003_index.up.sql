-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_workspace ON tiny.notes (workspace_id);
