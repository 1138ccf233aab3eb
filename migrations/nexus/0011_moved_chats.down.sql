ALTER TABLE nexus.chats DROP COLUMN moved_to;
