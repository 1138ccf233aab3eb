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

-- The person told the bot to send nothing of its own accord; it answers as ever. What comes due meanwhile is held.
ALTER TABLE nexus.subscriptions ADD COLUMN paused_at timestamptz;

-- Nearly no chat has one; removing a workspace asks for those that have it.
CREATE INDEX chats_workspace ON nexus.chats (workspace_id) WHERE workspace_id IS NOT NULL;

-- Who comes back to a bot that they paused wants it to stay silent: what is held for them stays so.
CREATE OR REPLACE FUNCTION nexus.person_came(
    p_realm text, p_external_id bigint, p_username text, p_first_name text, p_last_name text, p_language_code text,
    p_bot uuid, p_home_account uuid, p_home_chat bigint, p_now timestamptz,
    -- Ids for what has to be created.
    p_user uuid, p_workspace uuid, p_subscription uuid
) RETURNS TABLE (
    user_id uuid, subscription_id uuid, settings jsonb, state jsonb, blocked boolean, language text, zone text,
    personal_id uuid, is_new_user boolean, is_new_subscription boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    FOR attempt IN 1..2 LOOP
        RETURN QUERY
        WITH identity AS (
            INSERT INTO nexus.identities (realm, external_id, user_id, username, first_name, last_name, language_code, created_at)
            VALUES (p_realm, p_external_id, p_user, p_username, p_first_name, p_last_name, p_language_code, p_now)
            ON CONFLICT (realm, external_id) DO UPDATE SET username = excluded.username, first_name = excluded.first_name,
                last_name = excluded.last_name, language_code = excluded.language_code
            RETURNING user_id, user_id = p_user AS is_new
        ), new_user AS (
            INSERT INTO nexus.users (id, created_at) SELECT user_id, p_now FROM identity WHERE is_new
            RETURNING id, language, zone
        ), new_workspace AS (
            INSERT INTO nexus.workspaces (id, kind, owner_id, created_at)
            SELECT p_workspace, 'personal', user_id, p_now FROM identity WHERE is_new
            RETURNING id, owner_id
        ), new_member AS (
            INSERT INTO nexus.members (workspace_id, user_id, role, joined_at) SELECT id, owner_id, 'owner', p_now FROM new_workspace
        ), subscription AS (
            INSERT INTO nexus.subscriptions AS s (id, user_id, bot_id, installed_at, last_interaction_at, home_account, home_chat)
            SELECT p_subscription, user_id, p_bot, p_now, p_now, p_home_account, p_home_chat FROM identity
            ON CONFLICT (user_id, bot_id) DO UPDATE SET
                last_interaction_at = greatest(s.last_interaction_at, excluded.last_interaction_at),
                blocked_at = CASE WHEN excluded.home_chat IS NULL THEN s.blocked_at END,
                home_account = coalesce(excluded.home_account, s.home_account),
                home_chat = coalesce(excluded.home_chat, s.home_chat)
            RETURNING id, user_id, settings, state, blocked_at, paused_at
        ), released AS (
            UPDATE nexus.notifications n SET state = 0 FROM subscription s
            WHERE n.user_id = s.user_id AND n.bot_id = p_bot AND n.state = 3 AND s.blocked_at IS NULL
                AND s.paused_at IS NULL
        )
        SELECT s.user_id, s.id, s.settings, s.state, s.blocked_at IS NOT NULL, coalesce(n.language, u.language),
            coalesce(n.zone, u.zone), coalesce(nw.id, w.id), i.is_new, s.id = p_subscription
        FROM subscription s JOIN identity i ON i.user_id = s.user_id
        LEFT JOIN new_user n ON n.id = s.user_id
        LEFT JOIN nexus.users u ON u.id = s.user_id
        LEFT JOIN new_workspace nw ON nw.owner_id = s.user_id
        LEFT JOIN nexus.workspaces w ON w.owner_id = s.user_id AND w.kind = 'personal'
        WHERE coalesce(nw.id, w.id) IS NOT NULL;
        IF FOUND THEN
            RETURN;
        END IF;
    END LOOP;
END
$$;
