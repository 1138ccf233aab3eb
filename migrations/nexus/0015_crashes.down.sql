ALTER TABLE nexus.replicas DROP COLUMN alone;
ALTER TABLE nexus.inbox DROP COLUMN crashes;
