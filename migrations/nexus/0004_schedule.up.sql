-- Notifications are the schedule, and the ledger that makes "due exactly once" checkable.

CREATE TABLE nexus.notifications (
    id             uuid PRIMARY KEY,
    bot_id         uuid NOT NULL REFERENCES nexus.bots,
    user_id        uuid NOT NULL REFERENCES nexus.users,
    -- Whose data it is about: the turn in which it comes due works there, whatever the chat shows at that time.
    workspace_id   uuid NOT NULL REFERENCES nexus.workspaces ON DELETE CASCADE,
    kind           text NOT NULL,
    -- What it is about: an event, a goal, a step.
    subject        uuid NOT NULL,
    -- The occurrence's original wall time, whatever zone changes and snoozes came after.
    occurrence     timestamp NOT NULL,
    offset_minutes integer NOT NULL,
    snooze         integer NOT NULL DEFAULT 0,
    due_at         timestamptz NOT NULL,
    -- 0 scheduled, 1 due (in the inbox), 2 cancelled, 3 held (the person blocked the bot)
    state          smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    queued_at      timestamptz,
    CONSTRAINT notifications_once UNIQUE (user_id, kind, subject, occurrence, offset_minutes, snooze)
);
CREATE INDEX notifications_due ON nexus.notifications (bot_id, due_at) WHERE state = 0;
CREATE INDEX notifications_subject ON nexus.notifications (subject) WHERE state IN (0, 3);
CREATE INDEX notifications_held ON nexus.notifications (user_id, bot_id) WHERE state = 3;

GRANT SELECT, INSERT, UPDATE ON nexus.notifications TO nexus_app;

-- The job queue's own tables have row-level security without policies, so turns enqueue through this function.
-- There is one task; which job it is stands in the payload, and the flag (the bot's code) says whose worker takes it.
CREATE FUNCTION nexus.enqueue(bot text, payload json, max_attempts integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM graphile_worker.add_job(
        identifier => 'nexus.work', payload => payload, max_attempts => max_attempts, flags => ARRAY[bot]);
END
$$;
REVOKE ALL ON FUNCTION nexus.enqueue(text, json, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION nexus.enqueue(text, json, integer) TO nexus_app;
