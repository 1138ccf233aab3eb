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
            RETURNING id, user_id, settings, state, blocked_at
        ), released AS (
            UPDATE nexus.notifications n SET state = 0 FROM subscription s
            WHERE n.user_id = s.user_id AND n.bot_id = p_bot AND n.state = 3 AND s.blocked_at IS NULL
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

DROP INDEX nexus.chats_workspace;
ALTER TABLE nexus.subscriptions DROP COLUMN paused_at;
DROP TABLE nexus.feedback;
DROP TABLE nexus.file_recipients;
DROP TABLE nexus.remains;
DROP TABLE nexus.request_parts;
DROP TABLE nexus.requests;
