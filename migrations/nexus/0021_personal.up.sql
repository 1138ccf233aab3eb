-- What belongs to a person: they get it as a file, have it deleted, say what they think, and tell a bot to be silent.
-- Turns reach these tables as their owner (core/src/requests/store.rs): parts hold all that a bot knows of somebody.

-- Somebody wants all that is known of a person, or has it deleted. It goes on until every bot has done its part,
-- whatever crashes meanwhile. Retention: 90 days after it was finished; it knows people by their registry ids only.
CREATE TABLE nexus.requests (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('export', 'erase')),
    user_id     uuid NOT NULL REFERENCES nexus.users,
    -- The one bot that it is about; null: all of them, and the registry's own part.
    bot_id      uuid REFERENCES nexus.bots,
    -- As in the audit log.
    actor_kind  text NOT NULL,
    actor       text NOT NULL,
    -- The private chat in which the person hears of it.
    account_id  uuid NOT NULL REFERENCES nexus.accounts,
    chat        bigint NOT NULL,
    person      bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    -- When the person is told who is missing; null once they were.
    late_at     timestamptz,
    finished_at timestamptz,
    -- How it ended: done, held (a bot says what has to be settled first), or superseded by another one.
    outcome     text CHECK (outcome IN ('done', 'held', 'superseded'))
);
CREATE UNIQUE INDEX requests_one_at_a_time ON nexus.requests (user_id, kind) WHERE finished_at IS NULL;
CREATE INDEX requests_late ON nexus.requests (late_at) WHERE finished_at IS NULL AND late_at IS NOT NULL;
CREATE INDEX requests_finished ON nexus.requests (finished_at) WHERE finished_at IS NOT NULL;

-- One bot's part. What it answers is emptied as soon as it was told.
CREATE TABLE nexus.request_parts (
    request_id  uuid NOT NULL REFERENCES nexus.requests ON DELETE CASCADE,
    bot_id      uuid NOT NULL REFERENCES nexus.bots,
    state       text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'answered', 'held', 'told')),
    answer      jsonb,
    PRIMARY KEY (request_id, bot_id)
);

-- What is left of somebody in the delivery's tables, to be removed once the last word to them is out. A row of it is
-- all that is left to know them by, and goes when nothing is left. Retention: seconds, while the bot is at work.
CREATE TABLE nexus.remains (
    user_id     uuid NOT NULL REFERENCES nexus.users,
    realm       text NOT NULL,
    external_id bigint NOT NULL,
    -- Null: in all bots.
    bot_id      uuid REFERENCES nexus.bots,
    -- What came later is of somebody new.
    through_seq bigint NOT NULL,
    tries       integer NOT NULL DEFAULT 0,
    not_before  timestamptz NOT NULL
);

-- To whom files were sent, so that they go with the last of them. Retention: as long as the names that messengers have
-- for files, 90 days.
CREATE TABLE nexus.file_recipients (
    user_id uuid NOT NULL REFERENCES nexus.users,
    sha256  bytea NOT NULL,
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, sha256)
);
CREATE INDEX file_recipients_file ON nexus.file_recipients (sha256);
CREATE INDEX file_recipients_age ON nexus.file_recipients (sent_at);
GRANT SELECT, INSERT, UPDATE ON nexus.file_recipients TO nexus_app;

-- What people write to humans. Retention: one year.
CREATE TABLE nexus.feedback (
    id          uuid PRIMARY KEY,
    user_id     uuid NOT NULL REFERENCES nexus.users,
    -- Where they wrote it, and are answered.
    bot_id      uuid NOT NULL REFERENCES nexus.bots,
    text        text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    created_at  timestamptz NOT NULL,
    -- When it was passed on to the admins.
    told_at     timestamptz,
    answer      text CHECK (char_length(answer) BETWEEN 1 AND 2000),
    answered_at timestamptz,
    answered_by uuid REFERENCES nexus.users
);
CREATE INDEX feedback_of ON nexus.feedback (user_id, created_at);
CREATE INDEX feedback_untold ON nexus.feedback (created_at) WHERE told_at IS NULL;
CREATE INDEX feedback_age ON nexus.feedback (created_at);
GRANT INSERT ON nexus.feedback TO nexus_app;

-- Nearly no chat has one; removing a workspace asks for those that have it.
CREATE INDEX chats_workspace ON nexus.chats (workspace_id) WHERE workspace_id IS NOT NULL;
