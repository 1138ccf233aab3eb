-- Coach's calendar. Wall time in the event's zone is the truth; instants are derived when they are needed.

GRANT USAGE ON SCHEMA coach TO nexus_app;

CREATE TABLE coach.events (
    id               uuid PRIMARY KEY,
    workspace_id     uuid NOT NULL REFERENCES nexus.workspaces ON DELETE CASCADE,
    user_id          uuid NOT NULL REFERENCES nexus.users,
    title            text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 255),
    start_date       date NOT NULL,
    -- Null: all day.
    start_time       time,
    -- IANA name.
    zone             text NOT NULL,
    -- The last day of an all-day event; null for one day.
    end_date         date CHECK (end_date >= start_date),
    duration_minutes integer CHECK (duration_minutes > 0),
    -- RFC 5545, without "RRULE:".
    rrule            text,
    notes            text NOT NULL DEFAULT '',
    -- Minutes before the start; an all-day event counts from its morning. Empty: no reminder.
    reminders        integer[] NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE INDEX events_workspace ON coach.events (workspace_id, start_date) WHERE deleted_at IS NULL;

-- What was done, by the occurrence's original wall time.
CREATE TABLE coach.completions (
    workspace_id uuid NOT NULL REFERENCES nexus.workspaces ON DELETE CASCADE,
    event_id     uuid NOT NULL REFERENCES coach.events ON DELETE CASCADE,
    occurrence   timestamp NOT NULL,
    done_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, occurrence)
);

ALTER TABLE coach.events ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON coach.events TO nexus_app USING (workspace_id = (SELECT nexus.current_workspace()));
GRANT SELECT, INSERT, UPDATE ON coach.events TO nexus_app;

ALTER TABLE coach.completions ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON coach.completions TO nexus_app USING (workspace_id = (SELECT nexus.current_workspace()));
GRANT SELECT, INSERT, DELETE ON coach.completions TO nexus_app;
