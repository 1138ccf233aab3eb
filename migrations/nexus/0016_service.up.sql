-- The registry as a service: who may change it, who did, and what was answered to whom asks twice.

-- Who did what to whom. Append-only: no role has the right to change a row, and whoever takes that right back meets the
-- trigger. It knows people by their registry ids only, so that it stays when somebody is erased; secrets are masked
-- before they get here. Retention: kept.
CREATE TABLE nexus.audit_log (
    number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor_kind   text NOT NULL CHECK (actor_kind IN ('person', 'admin', 'service', 'operator', 'system')),
    -- A person's or admin's registry id, a token's id; empty for the command line and for the house itself.
    actor        text NOT NULL,
    -- Such as `user.ban`.
    action       text NOT NULL,
    -- What it was done to: `user` and its id, `bot` and its code, …
    subject_kind text NOT NULL,
    subject      text NOT NULL,
    before       jsonb,
    after        jsonb,
    operation_id text,
    trace_id     uuid
);
CREATE INDEX audit_log_subject ON nexus.audit_log (subject, number);
CREATE INDEX audit_log_actor ON nexus.audit_log (actor, number);
CREATE INDEX audit_log_action ON nexus.audit_log (action text_pattern_ops, number);
CREATE INDEX audit_log_operation ON nexus.audit_log (operation_id) WHERE operation_id IS NOT NULL;

CREATE FUNCTION nexus.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON nexus.audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION nexus.refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON nexus.audit_log FROM CURRENT_USER, nexus_app;
GRANT SELECT, INSERT ON nexus.audit_log TO nexus_app;

-- Tokens of the programs that call the registry. The token itself is signed, not stored: its id says whether it counts.
CREATE TABLE nexus.service_tokens (
    id         uuid PRIMARY KEY,
    -- What its holder is called.
    name       text NOT NULL,
    -- Whose people and settings it may see and change; null: all of the registry.
    bot_id     uuid REFERENCES nexus.bots,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- What was answered to an operation, for whoever sends it again. Retention: 24 h.
CREATE TABLE nexus.operations (
    token_id   uuid NOT NULL REFERENCES nexus.service_tokens,
    id         text NOT NULL,
    -- Digest of method, path and body: the same id for something else is a mistake.
    request    bytea NOT NULL,
    status     smallint,
    answer     jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (token_id, id)
);
CREATE INDEX operations_age ON nexus.operations (created_at);

-- Admins besides those of the configuration, who may do everything.
CREATE TABLE nexus.admins (
    user_id    uuid PRIMARY KEY REFERENCES nexus.users,
    role       text NOT NULL CHECK (role IN ('owner', 'operator', 'support', 'editor')),
    added_by   uuid REFERENCES nexus.users,
    created_at timestamptz NOT NULL
);

-- The person told the bot to send nothing of its own accord; it answers as ever. What comes due meanwhile is held.
ALTER TABLE nexus.subscriptions ADD COLUMN paused_at timestamptz;

-- A person who is not to use any bot.
ALTER TABLE nexus.users
    ADD COLUMN banned_at timestamptz,
    ADD COLUMN ban_reason text NOT NULL DEFAULT '';

GRANT SELECT, INSERT, UPDATE ON nexus.service_tokens TO nexus_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON nexus.admins TO nexus_app;
GRANT UPDATE (tier, banned_at, ban_reason) ON nexus.users TO nexus_app;
GRANT UPDATE (name, description, is_active) ON nexus.bots TO nexus_app;

-- What one process at a time does for the whole house, such as watching over it. Expiry is by the database's own clock.
CREATE TABLE nexus.duties (
    name       text PRIMARY KEY,
    owner      uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
