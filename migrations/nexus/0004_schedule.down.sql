DROP FUNCTION nexus.enqueue(text, json, integer);
DROP TABLE nexus.notifications;
