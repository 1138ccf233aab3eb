-- The registry: who is a person, what is a bot, who uses which.
-- All instants come from the application's clock; no column defaults to now().

CREATE TABLE nexus.bots (
    id          uuid PRIMARY KEY,
    code        text NOT NULL CONSTRAINT bots_code_key UNIQUE
                CONSTRAINT bots_code_shape CHECK (code ~ '^[a-z][a-z0-9_]{1,63}$'),
    name        text NOT NULL,
    description text NOT NULL DEFAULT '',
    version     text NOT NULL DEFAULT '',
    is_active   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL
);

-- One row per bot identity on a messenger; delivery is keyed by it, never by the bot's code.
CREATE TABLE nexus.accounts (
    id          uuid PRIMARY KEY,
    bot_id      uuid NOT NULL REFERENCES nexus.bots,
    realm       text NOT NULL CHECK (realm IN ('telegram', 'local', 'max')),
    external_id bigint NOT NULL,
    username    text,
    created_at  timestamptz NOT NULL,
    CONSTRAINT accounts_external_key UNIQUE (realm, external_id)
);
CREATE INDEX accounts_bot ON nexus.accounts (bot_id);

-- Language and zone live here once, for all bots; both are null until the person chose.
CREATE TABLE nexus.users (
    id         uuid PRIMARY KEY,
    language   text CHECK (language IN ('en', 'ru', 'uk', 'pl')),
    zone       text,
    tier       text NOT NULL DEFAULT 'anonymous' CHECK (tier IN ('anonymous', 'signed_in', 'premium')),
    created_at timestamptz NOT NULL,
    erased_at  timestamptz
);

-- A person on one messenger. The same number in another realm is another person.
CREATE TABLE nexus.identities (
    realm         text NOT NULL CHECK (realm IN ('telegram', 'local', 'max')),
    external_id   bigint NOT NULL,
    user_id       uuid NOT NULL REFERENCES nexus.users,
    username      text,
    first_name    text NOT NULL,
    last_name     text,
    language_code text,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (realm, external_id)
);
CREATE INDEX identities_user ON nexus.identities (user_id);

CREATE TABLE nexus.subscriptions (
    id                  uuid PRIMARY KEY,
    user_id             uuid NOT NULL REFERENCES nexus.users,
    bot_id              uuid NOT NULL REFERENCES nexus.bots,
    installed_at        timestamptz NOT NULL,
    settings            jsonb NOT NULL DEFAULT '{}',
    state               jsonb NOT NULL DEFAULT '{}',
    blocked_at          timestamptz,
    last_interaction_at timestamptz NOT NULL,
    -- The private chat where the person last met this bot: where notifications go.
    home_account        uuid REFERENCES nexus.accounts,
    home_chat           bigint,
    CONSTRAINT subscriptions_user_bot_key UNIQUE (user_id, bot_id)
) WITH (fillfactor = 80);
CREATE INDEX subscriptions_bot ON nexus.subscriptions (bot_id);

CREATE TABLE nexus.workspaces (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('personal', 'team')),
    owner_id   uuid NOT NULL REFERENCES nexus.users,
    name       text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX workspaces_one_personal ON nexus.workspaces (owner_id) WHERE kind = 'personal';

CREATE TABLE nexus.members (
    workspace_id uuid NOT NULL REFERENCES nexus.workspaces ON DELETE CASCADE,
    user_id      uuid NOT NULL REFERENCES nexus.users,
    role         text NOT NULL CHECK (role IN ('owner', 'manager', 'member', 'viewer')),
    joined_at    timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX members_user ON nexus.members (user_id);

-- RFC 7396: null removes a key, an object merges, anything else replaces.
CREATE FUNCTION nexus.merge_patch(target jsonb, patch jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    merged jsonb;
    field  record;
BEGIN
    IF jsonb_typeof(patch) IS DISTINCT FROM 'object' THEN
        RETURN patch;
    END IF;
    merged := CASE WHEN jsonb_typeof(target) = 'object' THEN target ELSE '{}' END;
    FOR field IN SELECT key, value FROM jsonb_each(patch) LOOP
        IF jsonb_typeof(field.value) = 'null' THEN
            merged := merged - field.key;
        ELSE
            merged := merged || jsonb_build_object(field.key, nexus.merge_patch(merged -> field.key, field.value));
        END IF;
    END LOOP;
    RETURN merged;
END
$$;

-- Adds each number of `increments` to the top-level key of the same name; what is no number counts as 0.
CREATE FUNCTION nexus.add_numbers(target jsonb, increments jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT target || coalesce(jsonb_object_agg(
        key,
        CASE WHEN jsonb_typeof(target -> key) = 'number' THEN (target ->> key)::numeric ELSE 0 END + value::numeric
    ), '{}')
    FROM jsonb_each_text(increments)
$$;

GRANT USAGE ON SCHEMA nexus TO nexus_app;
GRANT SELECT ON nexus.bots, nexus.accounts, nexus.users, nexus.identities, nexus.subscriptions,
    nexus.workspaces, nexus.members TO nexus_app;
GRANT UPDATE (language, zone) ON nexus.users TO nexus_app;
GRANT UPDATE (settings, state, last_interaction_at, blocked_at) ON nexus.subscriptions TO nexus_app;
