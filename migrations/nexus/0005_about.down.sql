ALTER TABLE nexus.bots DROP COLUMN about;
