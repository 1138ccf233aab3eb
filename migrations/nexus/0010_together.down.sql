ALTER TABLE nexus.inbox DROP COLUMN edits, DROP COLUMN album;
