-- Messages with files cannot be understood any more, nor can they be sent.
UPDATE nexus.chats c SET pending = (
    SELECT coalesce(jsonb_agg(saying ORDER BY number), '[]')
    FROM jsonb_array_elements(c.pending) WITH ORDINALITY AS p(saying, number) WHERE saying ->> 'act' <> 'file')
WHERE pending <> '[]';
DELETE FROM nexus.refused_sayings WHERE saying ->> 'act' = 'file';
DELETE FROM nexus.inbox WHERE kind = 'saying' AND body::jsonb ->> 'act' = 'file';
DROP TABLE nexus.file_ids, nexus.files;
