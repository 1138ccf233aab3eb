DROP TABLE tiny.notes;
REVOKE USAGE ON SCHEMA tiny FROM nexus_app;
