DROP TABLE nexus.duties;
REVOKE UPDATE (name, description, is_active) ON nexus.bots FROM nexus_app;
REVOKE UPDATE (tier, banned_at, ban_reason) ON nexus.users FROM nexus_app;
ALTER TABLE nexus.users DROP COLUMN ban_reason, DROP COLUMN banned_at;
DROP TABLE nexus.admins;
DROP TABLE nexus.operations;
DROP TABLE nexus.service_tokens;
DROP TABLE nexus.audit_log;
DROP FUNCTION nexus.refuse_change();
