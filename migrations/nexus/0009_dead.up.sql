-- What failed for good is tried again when an operator says so.

-- 'saying': a message that the messenger refused, to be sent again. Core works it off by itself.
ALTER TABLE nexus.inbox
    DROP CONSTRAINT inbox_kind_check,
    ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('update', 'due', 'answer', 'event', 'saying'));

-- Retention: refused messages are pruned after 30 days.
ALTER TABLE nexus.refused_sayings
    -- What an operator calls it.
    ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT refused_sayings_number UNIQUE,
    -- Of the turn that said it, whose entry may be pruned before.
    ADD COLUMN trace_id uuid;
CREATE INDEX refused_sayings_age ON nexus.refused_sayings (created_at);

-- Retention: what was due or cancelled is pruned 90 days after it was due, once the occurrence lies as far back: until
-- then its key says that it was due.
CREATE INDEX notifications_past ON nexus.notifications (due_at) WHERE state IN (1, 2);
