-- What failed lately, and the alerts that tell admins of it. All times by the application's clock.

-- Each thing that was given up, once for each time that it was. The things themselves say neither when they died nor, once
-- they were tried again or dropped, that they ever did. Retention: 7 days after it has gone; what is still dead stays.
CREATE TABLE nexus.failures (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- e, j or m with its number, as operators call it.
    kind      "char" NOT NULL CHECK (kind IN ('e', 'j', 'm')),
    number    bigint NOT NULL,
    bot       text NOT NULL,
    what      text NOT NULL,
    -- Masked and cut.
    cause     text NOT NULL,
    -- Digests of bot and kind of work, and of these with the cause: what has the same is one error.
    kind_key  bigint NOT NULL,
    cause_key bigint NOT NULL,
    seen_at   timestamptz NOT NULL,
    -- It was tried again or dropped.
    gone_at   timestamptz
);
CREATE UNIQUE INDEX failures_dead ON nexus.failures (kind, number) WHERE gone_at IS NULL;
CREATE INDEX failures_seen ON nexus.failures (seen_at);
CREATE INDEX failures_gone ON nexus.failures (gone_at) WHERE gone_at IS NOT NULL;

-- What is wrong, from when it was first seen until some time after it is well again. One that has not lasted long enough to
-- be told has no opened_at yet, and goes without a trace when it passes. Retention: 90 days after it was closed.
CREATE TABLE nexus.alerts (
    id            uuid PRIMARY KEY,
    rule          text NOT NULL,
    -- What it is about: a bot's code, as a rule.
    subject       text NOT NULL,
    since         timestamptz NOT NULL,
    opened_at     timestamptz,
    -- Since when it has been well.
    well_since    timestamptz,
    closed_at     timestamptz,
    -- How often it came back shortly after it was closed.
    returns       integer NOT NULL DEFAULT 0,
    -- How bad it is, or was last.
    detail        jsonb NOT NULL,
    -- Grows with each change that admins are to see; told_revision is the one that they were told last.
    revision      integer NOT NULL DEFAULT 0,
    told_revision integer NOT NULL DEFAULT 0,
    -- When they were told at first (null while it is muted), and last.
    told_at       timestamptz,
    updated_at    timestamptz NOT NULL,
    -- The admin who looks after it.
    taken_by      uuid REFERENCES nexus.users,
    taken_at      timestamptz
);
CREATE UNIQUE INDEX alerts_one ON nexus.alerts (rule, subject) WHERE closed_at IS NULL;
CREATE INDEX alerts_closed ON nexus.alerts (closed_at) WHERE closed_at IS NOT NULL;

-- What nobody is to be told of: `alert:<rule>:<subject>`, or `cause:<cause_key>` of failures. Retention: 90 days after it
-- ran out; what is muted for ever stays.
CREATE TABLE nexus.alert_mutes (
    key        text PRIMARY KEY,
    -- What it is called where it can be lifted.
    label      text NOT NULL,
    -- Null: for ever.
    until      timestamptz,
    muted_by   uuid NOT NULL REFERENCES nexus.users,
    created_at timestamptz NOT NULL
);

GRANT SELECT, UPDATE (revision, taken_by, taken_at) ON nexus.alerts TO nexus_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON nexus.alert_mutes TO nexus_app;
