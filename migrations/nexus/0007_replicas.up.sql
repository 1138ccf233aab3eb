-- Several processes may work for one account: each chat has one owner, which runs its turns and sends what they say.

-- A process at work for an account, known to be alive until `expires_at`. Expiry is by the database's own clock.
CREATE TABLE nexus.replicas (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES nexus.accounts,
    host       text NOT NULL,
    pid        bigint NOT NULL,
    -- When the process began, as its kernel counts: a number that is given again is then told apart.
    born       bigint NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX replicas_account ON nexus.replicas (account_id);

ALTER TABLE nexus.leases ADD COLUMN born bigint NOT NULL DEFAULT 0;

-- The replica that works this chat off. A chat whose owner is not among the living is anybody's to claim.
ALTER TABLE nexus.chats ADD COLUMN owner uuid;

-- Empty after a crash of the server (and on a standby that took over), as unlogged tables are. Turns commit without
-- waiting for the disk; whoever is about to tell of one compares this with what it was when the turn closed.
CREATE UNLOGGED TABLE nexus.incarnation (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id      uuid NOT NULL
);
GRANT SELECT ON nexus.incarnation TO nexus_app;

-- Accounts are never removed; checking them for each row costs more than all else that filing does.
ALTER TABLE nexus.inbox DROP CONSTRAINT inbox_account_id_fkey;
ALTER TABLE nexus.chats DROP CONSTRAINT chats_account_id_fkey;

-- Retention walks along the primary key; every entry had to be put into this one more index when it was done.
DROP INDEX nexus.inbox_done;
