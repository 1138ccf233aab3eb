DROP INDEX nexus.notifications_past;
-- What was to be sent again and is not yet goes back to where it was.
INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
SELECT source_key::uuid, account_id, chat, body::jsonb, coalesce(cause, 'not sent again yet'), received_at
FROM nexus.inbox WHERE kind = 'saying' AND state <> 1;
DELETE FROM nexus.inbox WHERE kind = 'saying';
DROP INDEX nexus.refused_sayings_age;
ALTER TABLE nexus.refused_sayings DROP COLUMN trace_id, DROP COLUMN number;
ALTER TABLE nexus.inbox
    DROP CONSTRAINT inbox_kind_check,
    ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('update', 'due', 'answer', 'event'));
