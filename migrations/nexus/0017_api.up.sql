-- What the registry's API stands on: one set of rules for whoever brings a person, operations, and a search by name.

-- A person came to a bot: user, identity, personal workspace and subscription exist afterwards and the profile is fresh.
-- Where they came by a chat of their own (`p_home_*`), a blocked subscription is open again and what was held for it is
-- due again, unless they paused it. The identity's key decides who creates the user; the loser of such a race sees neither user nor workspace in
-- its snapshot, so it asks again with a new one, once.
CREATE FUNCTION nexus.person_came(
    p_realm text, p_external_id bigint, p_username text, p_first_name text, p_last_name text, p_language_code text,
    p_bot uuid, p_home_account uuid, p_home_chat bigint, p_now timestamptz,
    -- Ids for what has to be created.
    p_user uuid, p_workspace uuid, p_subscription uuid
) RETURNS TABLE (
    user_id uuid, subscription_id uuid, settings jsonb, state jsonb, blocked boolean, language text, zone text,
    personal_id uuid, banned boolean, paused boolean, is_new_user boolean, is_new_subscription boolean
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
            coalesce(n.zone, u.zone), coalesce(nw.id, w.id), u.banned_at IS NOT NULL, s.paused_at IS NOT NULL,
            i.is_new, s.id = p_subscription
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

-- Whoever does an operation holds its lock until the end of the transaction; who sends the same at the same time waits
-- here, and then finds what was answered. A row is written with its answer, when all is done.
CREATE FUNCTION nexus.operation(p_token uuid, p_id text) RETURNS SETOF nexus.operations LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_token::text || ' ' || p_id, 0));
    RETURN QUERY SELECT * FROM nexus.operations WHERE token_id = p_token AND id = p_id;
END
$$;
ALTER TABLE nexus.operations
    -- Byte by byte what was told, which jsonb would write anew.
    ALTER COLUMN answer TYPE text,
    ADD COLUMN etag text,
    -- Tokens are never removed, and each check would lock their one row for all that they do.
    DROP CONSTRAINT operations_token_id_fkey;
COMMENT ON COLUMN nexus.operations.status IS 'of the answer; only 2xx are kept';

