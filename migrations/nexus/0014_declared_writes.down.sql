CREATE INDEX notifications_held ON nexus.notifications (user_id, bot_id) WHERE state = 3;
CREATE INDEX notifications_subject ON nexus.notifications (subject) WHERE state IN (0, 3);
DROP FUNCTION nexus.overtaken();
