REVOKE UPDATE (not_before) ON nexus.inbox FROM nexus_app;
