ALTER TABLE nexus.undos ADD CONSTRAINT undos_account_id_fkey FOREIGN KEY (account_id) REFERENCES nexus.accounts;
ALTER TABLE nexus.notifications ADD CONSTRAINT notifications_bot_id_fkey FOREIGN KEY (bot_id) REFERENCES nexus.bots;
ALTER TABLE nexus.identities
    DROP CONSTRAINT identities_pkey, ADD CONSTRAINT identities_pkey PRIMARY KEY (realm, external_id);
ALTER TABLE nexus.chats DROP CONSTRAINT chats_pkey, ADD CONSTRAINT chats_pkey PRIMARY KEY (account_id, chat);
