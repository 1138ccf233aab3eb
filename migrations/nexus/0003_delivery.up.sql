-- One update, one transaction: what came in, and one row per chat that says how far it is.

-- Everything a bot reacts to, in the order in which it is worked off within a chat.
-- Retention: rows that are done are pruned after 7 days, open and dead ones stay.
CREATE TABLE nexus.inbox (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES nexus.accounts,
    kind        text NOT NULL CHECK (kind IN ('update', 'due', 'answer', 'event')),
    -- Unique among one account and kind: an update id, a notification's id, a job's id.
    source_key  text NOT NULL,
    chat        bigint NOT NULL,
    -- The messenger's id of who caused it; null where nobody did.
    person      bigint,
    -- Raw JSON as it came. Text, because jsonb refuses \u0000 and intake must refuse nothing.
    body        text NOT NULL,
    trace_id    uuid NOT NULL,
    received_at timestamptz NOT NULL,
    state       smallint NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), -- open, done, dead
    tries       smallint NOT NULL DEFAULT 0,
    not_before  timestamptz,
    cause       text,
    -- Set with the turn that gave up on it; it turns dead when the apology was sent.
    is_dying    boolean NOT NULL DEFAULT false,
    CONSTRAINT inbox_source_key UNIQUE (account_id, kind, source_key)
) WITH (fillfactor = 80);
CREATE INDEX inbox_open ON nexus.inbox (account_id, chat, seq) WHERE state = 0;
CREATE INDEX inbox_done ON nexus.inbox (received_at) WHERE state = 1;
CREATE INDEX inbox_dead ON nexus.inbox (account_id, seq) WHERE state = 2;

CREATE TABLE nexus.chats (
    account_id   uuid NOT NULL REFERENCES nexus.accounts,
    chat         bigint NOT NULL,
    -- Grows with every turn; a turn closes only if it is what it was when the turn opened.
    version      bigint NOT NULL DEFAULT 0,
    -- Inbox numbers that a turn has closed and that are not yet marked done (their sayings are on the way).
    closed       bigint[] NOT NULL DEFAULT '{}',
    -- Sayings to send, in order: appended by turns, removed by id when sent.
    pending      jsonb NOT NULL DEFAULT '[]',
    -- Screen slot name -> message id, filled in when the screen was sent.
    slots        jsonb NOT NULL DEFAULT '{}',
    -- "<thread>:<person>" -> state of that person's dialogue.
    dialogues    jsonb NOT NULL DEFAULT '{}',
    -- Null: the person's own. Checked against members on every use.
    workspace_id uuid REFERENCES nexus.workspaces,
    PRIMARY KEY (account_id, chat)
) WITH (fillfactor = 60);

-- Who polls and sends for an account. Expiry is by the database's own clock: it compares processes, not people's time.
CREATE TABLE nexus.leases (
    account_id uuid PRIMARY KEY REFERENCES nexus.accounts,
    owner      uuid NOT NULL,
    epoch      bigint NOT NULL,
    host       text NOT NULL,
    pid        bigint NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Messages that the messenger refuses for good (400), with the cause.
CREATE TABLE nexus.refused_sayings (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES nexus.accounts,
    chat       bigint NOT NULL,
    saying     jsonb NOT NULL,
    cause      text NOT NULL,
    created_at timestamptz NOT NULL
);

-- One row per bot and process, written every few seconds; /ready of nexus sums them up.
CREATE TABLE nexus.heartbeats (
    process uuid NOT NULL,
    bot     text NOT NULL,
    version text NOT NULL,
    beat_at timestamptz NOT NULL,
    detail  jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (process, bot)
);

-- What can be taken back. Retention: pruned a day after it expired.
CREATE TABLE nexus.undos (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES nexus.accounts,
    user_id    uuid NOT NULL REFERENCES nexus.users,
    body       jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX undos_expiry ON nexus.undos (expires_at);

-- Puts values that only the closing statement knows into sayings that were written before it.
CREATE FUNCTION nexus.fill(sayings jsonb, tokens jsonb, state jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    filled text := sayings::text;
    token  record;
BEGIN
    FOR token IN SELECT key, value FROM jsonb_each_text(tokens) LOOP
        filled := replace(filled, token.key, coalesce(state ->> token.value, ''));
    END LOOP;
    RETURN filled::jsonb;
END
$$;

GRANT SELECT, INSERT ON nexus.inbox TO nexus_app;
GRANT UPDATE (tries, cause, is_dying) ON nexus.inbox TO nexus_app;
GRANT SELECT, UPDATE ON nexus.chats TO nexus_app;
GRANT SELECT, INSERT, UPDATE ON nexus.undos TO nexus_app;
