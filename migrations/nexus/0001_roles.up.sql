-- What every policy asks: whose rows may this transaction touch? Set by the program for one transaction (SET LOCAL),
-- NULL outside of one, so that a comparison with it is never true there. After a transaction that set them the
-- settings read as '' in the same session, hence nullif.
CREATE FUNCTION nexus.current_workspace() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('nexus.workspace', true), '')::uuid;

CREATE FUNCTION nexus.current_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('nexus.user', true), '')::uuid;

-- The role nexus_app belongs to the whole server and is made before the first migration runs.
GRANT USAGE ON SCHEMA nexus TO nexus_app;
