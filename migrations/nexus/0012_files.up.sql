-- Files that bots send: their bytes, and what the messenger calls those that it has.

-- Stored with the turn that sends them, once however many do. Retention: pruned a day after a turn wanted them last, but
-- not while a message with them is still to be sent, or was refused and may be tried again.
CREATE TABLE nexus.files (
    sha256  bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    -- What a messenger takes from a bot ends at 50 MiB.
    bytes   bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 52428800),
    used_at timestamptz NOT NULL
);
-- Most are compressed already.
ALTER TABLE nexus.files ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX files_age ON nexus.files (used_at);

-- By this name the messenger sends what was uploaded before. It goes with the account, with what the file was sent as,
-- and with its name, which the person sees. Retention: pruned 90 days after it was used last; then it is uploaded anew.
CREATE TABLE nexus.file_ids (
    account_id uuid NOT NULL REFERENCES nexus.accounts,
    sha256     bytea NOT NULL,
    kind       text NOT NULL,
    name       text NOT NULL,
    file_id    text NOT NULL,
    used_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, sha256, kind, name)
);
CREATE INDEX file_ids_age ON nexus.file_ids (used_at);

-- Turns store files; they read none.
GRANT SELECT (sha256, used_at), INSERT, UPDATE (used_at) ON nexus.files TO nexus_app;
