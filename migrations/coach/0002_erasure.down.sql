REVOKE DELETE ON coach.events FROM nexus_app;
