-- no-transaction
DROP INDEX CONCURRENTLY IF EXISTS tiny.notes_workspace;
