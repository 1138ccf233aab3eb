-- What a turn that only declares does to its bot's own tables belongs to the statement that closes it. Where another turn
-- of the chat was faster, that statement has to fail as a whole.

CREATE FUNCTION nexus.overtaken() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RAISE EXCEPTION 'another turn of this chat closed first' USING ERRCODE = 'NX001';
END $$;

-- Notifications are looked up by their recipient, which the index of notifications_once begins with; these two cost every
-- plan more than they save a cancellation or a return.
DROP INDEX nexus.notifications_subject;
DROP INDEX nexus.notifications_held;
