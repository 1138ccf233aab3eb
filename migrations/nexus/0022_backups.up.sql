-- Backups of this database: what was made, what was asked for, and whether it could be restored. The dumps themselves lie
-- in a folder; this is what the admin's bot shows. Retention: a row goes with its file, a failure after 90 days.
CREATE TABLE nexus.backups (
    id            uuid PRIMARY KEY,
    -- An admin asked for it in a chat: whom the result is told. Null: its time had come, or the command line made it.
    asked_by      uuid REFERENCES nexus.users,
    asked_at      timestamptz,
    started_at    timestamptz,
    finished_at   timestamptz,
    -- asked, running, done, failed
    state         text NOT NULL CHECK (state IN ('asked', 'running', 'done', 'failed')),
    bytes         bigint CHECK (bytes >= 0),
    -- Within the folder of whoever made it.
    file          text,
    -- Why it failed; secrets are masked.
    cause         text,
    -- The last restore drill of it, and what the drill found; null where all was as it should be.
    checked_at    timestamptz,
    check_problem text,
    CONSTRAINT backups_known CHECK ((state = 'asked') = (started_at IS NULL)),
    CONSTRAINT backups_over CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
);
-- One at a time.
CREATE UNIQUE INDEX backups_open ON nexus.backups ((true)) WHERE state IN ('asked', 'running');
CREATE INDEX backups_newest ON nexus.backups (coalesce(started_at, asked_at) DESC);
CREATE INDEX backups_file ON nexus.backups (file);

-- An admin's turn asks for one and sees what there is; the rest is the house's own.
GRANT SELECT, INSERT ON nexus.backups TO nexus_app;
