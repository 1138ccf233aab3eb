-- The column that tells most comes first. Postgres knows nothing of a new table, takes an account's chats for a handful,
-- and then reads all of them where a list of chats is asked for, until the first ANALYZE.
ALTER TABLE nexus.chats DROP CONSTRAINT chats_pkey, ADD CONSTRAINT chats_pkey PRIMARY KEY (chat, account_id);
ALTER TABLE nexus.identities
    DROP CONSTRAINT identities_pkey, ADD CONSTRAINT identities_pkey PRIMARY KEY (external_id, realm);

-- Bots and accounts are never removed. Each check locks their one row, for all turns at once.
ALTER TABLE nexus.notifications DROP CONSTRAINT notifications_bot_id_fkey;
ALTER TABLE nexus.undos DROP CONSTRAINT undos_account_id_fkey;
