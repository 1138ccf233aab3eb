CREATE INDEX inbox_done ON nexus.inbox (received_at) WHERE state = 1;
ALTER TABLE nexus.chats ADD CONSTRAINT chats_account_id_fkey FOREIGN KEY (account_id) REFERENCES nexus.accounts;
ALTER TABLE nexus.inbox ADD CONSTRAINT inbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES nexus.accounts;
DROP TABLE nexus.incarnation;
ALTER TABLE nexus.chats DROP COLUMN owner;
ALTER TABLE nexus.leases DROP COLUMN born;
DROP TABLE nexus.replicas;
