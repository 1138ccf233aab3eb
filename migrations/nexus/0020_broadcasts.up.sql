-- Messages to many people of a bot: what is sent to whom, and how far it has come.

-- Retention: kept.
CREATE TABLE nexus.broadcasts (
    id             uuid PRIMARY KEY,
    -- Whose people get it, and who sends it.
    account_id     uuid NOT NULL REFERENCES nexus.accounts,
    author         uuid NOT NULL REFERENCES nexus.users,
    -- The bot in which it is steered, which tells those who watch how far it has come.
    console        uuid NOT NULL REFERENCES nexus.bots,
    -- Both typed in core/src/broadcast.
    segment        jsonb NOT NULL DEFAULT '{}',
    content        jsonb NOT NULL DEFAULT '[]',
    state          text NOT NULL DEFAULT 'draft'
                   CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'stopped', 'done')),
    -- Grows with every change that somebody makes, so that nobody decides on what they have not seen.
    revision       bigint NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    scheduled_at   timestamptz,
    started_at     timestamptz,
    finished_at    timestamptz,
    -- How far along the subscriptions its recipients are noted down, and whether all are.
    gathered_after uuid,
    is_gathered    boolean NOT NULL DEFAULT false,
    recipients     bigint NOT NULL DEFAULT 0,
    delivered      bigint NOT NULL DEFAULT 0,
    blocked        bigint NOT NULL DEFAULT 0,
    failed         bigint NOT NULL DEFAULT 0,
    -- How often the messenger said "too many".
    floods         bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
-- What an account has to do now, or later: looked for once or twice a second.
CREATE INDEX broadcasts_open ON nexus.broadcasts (account_id) WHERE state IN ('scheduled', 'running');
CREATE INDEX broadcasts_newest ON nexus.broadcasts (created_at, id);

-- Who gets a broadcast, noted down when it starts. Retention: 90 days; the sums stay with the broadcast.
CREATE TABLE nexus.broadcast_deliveries (
    broadcast_id    uuid NOT NULL REFERENCES nexus.broadcasts ON DELETE CASCADE,
    -- No foreign key: with many rows it is a lookup and a lock for each, and people are erased, not deleted.
    subscription_id uuid NOT NULL,
    chat            bigint NOT NULL,
    -- Of the versions that were written, the one for this person.
    language        text NOT NULL,
    state           smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4), -- waiting, sending, delivered, blocked, failed
    -- The process that has it in hand.
    owner           uuid,
    message_id      bigint,
    cause           text,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (broadcast_id, subscription_id)
) WITH (fillfactor = 70);
CREATE INDEX broadcast_deliveries_open ON nexus.broadcast_deliveries (broadcast_id, subscription_id) WHERE state IN (0, 1);
CREATE INDEX broadcast_deliveries_age ON nexus.broadcast_deliveries (changed_at);

-- Admins who have a broadcast before their eyes: their message is kept up to date. Retention: until they
-- look at something else; an admin has at most one.
CREATE TABLE nexus.broadcast_watchers (
    broadcast_id uuid NOT NULL REFERENCES nexus.broadcasts ON DELETE CASCADE,
    user_id      uuid NOT NULL REFERENCES nexus.users,
    PRIMARY KEY (broadcast_id, user_id)
);

-- Recipients are noted down along this index, page by page.
CREATE INDEX subscriptions_bot ON nexus.subscriptions (bot_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON nexus.broadcasts, nexus.broadcast_watchers TO nexus_app;
GRANT SELECT ON nexus.broadcast_deliveries TO nexus_app;
