GRANT USAGE ON SCHEMA tiny TO nexus_app;

CREATE TABLE tiny.notes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    body text NOT NULL
);

ALTER TABLE tiny.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON tiny.notes TO nexus_app
    USING (workspace_id = (SELECT nexus.current_workspace()));
GRANT SELECT, INSERT, UPDATE, DELETE ON tiny.notes TO nexus_app;
