-- What belongs together is worked off together.

ALTER TABLE nexus.inbox
    -- The messenger's name for the album that a message is a part of; null for nearly everything. Its parts come as updates of
    -- their own, some of them seconds late.
    ADD COLUMN album varchar(64),
    -- Of an edit: the number of the message in its chat.
    ADD COLUMN edits bigint;

CREATE INDEX inbox_album ON nexus.inbox (account_id, chat, album) WHERE album IS NOT NULL;
-- Whether a chat has an edit that is open is asked with every turn, which edits a message has, seldom.
CREATE INDEX inbox_edits ON nexus.inbox (account_id, chat, state, edits) WHERE edits IS NOT NULL;
