SET LOCAL ROLE nexus_app;
SET LOCAL nexus.workspace = '00000000-0000-0000-0000-00000000000a';
INSERT INTO tiny.notes (workspace_id, body, stars) VALUES (nexus.current_workspace(), 'a starred note', 3);
