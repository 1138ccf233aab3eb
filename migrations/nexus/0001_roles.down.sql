REVOKE USAGE ON SCHEMA nexus FROM nexus_app;
DROP FUNCTION nexus.current_user_id();
DROP FUNCTION nexus.current_workspace();