-- RFC 3339 in UTC, whatever zone the session has. STABLE as what it calls, or it would not be expanded in place.
CREATE FUNCTION nexus.rfc3339(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- Who has this number in Telegram, and their use of a bot.
CREATE FUNCTION nexus.person_at(p_telegram_id bigint, p_bot uuid) RETURNS TABLE (
    user_id uuid, username text, first_name text, last_name text, language_code text, language text, zone text, tier text,
    created_at timestamptz, banned_at timestamptz, subscription_id uuid, installed_at timestamptz,
    last_interaction_at timestamptz, blocked_at timestamptz, settings jsonb, state jsonb
) LANGUAGE sql STABLE AS $$
    SELECT u.id, i.username, i.first_name, i.last_name, i.language_code, u.language, u.zone, u.tier, u.created_at, u.banned_at,
        s.id, s.installed_at, s.last_interaction_at, s.blocked_at, s.settings, s.state
    FROM nexus.identities i JOIN nexus.users u ON u.id = i.user_id
    LEFT JOIN nexus.subscriptions s ON s.user_id = i.user_id AND s.bot_id = p_bot
    WHERE i.realm = 'telegram' AND i.external_id = p_telegram_id
$$;

-- `POST /users/from-telegram` in one round trip: the operation, the effect, its record and the answer. Somebody who is
-- known, unchanged and has the bot costs no more than a look and the time of their visit.
CREATE FUNCTION nexus.visit(
    p_telegram_id bigint, p_username text, p_first_name text, p_last_name text, p_language_code text, p_bot text,
    p_now timestamptz, p_user uuid, p_workspace uuid, p_subscription uuid,
    p_token uuid, p_operation text, p_request bytea, p_trace uuid,
    OUT outcome text, OUT answer text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    earlier  record;
    the_bot  record;
    known    record;
    came     record;
    visited  timestamptz;
    changed  text[] := '{}';
    is_new   boolean := false;
    is_first boolean := false;
BEGIN
    IF p_operation IS NOT NULL THEN
        -- As nexus.operation does.
        PERFORM pg_advisory_xact_lock(hashtextextended(p_token::text || ' ' || p_operation, 0));
        SELECT o.request, o.answer INTO earlier FROM nexus.operations o WHERE o.token_id = p_token AND o.id = p_operation;
        IF FOUND THEN
            outcome := CASE WHEN earlier.request = p_request THEN 'done' ELSE 'operation_mismatch' END;
            answer := earlier.answer;
            RETURN;
        END IF;
    END IF;

    SELECT b.id, b.is_active, json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'description', b.description,
        'version', b.version, 'is_active', b.is_active, 'created_at', nexus.rfc3339(b.created_at)) AS told
    INTO the_bot FROM nexus.bots b WHERE b.code = p_bot;
    IF the_bot.id IS NULL OR NOT the_bot.is_active THEN
        outcome := CASE WHEN the_bot.id IS NULL THEN 'bot_not_found' ELSE 'bot_inactive' END;
        RETURN;
    END IF;

    SELECT * INTO known FROM nexus.person_at(p_telegram_id, the_bot.id);
    IF known.banned_at IS NOT NULL THEN
        outcome := 'user_banned';
        RETURN;
    END IF;
    IF known.user_id IS NOT NULL THEN
        changed := array_remove(ARRAY[
            CASE WHEN known.username IS DISTINCT FROM p_username THEN 'username' END,
            CASE WHEN known.first_name IS DISTINCT FROM p_first_name THEN 'first_name' END,
            CASE WHEN known.last_name IS DISTINCT FROM p_last_name THEN 'last_name' END,
            CASE WHEN known.language_code IS DISTINCT FROM p_language_code THEN 'language_code' END], NULL);
    END IF;
    IF known.subscription_id IS NOT NULL AND changed = '{}' THEN
        UPDATE nexus.subscriptions SET last_interaction_at = greatest(last_interaction_at, p_now)
        WHERE id = known.subscription_id RETURNING last_interaction_at INTO visited;
    END IF;
    IF visited IS NULL THEN
        SELECT * INTO STRICT came FROM nexus.person_came('telegram', p_telegram_id, p_username, p_first_name, p_last_name,
            p_language_code, the_bot.id, NULL, NULL, p_now, p_user, p_workspace, p_subscription);
        is_new := came.is_new_user;
        is_first := came.is_new_subscription;
        SELECT * INTO STRICT known FROM nexus.person_at(p_telegram_id, the_bot.id);
        visited := known.last_interaction_at;
        IF is_first OR changed <> '{}' THEN
            INSERT INTO nexus.audit_log (at, actor_kind, actor, action, subject_kind, subject, after, operation_id, trace_id)
            VALUES (p_now, 'service', p_token::text, 'user.visit', 'user', known.user_id::text, jsonb_build_object(
                'bot', p_bot, 'new_user', is_new, 'new_subscription', is_first, 'changed', changed), p_operation, p_trace);
        END IF;
    END IF;

    outcome := 'done';
    answer := json_build_object(
        'is_new_user', is_new, 'is_new_subscription', is_first, 'bot', the_bot.told,
        'user', json_build_object('id', known.user_id, 'telegram_id', p_telegram_id, 'username', known.username,
            'first_name', known.first_name, 'last_name', known.last_name, 'language_code', known.language_code,
            'language', known.language, 'zone', known.zone, 'tier', known.tier, 'is_banned', false,
            'created_at', nexus.rfc3339(known.created_at)),
        'subscription', json_build_object('id', known.subscription_id, 'user_id', known.user_id, 'bot_code', p_bot,
            'installed_at', nexus.rfc3339(known.installed_at), 'last_interaction_at', nexus.rfc3339(visited),
            'is_blocked', known.blocked_at IS NOT NULL, 'settings', known.settings, 'state', known.state));
    IF p_operation IS NOT NULL THEN
        INSERT INTO nexus.operations (token_id, id, request, status, answer, created_at)
        VALUES (p_token, p_operation, p_request, 200, answer, p_now);
    END IF;
END
$$;

-- People by the beginning of a name. By code points, so that a prefix is a range whatever the server's collation is.
CREATE INDEX identities_username ON nexus.identities ((lower(username) COLLATE "C")) WHERE username IS NOT NULL;
CREATE INDEX identities_name ON nexus.identities ((lower(first_name || ' ' || coalesce(last_name, '')) COLLATE "C"));
CREATE INDEX identities_last_name ON nexus.identities ((lower(last_name) COLLATE "C")) WHERE last_name IS NOT NULL;

-- The people of a bot, page by page; does what the index on the bot alone did.
CREATE INDEX subscriptions_bot_user ON nexus.subscriptions (bot_id, user_id);
DROP INDEX nexus.subscriptions_bot;
