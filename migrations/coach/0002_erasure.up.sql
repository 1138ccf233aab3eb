-- A person may have their calendar deleted; what is deleted one by one stays for its Undo.
GRANT DELETE ON coach.events TO nexus_app;
