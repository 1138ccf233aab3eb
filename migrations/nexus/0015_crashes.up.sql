-- A process that ends in the middle of its work: which entry was it? Two columns that are null for nearly everything.

ALTER TABLE nexus.inbox
    -- How often a process ended without leaving while this may have been worked on. More than once, and it is worked on
    -- alone: only a crash then is its own.
    ADD COLUMN crashes smallint;

ALTER TABLE nexus.replicas
    -- The entries that its process works on with nothing beside them. A replica that leaves takes its row along; one that
    -- crashed leaves it behind, and with it the one turn that can have done it. Empty: it was counted.
    ADD COLUMN alone bigint[];
