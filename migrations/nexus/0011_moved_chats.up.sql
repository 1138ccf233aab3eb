-- A group that is made a supergroup is another chat from then on, with message ids of its own.

-- The chat that this one has become. It takes no turns any more; what is left of it, and what is still filed under its
-- old number, is carried over.
ALTER TABLE nexus.chats ADD COLUMN moved_to bigint;
